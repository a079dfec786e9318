import { InformationLoss } from '../information.js';
import type { Metric } from '../metric.js';

/** Information lost per record, [0, 1], summed over records; a suppressed record counts 1. */
export const informationLoss: Metric = {
  name: 'information-loss',
  summary: {
    en: 'Share of information that the labels of a record have lost (logarithm of the combinations they stand for), summed; a suppressed record counts 1.',
    zh: '各记录标签损失的信息份额（所代表组合数的对数）之和；被抑制的记录计 1。',
  },
  source:
    'Wan et al., A game theoretic framework for analyzing re-identification risk, 2015; as in ARX 3.9 (entropy-based information loss)',
  compile({ columns, tuples, records, generalisation: g, suppression: s }) {
    const information = new InformationLoss(columns, tuples);
    return {
      length: 1,
      loss({ groups, verdict }, out) {
        let kept = 0;
        for (let i = 0; i < groups.size; i++)
          if (verdict.failed[i] === 0)
            kept += groups.counts[i]! * information.of(groups.levels, groups.tuple[i]!);
        out[0] = g * kept + s * verdict.suppressed;
      },
      bound(levels, _suppressed, out) {
        out[0] = Math.min(g, s) * information.total(levels, records) * (1 - 1e-12);
      },
    };
  },
};
