import type { KernelHost } from './host.js';
import type { Rectangle } from './rectangle.js';
import { ChunkCounter, codedRows } from './survey/chunk-counter.js';
import type { Searching } from './survey/column.js';
import type { ValueDictionary } from './survey/dictionary.js';
import { type Block, Blocks } from './survey/memory.js';
import { type SurveyPart, type SurveySpec, withSharedTuples } from './survey/part.js';
import { TupleCounter } from './survey/tuples.js';

export type { Searching } from './survey/column.js';
export { mergeInSteps, mergeSurveys } from './survey/merge.js';
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
  readonly #dictionaries: readonly ValueDictionary[]; // of the coded columns
  readonly #tuples: TupleCounter | null;
  readonly #codes: readonly Block[]; // of the rows that are coded at a time, by place in `code`
  #unquoted: Block;
  #records = 0;

  constructor(host: KernelHost, spec: SurveySpec, searching: Searching = {}) {
    this.#host = host;
    this.#spec = spec;
    const blocks = Blocks.of(host);
    this.#blocks = blocks;
    this.#codes = spec.code.map(() => blocks.take(codedRows * 4));
    this.#unquoted = blocks.take(256);
    const codes = this.#codes.map(({ pointer }) => pointer);
    const places = Array.from({ length: spec.columns }, () => 0);
    for (const [place, { column }] of spec.code.entries()) places[column] = codes[place]!;
    const counted = spec.tally || spec.distinct || codes.length > 0;
    this.#counter = counted ? new ChunkCounter(blocks, spec, places, searching) : null;
    this.#dictionaries = spec.code.map(({ column }) => this.#counter!.counters[column]!.dictionary);
    this.#tuples = codes.length > 0 ? new TupleCounter(blocks, codes) : null;
  }

  /** Distinct tuples so far. */
  get tuples(): number {
    return this.#tuples?.size ?? 0;
  }

  /** Whether they are counted in pages, which take less memory than a table. */
  get inPages(): boolean {
    return this.#tuples?.inPages ?? false;
  }

  /** Counts every record of a chunk that lies in the host's memory. */
  add(chunk: Rectangle): void {
    if (this.#unquoted.bytes < 2 * chunk.length + 256) {
      this.#blocks.give(this.#unquoted);
      this.#unquoted = this.#blocks.take(2 * chunk.length + 256);
    }
    const half = this.#unquoted.bytes / 2;
    this.#host.exports.shapeScratch!(this.#unquoted.pointer + half);
    this.#counter?.add(chunk, this.#unquoted.pointer, (rows) => this.#tuples?.add(this.#dictionaries, rows));
    this.#records += chunk.records;
  }

  /**
   * Ends the survey and gives its memory back to the host. `take` is given the part while its tuples lie in kernel memory, of which
   * nothing may be asked for meanwhile, and returns what is held of it: a copy in shared memory unless it knows better.
   */
  finish(take: (part: SurveyPart) => SurveyPart = withSharedTuples): SurveyPart {
    const counted = this.#counter?.finish() ?? [];
    const sorted = this.#dictionaries.map((dictionary) => dictionary.sorted());
    const tuples =
      this.#tuples?.finish(
        sorted.map(({ remap }) => remap.pointer),
        sorted.map(({ part }) => part.offsets.length - 1 + (part.hasNull ? 1 : 0)),
      ) ?? null;
    for (const { remap } of sorted) this.#blocks.give(remap);
    for (const dictionary of this.#dictionaries) dictionary.free();
    for (const block of [...this.#codes, this.#unquoted]) this.#blocks.give(block);
    const part = take({
      spec: this.#spec,
      records: this.#records,
      columns: this.#spec.tally || this.#spec.distinct ? counted : [],
      dictionaries: sorted.map(({ part }) => part),
      tuples,
    });
    this.#tuples?.free();
    return part;
  }
}
