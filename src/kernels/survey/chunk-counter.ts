import type { Rectangle } from '../rectangle.js';
import { ColumnCounter, type Searching, sliceEntries } from './column.js';
import { decodeCell } from './decode.js';
import type { Block, Blocks } from './memory.js';
import type { CellVisitor, ColumnPart, SurveySpec } from './part.js';

/** Rows that are counted column by column at a time: their text stays in the second-level cache. */
const blockRows = 256;
/** Rows whose codes are taken at a time: many, as tables of tuples are far from the caches of a single block. */
export const codedRows = 32 * blockRows;
const mostOffers = 1024;
const mostFlags = 4096;

// Words of the control block, and why the kernel stops (assembly/survey.ts).
const word = { block: 1, column: 2, row: 3, scratch: 5, offerCount: 7, flagCount: 9 } as const;
const stop = { done: 0, full: 1, room: 2 } as const;

/** Counts all columns of a table chunk by chunk; the kernel runs over a chunk and comes back only for what it cannot do. */
export class ChunkCounter {
  /** By column; null where a column is neither coded nor counted. */
  readonly counters: readonly (ColumnCounter | null)[];
  readonly #blocks: Blocks;
  readonly #visit: CellVisitor | undefined;
  readonly #owned: Block[] = [];
  readonly #control: number;
  readonly #states: number;
  readonly #flags: number;
  readonly #pairs: number;

  /** `codes` points to where the codes of `codedRows` go, by column; 0 for columns that are not coded. */
  constructor(blocks: Blocks, spec: SurveySpec, codes: readonly number[], searching: Searching) {
    this.#blocks = blocks;
    this.#visit = searching.visit;
    const take = (bytes: number) => {
      const block = blocks.take(bytes);
      this.#owned.push(block);
      return block.pointer;
    };
    this.#control = take(64);
    const offers = take(mostOffers * 24);
    this.#flags = take(mostFlags * 16);
    this.#pairs = take(mostFlags * 8);
    this.#states = take(spec.columns * 4);
    const cells = take(blockRows * 8 + 8);
    const lists = {
      offers: take(256 * 4),
      flags: take(sliceEntries * 4),
      cells: this.#pairs,
    };
    const { tally, distinct } = spec;
    this.counters = codes.map((place) =>
      tally || distinct || place > 0
        ? new ColumnCounter(blocks, { tally, distinct, codes: place, searching }, lists)
        : null,
    );
    blocks.u32(this.#states, spec.columns).set(this.counters.map((counter) => counter?.state ?? 0));
    const stops = spec.code.length > 0 ? codedRows : 0;
    blocks.u32(this.#control, 16).set([this.#states, 0, 0, 0, cells, 0, offers, 0, this.#flags, 0, stops]);
  }

  /** Counts a chunk. `scratch` holds as many bytes as it. Where columns are coded `each` gets how many rows are. */
  add(chunk: Rectangle, scratch: number, each: (rows: number) => void): void {
    const { countChunk, lengthWithoutRoom } = this.#blocks.host.exports;
    for (const place of [word.block, word.column, word.row]) this.#set(place, 0);
    this.#set(word.scratch, scratch);
    for (let before = 0; ; ) {
      const reason = countChunk!(this.#control, chunk.text, chunk.ends, chunk.columns, chunk.records);
      if (reason === stop.done) break;
      const block = this.#get(word.block);
      if (reason === stop.full) this.#drain();
      else if (reason === stop.room) this.counters[this.#get(word.column)]!.makeRoom(lengthWithoutRoom!());
      else {
        each(block - before);
        before = block;
      }
    }
    this.#drain(); // the text of the chunk is gone after it
  }

  /** What was counted of the columns that are coded or counted. */
  finish(): ColumnPart[] {
    const parts = this.counters.flatMap((counter) => counter?.finish() ?? []);
    for (const block of this.#owned) this.#blocks.give(block);
    return parts;
  }

  /** Takes the values offered to the samples, and searches the texts that were flagged. */
  #drain(): void {
    if (this.#get(word.offerCount) > 0) this.#takeOffers();
    const flagged = this.#get(word.flagCount);
    this.#set(word.flagCount, 0);
    if (flagged > 0) this.#searchFlagged(flagged);
  }

  #takeOffers(): void {
    const { takeOffers } = this.#blocks.host.exports;
    for (;;) {
      const short = takeOffers!(this.#control, this.#states, this.counters.length);
      if (short === 0) return;
      this.counters[short - 1]!.makeSampleRoom();
    }
  }

  #searchFlagged(count: number): void {
    const flags = this.#blocks.u32(this.#flags, count * 4).slice(); // the memory may grow while they are searched
    const counter = (cell: number) => this.counters[flags[cell * 4 + 2]!]!;
    if (this.#visit) {
      const pairs = this.#blocks.u32(this.#pairs, count * 2);
      for (let i = 0; i < count; i++) {
        pairs[i * 2] = flags[i * 4]!;
        pairs[i * 2 + 1] = flags[i * 4 + 1]!;
      }
      this.#visit(this.#pairs, count, (cell, found) => counter(cell).note(found, 1));
      return;
    }
    for (let i = 0; i < count; i++) {
      const pointer = flags[i * 4]!;
      const text = decodeCell(this.#blocks.host.bytes.subarray(pointer, pointer + flags[i * 4 + 1]!));
      counter(i).search(text, 1);
    }
  }

  #get(place: number): number {
    return this.#blocks.word(this.#control + place * 4);
  }

  #set(place: number, value: number): void {
    this.#blocks.setWord(this.#control + place * 4, value);
  }
}
