import type { CoarseColumn, Coarsening, CodedColumn, Histogram } from '../../core/histogram.js';
import { slice, sortEntries } from './entries.js';
import { describeFields, type KeyLayout } from './layout.js';
import type { Block, Blocks } from './memory.js';
import type { EntryReader, TuplePart } from './part.js';

/** Sorted entries of one part, and where the new codes of its old ones lie, per column. */
export interface StoredRun {
  tuples: TuplePart;
  remaps: readonly number[];
  whole: boolean; // has all values of every column: its codes and its layout are those of the histogram
}

/** What is merged, and into which layout. */
export interface StoredMerge {
  runs: readonly StoredRun[];
  layout: KeyLayout;
  columns: readonly CodedColumn[];
  read?: EntryReader | undefined;
  coarsening?: Coarsening | undefined;
  /** Bytes of entries that are looked at together, over all runs. */
  window?: number | undefined;
}

type Merged = Omit<Histogram, 'columns'>;

/** Bytes of entries that are looked at together: more where runs are many. */
function windowOf(runs: number): number {
  return Math.min(64 << 20, Math.max(2 << 20, runs << 17));
}
const leastWindow = 2; // entries of one run

/**
 * Merges sorted runs that need not fit memory, one range of keys after the other: the same histogram as in memory. Where it
 * would have more tuples than `coarsening` allows, values are counted as the one that stands for their label, at the first
 * of its levels at which they fit: what that is follows from the table alone.
 */
export function mergeStored(blocks: Blocks, merge: StoredMerge): Merged {
  const { coarsening } = merge;
  const most = merge.runs.reduce((sum, { tuples }) => sum + tuples.size, 0);
  const whole = new Pieces(blocks, merge.layout, Math.min(most, coarsening?.most ?? most));
  for (const range of ranges(blocks, merge)) {
    if (coarsening && whole.size + range.size > coarsening.most)
      return mergeCoarse(blocks, merge, coarsening);
    whole.add(range.entries, range.size);
  }
  return whole.histogram();
}

function mergeCoarse(blocks: Blocks, merge: StoredMerge, { most, steps }: Coarsening): Merged {
  const levels = steps(merge.columns);
  const first = levels.next();
  const held = new Coarse(blocks, merge.layout, first.done ? null : first.value);
  let ended = first.done === true;
  for (const range of ranges(blocks, merge)) {
    held.add(range.entries, range.size);
    while (!ended && held.size > most && held.settle() > most) {
      const next = levels.next();
      if (next.done) ended = true;
      else held.raise(next.value);
    }
  }
  return held.histogram();
}

/** A list of sorted entries in kernel memory. */
interface List {
  block: Block;
  size: number;
}

/** Entries counted at a level of their columns: sorted lists, the larger first, that are merged when they grow alike. */
class Coarse {
  size = 0; // entries, of which some may be equal
  #lists: List[] = [];
  #standsFor: Block[] = [];
  #columns: readonly CoarseColumn[] | null = null;
  readonly #source: Block;
  readonly #target: Block;

