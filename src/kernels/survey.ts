import type { KernelHost } from './host.js';
import type { Rectangle } from './rectangle.js';
import { CellCache } from './survey/cell-cache.js';
import { ColumnCounter, sliceEntries } from './survey/column.js';
import { type Rows, ValueDictionary } from './survey/dictionary.js';
import { type Block, Blocks } from './survey/memory.js';
import type { SurveyPart, SurveySpec, TextSearch } from './survey/part.js';
import { TupleCounter } from './survey/tuples.js';

export { mergeSurveys } from './survey/merge.js';
export type {
  ColumnPart,
  DictionaryPart,
  KeyField,
  SurveyPart,
  SurveySpec,
  TextSearch,
  TuplePart,
} from './survey/part.js';

/** Rows treated column by column at a time: their text stays in the second-level cache. */
const blockRows = 2048;

/**
 * Counts the facts and the histogram of a table in one pass over its rectangles. Nothing is kept per row: memory grows
 * with distinct values and distinct tuples only. One survey is one part; parts of a table are put together by
 * `mergeSurveys`, in any order. Cells are unquoted; an empty unquoted cell is a null.
 */
export class Survey {
  readonly #host: KernelHost;
  readonly #spec: SurveySpec;
  readonly #blocks: Blocks;
  readonly #counters: ColumnCounter[];
  readonly #coded: { column: number; dictionary: ValueDictionary; cache: CellCache | null }[];
  readonly #tuples: TupleCounter | null;
  readonly #arrays: Block[];
  readonly #rows: Rows;
  readonly #codes: number[];
  readonly #rowsOf: Rows[]; // by column: the shared arrays and where its codes go
  #unquoted: Block;
  #records = 0;

  constructor(host: KernelHost, spec: SurveySpec, search?: TextSearch) {
    this.#host = host;
    this.#spec = spec;
    const blocks = Blocks.of(host);
    this.#blocks = blocks;
    const take = (bytes: number) => {
      const block = blocks.take(bytes);
      this.#arrays.push(block);
      return block.pointer;
    };
    this.#arrays = [];
    this.#rows = {
      pointers: take(blockRows * 4),
      lengths: take(blockRows * 4),
      hashes: take(blockRows * 8),
      codes: 0,
    };
    this.#codes = spec.code.map(() => take(blockRows * 4));
    this.#unquoted = blocks.take(256);
    this.#rowsOf = Array.from({ length: spec.columns }, (_, column) => {
      const place = spec.code.findIndex((one) => one.column === column);
      return { ...this.#rows, codes: place < 0 ? 0 : this.#codes[place]! };
    });
    const lists = {
      offers: take(256 * 4),
      flags: take(Math.max(blockRows, sliceEntries) * 4),
      hashes: take(256 * 8),
    };
    const { tally, distinct } = spec;
    const isCoded = new Set(spec.code.map(({ column }) => column));
    this.#counters = [];
    if (tally || distinct)
      for (let column = 0; column < spec.columns; column++)
        this.#counters.push(
          new ColumnCounter(blocks, { tally, distinct, coded: isCoded.has(column), search }, lists),
        );
    this.#coded = spec.code.map(({ column }) => ({
      column,
      dictionary: this.#counters[column]?.dictionary ?? new ValueDictionary(blocks),
      cache: this.#counters.length > 0 ? null : new CellCache(blocks),
    }));
    this.#tuples = spec.code.length > 0 ? new TupleCounter(blocks, spec.code.length) : null;
  }

  /** Counts every record of a chunk that lies in the host's memory. */
  add(chunk: Rectangle): void {
    if (this.#unquoted.bytes < 2 * chunk.length + 256) {
      this.#blocks.give(this.#unquoted);
      this.#unquoted = this.#blocks.take(2 * chunk.length + 256);
    }
    const half = this.#unquoted.bytes / 2;
    this.#host.exports.shapeScratch!(this.#unquoted.pointer + half);
    for (let from = 0; from < chunk.records; from += blockRows)
      this.#addBlock(chunk, from, Math.min(from + blockRows, chunk.records));
    this.#records += chunk.records;
  }

  /** Ends the survey and gives its memory back to the host. */
  finish(): SurveyPart {
    const columns = this.#counters.map((counter) => counter.finish());
    const sorted = this.#coded.map(({ dictionary }) => dictionary.sorted());
    const tuples =
      this.#tuples?.finish(
        sorted.map(({ remap }) => remap.pointer),
        sorted.map(({ part }) => part.offsets.length - 1 + (part.hasNull ? 1 : 0)),
      ) ?? null;
    for (const { remap } of sorted) this.#blocks.give(remap);
    for (const { dictionary, cache } of this.#coded) {
      dictionary.free();
      cache?.free();
    }
    for (const block of [...this.#arrays, this.#unquoted]) this.#blocks.give(block);
    return {
      spec: this.#spec,
      records: this.#records,
      columns,
      dictionaries: sorted.map(({ part }) => part),
      tuples,
    };
  }

  #addBlock(chunk: Rectangle, from: number, to: number): void {
    const rows = to - from;
    if (this.#counters.length > 0) {
      for (let column = 0; column < chunk.columns; column++) {
        this.#gather(chunk, column, from, to);
        this.#counters[column]!.add(this.#rowsOf[column]!, rows);
      }
    } else {
      for (const [place, { column, dictionary, cache }] of this.#coded.entries()) {
        if (!cache!.useful) {
          this.#gather(chunk, column, from, to);
          dictionary.encode(this.#rowsOf[column]!, 0, rows, false);
          continue;
        }
        const places = {
          cache: cache!.pointer,
          codes: this.#codes[place]!,
          scratch: this.#unquoted.pointer,
        };
        dictionary.encodeCells(chunk, column, from, to, places);
        cache!.judge(rows);
      }
    }
    this.#tuples?.add(
      this.#codes,
      this.#coded.map(({ dictionary }) => dictionary.count + 1),
      rows,
    );
  }

  #gather(chunk: Rectangle, column: number, from: number, to: number): void {
    const { pointers, lengths, hashes } = this.#rows;
    this.#host.exports.gather!(
      chunk.text,
      chunk.ends,
      chunk.columns,
      column,
      from,
      to,
      pointers,
      lengths,
      hashes,
      this.#unquoted.pointer,
    );
  }
}

/** The buffers of a part to hand over rather than copy. */
export function transferablesOf(part: SurveyPart): ArrayBuffer[] {
  const views: (ArrayBufferView | null)[] = [part.tuples?.entries ?? null];
  for (const column of part.columns)
    views.push(
      column.shapes,
      column.values?.counts ?? null,
      column.sample.hashes,
      column.hashes,
      column.registers,
    );
  for (const dictionary of part.dictionaries) views.push(dictionary.bytes, dictionary.offsets);
  return views.filter((view) => view !== null).map((view) => view.buffer as ArrayBuffer);
}
