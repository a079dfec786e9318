/**
 * The re-identification game of Wan et al. (A game theoretic framework for analyzing re-identification risk, 2015): who
 * publishes a record gains by its information and loses where it is worth an adversary's while to attack it.
 */
export interface Game {
  publisherBenefit: number; // for a record with all its information
  publisherLoss: number; // for a record that is re-identified
  adversaryGain: number; // for a record that is re-identified
  adversaryCost: number; // of an attempt
}

/** What the publisher may expect of a record: it lost that share of its information, an attack succeeds with `success`. */
export function publisherPayout(game: Game, loss: number, success: number): number {
  const attacked = game.adversaryGain * success - game.adversaryCost > 0;
  return game.publisherBenefit * (1 - loss) - (attacked ? game.publisherLoss * success : 0);
}

/** Least size of a class that is not worth an attack; Infinity where attempts are free and gain anything. */
export function unattackedSize({ adversaryGain, adversaryCost }: Game): number {
  if (adversaryGain === 0) return 1;
  return adversaryCost === 0 ? Number.POSITIVE_INFINITY : Math.floor(adversaryGain / adversaryCost) + 1;
}
