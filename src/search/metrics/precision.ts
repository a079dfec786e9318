import { aggregateNamed, costsApart } from '../aggregate.js';
import type { CompiledMetric, Metric, MetricInput } from '../metric.js';

const source =
  'Sweeney, Achieving k-anonymity privacy protection using generalization and suppression, 2002; as in ARX 3.9';

/** Mean of level / height over cells; a cell of a suppressed record counts 1. */
export const precision: Metric = {
  name: 'precision',
  summary: {
    en: 'Mean of level / height over all cells; a suppressed cell counts 1.',
    zh: '所有单元格“级别 / 高度”的均值；被抑制的单元格计 1。',
  },
  source,
  compile: (input) => compile(input, true),
};

/** Mean of level / height over columns, suppression not counted. */
export const precisionMonotone: Metric = {
  name: 'precision-monotone',
  summary: { en: 'Mean of level / height over columns.', zh: '各列“级别 / 高度”的均值。' },
  source,
  compile: (input) => compile(input, false),
};

function compile(input: MetricInput, countsSuppression: boolean): CompiledMetric {
  const { columns, records, generalisation: g, suppression: s, weights } = input;
  const aggregate = aggregateNamed(input.aggregate, 'arithmetic-mean');
  const values = new Float64Array(columns.length);
  const cost = (c: number, at: number, dropped: number) => {
    const height = columns[c]!.levels.height;
    const level = height === 0 ? 0 : at / height;
    return (level * g * (records - dropped) + s * dropped) / records;
  };
  const evaluate = (levels: Int32Array, suppressed: number, out: Float64Array) => {
    const dropped = countsSuppression ? suppressed : 0;
    for (let c = 0; c < columns.length; c++) values[c] = cost(c, levels[c]!, dropped);
    aggregate.join(values, weights, out);
  };
  return {
    length: aggregate.length(columns.length),
    loss: ({ groups, verdict }, out) => evaluate(groups.levels, verdict.suppressed, out),
    bound(levels, suppressed, out) {
      // Where a suppressed cell may cost less than a released one, all that is not excluded may be suppressed.
      evaluate(levels, s >= g ? suppressed : 0, out);
      if (s < g && countsSuppression) {
        for (let c = 0; c < columns.length; c++) {
          const height = columns[c]!.levels.height;
          values[c] = Math.min(s, height === 0 ? 0 : (levels[c]! / height) * g);
        }
        aggregate.join(values, weights, out);
      }
    },
    apart:
      s >= g || !countsSuppression
        ? costsApart(aggregate, weights, (c, level, suppressed) =>
            cost(c, level, countsSuppression ? suppressed : 0),
          )
        : null,
  };
}
