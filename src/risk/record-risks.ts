import { LetheError } from '../core/diagnostics.js';
import type { Histogram } from '../core/histogram.js';
import { compatibleCounts, holedCodes, type MissingRule } from '../core/missing.js';
import type {
  HouseholdFigures,
  RecordRiskName,
  RecordRisks,
  RiskSpread,
  SetFigures,
  SudaFigures,
} from '../core/record-risk.js';
import { individualRisk } from './individual.js';
import { KeyNumbers } from './key-numbers.js';
import { affordable, eachSubset, type Tuples } from './subsets.js';
import { suda } from './suda.js';

/** What to measure, and how. */
export interface RecordRiskOptions {
  missing?: MissingRule; // of empty quasi-identifiers; SUDA and sets take them as values under `wildcard` too
  fraction?: number; // sampling fraction for SUDA's DIS; records / weights, or 0.01 without weights
  work?: number; // tuples that sets of columns may be compared over, 3e8 unless given
}

/**
 * Risks of single records. The histogram has, beside its quasi-identifiers, a column of role `weight` where records stand
 * for several of the population, and one of role `household` for the household risk. Throws `weights-invalid` where a
 * weight is no number above 0.
 */
export function recordRisksOf(
  histogram: Histogram,
  wanted: readonly RecordRiskName[],
  options: RecordRiskOptions = {},
): RecordRisks {
  const table = foldClasses(histogram);
  const found: RecordRisks = {};
  const { weights, classOf, sizes, codes } = table;
  const sums = weights ? new Float64Array(sizes.length) : sizes;
  if (weights)
    for (let i = 0; i < classOf.length; i++) sums[classOf[i]!]! += weights[i]! * histogram.counts[i]!;
  const population = sums.reduce((sum, weight) => sum + weight, 0);
  if (wanted.includes('individual') || wanted.includes('household')) {
    const wildcard = options.missing === 'wildcard';
    const holed = wildcard ? table.holed : [];
    const frequencies = wildcard
      ? { sample: compatibleCounts(holed, sizes).any, population: compatibleCounts(holed, sums).any }
      : { sample: sizes, population: sums };
    const { risk } = individualRisk(frequencies);
    if (wanted.includes('individual'))
      found.individual = { ...spread(risk, sizes), weighted: weights !== null, population };
    if (wanted.includes('household')) found.household = householdRisk(histogram, classOf, risk);
  }
  const tuples = { codes, counts: sizes };
  const names = histogram.columns.filter(({ role }) => role === 'quasi').map(({ name }) => name);
  const fraction =
    options.fraction ?? (weights && population > 0 ? Math.min(1, histogram.records / population) : 0.01);
  const work = options.work ?? 3e8;
  if (wanted.includes('suda')) found.suda = sudaFigures(tuples, names, histogram.records, fraction, work);
  if (wanted.includes('sets')) found.sets = setFigures(tuples, names, histogram.records, work);
  return found;
}

/** The classes of a table, and which class each row of the histogram is in. */
interface ClassFold {
  classOf: Int32Array;
  sizes: Float64Array;
  codes: Int32Array[]; // per quasi-identifier, of each class
  holed: Int32Array[]; // the same with empty cells as holes
  weights: Float64Array | null; // per row of the histogram
}

function foldClasses(histogram: Histogram): ClassFold {
  const quasi = [...histogram.columns.keys()].filter((c) => histogram.columns[c]!.role === 'quasi');
  let classOf = new Int32Array(histogram.size);
  let first: number[] = histogram.size > 0 ? [0] : [];
  for (const c of quasi) {
    const width = histogram.columns[c]!.values.length;
    const numbers = new KeyNumbers(histogram.size);
    const list = histogram.codes[c]!;
    first = [];
    classOf = classOf.map((g, i) => {
      const next = numbers.number(g * width + list[i]!);
      if (next === first.length) first.push(i);
      return next;
    });
  }
  const sizes = new Float64Array(first.length);
  for (let i = 0; i < histogram.size; i++) sizes[classOf[i]!]! += histogram.counts[i]!;
  const at = (list: Int32Array) => Int32Array.from(first, (i) => list[i]!);
  return {
    classOf,
    sizes,
    codes: quasi.map((c) => at(histogram.codes[c]!)),
    holed: quasi.map((c) => at(holedCodes(histogram.columns[c]!, histogram.codes[c]!))),
    weights: weightsOf(histogram),
  };
}

/** A number as tables have it: no blanks, no hexadecimal, no thousands. */
const written = /^\+?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

function weightsOf(histogram: Histogram): Float64Array | null {
  const c = histogram.columns.findIndex(({ role }) => role === 'weight');
  if (c < 0) return null;
  const { name, values } = histogram.columns[c]!;
  const numbers = values.map((value) => (written.test(value ?? '') ? Number(value) : Number.NaN));
  const bad = numbers.map((weight) => !(weight > 0 && Number.isFinite(weight)));
  let records = 0;
  const weights = Float64Array.from(histogram.codes[c]!, (code, i) => {
    if (bad[code]) records += histogram.counts[i]!;
    return numbers[code]!;
  });
  if (records > 0) throw new LetheError('weights-invalid', { column: name, records });
  return weights;
}

