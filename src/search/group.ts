import { Lease } from '../kernels/lease.js';
import type { Block } from '../kernels/survey/memory.js';
import { Bundle, bundle } from './bundle.js';
import type { LevelTable } from './levels.js';
import type { SensitiveCounts, Tuples } from './tuples.js';

/**
 * The equivalence classes of one lattice node, before suppression. A group is known by one of its tuples. Arrays are
 * only valid until the next node is grouped.
 */
export interface Groups {
  levels: Int32Array;
  size: number;
  /** A tuple of each group: its labels at these and all higher levels are the group's. */
  tuple: Int32Array;
  counts: Float64Array;
  population: Float64Array; // the same array as counts where no population is given
  sensitive: SensitiveCounts[];
  at: Placed;
}

/** Where groups lie in kernel memory. `tuple` 0 stands for the identity, `population` 0 for none. */
export interface Placed {
  levels: Int32Array;
  size: number;
  tuple: number;
  counts: number;
  population: number;
  sensitive: readonly PlacedPairs[];
}

interface PlacedPairs {
  pairs: number;
  groups: number;
  values: number;
  counts: number;
}

/** Cells up to which groups are found by direct address; beyond, by hashing. 1 MB of slots stays in cache. */
const directCells = 1 << 18;

/** Largest product of label counts that a key of 64 bits is trusted with: factors travel as doubles. */
const widestKey = 2 ** 53;

/** Largest product of label counts for keys of 32 bits. */
const narrowKey = 2 ** 32;

/** Columns by which a node may differ from the centre to be grouped from there. */
const mostChanged = 2;

/** One factor of the keys: where a code per tuple lies, and where its labels, numbers below `cells`. */
interface KeyPart {
  codes: number;
  table: number;
  cells: number;
}

/** A table of group numbers in kernel memory: those below `used` are of earlier nodes, so that nothing need be cleared. */
interface NumberedTable extends Block {
  used: number; // begins at 1: 0 is what a cleared cell holds
}

/** Groups of a node that fail by their size alone. Arrays as in `Verdict`. */
export interface SmallGroups {
  failed: Uint8Array;
  dropped: Int32Array;
  suppressed: number; // records
}

/**
 * Groups tuples by their labels at a node, in kernel memory: the loops here are all the time a search takes. All memory
 * but that of kept nodes and label tables is taken at the start, so that views hold until the next call.
 */
export class Grouper {
  readonly base: Placed;
  readonly #blocks: Lease;
  readonly #tuples: Tuples;
  readonly #bundles: Bundle[];
  readonly #keys: number;
  readonly #ids: number;
  readonly #direct: NumberedTable;
  readonly #narrow: NumberedTable;
  readonly #narrowMask: number;
  #slots = 0; // taken when first needed
  readonly #mask: number;
  readonly #out: Placed;
  readonly #scratch: { starts: number; order: number; seen: number };
  readonly #failed: number;
  readonly #dropped: number;
  readonly #sum: number;
  readonly #levels: readonly LevelTable[];
  readonly #single: (Bundle | undefined)[] = []; // per column, taken when first needed
  #centre: { levels: Int32Array; size: number } | null = null;
  #centreIds = 0; // per tuple the group at the centre; taken when first needed, as is what follows
  #identity = 0;
  #epoch = 0;

