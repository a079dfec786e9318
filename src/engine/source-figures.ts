import type { Histogram } from '../core/histogram.js';
import type { Plan } from '../core/plan.js';
import type { ClassSizes, Singling } from '../core/proof.js';
import { modelNamed } from '../models/index.js';
import type { Policy } from '../policy/index.js';
import { classSizes, type LabelShares } from '../risk/index.js';
import type { Fit, SearchedColumn } from './fit.js';
import { labelShares } from './promises.js';
import { singlesOut } from './singling.js';
import type { SurveyResult } from './survey.js';
import { isMeasured } from './utility.js';

/** What source and fit say of themselves, before there is a release. */
export interface SourceFigures {
  shares: Map<string, LabelShares> | null; // of what each label stands for, where a model asks for it
  sizes: ClassSizes | null; // of the source's classes
  singling: Omit<Singling, 'after'> | null;
}

/** Whether a model asks what labels have lost: of many values it takes long to tell what each stands for. */
function asksForLoss({ privacy: { models } }: Plan): boolean {
  return models.some(({ model, params }) => modelNamed(model).traits(params).needsLoss);
}

/** What a histogram alone says of a source. */
export type HistogramFigures = Pick<SourceFigures, 'sizes' | 'singling'>;

/** Figures of a source's histogram. `utility`: whether what singles records out is looked for. */
export function histogramFigures(
  histogram: Histogram | null,
  { privacy: { missing } }: Pick<Policy, 'privacy'> | Plan,
  utility: boolean,
): HistogramFigures {
  return {
    sizes: histogram && classSizes(histogram, missing),
    singling: histogram && utility ? singlesOut(histogram) : null,
  };
}

/**
 * Figures of a source that was surveyed. Its histogram is let go of unless `utility` will be measured on it: of a large table
 * it takes more memory than the proof and the attacks together. `known`: what the histogram alone says, where that was asked already.
 */
export function sourceFigures(
  survey: SurveyResult,
  plan: Plan,
  { fit, searched }: { fit: Fit | null; searched: readonly SearchedColumn[] },
  utility: boolean,
  known: HistogramFigures | null,
): SourceFigures {
  const { histogram } = survey;
  if (histogram && !(utility && isMeasured(histogram))) survey.histogram = null;
  return {
    shares: fit && asksForLoss(plan) ? labelShares(fit, searched) : null,
    ...(known ?? histogramFigures(histogram, plan, utility)),
  };
}
