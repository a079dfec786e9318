import type { ClassifierAccuracy } from '../core/utility.js';
import type { ComparedColumn } from './columns.js';

/** Records to learn from or to be tested on: tuples of the compared columns with their counts. */
export interface Examples {
  codes: readonly Int32Array[]; // per column: values of the table, or labels of the release
  counts: Float64Array;
}

/** What a classifier learns from, and what it is tested on. */
export interface Trial {
  release: Examples; // labels
  original: Examples; // values, the same records as far as they are known
  test: Examples; // values
  heldOut: boolean;
}

const mostClasses = 64;

/**
 * Naive Bayes for one column by the others: learnt from the release, where a label counts for every value that it covers in
 * equal parts, and from originals; both are tested on originals. Null where the target has one value or more than 64.
 */
export function classifierAccuracy(
  columns: readonly ComparedColumn[],
  target: number,
  { release, original, test, heldOut }: Trial,
): ClassifierAccuracy | null {
  const classes = columns[target]!.values.length;
  if (classes < 2 || classes > mostClasses || columns.length < 2) return null;
  const identity = (column: ComparedColumn) => column.values.map((_, code) => Int32Array.of(code));
  const spread = learn(columns, target, release, (column) => column.covers);
  const exact = learn(columns, target, original, identity);
  const tested = total(test.counts);
  const share = (right: number) => (tested > 0 ? right / tested : 0);
  const most = exact.priors.indexOf(exact.priors.reduce((a, b) => Math.max(a, b), 0));
  let majority = 0;
  for (let i = 0; i < test.counts.length; i++)
    if (test.codes[target]![i] === most) majority += test.counts[i]!;
  return {
    target: columns[target]!.name,
    release: share(rightOf(spread, columns, target, test)),
    original: share(rightOf(exact, columns, target, test)),
    majority: share(majority),
    trained: total(release.counts),
    tested,
    heldOut,
  };
}

interface Learnt {
  priors: Float64Array; // records per class
  tables: Float64Array[]; // per column: log chance of a value in a class, value-major
}

/** Counts spread over the values that labels cover. Laplace's correction is one record per value. */
function learn(
  columns: readonly ComparedColumn[],
  target: number,
  { codes, counts }: Examples,
  coversOf: (column: ComparedColumn) => readonly Int32Array[],
): Learnt {
  const goal = columns[target]!;
  const classes = goal.values.length;
  const goals = coversOf(goal);
  const priors = new Float64Array(classes);
  for (let i = 0; i < counts.length; i++) {
    const covered = goals[codes[target]![i]!]!;
    for (const y of covered) priors[y]! += counts[i]! / covered.length;
  }
  const tables = columns.map((column, c) => {
    if (c === target) return new Float64Array(0);
    const covers = coversOf(column);
    const byLabel = new Float64Array(covers.length * classes);
    for (let i = 0; i < counts.length; i++) {
      const covered = goals[codes[target]![i]!]!;
      const label = codes[c]![i]!;
      for (const y of covered) byLabel[label * classes + y]! += counts[i]! / covered.length;
    }
    const values = column.values.length;
    const table = new Float64Array(values * classes);
    covers.forEach((covered, label) => {
      for (const value of covered)
        for (let y = 0; y < classes; y++)
          table[value * classes + y]! += byLabel[label * classes + y]! / covered.length;
    });
    for (let value = 0; value < values; value++)
      for (let y = 0; y < classes; y++)
        table[value * classes + y] = Math.log((table[value * classes + y]! + 1) / (priors[y]! + values));
    return table;
  });
  return { priors, tables };
}

/** Records whose class is guessed; equally likely classes share the guess. */
function rightOf(
  { priors, tables }: Learnt,
  columns: readonly ComparedColumn[],
  target: number,
  { codes, counts }: Examples,
): number {
  const classes = priors.length;
  const scores = new Float64Array(classes);
  let right = 0;
  for (let i = 0; i < counts.length; i++) {
    for (let y = 0; y < classes; y++)
      scores[y] = priors[y]! > 0 ? Math.log(priors[y]!) : Number.NEGATIVE_INFINITY;
    for (let c = 0; c < columns.length; c++) {
      if (c === target) continue;
      const from = codes[c]![i]! * classes;
      for (let y = 0; y < classes; y++) scores[y]! += tables[c]![from + y]!;
    }
    let best = Number.NEGATIVE_INFINITY;
    for (const score of scores) if (score > best) best = score;
    let ties = 0;
    for (const score of scores) if (score === best) ties++;
    if (scores[codes[target]![i]!] === best) right += counts[i]! / ties;
  }
  return right;
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
