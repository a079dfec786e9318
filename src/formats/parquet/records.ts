import { LetheError } from '../../core/diagnostics.js';
import type { ReadOptions } from '../../core/format.js';
import { CellKernels, parquetHost } from '../../kernels/parquet/cells.js';
import { blockBytes } from '../wire.js';
import { ChunkCells, PageUnknown } from './chunk.js';
import { type Unpack, unpackers } from './codecs.js';
import { type ChunkPlace, pageBroken } from './faults.js';
import { type LibraryFile, libraryTexts, TextCells } from './library.js';
import { plainSpecOf } from './plain.js';
import type { ParquetColumn } from './schema.js';
import { type CellSource, nulls } from './source.js';

/** Bytes of compressed pages that all columns together hold. */
const windowsBytes = 1 << 24;

/** Bytes of a record, quotes doubled, that lanes would refuse in any case. */
const longestRecord = 64 << 20;

const inKernels: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY']);

/**
 * The records of a part as wire text. Row group after row group, and in it page after page of every column: what is in
 * memory is a page a column, however large the groups are.
 */
export async function* recordsOf(
  file: LibraryFile,
  columns: readonly ParquetColumn[],
  options: ReadOptions,
): AsyncGenerator<Uint8Array> {
  const { parquetHeader } = await import('hyparquet/src/column.js');
  const kernels = new CellKernels(parquetHost());
  const { host } = kernels;
  const out = new RecordBlock(kernels, columns.length);
  const windowBytes = Math.max(1 << 16, Math.min(1 << 20, Math.floor(windowsBytes / columns.length)));
  let codecs: Readonly<Record<string, Unpack>> = {};
  let first = 0;
  for (const [group, { num_rows, columns: chunks }] of file.footer.row_groups.entries()) {
    const rows = Number(num_rows);
    const placeOf = ({ name }: ParquetColumn): ChunkPlace => ({ file: file.part.shown, column: name, group });
    const isDropped = ({ name }: ParquetColumn) => options.discarded?.includes(name) ?? false;
    const byLibrary = async (slot: number, from: number): Promise<CellSource> => {
      const column = columns[slot]!;
      const texts = await libraryTexts(file, column, placeOf(column), first, rows, isDropped(column));
      return new TextCells(texts, from, host, slot);
    };
    const sources: CellSource[] = [];
    for (const [slot, column] of columns.entries()) {
      const meta = chunks[column.leaf]?.meta_data;
      const plain = plainSpecOf(column, isDropped(column));
      if (column.leaf < 0) sources.push(nulls(rows));
      else if (!meta || Number(meta.num_values) !== rows) throw pageBroken(placeOf(column));
      else if (!plain) sources.push(await byLibrary(slot, 0));
      else {
        if (!inKernels.has(meta.codec)) codecs = await unpackers();
        const { optional } = column;
        const spec = {
          place: placeOf(column),
          slot,
          meta,
          rows,
          optional,
          plain,
          dropped: isDropped(column),
        };
        sources.push(new ChunkCells(spec, kernels, file.part, windowBytes, codecs, parquetHeader));
      }
    }
    for (let left = rows; left > 0; ) {
      if (options.signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
      let ready = left;
      for (const [slot, source] of sources.entries()) {
        try {
          if (source.rows === 0) source.next();
        } catch (error) {
          if (!(error instanceof PageUnknown)) throw error;
          sources[slot] = await byLibrary(slot, rows - left);
          sources[slot]!.next();
        }
        ready = Math.min(ready, sources[slot]!.rows);
      }
      if (ready === 0) throw pageBroken(placeOf(columns[0]!));
      left -= ready;
      while (ready > 0) {
        const wrong = out.join(sources, ready);
        if (wrong !== null) throw notText(columns[wrong]!, file.part.shown);
        ready -= out.joined;
        if (out.length >= blockBytes) yield out.take();
      }
    }
    for (const source of sources) source.end();
    first += rows;
  }
  if (out.length > 0) yield out.take();
}

function notText({ name, type }: ParquetColumn, file: string): LetheError {
  return new LetheError('column-not-text', { column: name, type: type.kind }, { file, field: name });
}

/** A block of wire text that is filled from columns of cells. */
class RecordBlock {
  readonly #kernels: CellKernels;
  readonly #columns: number;
  #room = blockBytes + (blockBytes >> 1);
  length = 0; // bytes
  joined = 0; // records of the last `join`

  constructor(kernels: CellKernels, columns: number) {
    this.#kernels = kernels;
    this.#columns = columns;
  }

  /** Takes records from the columns, at most `rows`. Returns the first column that is not UTF-8, or null. */
  join(sources: readonly CellSource[], rows: number): number | null {
    const { host } = this.#kernels;
    const places = host.region('places', this.#columns * 4);
    const before = sources.map((source) => source.cells);
    new Uint32Array(host.memory.buffer, places, this.#columns).set(before);
    const out = host.region('records', this.#room);
    const from = out + this.length;
    const [records, end] = this.#kernels.join(places, this.#columns, rows, from, out + this.#room);
    this.joined = records;
    if (!sources.every(({ proven }) => proven) && !this.#kernels.isUtf8(from, end - from)) {
      const wrong = before.findIndex(
        (cells) => cells !== 0 && this.#kernels.invalidText(cells, records) >= 0,
      );
      return Math.max(wrong, 0);
    }
    for (const source of sources) source.take(records);
    this.length = end - out;
    // A record that does not fit is tried again in an empty block, and then in a larger one.
    if (records === 0) this.#room *= 2;
    if (this.#room > 4 * longestRecord) throw new LetheError('record-too-long', { limit: longestRecord });
    return null;
  }

  /** What was written: valid until the next `join`. */
  take(): Uint8Array {
    const out = this.#kernels.host.region('records', this.#room);
    const block = this.#kernels.host.bytes.subarray(out, out + this.length);
    this.length = 0;
    return block;
  }
}
