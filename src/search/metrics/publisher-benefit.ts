import { LetheError } from '../../core/diagnostics.js';
import { publisherPayout } from '../../core/game.js';
import { InformationLoss } from '../information.js';
import type { Metric } from '../metric.js';

/** Benefit of publishing that is lost by labels, by attacks that pay, and by suppression. */
export const publisherBenefit: Metric = {
  name: 'publisher-benefit',
  summary: {
    en: 'Benefit of publishing that is lost through generalisation, worthwhile attacks and suppression; needs `game`.',
    zh: '因泛化、有利可图的攻击和抑制而失去的发布收益；需要 `game`。',
  },
  source: 'Wan et al., A game theoretic framework for analyzing re-identification risk, 2015; as in ARX 3.9',
  compile({ columns, tuples, records, game, generalisation: g, suppression: s }) {
    if (!game) throw new LetheError('metric-needs-game', { metric: 'publisher-benefit' });
    const information = new InformationLoss(columns, tuples);
    const most = game.publisherBenefit;
    const journalist = game.attacker === 'journalist';
    return {
      length: 1,
      loss({ groups, verdict }, out) {
        let sum = s * verdict.suppressed * most;
        for (let i = 0; i < groups.size; i++) {
          if (verdict.failed[i] === 1 || groups.counts[i] === 0) continue;
          const lost = information.of(groups.levels, groups.tuple[i]!);
          const size = journalist ? groups.population[i]! : groups.counts[i]!;
          sum += g * groups.counts[i]! * (most - publisherPayout(game, lost, 1 / size));
        }
        out[0] = sum;
      },
      bound(levels, _suppressed, out) {
        out[0] = Math.min(g, s) * most * information.total(levels, records) * (1 - 1e-12);
      },
    };
  },
};
