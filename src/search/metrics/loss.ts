import { aggregateNamed, costsApart } from '../aggregate.js';
import { byValue, type LevelTable } from '../levels.js';
import type { CompiledMetric, Metric, MetricInput, MetricNode } from '../metric.js';

/** Shares of a column at one level, over the records of the table. */
interface ShareLevel {
  uniform: number; // the share of every record, or -1 where they differ
  total: number; // Σ share over records
  /** Distinct shares ascending, cumulated: the smallest `records[i]` records have shares that sum to `sums[i]`. */
  shares: number[];
  records: number[];
  sums: number[];
}

/**
 * Share of the domain that the released values stand for, averaged over records; a suppressed record counts 1.
 * Rescaled so that the untouched table has 0 and the empty one 1.
 */
export const loss: Metric = {
  name: 'loss',
  summary: {
    en: 'Mean share of the domain that a released value stands for; a suppressed record counts as all of it.',
    zh: '发布值在值域中所占份额的均值；被抑制的记录按全部值域计。',
  },
  source: 'Iyengar, Transforming data to satisfy privacy constraints, 2002; as in ARX 3.9',
  compile,
};

function compile(input: MetricInput): CompiledMetric {
  const { columns, tuples, records, generalisation: g, suppression: s, weights } = input;
  const aggregate = aggregateNamed(input.aggregate, 'geometric-mean');
  const { recordsOf } = input;
  // Told level by level when they are first asked for: the finest of many values are hardly ever.
  const levelsOf = columns.map((): (ShareLevel | undefined)[] => []);
  const shareLevel = (c: number, at: number): ShareLevel => {
    const known = levelsOf[c]![at];
    if (known) return known;
    const level = measure(columns[c]!.levels.shares[at]!, recordsOf(c, at));
    levelsOf[c]![at] = level;
    return level;
  };
  const valuesOf = columns.map((): (Float64Array | undefined)[] => []); // [level][value code]
  const shareOfValues = (c: number, at: number): Float64Array => {
    const { levels } = columns[c]!;
    valuesOf[c]![at] ??= byValue(levels, at, levels.shares[at]!);
    return valuesOf[c]![at]!;
  };
  const values = new Float64Array(columns.length);
  let listed = new Int32Array(0); // scratch: kept groups
  const rescale = columns.map(({ levels }) => {
    const least = (g * records) / levels.domain;
    const most = records * Math.max(g, s);
    return { least, span: most - least };
  });
  const scaled = (c: number, value: number) => {
    const { least, span } = rescale[c]!;
    return span > 0 ? Math.max((value - least) / span, 0) : 0;
  };
  const finish = (out: Float64Array) => {
    for (let c = 0; c < values.length; c++) values[c] = scaled(c, values[c]!);
    aggregate.join(values, weights, out);
  };
  const leastOf = (c: number, at: number, suppressed: number) => {
    const level = shareLevel(c, at);
    const kept = suppressed === 0 ? level.total : smallest(level, records - suppressed);
    const dropped = level.total - kept;
    return g * kept + (s === 1 ? suppressed : dropped + s * (suppressed - dropped));
  };
  // What each column contributes where nothing is suppressed: asked of every node of the lattice.
  const { terms } = aggregate;
  const nothing = columns.map(({ levels }) => new Float64Array(levels.height + 1).fill(Number.NaN));
  const nothingOf = (c: number, at: number) => {
    const known = nothing[c]![at]!;
    if (!Number.isNaN(known)) return known;
    const term = terms?.of(scaled(c, leastOf(c, at, 0)), weights[c]!, columns.length) ?? 0;
    nothing[c]![at] = term;
    return term;
  };
  return {
    length: aggregate.length(columns.length),
    loss({ groups, verdict }, out) {
      // Where much is suppressed few groups are kept, and every column that differs by value runs over them.
      if (listed.length < groups.size) listed = new Int32Array(groups.size);
      let length = 0;
      for (let i = 0; i < groups.size; i++) if (verdict.failed[i] === 0) listed[length++] = i;
      for (let c = 0; c < columns.length; c++) {
        const level = shareLevel(c, groups.levels[c]!);
        let kept: number;
        if (level.uniform >= 0) kept = level.uniform * verdict.kept;
        else {
          kept = 0;
          const codes = tuples.codes[c]!;
          const share = shareOfValues(c, groups.levels[c]!);
          const { tuple, counts } = groups;
          for (let j = 0; j < length; j++) {
            const i = listed[j]!;
            kept += counts[i]! * share[codes[tuple[i]!]!]!;
          }
        }
        const dropped = level.total - kept;
        values[c] = g * kept + (s === 1 ? verdict.suppressed : dropped + s * (verdict.suppressed - dropped));
      }
      finish(out);
    },
    bound(levels, suppressed, out) {
      if (suppressed === 0 && terms) {
        for (let c = 0; c < columns.length; c++) values[c] = nothingOf(c, levels[c]!);
        out[0] = terms.join(values);
        return;
      }
      for (let c = 0; c < columns.length; c++) values[c] = leastOf(c, levels[c]!, suppressed);
      finish(out);
    },
    // Where suppression is cheap a column may cost less the more is suppressed.
    apart:
      s === 1
        ? costsApart(aggregate, weights, (c, level, suppressed) => scaled(c, leastOf(c, level, suppressed)))
        : null,
    score({ groups, verdict }, { outside, k }) {
      let sum = (verdict.suppressed + outside) * columns.length;
      for (let c = 0; c < columns.length; c++) {
        const share = shareOfValues(c, groups.levels[c]!);
        const codes = tuples.codes[c]!;
        for (let i = 0; i < groups.size; i++)
          if (verdict.failed[i] === 0) sum += groups.counts[i]! * share[codes[groups.tuple[i]!]!]!;
      }
      return -sum / columns.length / Math.max(1, k - 1);
    },
  };
}

