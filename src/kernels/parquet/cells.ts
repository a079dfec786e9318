import { KernelHost } from '../host.js';
import { powersOfTen } from './powers.js';

/** What the PLAIN values of a column are; numbers as in assembly/parquet/cells.ts. */
export const plainKinds = {
  text: 0,
  int32: 1,
  int64: 2,
  uint32: 3,
  uint64: 4,
  day: 5,
  time32: 6,
  time64: 7,
  moment: 8,
  double: 9,
  boolean: 10,
  decimal32: 11,
  decimal64: 12,
} as const;

/** How the values of a column become text. */
export interface PlainSpec {
  kind: keyof typeof plainKinds;
  digits: number; // of a unit of time (3, 6, 9), or the scale of a decimal
  utc: boolean; // of moments
  lenient: boolean; // a value without a text is null
}

/** Why bytes gave no cells. */
export type CellFault = 'broken' | 'range';

/** Bytes of text that a value may need. */
const textRoom = 40;

let powers: BigUint64Array | undefined;

/** A new instance of the Parquet kernels: their memory never shrinks, and goes with who holds it. */
export function parquetHost(): KernelHost {
  const host = KernelHost.load(KernelHost.compile('parquet'));
  powers ??= powersOfTen();
  const pointer = host.region('powers', powers.byteLength);
  host.bytes.set(new Uint8Array(powers.buffer), pointer);
  host.exports.placePowers!(pointer);
  return host;
}

/**
 * Cells of wire text in kernel memory: eight bytes each, which say where the text lies, how long it is, and whether it
 * has to be quoted. All pointers are the host's. No function reads or writes beyond what it was given (plus slack).
 */
export class CellKernels {
  readonly host: KernelHost;

  constructor(host: KernelHost) {
    this.host = host;
  }

  /** Unpacks a snappy stream into exactly `room` bytes; false where it is damaged or has another length. */
  unsnap(from: number, bytes: number, out: number, room: number): boolean {
    return this.host.exports.unsnap!(from, bytes, out, room) !== 0;
  }

  /** Reads `count` levels of one bit as bytes. Returns how many are 1, -1 for broken. */
  levels(from: number, bytes: number, count: number, out: number): number {
    return this.host.exports.readLevels!(from, bytes, count, out);
  }

  /** Reads `count` codes as u32. Returns the largest, -1 for broken. */
  codes(from: number, bytes: number, width: number, count: number, out: number): number {
    return this.host.exports.readCodes!(from, bytes, width, count, out);
  }

  /** Bytes that the text of `count` values needs. */
  textRoom(spec: PlainSpec, count: number): number {
    return spec.kind === 'text' || spec.kind === 'boolean' ? 0 : count * textRoom;
  }

  /** Makes cells of `count` PLAIN values; `text` has `textRoom`, `seen` two bytes. */
  plain(
    spec: PlainSpec,
    from: number,
    bytes: number,
    count: number,
    cells: number,
    text: number,
    seen: number,
  ): CellFault | null {
    const code = this.host.exports.plainCells!(
      plainKinds[spec.kind],
      from,
      bytes,
      count,
      cells,
      text,
      spec.digits,
      spec.utc ? 1 : 0,
      spec.lenient ? 1 : 0,
      seen,
    );
    return code === 0 ? null : code === -1 ? 'broken' : 'range';
  }

  /** Makes cells of codes, all of which are known to be below the dictionary's size. */
  coded(codes: number, count: number, dictionary: number, cells: number): void {
    this.host.exports.dictionaryCells!(codes, count, dictionary, cells);
  }

  /** Moves cells to the places whose level is 1; the others become null. */
  spread(levels: number, count: number, present: number, cells: number): void {
    this.host.exports.spread!(levels, count, present, cells);
  }

  /** Whether all texts of [from, from + bytes), of which `plain` made cells, are UTF-8. */
  areUtf8(from: number, bytes: number, cells: number, count: number): boolean {
    return this.host.exports.utf8Texts!(from, bytes, cells, count) !== 0;
  }

  /** Position of the first cell that is not UTF-8, or -1. */
  invalidText(cells: number, count: number): number {
    return this.host.exports.invalidText!(cells, count);
  }

  /** Whether bytes are well-formed UTF-8. */
  isUtf8(from: number, bytes: number): boolean {
    return this.host.exports.validUtf8!(from, bytes) < 0;
  }

  /**
   * Writes records from the columns whose next cells `places` points to (u32 each, 0 for nulls only; moved on), up to
   * `limit`. Returns the number of records and the end of the text.
   */
  join(places: number, columns: number, rows: number, out: number, limit: number): [number, number] {
    const { joinRows, rowsEnd } = this.host.exports;
    const records = joinRows!(places, columns, rows, out, limit);
    return [records, rowsEnd!() >>> 0];
  }
}
