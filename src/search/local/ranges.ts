import { approximate, readNumber } from '../../core/numbers.js';
import type { Boxes } from './boxes.js';

/**
 * Numbers without a hierarchy: a box is the range of the numbers in a class, `[lowest-highest]`; its loss is its width
 * over that of the whole column (the normalised certainty penalty). Boxes are numbered as they come up.
 */
export class RangeColumn implements Boxes {
  readonly values: number;
  readonly weight: number;
  readonly level: number[] = [];
  readonly labels: string[] = [];
  readonly loss: number[] = [];
  readonly #shares: number[] = [];
  readonly #low: number[] = []; // value code per box
  readonly #high: number[] = [];
  readonly #texts: readonly string[];
  readonly #numbers: Float64Array;
  readonly #width: number;
  readonly #boxes = new Map<number, number>();

  private constructor(texts: readonly string[], numbers: Float64Array, weight: number) {
    this.#texts = texts;
    this.#numbers = numbers;
    this.values = texts.length;
    this.weight = weight;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const number of numbers) {
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
    this.#width = high - low;
  }

  /** Null where a value is no number. */
  static of(values: readonly (string | null)[], weight: number): RangeColumn | null {
    const numbers = values.map((value) => (value === null ? null : readNumber(value)));
    if (numbers.length === 0 || numbers.some((number) => number === null)) return null;
    return new RangeColumn(
      values as readonly string[],
      Float64Array.from(numbers, (number) => approximate(number!)),
      weight,
    );
  }

  share(box: number): number {
    return this.#shares[box]!;
  }

  leaf(value: number): number {
    return this.#box(value, value);
  }

  add(box: number, value: number): number {
    const numbers = this.#numbers;
    const low = this.#low[box]!;
    const high = this.#high[box]!;
    return this.#box(
      numbers[value]! < numbers[low]! ? value : low,
      numbers[value]! > numbers[high]! ? value : high,
    );
  }

  #box(low: number, high: number): number {
    const key = low * this.values + high;
    let box = this.#boxes.get(key);
    if (box !== undefined) return box;
    box = this.labels.length;
    this.#boxes.set(key, box);
    const share = this.#width > 0 ? (this.#numbers[high]! - this.#numbers[low]!) / this.#width : 0;
    this.#low.push(low);
    this.#high.push(high);
    this.level.push(0);
    this.labels.push(low === high ? this.#texts[low]! : `[${this.#texts[low]}-${this.#texts[high]}]`);
    this.#shares.push(share);
    this.loss.push(share * this.weight);
    return box;
  }
}
