import { type Diagnostic, LetheError } from '../core/diagnostics.js';
import type { Dialect } from '../core/dialect.js';
import { type ColumnType, type Format, typeName, typeNamed } from '../core/format.js';
import type { Hierarchy, HierarchyKind } from '../core/hierarchy.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import type { ColumnProfile } from '../core/profile.js';
import { formatNamed, formatOfName } from '../formats/index.js';
import type { Policy, PolicyColumn } from '../policy/index.js';
import { nearest } from '../policy/nearest.js';
import { isPostgres } from '../stores/postgres/address.js';

/** What planning needs to know beyond the policy. */
export interface PlanInput {
  policy: Policy;
  columns: readonly ColumnProfile[]; // of the input, in its order
  dialect: Dialect;
  lenient: boolean;
  format?: string; // of the source; delimited text where absent
  types?: readonly ColumnType[] | null; // of the source's columns, where its format has them
  tool: string; // version of Lethe
  hierarchies: readonly HierarchyKind[];
  readFile: (path: string) => string; // relative to the policy
  sample?: number | null; // share of records that are drawn
  /** A model forbids that the order of records tells anything. */
  ordered?: boolean;
}

/** The operator of the plan for a column whose recoding the search decides. */
export const recode = 'recode';

/**
 * Policy + profile → Plan. Pure. Throws `schema-policy` and `not-supported`; a column nobody
 * treated is never published as it is unless its role says so.
 */
export function compilePlan(input: PlanInput): Plan {
  const { policy, dialect } = input;
  assertColumns(
    policy,
    input.columns.map((column) => column.name),
  );
  const { person } = policy.privacy;
  const role = person === null ? undefined : policy.columns.get(person)?.role;
  if (person !== null && (role === undefined || role === 'quasi' || role === 'sensitive'))
    throw new LetheError(
      'person-role',
      { column: person, role: role ?? 'none' },
      policy.at('privacy', 'person'),
    );
  const searched = policy.privacy.models.length > 0;
  const columns = input.columns.map((found) => {
    const stated = policy.columns.get(found.name);
    return stated ? planColumn(stated, found, searched, input) : dropped(found);
  });
  const format = outputFormat(policy, input.format);
  const {
    file: _file,
    columns: _columns,
    earlier: _earlier, // folders of this machine
    ...dataset
  } = { ...policy.dataset, file: undefined, columns: undefined };
  return {
    version: 1,
    tool: input.tool,
    dataset,
    input: {
      path: policy.input.path,
      dialect,
      ragged: policy.input.ragged ?? 'error',
      lenient: input.lenient,
      ...(policy.input.quarantine ? { quarantine: policy.input.quarantine } : {}),
      ...(input.format && input.format !== 'csv' ? { format: input.format } : {}),
    },
    output: withOrder(
      policy.output.order === 'content' || input.ordered === true,
      isPostgres(policy.output.path)
        ? // as COPY reads it
          {
            path: policy.output.path,
            encoding: 'utf-8',
            delimiter: ',',
            newline: '\n',
            bom: false,
            gzip: false,
          }
        : format
          ? typedOutput(policy, format, input.format)
          : textOutput(policy, dialect),
    ),
    ...(policy.audience ? { audience: policy.audience } : {}),
    columns,
    privacy: {
      models: [...policy.privacy.models],
      suppression: policy.privacy.suppression,
      missing: policy.privacy.missing,
      ...(person === null ? {} : { person }),
      ...(input.sample ? { sample: input.sample } : {}),
    },
    search: policy.search,
    accept: policy.accept.map((one) => ({ ...one })),
  };
}

/** The order is a matter of the staged text, whatever is made of it; a database has none. */
function withOrder(byContent: boolean, output: Plan['output']): Plan['output'] {
  return byContent ? { ...output, order: 'content' } : output;
}

/** Delimited text as the policy states it, and as the input is otherwise. */
function textOutput(policy: Policy, dialect: Dialect): Plan['output'] {
  const { path, encoding, delimiter, newline, bom, compression } = policy.output;
  if (compression !== undefined) throw unfit(policy, 'compression', 'csv');
  return {
    path,
    encoding: encoding ?? dialect.encoding,
    delimiter: delimiter ?? dialect.delimiter,
    newline: newline ?? dialect.newline,
    bom: bom ?? markOf(encoding ?? dialect.encoding, dialect),
    gzip: path.endsWith('.gz'),
  };
}

/** The row program writes wire text, from which the format is made. Throws for options of delimited text. */
function typedOutput(policy: Policy, format: Format, from: string | undefined): Plan['output'] {
  const { path, compression } = policy.output;
  for (const option of ['encoding', 'delimiter', 'newline', 'bom'] as const) {
    if (policy.output[option] !== undefined) throw unfit(policy, option, format.name);
  }
  if (compression !== undefined && !format.compressions?.includes(compression)) {
    throw unfit(policy, 'compression', format.name);
  }
  const gzip = path.endsWith('.gz');
  if (gzip && !format.sequential) {
    throw new LetheError('format-compressed', { path, format: format.name }, policy.at('output', 'path'));
  }
  return {
    path,
    encoding: 'utf-8',
    delimiter: ',',
    newline: '\n',
    bom: false,
    gzip,
    format: format.name,
    ...(compression ? { compression } : {}),
    ...(from !== undefined && nestedFormats.has(from) ? { nested: true } : {}),
  };
}

