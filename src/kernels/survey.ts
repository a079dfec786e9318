import type { KernelHost } from './host.js';
import type { Rectangle } from './rectangle.js';
import { CellCache } from './survey/cell-cache.js';
import { ChunkCounter } from './survey/chunk-counter.js';
import type { Searching } from './survey/column.js';
import { type Rows, ValueDictionary } from './survey/dictionary.js';
import { type Block, Blocks } from './survey/memory.js';
import type { SurveyPart, SurveySpec } from './survey/part.js';
import { TupleCounter } from './survey/tuples.js';

export type { Searching } from './survey/column.js';
export { mergeSurveys } from './survey/merge.js';
export type {
  CellVisitor,
  ColumnPart,
  DictionaryPart,
  EntryReader,
  KeyField,
  SurveyPart,
  SurveySpec,
  TextSearch,
  TuplePart,
} from './survey/part.js';

/** Rows of a block where columns are only coded. */
const codedRows = 2048;

/**
 * Counts the facts and the histogram of a table in one pass over its rectangles. Nothing is kept per row: memory grows
 * with distinct values and distinct tuples only. One survey is one part; parts of a table are put together by
 * `mergeSurveys`, in any order. Cells are unquoted; an empty unquoted cell is a null.
 */
export class Survey {
  readonly #host: KernelHost;
  readonly #spec: SurveySpec;
  readonly #blocks: Blocks;
  readonly #counter: ChunkCounter | null;
  readonly #coded: { column: number; dictionary: ValueDictionary; cache: CellCache | null }[];
  readonly #dictionaries: readonly ValueDictionary[]; // of #coded
  readonly #tuples: TupleCounter | null;
  readonly #arrays: Block[];
  readonly #codes: number[];
  readonly #rowsOf: Rows[]; // by place in `code`: the shared arrays and where its codes go
  #unquoted: Block;
  #records = 0;

  constructor(host: KernelHost, spec: SurveySpec, searching: Searching = {}) {
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
    const counted = spec.tally || spec.distinct;
    const rows = counted
      ? { pointers: 0, lengths: 0, hashes: 0 }
      : { pointers: take(codedRows * 4), lengths: take(codedRows * 4), hashes: take(codedRows * 8) };
    this.#codes = spec.code.map(() => take(codedRows * 4));
    this.#rowsOf = this.#codes.map((codes) => ({ ...rows, codes }));
    this.#unquoted = blocks.take(256);
    const places = Array.from({ length: spec.columns }, (_, column) => {
      const place = spec.code.findIndex((one) => one.column === column);
      return place < 0 ? 0 : this.#codes[place]!;
    });
    this.#counter = counted ? new ChunkCounter(blocks, spec, places, searching) : null;
    this.#coded = spec.code.map(({ column }) => ({
      column,
      dictionary: this.#counter ? this.#counter.counters[column]!.dictionary : new ValueDictionary(blocks),
      cache: this.#counter ? null : new CellCache(blocks),
    }));
    this.#dictionaries = this.#coded.map(({ dictionary }) => dictionary);
    this.#tuples = spec.code.length > 0 ? new TupleCounter(blocks, this.#codes) : null;
  }

  /** Distinct tuples so far. */
  get tuples(): number {
    return this.#tuples?.size ?? 0;
  }

  /** Counts every record of a chunk that lies in the host's memory. */
  add(chunk: Rectangle): void {
    if (this.#unquoted.bytes < 2 * chunk.length + 256) {
      this.#blocks.give(this.#unquoted);
      this.#unquoted = this.#blocks.take(2 * chunk.length + 256);
    }
    const half = this.#unquoted.bytes / 2;
    this.#host.exports.shapeScratch!(this.#unquoted.pointer + half);
    if (this.#counter) this.#counter.add(chunk, this.#unquoted.pointer, (rows) => this.#addTuples(rows));
    else {
      for (let from = 0; from < chunk.records; from += codedRows)
        this.#code(chunk, from, Math.min(from + codedRows, chunk.records));
    }
    this.#records += chunk.records;
  }

  /** Ends the survey and gives its memory back to the host. */
  finish(): SurveyPart {
    const columns = this.#counter?.finish() ?? [];
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

  /** Codes rows of a chunk of which nothing else is counted. */
  #code(chunk: Rectangle, from: number, to: number): void {
    const rows = to - from;
    for (const [place, { column, dictionary, cache }] of this.#coded.entries()) {
      if (!cache!.useful) {
        this.#gather(chunk, column, from, to);
        dictionary.encode(this.#rowsOf[place]!, 0, rows);
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
    this.#addTuples(rows);
  }

  #addTuples(rows: number): void {
    this.#tuples?.add(this.#dictionaries, rows);
  }

  #gather(chunk: Rectangle, column: number, from: number, to: number): void {
    const { pointers, lengths, hashes } = this.#rowsOf[0]!;
    const { text, ends, columns } = chunk;
    const { gather } = this.#host.exports;
    gather!(text, ends, columns, column, from, to, pointers, lengths, hashes, this.#unquoted.pointer);
  }
}
