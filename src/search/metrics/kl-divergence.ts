import { byValue } from '../levels.js';
import type { Metric } from '../metric.js';

/**
 * Kullback–Leibler divergence, in bits, of the table from what the release says of it: every label spread evenly over the
 * values it stands for, suppressed records over everything. (ARX 3.9 adds up the same terms once per record.)
 */
export const klDivergence: Metric = {
  name: 'kl-divergence',
  summary: {
    en: 'Kullback–Leibler divergence (bits) of the table from the distribution that the release suggests.',
    zh: '原表分布相对于发布所示分布的 Kullback–Leibler 散度（比特）。',
  },
  source: 'Machanavajjhala et al., l-diversity: privacy beyond k-anonymity, 2007; Kifer & Gehrke, 2006',
  compile({ columns, tuples, records }) {
    const leaves = columns.map(({ levels }) =>
      levels.shares.map((shares, level) =>
        byValue(
          levels,
          level,
          shares.map((share) => Math.log2(share * levels.domain)),
        ),
      ),
    );
    const all = columns.reduce((sum, { levels }) => sum + Math.log2(levels.domain), 0);
    let own = 0; // Σ p log2 p over the tuples of the table
    for (let i = 0; i < tuples.size; i++) {
      const p = tuples.counts[i]! / records;
      if (p > 0) own += p * Math.log2(p);
    }
    return {
      length: 1,
      loss({ groups, verdict }, out) {
        let sum = own;
        for (let i = 0; i < groups.size; i++) {
          const p = groups.counts[i]! / records;
          if (p === 0 || verdict.failed[i] === 1) continue;
          let area = 0;
          for (let c = 0; c < leaves.length; c++)
            area += leaves[c]![groups.levels[c]!]![tuples.codes[c]![groups.tuple[i]!]!]!;
          sum += p * (area - Math.log2(p));
        }
        const p = verdict.suppressed / records;
        if (p > 0) sum += p * (all - Math.log2(p));
        out[0] = Math.max(0, sum);
      },
      bound(_levels, _suppressed, out) {
        out[0] = 0;
      },
    };
  },
};
