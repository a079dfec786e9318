import type { Entity } from '../core/entities.js';
import type { ColumnProfile, ColumnTally } from '../core/profile.js';
import { Shape } from '../kernels/shapes.js';
import type { Evidence } from './evidence.js';
import { joint, type TypingContext, weigh, worth } from './type-column.js';

/** What speaks for one entity: numbers in [0, 1], no values. */
export interface Considered {
  entity: Entity;
  header: number; // how strongly the header names it
  share: number; // of the non-empty cells, those that its recogniser accepts
  strong: number; // of the non-empty cells, those accepted with a check digit, a list or a distinctive form
  quality: number; // mean score of the accepted cells
  values: number; // what the values alone are worth
  together: number; // header and values as independent witnesses
}

/** Why a column was typed as it was: the decision, and what was considered for it, strongest first. No values. */
export interface ColumnExplanation {
  column: ColumnProfile;
  /** Whether every distinct value was known with its count, or a sample of them by hash. */
  basis: 'all-values' | 'sample';
  witnesses: number; // distinct values, or values of the sample
  considered: Considered[];
  /** Of the non-empty cells, those of each form that the scan saw; forms that no cell has are left out. */
  forms: { form: string; share: number }[];
}

/** Alternatives that are told. */
const mostConsidered = 6;
const formsByBit = new Map<number, string>(Object.entries(Shape).map(([name, bit]) => [bit, name]));

/** Types a column and tells why. `profile` is what was decided in the end, where the whole table changed the decision. */
export function explainColumn(
  tally: ColumnTally,
  context: TypingContext = {},
  profile?: ColumnProfile,
): ColumnExplanation {
  const weighed = weigh(tally, context);
  const column = profile ?? weighed.profile;
  return {
    column,
    basis: tally.values === null ? 'sample' : 'all-values',
    witnesses: weighed.witnesses,
    considered: considered(weighed.evidence.counted(), column.entity),
    forms: [...tally.shapes]
      .map((count, bit) => ({ form: formsByBit.get(bit) ?? '', share: share(count, tally.nonEmpty) }))
      .filter((one) => one.form !== '' && one.share > 0)
      .sort((a, b) => b.share - a.share || (a.form < b.form ? -1 : 1)),
  };
}

function considered(evidence: readonly Evidence[], chosen: Entity | null): Considered[] {
  const all = evidence
    .filter((one) => one.entity === chosen || one.header.strength >= 0.25 || one.share >= 0.02)
    .map((one) => ({
      entity: one.entity,
      header: round(one.header.strength),
      share: round(one.share),
      strong: round(one.strong),
      quality: round(one.quality),
      values: round(worth(one)),
      together: round(joint(one)),
    }))
    .sort((a, b) => b.together - a.together || (a.entity < b.entity ? -1 : 1));
  const first = all.filter(({ entity }) => entity === chosen);
  return [...first, ...all.filter(({ entity }) => entity !== chosen)].slice(0, mostConsidered);
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : round(count / of);
}

/** Four places, and never 0 or 1 for what is nearly so. */
function round(value: number): number {
  if (value > 0 && value < 0.0001) return 0.0001;
  if (value < 1 && value > 0.9999) return 0.9999;
  return Math.round(value * 1e4) / 1e4;
}
