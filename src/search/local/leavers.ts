import type { ClassTest, Partition } from './partition.js';

/**
 * What the total loss falls by where a tuple leaves its class, of every tuple of a class that has others. Follows the
 * partition by its list of changes.
 */
export class Leavers {
  /** Per tuple; −Infinity where it is alone. */
  readonly gain: Float64Array;
  /** Per tuple: loss per record of the others of its class. */
  readonly left: Float64Array;
  /** Per tuple: 1 where the others meet the models without it. */
  readonly free: Uint8Array;
  readonly #partition: Partition;
  readonly #test: ClassTest;
  #synced = 0;

  constructor(partition: Partition, test: ClassTest) {
    const { size } = partition.tuples;
    this.gain = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    this.left = new Float64Array(size);
    this.free = new Uint8Array(size);
    this.#partition = partition;
    this.#test = test;
  }

  /** Brings what is known up to date with the partition. */
  follow(): void {
    const { changes, changed } = this.#partition;
    for (; this.#synced < changes.length; this.#synced++) {
      const id = changes[this.#synced]!;
      if (changed[id] === this.#synced + 1) this.#renew(id); // a later change says more
    }
  }

  #renew(id: number): void {
    const partition = this.#partition;
    const { counts } = partition.tuples;
    const members = partition.members[id]!;
    const size = partition.size[id]!;
    const cost = size * partition.loss[id]!;
    if (members.length < 2) {
      for (const i of members) {
        this.gain[i] = Number.NEGATIVE_INFINITY;
        this.left[i] = 0;
        this.free[i] = 0;
      }
      return;
    }
    // All but the first, then one after the other is exchanged for the one before it.
    const rest = members.slice(1);
    for (let j = 0; j < members.length; j++) {
      const i = members[j]!;
      if (j > 0) rest[j - 1] = members[j - 1]!;
      const records = size - counts[i]!;
      this.left[i] = cost === 0 ? 0 : partition.lossOf(rest);
      this.gain[i] = cost - records * this.left[i]!;
      this.free[i] = this.#test(rest, records) ? 1 : 0;
    }
  }
}
