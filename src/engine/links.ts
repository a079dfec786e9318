import type { Entity, Role } from '../core/entities.js';
import type { Histogram } from '../core/histogram.js';
import type { Plan } from '../core/plan.js';
import { Key } from '../core/random.js';
import { recode } from '../plan/index.js';
import type { Policy } from '../policy/index.js';
import { compileOperator, type OperatorSetting } from './operators.js';
import type { PassContext } from './passes.js';
import { type ProofColumns, reopen } from './remeasure.js';
import type { TableSource } from './source.js';
import { surveyTable } from './survey.js';

/** A column by which a table joins to others, in the output too. */
export interface LinkColumn {
  column: string;
  /** Columns with the same domain hold the same value for the same person, organisation or place. */
  domain: string;
}

/** What was counted of a link column: its keys in the source, and in the staged bytes with what identifies there. */
export interface LinkCounts extends LinkColumn {
  unit: 'persons' | 'records';
  before: Histogram; // key
  after: Histogram; // key, then the columns that the proof counts
}

/** Entities that many persons share: a class of records that join by one counts records. */
const shared: ReadonlySet<Entity> = new Set<Entity>([
  'organisation-name', 'cn-uscc', 'cn-org-code', 'cn-business-reg', 'cn-region-code', 'postal-code', 'address',
]); // biome-ignore format: a list of words

/**
 * The columns of a policy whose equality survives its operators: tokens by domain, and identifiers and keys that are kept
 * as they are, by name. `wanted`: columns that references name, which are followed whatever their role.
 */
export function linkColumns(
  policy: Policy,
  wanted: ReadonlySet<string>,
  readFile: (path: string) => string,
): LinkColumn[] {
  const runKey = Key.ephemeral();
  const setting: OperatorSetting = { runKey, directColumns: [], readFile, find: () => [] };
  // Values that are kept are the same in every column of a name, tokens in every column of an operator and domain.
  const byName = (column: string, role: Role): LinkColumn[] =>
    wanted.has(column) || role === 'linking' || role === 'direct'
      ? [{ column, domain: `value/${column}` }]
      : [];
  try {
    return [...policy.columns].flatMap(([column, stated]): LinkColumn[] => {
      if (!stated.use) return stated.role === 'quasi' ? [] : byName(column, stated.role);
      const { role, entity, use, params, hierarchy } = stated;
      const levels = hierarchy ? { ...hierarchy, from: 0, to: 0 } : null;
      const planned = {
        name: column,
        index: 0,
        entity,
        role,
        grade: 1 as const,
        use,
        params,
        hierarchy: levels,
      };
      const operator = compileOperator({ ...planned, reasons: [] }, setting);
      if (operator.instruction?.op === 'drop' || use === recode) return [];
      if (operator.instruction?.op === 'copy') return byName(column, role);
      if (!operator.keeps.includes('equality')) return [];
      if (operator.reversibility !== 'keyed' && !wanted.has(column)) return [];
      const { domain = column } = params as { domain?: string };
      return [{ column, domain: `${use}/${domain}` }];
    });
  } finally {
    runKey.destroy();
  }
}

/** The keys of a source, each with its number of records. */
export async function countKeys(
  context: PassContext,
  source: TableSource,
  columns: readonly LinkColumn[],
): Promise<Map<string, Histogram>> {
  const counts = new Map<string, Histogram>();
  for (const { column } of columns) {
    const at = source.names.indexOf(column);
    if (at < 0) continue;
    const code = [{ column: at, role: 'quasi' as const }];
    const { histogram } = await surveyTable(context, source, 'keys', code, { tally: false, distinct: false });
    if (histogram) counts.set(column, histogram);
  }
  return counts;
}

/** What the staged bytes hold under each key, with the columns that the proof counts as quasi-identifiers. */
export async function countLinks(
  context: PassContext,
  paths: readonly string[],
  plan: Plan,
  wanted: ProofColumns,
  columns: readonly LinkColumn[],
  before: ReadonlyMap<string, Histogram>,
): Promise<LinkCounts[]> {
  const links: LinkCounts[] = [];
  for (const link of columns) {
    const known = before.get(link.column);
    if (!known || !wanted.published.includes(link.column)) continue;
    const quasi = [link.column, ...wanted.quasi.filter((name) => name !== link.column)];
    const { source, code } = await reopen(paths, plan, { ...wanted, quasi, sensitive: [] });
    try {
      const { histogram } = await surveyTable(context, source, 'keys', code, {
        tally: false,
        distinct: false,
      });
      if (!histogram) continue;
      const planned = plan.columns.find(({ name }) => name === link.column)!;
      const unit = planned.entity !== null && shared.has(planned.entity) ? 'records' : 'persons';
      links.push({ ...link, unit, before: known, after: histogram });
    } finally {
      source.close();
    }
  }
  return links;
}
