import type { Plan } from '../core/plan.js';
import type { ClassSizes, Singling } from '../core/proof.js';
import { classSizes, type LabelShares } from '../risk/index.js';
import type { Fit, SearchedColumn } from './fit.js';
import { labelShares } from './promises.js';
import { singlesOut } from './singling.js';
import type { SurveyResult } from './survey.js';
import { isMeasured } from './utility.js';

/** What source and fit say of themselves, before there is a release. */
export interface SourceFigures {
  shares: Map<string, LabelShares> | null; // of what each label stands for
  sizes: ClassSizes | null; // of the source's classes
  singling: Omit<Singling, 'after'> | null;
}

/**
 * Figures of a source that was surveyed. Its histogram is let go of unless `utility` will be measured on it: of a large table
 * it takes more memory than the proof and the attacks together.
 */
export function sourceFigures(
  survey: SurveyResult,
  plan: Plan,
  { fit, searched }: { fit: Fit | null; searched: readonly SearchedColumn[] },
  utility: boolean,
): SourceFigures {
  const { histogram } = survey;
  if (histogram && !(utility && isMeasured(histogram))) survey.histogram = null;
  return {
    shares: fit && labelShares(fit, searched),
    sizes: histogram && classSizes(histogram, plan.privacy.missing),
    singling: histogram && utility ? singlesOut(histogram) : null,
  };
}
