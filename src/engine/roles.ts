import { LetheError } from '../core/diagnostics.js';
import { type Histogram, mapColumn } from '../core/histogram.js';
import type { CompiledOperator } from '../core/operator.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { buildHierarchy, recode } from '../plan/index.js';
import type { Policy } from '../policy/index.js';
import type { ReleaseProfile } from '../release/index.js';
import type { CompiledColumns } from './apply.js';
import type { SearchedColumn } from './fit.js';
import { compileOperator, type OperatorSetting } from './operators.js';
import type { TableSource } from './source.js';
import type { CodedColumns } from './survey.js';

/** The columns that the histogram counts, known from the policy before the table is read. */
export interface EarlyColumns {
  quasi: string[]; // searched, in the order of the table
  code: CodedColumns;
}

/**
 * Which columns the histogram must count: quasi-identifiers that are published, remains of identifiers where the
 * profile promises anonymity (138****8000 is a quasi-identifier), and the sensitive columns of the models and of a metric that
 * predicts them.
 */
export function earlyColumns(
  policy: Policy,
  source: TableSource,
  release: ReleaseProfile,
  setting: OperatorSetting,
): EarlyColumns {
  if (policy.privacy.models.length === 0) return { quasi: [], code: [] };
  const modelled = new Set(policy.privacy.models.flatMap((one) => (one.column ? [one.column] : [])));
  const predicted = new Set(policy.search.responses ?? []);
  const quasi: string[] = [];
  const code: { column: number; role: 'quasi' | 'sensitive' | 'person' }[] = [];
  source.names.forEach((name, index) => {
    const stated = policy.columns.get(name);
    if (!stated) return;
    const column: PlannedColumn = {
      name,
      index,
      entity: stated.entity,
      role: stated.role,
      grade: 1,
      use: stated.use ?? recode,
      params: stated.params,
      hierarchy: stated.hierarchy ? { ...stated.hierarchy, from: 0, to: 0 } : null,
      reasons: [],
    };
    const operator = stated.use ? compileOperator(column, setting) : null;
    if (modelled.has(name)) code.push({ column: index, role: 'sensitive' });
    else if (countsAsQuasi(column, operator, release) && !operator?.reads) {
      quasi.push(name);
      code.push({ column: index, role: 'quasi' });
    } else if (predicted.has(name) && stated.role === 'sensitive')
      code.push({ column: index, role: 'sensitive' });
  });
  const { person } = policy.privacy;
  if (person !== null && code.some(({ column }) => source.names[column] === person))
    throw new LetheError('person-role', { column: person, role: 'quasi' }, policy.at('privacy', 'person'));
  if (person !== null) code.push({ column: source.names.indexOf(person), role: 'person' });
  return { quasi, code };
}

/** Whether the operator of a column leaves it out of the output, known before the table is read. */
export function dropsColumn(policy: Policy, name: string, setting: OperatorSetting): boolean {
  const stated = policy.columns.get(name);
  if (!stated?.use) return false;
  const { entity, role, use, params, hierarchy } = stated;
  const levels = hierarchy ? { ...hierarchy, from: 0, to: 0 } : null;
  const column = {
    name,
    index: 0,
    entity,
    role,
    grade: 1 as const,
    use,
    params,
    hierarchy: levels,
    reasons: [],
  };
  return compileOperator(column, setting).instruction?.op === 'drop';
}

/** The searched columns of a plan, with hierarchy and operator ready. */
export function searchedColumns(
  plan: Plan,
  names: readonly string[],
  setting: OperatorSetting,
): SearchedColumn[] {
  const byName = new Map(plan.columns.map((column) => [column.name, column]));
  return names.map((name) => {
    const column = byName.get(name)!;
    return {
      column,
      hierarchy: column.hierarchy ? buildHierarchy(column.hierarchy, hierarchyKinds, setting.readFile) : null,
      operator: column.use === recode ? null : compileOperator(column, setting),
    };
  });
}

/** The histogram with its sensitive values as they will be published: models ask about what readers see. */
export function publishedHistogram(plan: Plan, histogram: Histogram, setting: OperatorSetting): Histogram {
  const alone = { get: () => null };
  return plan.columns.reduce((sum, column) => {
    const index = sum.columns.findIndex((one) => one.role === 'sensitive' && one.name === column.name);
    if (index < 0 || column.use === recode) return sum;
    const operator = compileOperator(column, setting);
    if (operator.instruction?.op === 'copy' || operator.reads) return sum;
    return mapColumn(sum, index, (value) => (value === null ? null : operator.apply(value, alone)));
  }, histogram);
}

/** Names of the columns of the output, in its order. */
export function publishedNames(plan: Plan, columns: CompiledColumns): string[] {
  return plan.columns.flatMap(({ name }, index) =>
    columns.instructions[index]!.op === 'drop' ? [] : [name],
  );
}

/** Columns that the proof counts as quasi-identifiers: published ones that identify in combination. */
export function countedColumns(plan: Plan, columns: CompiledColumns, release: ReleaseProfile): string[] {
  return plan.columns.flatMap((column, index) =>
    columns.instructions[index]!.op !== 'drop' &&
    countsAsQuasi(column, columns.operators.get(column.name) ?? null, release)
      ? [column.name]
      : [],
  );
}

function countsAsQuasi(
  column: PlannedColumn,
  operator: CompiledOperator | null,
  release: ReleaseProfile,
): boolean {
  if (operator?.instruction?.op === 'drop') return false;
  if (column.role === 'quasi') return true;
  if (column.role !== 'direct' && column.role !== 'linking') return false;
  // A band or a rounding may be narrow enough to name one number: what keeps the order is counted as what keeps a part.
  return (
    release.outcome === 'anonymised' &&
    (operator?.keeps.some((kept) => kept === 'part' || kept === 'order') ?? false)
  );
}
