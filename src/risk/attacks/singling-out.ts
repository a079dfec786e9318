import type { AttackResult } from '../../core/attack.js';
import type { KeyedRandom } from '../../core/random.js';
import { difference, round, wilson } from './interval.js';
import type { Attack, Scene } from './scene.js';

/** Predicates tried per set of columns. */
const tries = 1000;
const mostColumns = 4;

/**
 * Looks for a condition on released columns that is true of exactly one record. Conditions are the labels of one to four
 * columns of a record drawn at random; the baseline is what independent columns of the same frequencies would give,
 * n·w·(1 − w)^(n−1) for a condition of weight w; the control is the same condition once its record is left out.
 */
export const singlingOut: Attack = {
  name: 'singling-out',
  summary: {
    en: 'Looks for a condition on released columns that holds of exactly one record.',
    zh: '寻找仅对一条记录成立的已发布列条件。',
  },
  source: 'WP29 05/2014; Cohen & Nissim 2020 (trivial baseline)',
  run(scene) {
    return scene.known.filter((known) => known.length > 0).map((known) => single(scene, known));
  },
};

function single(scene: Scene, known: readonly number[]): AttackResult {
  const { table } = scene.release;
  const names = known.map((column) => table.columns[column]!.name);
  const random = scene.key.random(`singling-out/${names.join('\u0000')}`);
  const cumulated = cumulate(table.counts);
  const counter = scene.release.counter(known);
  let isolated = 0;
  let without = 0;
  let expected = 0;
  let whole = 0;
  for (let at = 0; at < tries && table.records > 0; at++) {
    const tuple = draw(cumulated, random);
    const columns = someOf(known, 1 + random.below(Math.min(mostColumns, known.length)), random);
    const labels = columns.map((column) => table.codes[column]![tuple]!);
    const count = counter.like(tuple, columns);
    if (count === 1) isolated++;
    if (count === 2) without++; // with its own record left out one other remains
    const weight = columns.reduce(
      (w, column, i) => (w * scene.release.frequencies(column)[labels[i]!]!) / table.records,
      1,
    );
    expected += Math.min(1, table.records * weight * (1 - weight) ** (table.records - 1));
    if (counter.alike(tuple) === 1) whole++;
  }
  const sample = table.records > 0 ? tries : 0;
  const rate = wilson(isolated, sample);
  const control = wilson(without, sample);
  return {
    attack: 'singling-out',
    variant: 'predicates',
    known: names,
    column: null,
    sample,
    coverage: sample > 0 ? 1 : 0,
    rate,
    control: { kind: 'leave-out', sample, rate: control },
    baseline: { random: sample > 0 ? round(expected / sample) : null, majority: null, model: null },
    advantage: difference(rate, control.value * sample > expected ? control : wilson(expected, sample)),
    figures: { alone: whole },
  };
}

function cumulate(counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length);
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    sum += counts[at]!;
    sums[at] = sum;
  }
  return sums;
}

/** A tuple with the chance of its records. */
function draw(cumulated: Float64Array, random: KeyedRandom): number {
  const wanted = random.fraction() * cumulated.at(-1)!;
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

function someOf(columns: readonly number[], count: number, random: KeyedRandom): number[] {
  const left = [...columns];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!).sort(
    (a, b) => a - b,
  );
}
