/** A fast seeded stream of numbers (sfc32, Doty-Humphrey): reproducible data for benchmarks and samples only. */
export class SeededStream {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = 0x9e3779b9 | 0;
    this.#counter = 1;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** A whole number in [0, 2^32). */
  next(): number {
    const t = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** A whole number in [0, bound); the bias is below 2^-20 for the small bounds used here. */
  below(bound: number): number {
    return this.next() % bound;
  }

  /** True with a chance of `perMille` in 1 000. */
  chance(perMille: number): boolean {
    return this.next() % 1000 < perMille;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.next() % list.length] as T;
  }

  /** An index drawn by weights that sum to `total`. */
  weighted(weights: readonly number[], total: number): number {
    let rest = this.next() % total;
    for (let i = 0; i < weights.length; i++) {
      rest -= weights[i] as number;
      if (rest < 0) return i;
    }
    return weights.length - 1;
  }
}
