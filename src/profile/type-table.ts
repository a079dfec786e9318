import type { Entity } from '../core/entities.js';
import type { ColumnProfile, ColumnTally } from '../core/profile.js';
import type { Recogniser } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { readDate, recogniserOf } from '../recognisers/index.js';
import { type CategoryOptions, categoriesOf } from './categories.js';
import { withCoordinates } from './coordinates.js';
import { witnesses } from './evidence.js';
import { withFinancialGrade } from './financial.js';
import { headerEvidence, namesNumber, namesThing } from './headers.js';
import { typeColumn } from './type-column.js';

/** What typing a table may be told. */
export interface TypeTableOptions extends CategoryOptions {
  recognisers?: readonly Recogniser[]; // default: all
}

/** Types the columns of a table, in their order; columns that persons stand in sharpen the reading of the others. */
export function typeTable(tallies: readonly ColumnTally[], options: TypeTableOptions = {}): ColumnProfile[] {
  const columns = withCoordinates(typed(tallies, options), tallies);
  const categories = categoriesOf(columns, tallies, options);
  return columns.map((column, i) => ({
    ...withFinancialGrade(column),
    categories: categories[i]!,
  }));
}

function typed(tallies: readonly ColumnTally[], options: TypeTableOptions): ColumnProfile[] {
  const alone = tallies.map((tally, index) => typeColumn(tally, { ...options, index }));
  const columns = alone.some(({ role }) => role === 'direct')
    ? alone.map((column, i) => (isRegisterNumber(column, tallies[i]!) ? asOpaque(column) : column))
    : alone;
  const roleOf = (entity: Entity) =>
    (options.recognisers?.find((one) => one.entity === entity) ?? recogniserOf(entity))?.role;
  const people = columns.some(
    ({ entity, share }) => entity !== null && share >= 0.5 && roleOf(entity) === 'direct',
  );
  if (!people || columns.some(({ entity }) => entity === 'birth-date')) return columns;
  return columns.map((column, i) =>
    column.entity === 'date' && looksLikeBirths(tallies[i]!) ? asBirths(column) : column,
  );
}

/** Whether whole numbers of one length, nearly all different, stand under a header that names a number, of no thing. */
function isRegisterNumber(column: ColumnProfile, tally: ColumnTally): boolean {
  if (!column.reasons.includes('none') || !namesNumber(tally.name)) return false;
  const { nonEmpty, distinct, shapes, minLength, maxLength } = tally;
  if (nonEmpty < 20 || distinct < 0.9 * nonEmpty || minLength !== maxLength || minLength < 6) return false;
  return (shapes[Shape.integer] ?? 0) === nonEmpty;
}

function asOpaque(column: ColumnProfile): ColumnProfile {
  return { ...column, reasons: column.reasons.map((code) => (code === 'none' ? 'opaque' : code)) };
}

/**
 * Whether dates spread as birth dates do: over at least forty years, half of them before 2000, without a time of day
 * and under a header that does not say what else they are.
 */
function looksLikeBirths(tally: ColumnTally): boolean {
  const said = headerEvidence(tally.name, [recogniserOf('date')!]).get('date');
  if (namesThing(tally.name) || (said && said.strength >= 0.3)) return false;
  const years = witnesses(tally)
    .filter(({ text }) => !text.includes(':'))
    .map(({ text }) => readDate(text)?.year)
    .filter((year) => year !== undefined && year > 1900 && year < 2099)
    .sort((a, b) => a! - b!) as number[];
  if (years.length < 20) return false;
  const at = (share: number) => years[Math.floor(share * (years.length - 1))]!;
  return at(0.95) - at(0.05) >= 30 && at(0.5) < 2005;
}

function asBirths(column: ColumnProfile): ColumnProfile {
  const { role, grade } = recogniserOf('birth-date')!;
  return {
    ...column,
    entity: 'birth-date',
    role,
    grade,
    confidence: 0.6,
    reasons: [...column.reasons, 'distribution'],
  };
}