  constructor(tuples: Tuples, levels: readonly LevelTable[]) {
    const blocks = new Lease(tuples.size);
    this.#blocks = blocks;
    this.#tuples = tuples;
    const n = tuples.size;
    const separate = tuples.population !== tuples.counts;
    this.base = {
      levels: new Int32Array(levels.length),
      size: n,
      tuple: 0,
      counts: place(blocks, tuples.counts),
      population: separate ? place(blocks, tuples.population) : 0,
      sensitive: tuples.sensitive.map(({ groups, values, counts }) => ({
        pairs: groups.length,
        groups: place(blocks, groups),
        values: place(blocks, values),
        counts: place(blocks, counts),
      })),
    };
    const take = (bytes: number) => blocks.take(bytes).pointer;
    this.#out = {
      levels: new Int32Array(levels.length),
      size: 0,
      tuple: take(n * 4),
      counts: take(n * 8),
      population: separate ? take(n * 8) : 0,
      sensitive: tuples.sensitive.map(({ groups: { length } }) => ({
        pairs: 0,
        groups: take(length * 4),
        values: take(length * 4),
        counts: take(length * 8),
      })),
    };
    const pairs = Math.max(0, ...tuples.sensitive.map(({ groups }) => groups.length));
    const domain = Math.max(0, ...tuples.sensitive.map(({ totals }) => totals.length));
    this.#scratch = { starts: take((n + 1) * 4), order: take(pairs * 4), seen: take(domain * 4) };
    this.#keys = take(n * 8);
    this.#ids = take(n * 4);
    this.#failed = take(n);
    this.#dropped = take((n + 1) * 4);
    this.#sum = take(8);
    this.#direct = { ...blocks.takeClear(directCells * 4), used: 1 };
    let slots = 1024;
    while (slots < n * 1.5) slots *= 2;
    this.#narrow = { ...blocks.takeClear(slots * 8), used: 1 };
    this.#narrowMask = slots - 1;
    while (slots < n * 2) slots *= 2;
    this.#mask = slots - 1;
    this.#bundles = bundle(blocks, tuples, levels);
    this.#levels = levels;
  }

  /**
   * Groups the tuples at `levels` and remembers where each went: nodes below, up to the next centre, then cost one look-up
   * a tuple and changed column instead of all columns. Their groups are the same, in the same order.
   */
  centre(levels: Int32Array): Placed {
    this.#centre = null;
    const out = this.roll(this.base, levels);
    const { bytes } = this.#blocks.host;
    const n = this.base.size;
    if (this.#centreIds === 0) {
      this.#centreIds = this.#blocks.take(n * 4).pointer;
      this.#identity = place(
        this.#blocks,
        Int32Array.from({ length: n }, (_, i) => i),
      );
    }
    bytes.copyWithin(this.#centreIds, this.#ids, this.#ids + n * 4);
    this.#centre = { levels: levels.slice(), size: out.size };
    return out;
  }

  /** Keys of `levels` by the groups of the centre: null where it is not above them, or too many columns differ. */
  #fromCentre(levels: Int32Array): KeyPart[] | null {
    const centre = this.#centre;
    if (!centre) return null;
    const parts: KeyPart[] = [{ codes: this.#centreIds, table: this.#identity, cells: centre.size }];
    for (let c = 0; c < levels.length; c++) {
      if (levels[c]! > centre.levels[c]!) return null;
      if (levels[c] === centre.levels[c]) continue;
      if (parts.length > mostChanged) return null;
      const single = this.#single[c] ?? new Bundle(this.#blocks, this.#tuples, this.#levels, [c]);
      this.#single[c] = single;
      parts.push({ codes: single.codes, ...single.at(levels) });
    }
    return parts.filter(({ cells }) => cells > 1);
  }

  /** Records per label code of a column at a level. */
  recordsOf(column: number, level: number): Float64Array {
    const { size, counts } = this.base;
    return this.#bundles.find((one) => one.has(column))!.recordsOf(column, level, { size, counts });
  }

  /** Groups the tuples at `levels` from a node that is nowhere above it. The result lies in scratch memory. */
  roll(from: Placed, levels: Int32Array): Placed {
    const { exports } = this.#blocks.host;
    const out = this.#out;
    const size = this.#assign(from, levels);
    out.levels = levels.slice();
    out.size = size;
    if (out.population) exports.sumGroups!(from.size, this.#ids, from.population, out.population, size);
    from.sensitive.forEach((pairs, s) => {
      const to = out.sensitive[s]!;
      const { starts, order, seen } = this.#scratch;
      const domain = this.#tuples.sensitive[s]!.totals.length;
      to.pairs = exports.rollPairs!(
        pairs.pairs,
        pairs.groups,
        pairs.values,
        pairs.counts,
        this.#ids,
        size,
        starts,
        order,
        seen,
        domain,
        to.groups,
        to.values,
        to.counts,
      );
    });
    return out;
  }

  /** A copy that outlives the next node, and the blocks to give back. Views taken before are no longer valid. */
  keep(from: Placed): { placed: Placed; blocks: Block[] } {
    const blocks: Block[] = [];
    const copy = (pointer: number, bytes: number) => {
      if (pointer === 0) return 0;
      const block = this.#blocks.take(bytes);
      blocks.push(block);
      this.#blocks.host.bytes.copyWithin(block.pointer, pointer, pointer + bytes);
      return block.pointer;
    };
    const { size, levels } = from;
    const placed = {
      levels,
      size,
      tuple: copy(from.tuple, size * 4),
      counts: copy(from.counts, size * 8),
      population: copy(from.population, size * 8),
      sensitive: from.sensitive.map(({ pairs, groups, values, counts }) => ({
        pairs,
        groups: copy(groups, pairs * 4),
        values: copy(values, pairs * 4),
        counts: copy(counts, pairs * 8),
      })),
    };
    return { placed, blocks };
  }

  /** Gives the memory back: the grouper and all views end here. */
  close(): void {
    this.#blocks.close();
  }

  give(blocks: readonly Block[]): void {
    for (const block of blocks) this.#blocks.give(block);
  }

  /** The groups as arrays, valid until the next call. */
  view(at: Placed): Groups {
    const { buffer } = this.#blocks.host.bytes;
    const { size, levels } = at;
    const counts = new Float64Array(buffer, at.counts, size);
    return {
      levels,
      size,
      tuple: new Int32Array(buffer, at.tuple, size),
      counts,
      population: at.population ? new Float64Array(buffer, at.population, size) : counts,
      sensitive: at.sensitive.map(({ pairs, groups, values, counts: own }, s) => ({
        column: this.#tuples.sensitive[s]!.column,
        groups: new Int32Array(buffer, groups, pairs),
        values: new Int32Array(buffer, values, pairs),
        counts: new Float64Array(buffer, own, pairs),
        totals: this.#tuples.sensitive[s]!.totals,
      })),
      at,
    };
  }

  /** The groups of fewer than `least` records, valid until the next call. */
  small(at: Placed, least: number): SmallGroups {
    const { exports, bytes } = this.#blocks.host;
    const drops = exports.dropSmall!(at.size, at.counts, least, this.#failed, this.#dropped, this.#sum);
    const { buffer } = bytes;
    return {
      failed: new Uint8Array(buffer, this.#failed, at.size),
      dropped: new Int32Array(buffer, this.#dropped, drops),
      suppressed: new Float64Array(buffer, this.#sum, 1)[0]!,
    };
  }

  /** Numbers the groups of the entries of `from` in order of first appearance; returns how many there are. */
  #assign(from: Placed, levels: Int32Array): number {
    const { exports } = this.#blocks.host;
    const n = from.size;
    const keys = this.#keys;
    const ids = this.#ids;
    const { tuple, counts } = this.#out;
    const parts =
      (from.tuple === 0 ? this.#fromCentre(levels) : null) ??
      this.#bundles
        .map((one): KeyPart => ({ codes: one.codes, ...one.at(levels) }))
        .filter(({ cells }) => cells > 1);
    if (parts.length === 0) return exports.groupAll!(n, ids, from.tuple, from.counts, tuple, counts);
    const whole = parts.reduce((product, { cells }) => product * cells, 1);
    if (whole <= narrowKey) {
      let cells = 1;
      for (const part of parts) {
        exports.addKeys32!(n, from.tuple, part.codes, part.table, cells, keys, cells === 1 ? 1 : 0);
        cells *= part.cells;
      }
      const direct = whole <= directCells;
      const table = direct ? this.#direct : this.#narrow;
      if (table.used > 0xffffffff - n) {
        this.#blocks.host.bytes.fill(0, table.pointer, table.pointer + table.bytes);
        table.used = 1;
      }
      const rest = [table.used, ids, from.tuple, from.counts, tuple, counts];
      const size = direct
        ? exports.groupDirect!(n, keys, table.pointer, ...rest)
        : exports.groupHash32!(n, keys, table.pointer, this.#narrowMask, ...rest);
      table.used += size;
      return size;
    }
    if (this.#slots === 0) this.#slots = this.#blocks.takeClear((this.#mask + 1) * 16).pointer;
    const hash = () => {
      this.#epoch++;
      return exports.groupHash!(
        n,
        keys,
        this.#slots,
        this.#mask,
        this.#epoch,
        ids,
        from.tuple,
        from.counts,
        tuple,
        counts,
      );
    };
    let cells = 1;
    for (const part of parts) {
      if (cells * part.cells > widestKey) {
        // Too wide for one key: the groups so far take the place of the labels they stand for.
        cells = hash();
        exports.keysOfIds!(n, ids, keys);
      }
      exports.addKeys64!(n, from.tuple, part.codes, part.table, cells, keys, cells === 1 ? 1 : 0);
      cells *= part.cells;
    }
    return hash();
  }
}

/** A permanent copy in kernel memory. */
function place(blocks: Lease, array: Int32Array | Float64Array): number {
  const { pointer } = blocks.take(array.byteLength);
  blocks.host.bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), pointer);
  return pointer;
}