const steps = [0.01, 0.05, 0.1, 0.2, 0.5];

function spread(risks: ArrayLike<number>, records: ArrayLike<number>): RiskSpread {
  const above = steps.map((risk) => ({ risk, records: 0 }));
  let total = 0;
  let expected = 0;
  let max = 0;
  for (let g = 0; g < risks.length; g++) {
    const risk = risks[g]!;
    total += records[g]!;
    expected += risk * records[g]!;
    if (risk > max) max = risk;
    for (const step of above) if (risk > step.risk + 1e-12) step.records += records[g]!;
  }
  return { mean: total > 0 ? expected / total : 0, expected, max, above };
}

/** Records without a household are one each. */
function householdRisk(histogram: Histogram, classOf: Int32Array, risk: Float64Array): HouseholdFigures {
  const c = histogram.columns.findIndex(({ role }) => role === 'household');
  const { values } = histogram.columns[c]!;
  const codes = histogram.codes[c]!;
  const empty = values.map((value) => value === null || value.trim() === '');
  const members = new Float64Array(values.length);
  const safe = new Float64Array(values.length); // Σ log(1 − r)
  const single: { risk: number[]; records: number[] } = { risk: [], records: [] };
  for (let i = 0; i < histogram.size; i++) {
    const own = risk[classOf[i]!]!;
    const count = histogram.counts[i]!;
    if (empty[codes[i]!]) {
      single.risk.push(own);
      single.records.push(count);
      continue;
    }
    members[codes[i]!]! += count;
    safe[codes[i]!]! += count * Math.log1p(-Math.min(1, own));
  }
  const named = members.map((count, h) => (count > 0 ? -Math.expm1(safe[h]!) : 0));
  const risks = [...named, ...single.risk];
  const households = [...members.map((count) => (count > 0 ? 1 : 0)), ...single.records];
  const each = spread(risks, households);
  return {
    ...spread(risks, [...members, ...single.records]),
    households: households.reduce((sum, count) => sum + count, 0),
    perHousehold: { mean: each.mean, expected: each.expected },
  };
}

const columnsAtMost = 30; // a set is a mask

function sudaFigures(
  tuples: Tuples,
  names: readonly string[],
  records: number,
  fraction: number,
  work: number,
): SudaFigures {
  if (names.length > columnsAtMost)
    throw new LetheError('not-supported', { what: `suda: ${names.length} > ${columnsAtMost} columns` });
  const most = affordable(names.length, tuples.counts.length, Math.max(1, names.length - 1), work);
  const found = suda(tuples, { most, fraction });
  const scored = found.scores.reduce((sum, score) => sum + (score > 0 ? 1 : 0), 0);
  const sum = found.scores.reduce((total, score) => total + score, 0);
  return {
    most,
    fraction,
    uniques: found.uniques,
    bySize: [...found.bySize],
    records: scored,
    score: {
      mean: records > 0 ? sum / records : 0,
      max: found.scores.reduce((top, score) => Math.max(top, score), 0),
    },
    // Only tuples of one record have a score.
    dis: spread(found.dis, tuples.counts),
    contributions: Object.fromEntries(names.map((name, c) => [name, found.contributions[c]!])),
  };
}

const setsOfSize = 5;
const leastGain = 1.05; // over the best of its parts

function setFigures(tuples: Tuples, names: readonly string[], records: number, work: number): SetFigures {
  if (names.length > columnsAtMost)
    throw new LetheError('not-supported', { what: `sets: ${names.length} > ${columnsAtMost} columns` });
  const most = affordable(names.length, tuples.counts.length, Math.min(3, names.length), work);
  const all = new Map<number, { size: number; uniques: number }>();
  eachSubset(tuples, most, (mask, size, _, uniques) => {
    all.set(mask, { size, uniques });
  });
  // What a part of a set singles out already says nothing of the rest.
  const telling = [...all].filter(([mask, { size, uniques }]) => {
    let part = 0;
    for (let c = 0; c < names.length && size > 1; c++)
      if (mask & (1 << c)) part = Math.max(part, all.get(mask & ~(1 << c))!.uniques);
    return uniques > part * leastGain;
  });
  telling.sort(([a, x], [b, y]) => x.size - y.size || y.uniques - x.uniques || a - b);
  const perSize = new Float64Array(most + 1);
  const sets = telling
    .filter(([, { size }]) => ++perSize[size]! <= setsOfSize)
    .map(([mask, { uniques }]) => ({
      columns: names.filter((_, c) => mask & (1 << c)),
      uniques,
      share: uniques / records,
    }));
  return {
    most,
    uniques: tuples.counts.reduce((sum, count) => sum + (count === 1 ? 1 : 0), 0),
    sets,
  };
}