/** Formats whose names of columns are paths. */
const nestedFormats: ReadonlySet<string> = new Set(['json', 'jsonl']);

/** The format that is written: as stated, by the name of the file, or that of the input where the name says nothing. */
export function outputFormat(policy: Policy, from: string | undefined): Format | undefined {
  const { path, format } = policy.output;
  if (format !== undefined) return formatNamed(format);
  const named = formatOfName(path);
  if (named) return named;
  const silent = path === '-' || path.endsWith('/') || !/\.[a-z0-9]+$/i.test(path.replace(/\.gz$/i, ''));
  return silent && from !== undefined ? formatNamed(from) : undefined;
}

function unfit(policy: Policy, option: string, format: string): LetheError {
  return new LetheError('option-not-for-format', { option, format }, policy.at('output', option));
}

/** As in the input; in another encoding UTF-16 has a mark, because readers need it, and UTF-8 has none. */
function markOf(encoding: Dialect['encoding'], dialect: Dialect): boolean {
  return encoding === dialect.encoding ? dialect.bom : encoding.startsWith('utf-16');
}

/**
 * Holds the columns of a policy to those of a table, before anything is read. Throws `schema-policy` with the difference
 * in one line (+ added, - removed, a → b renamed) and every misfit as related.
 */
export function assertColumns(policy: Policy, names: readonly string[]): void {
  const known = new Set(names);
  const missing = [...policy.columns.keys()].filter((name) => !known.has(name));
  const unknown = names.filter((name) => !policy.columns.has(name));
  const misfits: Diagnostic[] = [];
  for (const name of missing) {
    const args = { name, columns: names.join(', ') };
    misfits.push({ code: 'column-missing', args, place: policy.at('columns', name), severity: 'error' });
  }
  for (const name of policy.unlisted === 'error' ? unknown : []) {
    misfits.push({ code: 'column-unlisted', args: { name }, place: policy.at('columns'), severity: 'error' });
  }
  const [first] = misfits;
  if (!first) return;
  const left = new Set(unknown);
  const changes = missing.map((name) => {
    const renamed = nearest(name, left);
    if (renamed === undefined) return `- ${name}`;
    left.delete(renamed);
    return `${name} → ${renamed}`;
  });
  for (const name of policy.unlisted === 'error' ? left : []) changes.push(`+ ${name}`);
  const input = [policy.input.path].flat().join(' ');
  const args = { input, changes: changes.join('; ') };
  throw new LetheError('schema-policy', args, first.place, { related: misfits });
}

function planColumn(
  stated: PolicyColumn,
  found: ColumnProfile,
  searched: boolean,
  input: PlanInput,
): PlannedColumn {
  const hierarchy = stated.hierarchy ? planHierarchy(stated, found.name, input) : null;
  const use = stated.use ?? defaultUse(stated, searched);
  const type = (stated.type && typeNamed(stated.type)) || input.types?.[found.index];
  return {
    name: found.name,
    index: found.index,
    entity: stated.entity ?? found.entity,
    role: stated.role,
    grade: found.grade,
    use,
    params: stated.params,
    hierarchy,
    reasons: [...(stated.use ? ['policy'] : ['role']), ...found.reasons],
    ...(type && type.kind !== 'text' ? { type: typeName(type) } : {}),
  };
}

/** Without a stated operator the role decides, and what may identify is not published as it is. */
function defaultUse(stated: PolicyColumn, searched: boolean): string {
  switch (stated.role) {
    case 'direct':
    case 'linking':
      return 'suppress';
    case 'text':
      return 'redact';
    case 'quasi':
      return searched ? recode : 'keep';
    default:
      return 'keep';
  }
}

function planHierarchy(stated: PolicyColumn, name: string, input: PlanInput): PlannedColumn['hierarchy'] {
  const { kind, params } = stated.hierarchy!;
  const built = buildHierarchy({ kind, params }, input.hierarchies, input.readFile);
  const level = (wanted: number | string | undefined, otherwise: number) => {
    if (wanted === undefined) return otherwise;
    const found = typeof wanted === 'number' ? wanted : built.levels.indexOf(wanted);
    if (found < 0 || found > built.height) {
      throw new LetheError(
        'level-unknown',
        { column: name, kind, level: wanted, levels: built.levels.join(', ') },
        input.policy.at('columns', name, 'levels'),
      );
    }
    return found;
  };
  return { kind, params, from: level(stated.levels?.[0], 0), to: level(stated.levels?.[1], built.height) };
}

/** Builds the hierarchy that a plan names. */
export function buildHierarchy(
  planned: { kind: string; params: Record<string, unknown> },
  kinds: readonly HierarchyKind[],
  readFile: (path: string) => string,
): Hierarchy {
  const kind = kinds.find((one) => one.name === planned.kind);
  if (!kind) throw new LetheError('not-supported', { what: `hierarchy ${planned.kind}` });
  return kind.build(planned.params, readFile);
}

function dropped(found: ColumnProfile): PlannedColumn {
  return {
    name: found.name,
    index: found.index,
    entity: found.entity,
    role: found.role,
    grade: found.grade,
    use: 'suppress',
    params: {},
    hierarchy: null,
    reasons: ['unlisted'],
  };
}
