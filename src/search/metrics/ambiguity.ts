import { byValue } from '../levels.js';
import type { Metric, MetricNode } from '../metric.js';

/** Combinations of values that a record may stand for, summed over records; a suppressed record may be any. */
export const ambiguity: Metric = {
  name: 'ambiguity',
  summary: {
    en: 'Number of combinations of values that a record may stand for, summed; a suppressed record may be any.',
    zh: '各记录可能代表的取值组合数之和；被抑制的记录可为任意组合。',
  },
  source: 'Goldberger & Tassa, Efficient anonymizations with enhanced utility, 2010; as in ARX 3.9',
  compile({ columns, tuples, records }) {
    // leaves[column][level][value code]
    const leaves = columns.map(({ levels }) =>
      levels.shares.map((shares, level) =>
        byValue(
          levels,
          level,
          shares.map((share) => share * levels.domain),
        ),
      ),
    );
    const all = columns.reduce((product, { levels }) => product * levels.domain, 1);
    const meanLog = leaves.map((levels, c) =>
      levels.map((own) => {
        let sum = 0;
        for (let i = 0; i < tuples.size; i++) sum += tuples.counts[i]! * Math.log(own[tuples.codes[c]![i]!]!);
        return sum / records;
      }),
    );
    const combinations = ({ groups, verdict }: MetricNode, keptOnly: boolean) => {
      let sum = 0;
      for (let i = 0; i < groups.size; i++) {
        if (keptOnly && verdict.failed[i] === 1) continue;
        let product = groups.counts[i]!;
        for (let c = 0; c < leaves.length; c++)
          product *= leaves[c]![groups.levels[c]!]![tuples.codes[c]![groups.tuple[i]!]!]!;
        sum += product;
      }
      return sum;
    };
    return {
      length: 1,
      loss(node, out) {
        out[0] = combinations(node, true) + node.verdict.suppressed * all;
      },
      bound(levels, _suppressed, out) {
        // The arithmetic mean is no less than the geometric one, which falls into columns.
        let sum = 0;
        for (let c = 0; c < leaves.length; c++) sum += meanLog[c]![levels[c]!]!;
        out[0] = records * Math.exp(sum) * (1 - 1e-9);
      },
      above: (node) => combinations(node, false) * (1 - 1e-12),
    };
  },
};
