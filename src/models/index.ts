import { LetheError } from '../core/diagnostics.js';
import type { Model } from '../core/model.js';
import { alphaKAnonymity } from './alpha-k-anonymity.js';
import { averageRisk } from './average-risk.js';
import { basicBetaLikeness } from './basic-beta-likeness.js';
import { deltaDisclosure } from './delta-disclosure.js';
import { deltaPresence } from './delta-presence.js';
import { differentialPrivacy } from './differential-privacy.js';
import { distinctLDiversity } from './distinct-l-diversity.js';
import { enhancedBetaLikeness } from './enhanced-beta-likeness.js';
import { entropyLDiversity } from './entropy-l-diversity.js';
import { kAnonymity } from './k-anonymity.js';
import { kMap } from './k-map.js';
import { kmAnonymity } from './km-anonymity.js';
import { lkcPrivacy } from './lkc-privacy.js';
import { maxRisk } from './max-risk.js';
import { populationUniqueness } from './population-uniqueness.js';
import { profitability } from './profitability.js';
import { recursiveCLDiversity } from './recursive-cl-diversity.js';
import { sampleUniqueness } from './sample-uniqueness.js';
import { tCloseness } from './t-closeness.js';

/** All privacy models, in the order that `lethe list` shows. */
export const models: readonly Model[] = [
  kAnonymity,
  alphaKAnonymity,
  kMap,
  deltaPresence,
  distinctLDiversity,
  entropyLDiversity,
  recursiveCLDiversity,
  tCloseness,
  basicBetaLikeness,
  enhancedBetaLikeness,
  deltaDisclosure,
  sampleUniqueness,
  populationUniqueness,
  averageRisk,
  maxRisk,
  profitability,
  lkcPrivacy,
  kmAnonymity,
  differentialPrivacy,
];

/** The model of that name. Throws `model-unknown`. */
export function modelNamed(name: string): Model {
  const model = models.find((one) => one.name === name);
  if (!model) throw new LetheError('model-unknown', { model: name });
  return model;
}
