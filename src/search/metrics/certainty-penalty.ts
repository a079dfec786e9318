import { aggregateNamed } from '../aggregate.js';
import { byValue } from '../levels.js';
import type { CompiledMetric, Metric } from '../metric.js';

/**
 * Normalised certainty penalty: leaves that a label stands for over all leaves, 0 for a label of one leaf; the mean over cells
 * is the global certainty penalty. A suppressed cell counts 1.
 */
export const certaintyPenalty: Metric = {
  name: 'certainty-penalty',
  summary: {
    en: 'Mean over cells of the share of the domain that a label stands for, 0 where it is exact (NCP, GCP); a suppressed cell counts 1.',
    zh: '标签所占值域份额的单元格均值，精确值计 0（NCP、GCP）；被抑制的单元格计 1。',
  },
  source: 'Xu et al., Utility-based anonymization using local recoding, 2006; Ghinita et al., 2007 (GCP)',
  compile({
    columns,
    tuples,
    records,
    aggregate: name,
    weights,
    generalisation: g,
    suppression: s,
  }): CompiledMetric {
    const aggregate = aggregateNamed(name, 'arithmetic-mean');
    const penalties = columns.map(({ levels }) =>
      levels.shares.map((shares, level) =>
        byValue(
          levels,
          level,
          shares.map((share) => (level > 0 && share * levels.domain > 1 + 1e-9 ? share : 0)),
        ),
      ),
    );
    const totals = penalties.map((levels, c) =>
      levels.map((own) => {
        let sum = 0;
        for (let i = 0; i < tuples.size; i++) sum += tuples.counts[i]! * own[tuples.codes[c]![i]!]!;
        return sum;
      }),
    );
    const values = new Float64Array(columns.length);
    return {
      length: aggregate.length(columns.length),
      loss({ groups, verdict }, out) {
        for (let c = 0; c < columns.length; c++) {
          const own = penalties[c]![groups.levels[c]!]!;
          const codes = tuples.codes[c]!;
          let kept = 0;
          for (let i = 0; i < groups.size; i++)
            if (verdict.failed[i] === 0) kept += groups.counts[i]! * own[codes[groups.tuple[i]!]!]!;
          values[c] = (g * kept + s * verdict.suppressed) / records;
        }
        aggregate.join(values, weights, out);
      },
      bound(levels, _suppressed, out) {
        for (let c = 0; c < columns.length; c++)
          values[c] = (Math.min(g, s) * totals[c]![levels[c]!]!) / records;
        aggregate.join(values, weights, out);
      },
    };
  },
};