/** Utility lost in one column at a node: mean share, rescaled to [0, 1], a suppressed record counts 1. */
export function columnLoss(
  table: LevelTable,
  codes: Int32Array,
  { groups, verdict }: MetricNode,
  level: number,
): number {
  const shares = byValue(table, level, table.shares[level]!);
  let sum = verdict.suppressed;
  for (let i = 0; i < groups.size; i++)
    if (verdict.failed[i] === 0) sum += groups.counts[i]! * shares[codes[groups.tuple[i]!]!]!;
  const records = verdict.kept + verdict.suppressed;
  if (records === 0 || table.domain <= 1) return 0;
  return Math.max(0, (sum / records - 1 / table.domain) / (1 - 1 / table.domain));
}

/** Least possible Σ share over that many records. */
function smallest(level: ShareLevel, records: number): number {
  const { shares, records: cumulated, sums } = level;
  let low = 0;
  let high = shares.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! < records) low = middle + 1;
    else high = middle;
  }
  return sums[low]! - (cumulated[low]! - records) * shares[low]!;
}

/** `ofLabels`: shares, and `counts`: records, per label code. */
function measure(ofLabels: Float64Array, counts: Float64Array): ShareLevel {
  const perShare = new Map<number, number>();
  // Neighbours mostly have the same share: it is looked up once.
  for (let code = 0; code < counts.length; ) {
    const share = ofLabels[code]!;
    let count = 0;
    for (; code < counts.length && ofLabels[code] === share; code++) count += counts[code]!;
    if (count > 0) perShare.set(share, (perShare.get(share) ?? 0) + count);
  }
  const sorted = [...perShare].sort((a, b) => a[0] - b[0]);
  const result: ShareLevel = {
    uniform: sorted.length === 1 ? sorted[0]![0] : -1,
    total: 0,
    shares: [],
    records: [],
    sums: [],
  };
  let records = 0;
  for (const [share, count] of sorted) {
    records += count;
    result.total += share * count;
    result.shares.push(share);
    result.records.push(records);
    result.sums.push(result.total);
  }
  return result;
}
