/** Numbers distinct keys: open addressing, at most half full, as a Map costs five times as much here. */
export class KeyNumbers {
  size = 0; // keys so far
  readonly #mask: number;
  readonly #keys: Float64Array;
  readonly #numbers: Int32Array;

  /** `most`: distinct keys at most. */
  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * most)));
    this.#mask = slots - 1;
    this.#keys = new Float64Array(slots);
    this.#numbers = new Int32Array(slots).fill(-1);
  }

  /** The number of a key, a whole number in [0, 2^53): 0, 1, … in order of first appearance. */
  number(key: number): number {
    const high = (key / 4294967296) | 0;
    let hash = Math.imul((key >>> 0) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    hash ^= hash >>> 15;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const known = this.#numbers[slot]!;
      if (known < 0) {
        this.#keys[slot] = key;
        this.#numbers[slot] = this.size;
        return this.size++;
      }
      if (this.#keys[slot] === key) return known;
    }
  }
}
