import { type Game, publisherPayout, unattackedSize } from '../core/game.js';
import { type Model, traits } from '../core/model.js';

interface Params extends Game {
  attacker: 'prosecutor' | 'journalist';
  attack: boolean;
}

/** Publishing every class pays, attacks reckoned with (`attack: true`), or no class is worth an attack. */
export const profitability: Model<Params> = {
  name: 'profitability',
  summary: {
    en: 'Publishing each equivalence class pays although a rational adversary may attack it; with attack: false, no class is worth an attack.',
    zh: '计入理性攻击者可能的攻击后，发布每个等价类仍有收益；attack: false 时，任何等价类都不值得攻击。',
  },
  source: 'Wan et al., A game theoretic framework for analyzing re-identification risk, 2015; as in ARX 3.9',
  params: (zod) =>
    zod.strictObject({
      publisherBenefit: zod.number().min(0),
      publisherLoss: zod.number().min(0),
      adversaryGain: zod.number().min(0),
      adversaryCost: zod.number().min(0),
      attacker: zod.enum(['prosecutor', 'journalist']).default('prosecutor'),
      attack: zod.boolean().default(true),
    }),
  // With attacks, labels that lose more may make a class not worth publishing: nothing is monotone.
  traits: ({ attacker, attack, ...game }) => {
    const needsPopulation = attacker === 'journalist';
    if (attack) return traits({ monotone: false, needsLoss: true, needsPopulation });
    const least = unattackedSize(game);
    const counted = needsPopulation || !Number.isFinite(least);
    return traits({
      growing: true,
      needsPopulation,
      ...(counted ? {} : { impliesK: least, sizeOnly: true }),
    });
  },
  compile: ({ attacker, attack, ...game }) => {
    const journalist = attacker === 'journalist';
    const least = unattackedSize(game);
    if (!attack)
      return { holds: (group) => group.size === 0 || (journalist ? group.population : group.size) >= least };
    return {
      holds: (group) =>
        group.size === 0 ||
        publisherPayout(game, group.loss ?? 1, 1 / (journalist ? group.population : group.size)) > 0,
    };
  },
};
