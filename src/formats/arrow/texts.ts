import { isUtf8 } from 'node:buffer';
import type { Data, Utf8, Vector } from 'apache-arrow';

type Library = typeof import('apache-arrow');

const quote = 0x22;

/** The texts of one column of a record batch, as Arrow holds them: bytes laid end to end, offsets, a bit a value. */
export class TextColumn {
  readonly #rows: number;
  readonly #offsets: Int32Array;
  readonly #valid: Uint8Array;
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  #count = 0;
  #nulls = 0;

  /** `rows`: of a batch at most. */
  constructor(rows: number) {
    this.#rows = rows;
    this.#offsets = new Int32Array(rows + 1);
    this.#valid = new Uint8Array((rows + 7) >> 3);
  }

  /** Bytes of the batch so far. */
  get bytes(): number {
    return this.#length;
  }

  /** The next cell, a range of wire text. */
  append(wire: Uint8Array, start: number, end: number): void {
    if (start === end) this.#nulls++;
    else {
      this.#valid[this.#count >> 3]! |= 1 << (this.#count & 7);
      this.#copy(wire, start, end);
    }
    this.#offsets[++this.#count] = this.#length;
  }

  /** What was appended since the last call, in memory of its own. */
  take(library: Library): Data<Utf8> {
    const length = this.#count;
    const data = library.makeData({
      type: new library.Utf8(),
      length,
      nullCount: this.#nulls,
      ...(this.#nulls > 0 ? { nullBitmap: this.#valid.slice(0, (length + 7) >> 3) } : {}),
      valueOffsets: this.#offsets.slice(0, length + 1),
      data: this.#bytes.slice(0, this.#length),
    });
    this.#valid.fill(0, 0, (this.#rows + 7) >> 3);
    this.#length = 0;
    this.#count = 0;
    this.#nulls = 0;
    return data;
  }

  #copy(wire: Uint8Array, start: number, end: number): void {
    if (this.#length + end - start > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + end - start));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    const bytes = this.#bytes;
    let to = this.#length;
    if (wire[start] !== quote) for (let from = start; from < end; from++) bytes[to++] = wire[from]!;
    else {
      for (let from = start + 1; from < end - 1; from++) {
        const byte = wire[from]!;
        bytes[to++] = byte;
        if (byte === quote) from++; // doubled
      }
    }
    this.#length = to;
  }
}

/** Texts as a file holds them: value i lies from offset i to offset i + 1, or is null where its bit is 0. */
export interface StoredTexts {
  bytes: Uint8Array;
  offsets: Int32Array;
  valid: Uint8Array | null; // null: all are
}

/** The texts of a column of a batch where they may be copied as they are; null where the library has to look at them. */
export function storedTexts(vector: Vector, rows: number): StoredTexts | null {
  const data = vector.data[0] as Data<Utf8> | undefined;
  if (vector.data.length !== 1 || !data || data.offset !== 0 || data.length !== rows) return null;
  const { values: bytes, valueOffsets: offsets } = data;
  if (!(offsets instanceof Int32Array) || offsets.length < rows + 1 || offsets[0]! < 0) return null;
  if (offsets[rows]! > bytes.length || !isUtf8(bytes.subarray(0, offsets[rows]!))) return null;
  for (let row = 0; row < rows; row++) {
    const [from, to] = [offsets[row]!, offsets[row + 1]!];
    // In order, and no character lies on both sides.
    if (from > to || (from < bytes.length && (bytes[from]! & 0xc0) === 0x80)) return null;
  }
  if (data.nullCount === 0) return { bytes, offsets, valid: null };
  return data.nullBitmap.length * 8 < rows ? null : { bytes, offsets, valid: data.nullBitmap };
}
