import type { Metric } from '../metric.js';
import { ambiguity } from './ambiguity.js';
import { certaintyPenalty } from './certainty-penalty.js';
import { averageClassSize } from './class-size.js';
import { classification } from './classification.js';
import { discernibility, discernibilityMonotone } from './discernibility.js';
import { nonUniformEntropy, nonUniformEntropyMonotone } from './entropy.js';
import { height } from './height.js';
import { informationLoss } from './information-loss.js';
import { klDivergence } from './kl-divergence.js';
import { loss } from './loss.js';
import { precision, precisionMonotone } from './precision.js';
import { publisherBenefit } from './publisher-benefit.js';

/** All utility metrics, in the order that `lethe list` shows. */
export const metrics: readonly Metric[] = [
  loss,
  nonUniformEntropy,
  nonUniformEntropyMonotone,
  precision,
  precisionMonotone,
  discernibility,
  discernibilityMonotone,
  averageClassSize,
  height,
  certaintyPenalty,
  ambiguity,
  klDivergence,
  informationLoss,
  publisherBenefit,
  classification,
];
