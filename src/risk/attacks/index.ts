import type { AttackReport } from '../../core/attack.js';
import { frequency } from './frequency.js';
import { inference } from './inference.js';
import { intersection } from './intersection.js';
import { linkage } from './linkage.js';
import { reversal } from './reversal.js';
import { type Attack, controlKind, type Scene } from './scene.js';
import { singlingOut } from './singling-out.js';

export { formOfTokens } from './digests.js';
export { difference, wilson } from './interval.js';
export { Release } from './release.js';
export type { Attack, EarlierRelease, Person, Scene, TokenColumn } from './scene.js';

/** Every attack that a release is put to, in the order of the report. */
export const attacks: readonly Attack[] = [
  singlingOut,
  linkage,
  inference,
  reversal,
  frequency,
  intersection,
];

/** Runs every attack on a release. Pure: the same scene always gets the same report. */
export function runAttacks(scene: Scene): AttackReport {
  return {
    targets: scene.targets.length,
    control: controlKind(scene),
    guesses: scene.guesses,
    attacks: attacks.flatMap((attack) => attack.run(scene)),
  };
}
