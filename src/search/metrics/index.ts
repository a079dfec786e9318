import type { Metric } from '../metric.js';
import { averageClassSize } from './class-size.js';
import { discernibility, discernibilityMonotone } from './discernibility.js';
import { nonUniformEntropy, nonUniformEntropyMonotone } from './entropy.js';
import { height } from './height.js';
import { loss } from './loss.js';
import { precision, precisionMonotone } from './precision.js';

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
];
