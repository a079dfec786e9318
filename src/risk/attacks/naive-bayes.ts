import type { Rate } from '../../core/attack.js';
import { wilson } from './interval.js';
import type { Release } from './release.js';
import type { Person } from './scene.js';

/**
 * A learned model that knows the release as a whole and no single record: naive Bayes over the labels, with Laplace's
 * correction. With `leaveOut` the target's own record is not among those it learned from.
 */
export function naiveBayes(
  release: Release,
  known: readonly number[],
  secret: number,
  targets: readonly Person[],
  leaveOut: boolean,
): Rate {
  const classes = release.table.columns[secret]!.values.length;
  const cover = release.cover(secret);
  const prior = release.frequencies(secret);
  const columns = known.map((column) => new Likelihoods(release, column, secret, prior));
  const chances = prior.map((records) => chanceOf(records));
  let right = 0;
  const scores = new Float64Array(classes);
  for (const person of targets) {
    const truth = cover.codes(person[secret] ?? null);
    const own = leaveOut ? (truth[0] ?? -1) : -1;
    scores.set(chances);
    if (own >= 0) scores[own] = chanceOf(Math.max(0, prior[own]! - 1));
    for (let at = 0; at < known.length; at++) columns[at]!.add(scores, person[known[at]!] ?? null, own);
    let highest = Number.NEGATIVE_INFINITY;
    for (let value = 0; value < classes; value++) if (scores[value]! > highest) highest = scores[value]!;
    let ties = 0;
    for (let value = 0; value < classes; value++) if (scores[value] === highest) ties++;
    for (let i = 0; i < truth.length; i++) if (scores[truth[i]!] === highest) right += 1 / ties;
  }
  return wilson(right, targets.length);
}

function chanceOf(records: number): number {
  return records === 0 ? Number.NEGATIVE_INFINITY : Math.log(records);
}

/** What a value of a known column says of each value of the secret: worked out once a value. */
interface Likelihood {
  seen: Float64Array; // records whose labels cover the value, per value of the secret
  logs: Float64Array;
}

class Likelihoods {
  readonly #release: Release;
  readonly #column: number;
  readonly #prior: Float64Array;
  readonly #labels: number;
  readonly #counts: Float64Array; // per label, then per value of the secret
  readonly #known = new Map<string | null, Likelihood | null>(); // null: no label covers the value

  constructor(release: Release, column: number, secret: number, prior: Float64Array) {
    this.#release = release;
    this.#column = column;
    this.#prior = prior;
    this.#labels = release.table.columns[column]!.values.length;
    this.#counts = release.crossed(column, secret);
  }

  /** Adds logarithms of chances to scores, without one record of the secret value `own`, if that is one. */
  add(scores: Float64Array, value: string | null, own: number): void {
    let likelihood = this.#known.get(value);
    if (likelihood === undefined) {
      likelihood = this.#likelihood(value);
      this.#known.set(value, likelihood);
    }
    if (!likelihood) return;
    const { seen, logs } = likelihood;
    for (let at = 0; at < scores.length; at++)
      scores[at]! += at === own ? this.#log(seen[at]! - 1, this.#prior[at]! - 1) : logs[at]!;
  }

  #likelihood(value: string | null): Likelihood | null {
    const codes = this.#release.cover(this.#column).codes(value);
    if (codes.length === 0) return null;
    const prior = this.#prior;
    const seen = new Float64Array(prior.length);
    const logs = new Float64Array(prior.length);
    for (let at = 0; at < prior.length; at++) {
      let records = 0;
      for (let i = 0; i < codes.length; i++) records += this.#counts[codes[i]! * prior.length + at]!;
      seen[at] = records;
      logs[at] = this.#log(records, prior[at]!);
    }
    return { seen, logs };
  }

  #log(seen: number, records: number): number {
    return Math.log((Math.max(0, seen) + 1) / (Math.max(0, records) + this.#labels));
  }
}