  constructor(
    private readonly blocks: Blocks,
    private readonly layout: KeyLayout,
    columns: readonly CoarseColumn[] | null,
  ) {
    this.#source = blocks.take(layout.fields.length * 16);
    this.#target = blocks.take(layout.fields.length * 16);
    describeFields(blocks, this.#target, layout.fields);
    this.#describe(columns);
  }

  add(entries: number, size: number): void {
    this.#push(this.#coarse(entries, size));
    for (let a = this.#lists.at(-2), b = this.#lists.at(-1); a && b && a.size < 2 * b.size; ) {
      this.#mergeLast();
      [a, b] = [this.#lists.at(-2), this.#lists.at(-1)];
    }
  }

  /** Merges all lists; returns how many entries are left. */
  settle(): number {
    while (this.#lists.length > 1) this.#mergeLast();
    return this.size;
  }

  /** Counts everything at coarser levels. */
  raise(columns: readonly CoarseColumn[]): void {
    this.settle();
    this.#describe(columns);
    const [list] = this.#lists.splice(0);
    if (!list) return;
    this.size = 0;
    this.#push(this.#coarse(list.block.pointer, list.size));
    this.blocks.give(list.block);
  }

  histogram(): Merged {
    this.settle();
    const [list] = this.#lists;
    const pieces = new Pieces(this.blocks, this.layout, list?.size ?? 0);
    if (list) pieces.add(list.block.pointer, list.size);
    for (const block of [
      ...this.#lists.map((one) => one.block),
      ...this.#standsFor,
      this.#source,
      this.#target,
    ])
      this.blocks.give(block);
    const finest = this.#columns?.map(({ level }) => level);
    return { ...pieces.histogram(), ...(finest ? { finest } : {}) };
  }

  #describe(columns: readonly CoarseColumn[] | null): void {
    for (const block of this.#standsFor) this.blocks.give(block);
    this.#standsFor = [];
    this.#columns = columns;
    const remaps = this.layout.fields.map((_, c) => {
      const codes = columns?.[c]?.standsFor;
      if (!codes) return 0;
      const block = this.blocks.take(codes.byteLength);
      this.blocks.u32(block.pointer, codes.length).set(codes);
      this.#standsFor.push(block);
      return block.pointer;
    });
    describeFields(this.blocks, this.#source, this.layout.fields, remaps);
  }

  #coarse(entries: number, size: number): List {
    const { words, fields } = this.layout;
    const { convertEntries, foldEntries } = this.blocks.host.exports;
    const bytes = size * (words + 1) * 8;
    const block = this.blocks.take(bytes);
    const spare = this.blocks.take(bytes);
    const [source, target] = [this.#source.pointer, this.#target.pointer];
    convertEntries!(entries, size, words, source, target, fields.length, words, block.pointer);
    const [sorted, other] = sortEntries(this.blocks, block, spare, size, this.layout);
    this.blocks.give(other);
    return { block: sorted, size: foldEntries!(sorted.pointer, size, words) };
  }

  #push(list: List): void {
    this.#lists.push(list);
    this.size += list.size;
  }

  #mergeLast(): void {
    const [a, b] = this.#lists.splice(-2) as [List, List];
    this.size -= a.size + b.size;
    this.#push(mergeLists(this.blocks, a, b, this.layout.words));
    this.blocks.give(a.block);
    this.blocks.give(b.block);
  }
}

function mergeLists(blocks: Blocks, a: List, b: List, words: number): List {
  const block = blocks.take((a.size + b.size) * (words + 1) * 8);
  const { mergeEntries } = blocks.host.exports;
  const size = mergeEntries!(a.block.pointer, a.size, b.block.pointer, b.size, words, block.pointer);
  return { block, size };
}

/** Tuples from which a histogram lies in memory that threads share. V8 does not count that, which would have it collect. */
const sharedFrom = 1 << 16;

/** A histogram that is put together from ranges of keys: of at most so many tuples, as room that is not touched costs nothing. */
class Pieces {
  size = 0;
  readonly #codes: Int32Array[];
  readonly #counts: Float64Array;
  #records = 0;

  constructor(
    private readonly blocks: Blocks,
    private readonly layout: KeyLayout,
    most: number,
  ) {
    const room = (bytes: number) =>
      most < sharedFrom ? new ArrayBuffer(most * bytes) : new SharedArrayBuffer(most * bytes);
    this.#codes = layout.fields.map(() => new Int32Array(room(4)));
    this.#counts = new Float64Array(room(8));
  }

  add(entries: number, size: number): void {
    const { host } = this.blocks;
    const { exports } = host;
    const { fields, words } = this.layout;
    const out = this.blocks.take(size * 8);
    for (const [c, { word, shift, bits }] of fields.entries()) {
      exports.fieldOfEntries!(entries, size, words, word, shift, bits, out.pointer);
      host.copyTo(this.#codes[c]!.buffer, this.size * 4, out.pointer, size * 4);
    }
    this.#records += exports.countsOfEntries!(entries, size, words, out.pointer);
    host.copyTo(this.#counts.buffer, this.size * 8, out.pointer, size * 8);
    this.blocks.give(out);
    this.size += size;
  }

  histogram(): Merged {
    const { size } = this;
    return {
      codes: this.#codes.map((codes) => codes.subarray(0, size)),
      counts: this.#counts.subarray(0, size),
      size,
      records: this.#records,
    };
  }
}

/**
 * The merged entries in ascending ranges of keys, each valid until the next. A range ends at the least key up to which every
 * run that goes on has been read.
 */
function* ranges(
  blocks: Blocks,
  { runs, layout, read, window = windowOf(runs.length) }: StoredMerge,
): Generator<{ entries: number; size: number }, void, void> {
  const { words } = layout;
  const stride = (words + 1) * 8;
  const room = Math.max(leastWindow, Math.floor(window / stride / Math.max(1, runs.length)));
  const windows = runs.map((run) => new Window(blocks, run, layout, Math.min(room, run.tuples.size), read));
  try {
    for (;;) {
      for (const window of windows) window.fill();
      const open = windows.filter((window) => window.more);
      if (windows.every(({ size }) => size === 0)) return;
      let bound: BigUint64Array | null = null;
      for (const window of open) {
        const last = window.key(window.size - 1);
        if (!bound || compareKeys(last, bound) < 0) bound = last;
      }
      let lists = windows.flatMap((window): (List & { own: boolean })[] => {
        const size = bound ? window.upTo(bound) : window.size;
        const block = { pointer: window.pointer, bytes: size * stride };
        return size > 0 ? [{ block, size, own: false }] : [];
      });
      const taken = bound ? windows.map((window) => window.upTo(bound)) : windows.map(({ size }) => size);
      while (lists.length > 1) {
        const next: typeof lists = [];
        for (let i = 0; i + 1 < lists.length; i += 2) {
          const [a, b] = [lists[i]!, lists[i + 1]!];
          next.push({ ...mergeLists(blocks, a, b, words), own: true });
          for (const list of [a, b]) if (list.own) blocks.give(list.block);
        }
        if (lists.length % 2 === 1) next.push(lists.at(-1)!);
        lists = next;
      }
      const [list] = lists;
      if (list) yield { entries: list.block.pointer, size: list.size };
      if (list?.own) blocks.give(list.block);
      for (const [i, window] of windows.entries()) window.drop(taken[i]!);
    }
  } finally {
    for (const window of windows) window.close();
  }
}

/** The next entries of a run, in codes of the merged dictionaries. */
class Window {
  size = 0; // entries that are there
  #from = 0; // the first of them
  #next = 0; // the first entry of the run that was not read
  readonly #block: Block;
  readonly #raw: Block | null; // as they were read; null where they are taken as they stand
  readonly #source: Block;
  readonly #target: Block;
  readonly #stride: number;

  constructor(
    private readonly blocks: Blocks,
    private readonly run: StoredRun,
    private readonly layout: KeyLayout,
    private readonly room: number,
    private readonly read: EntryReader | undefined,
  ) {
    this.#stride = (layout.words + 1) * 8;
    this.#block = blocks.take(room * this.#stride);
    this.#raw = run.whole ? null : blocks.take(room * (run.tuples.words + 1) * 8);
    this.#source = blocks.take(layout.fields.length * 16);
    this.#target = blocks.take(layout.fields.length * 16);
    describeFields(blocks, this.#source, run.tuples.layout, run.remaps);
    describeFields(blocks, this.#target, layout.fields);
  }

  get pointer(): number {
    return this.#block.pointer + this.#from * this.#stride;
  }

  /** Whether the run goes on after what is there. */
  get more(): boolean {
    return this.#next < this.run.tuples.size;
  }

  /** Reads on where less than half of the window is left. */
  fill(): void {
    if (!this.more || this.size * 2 > this.room) return;
    const { host } = this.blocks;
    const { tuples } = this.run;
    const start = this.#block.pointer;
    host.bytes.copyWithin(start, this.pointer, this.pointer + this.size * this.#stride);
    this.#from = 0;
    const count = Math.min(this.room - this.size, tuples.size - this.#next);
    const bytes = (tuples.words + 1) * 8;
    const to = start + this.size * this.#stride;
    const from = this.#raw?.pointer ?? to;
    const raw = host.bytes.subarray(from, from + count * bytes);
    if (tuples.stored) this.read!(tuples.stored.file, tuples.stored.at + this.#next * bytes, raw);
    else {
      const { buffer, byteOffset } = tuples.entries;
      raw.set(new Uint8Array(buffer as ArrayBuffer, byteOffset + this.#next * bytes, count * bytes));
    }
    this.size += count;
    this.#next += count;
    if (!this.#raw) return;
    const { fields, words } = this.layout;
    const [source, target] = [this.#source.pointer, this.#target.pointer];
    const { convertEntries } = host.exports;
    for (let i = 0; i < count; i += slice) {
      const at = from + i * bytes;
      const entries = Math.min(slice, count - i);
      convertEntries!(at, entries, tuples.words, source, target, fields.length, words, to + i * this.#stride);
    }
  }

  /** A copy of the key of an entry. */
  key(entry: number): BigUint64Array {
    const { words } = this.layout;
    return this.blocks.u64(this.pointer + entry * this.#stride, words).slice();
  }

  /** How many entries have keys up to `bound`. */
  upTo(bound: BigUint64Array): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareKeys(this.key(middle), bound) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  drop(count: number): void {
    this.#from += count;
    this.size -= count;
  }

  close(): void {
    for (const block of [this.#block, this.#raw, this.#source, this.#target])
      if (block) this.blocks.give(block);
  }
}

function compareKeys(a: BigUint64Array, b: BigUint64Array): number {
  for (let w = 0; w < a.length; w++) if (a[w] !== b[w]) return a[w]! < b[w]! ? -1 : 1;
  return 0;
}
