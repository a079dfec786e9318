import {
  type Diagnostic,
  LetheError,
  type MessageArgs,
  type MessageCode,
  type Place,
} from '../core/diagnostics.js';
import type { Entity } from '../core/entities.js';
import type { Hierarchy } from '../core/hierarchy.js';
import type { CompiledOperator } from '../core/operator.js';
import type { ColumnProfile, TableProfile } from '../core/profile.js';
import { Key } from '../core/random.js';
import type { Span } from '../core/recogniser.js';
import { nearest } from './nearest.js';
import type { Policy, PolicyColumn, Registry } from './types.js';

/** Entities whose values are whole numbers or dates, so that arithmetic on them means something. */
const numeric: ReadonlySet<Entity> = new Set<Entity>(['age', 'income']);
const dated: ReadonlySet<Entity> = new Set<Entity>(['birth-date', 'date']);

/** Entities that identify a person alone: such a column is not published as it is without a word. */
const identifying: ReadonlySet<Entity> = new Set<Entity>([
  'person-name', 'address', 'cn-resident-id', 'cn-hkmt-permit', 'cn-foreign-permit', 'passport',
  'cn-home-return-permit', 'cn-taiwan-permit', 'hk-id', 'macao-id', 'tw-id', 'cn-military-id', 'phone-mobile',
  'phone-landline', 'email', 'bank-card', 'vehicle-plate', 'vin', 'imei', 'imsi', 'iccid', 'mac-address',
  'ip-address', 'qq', 'wechat', 'social-security', 'medical-id', 'personal-number', 'iban', 'us-ssn', 'text',
]); // biome-ignore format: one list, read as a table

/** What a lint may look at besides the policy. Without a registry operators are not compiled. */
export interface LintOptions {
  registry?: Registry;
  /** Text of a file that the policy names, for hierarchies; without it columns with file hierarchies are not compiled. */
  readFile?: (path: string) => string;
  /** Finds identifiers in running text, for operators that need it. */
  find?: (text: string) => readonly Span[];
  /** The day in China, YYYY-MM-DD, for terms that are over; who replays a run does not say it. */
  today?: string;
}

/**
 * Findings about a policy and, given a profile, about how it fits the table. Errors stop a run; a finding that
 * `accept` names (code and, where given, column) becomes an info. Ordered by place in the policy. Never throws.
 */
export function lintPolicy(policy: Policy, profile?: TableProfile, options: LintOptions = {}): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const add = (severity: Diagnostic['severity'], code: MessageCode, args: MessageArgs, place: Place) => {
    findings.push({ code, args, place, severity });
  };
  const profiled = new Map(profile?.columns.map((column) => [column.name, column]));
  if (profile) columnsFit(policy, profile, add);
  const dropped = new Set<string>();
  for (const [name, column] of policy.columns) {
    const place = { ...policy.at('columns', name), field: name };
    const op = lintColumn(name, column, profiled.get(name), { policy, options, place, add });
    if (op === 'drop') dropped.add(name);
  }
  unpublished(policy, dropped, add);
  const quasi = [...policy.columns.values()].some((column) => column.role === 'quasi' && column.use === null);
  if (quasi && policy.privacy.models.length === 0) {
    add('error', 'lint-no-model', {}, policy.at('privacy'));
  }
  if (quasi) unprotected(policy, add);
  if (policy.key) add('warning', 'lint-seed', { key: 'key' }, policy.at('key'));
  const { expiry } = policy.dataset;
  if (expiry !== undefined && options.today !== undefined && expiry < options.today) {
    add('error', 'term-over', { expiry }, policy.at('dataset', 'expiry'));
  }
  if (policy.seed !== null) add('warning', 'lint-seed', { key: 'seed' }, policy.at('seed'));
  return accept(policy, findings);
}

type Add = (severity: Diagnostic['severity'], code: MessageCode, args: MessageArgs, place: Place) => void;

/** Columns of the policy against columns of the table. */
function columnsFit(policy: Policy, profile: TableProfile, add: Add): void {
  const names = profile.columns.map((column) => column.name);
  const unlisted = names.filter((name) => !policy.columns.has(name));
  for (const name of policy.columns.keys()) {
    if (names.includes(name)) continue;
    const suggestion = nearest(name, unlisted);
    const place = { ...policy.at('columns', name), field: name };
    add(
      'error',
      'lint-column-unknown',
      suggestion === undefined ? { column: name } : { column: name, suggestion },
      place,
    );
  }
  for (const name of unlisted) {
    const place = { ...policy.at('columns'), field: name };
    if (policy.unlisted === 'drop') add('info', 'lint-column-dropped', { column: name }, place);
    else add('error', 'lint-column-unlisted', { column: name }, place);
  }
}

interface ColumnLint {
  policy: Policy;
  options: LintOptions;
  place: Place;
  add: Add;
}

/** Lints one column; returns the instruction that its operator is lowered to, where it has one. */
function lintColumn(
  name: string,
  column: PolicyColumn,
  found: ColumnProfile | undefined,
  lint: ColumnLint,
): string | undefined {
  const { add, place } = lint;
  const entity = column.entity ?? found?.entity ?? null;
  const compiled = column.use === null ? null : compile(name, column, entity, lint);
  const kept = column.use === null ? column.role !== 'quasi' : compiled?.instruction?.op === 'copy';
  if (kept) {
    if (column.role === 'direct' || column.role === 'text') {
      add('error', 'lint-direct-kept', { column: name, role: column.role }, place);
    } else if (
      entity !== null &&
      identifying.has(entity) &&
      (found === undefined || found.confidence >= 0.5)
    ) {
      add('error', 'lint-identifier-kept', { column: name, entity }, place);
    }
    for (const rare of found?.rare ?? []) {
      if (!identifying.has(rare.entity)) continue;
      add(
        'warning',
        'lint-rare-identifiers',
        { column: name, count: rare.count, entity: rare.entity },
        place,
      );
    }
  }
  if (!compiled || column.use === null) return undefined;
  const op = compiled.instruction?.op;
  const arithmetic = op === 'bucket' || op === 'round' || op === 'limit';
  if (entity !== null && ((arithmetic && !numeric.has(entity)) || (op === 'date' && !dated.has(entity)))) {
    add('warning', 'lint-operator-entity', { column: name, use: column.use, entity }, place);
  }
  if (!kept && compiled.reversibility === 'reversible' && column.role !== 'safe') {
    add('warning', 'lint-reversible', { column: name, use: column.use }, place);
  }
  return op;
}

/**
 * A release without columns, and models of columns that are not in it: the latter are not skipped, for a promise that its author wrote
 * is not taken back unasked.
 */
function unpublished(policy: Policy, dropped: ReadonlySet<string>, add: Add): void {
  if (dropped.size > 0 && dropped.size === policy.columns.size) {
    add('error', 'lint-nothing-published', {}, policy.at('columns'));
  }
  for (const { model, column } of policy.privacy.models) {
    if (column === undefined || !dropped.has(column)) continue;
    add(
      'error',
      'lint-model-unpublished',
      { model, column },
      { ...policy.at('columns', column), field: column },
    );
  }
}

/** Compiles the column's operator to learn its traits; what compile refuses becomes a finding at the column. */
function compile(
  name: string,
  column: PolicyColumn,
  entity: Entity | null,
  lint: ColumnLint,
): CompiledOperator | null {
  const operator = lint.options.registry?.operators.find((one) => one.name === column.use);
  if (!operator) return null;
  const key = Key.ephemeral();
  try {
    const hierarchy = hierarchyOf(column, lint);
    if (hierarchy === undefined) return null;
    const directColumns = [...lint.policy.columns]
      .filter(([, one]) => one.role === 'direct')
      .map(([one]) => one);
    return operator.compile(column.params, {
      column: name,
      entity,
      hierarchy,
      directColumns,
      ...(lint.options.find ? { find: lint.options.find } : {}),
      key: (domain) => key.derive(domain),
    });
  } catch (error) {
    const refusal = error instanceof LetheError ? error : null;
    if (!refusal) throw error;
    lint.add('error', refusal.code, refusal.args, lint.place);
    return null;
  } finally {
    key.destroy();
  }
}

/** The column's hierarchy; undefined where it cannot be built here (its file cannot be read). */
function hierarchyOf(column: PolicyColumn, lint: ColumnLint): Hierarchy | null | undefined {
  if (column.hierarchy === null) return null;
  const named = column.hierarchy;
  const kind = lint.options.registry?.hierarchies.find((one) => one.name === named.kind);
  const { readFile } = lint.options;
  if (!kind) return undefined;
  let unread = false;
  try {
    return kind.build(named.params, (path) => {
      if (readFile) return readFile(path);
      unread = true;
      throw new LetheError('policy-not-found', { path });
    });
  } catch (error) {
    if (unread) return undefined;
    throw error;
  }
}

/** Sensitive columns that no model names, while the table has quasi-identifiers to infer them from. */
function unprotected(policy: Policy, add: Add): void {
  const named = new Set(policy.privacy.models.map((model) => model.column));
  for (const [name, column] of policy.columns) {
    if (column.role !== 'sensitive' || column.use !== null || named.has(name)) continue;
    add(
      'warning',
      'lint-sensitive-unprotected',
      { column: name },
      { ...policy.at('columns', name), field: name },
    );
  }
}

/** Downgrades what the policy accepts, reports acceptances of nothing, and sorts by place. */
function accept(policy: Policy, findings: Diagnostic[]): Diagnostic[] {
  const used = new Set<number>();
  const accepted = findings.map((finding) => {
    const i = policy.accept.findIndex(
      (one) => one.code === finding.code && (one.column === undefined || one.column === finding.args.column),
    );
    // What an operator or a hierarchy refuses stays refused.
    if (i < 0 || !finding.code.startsWith('lint-') || structural.has(finding.code)) return finding;
    used.add(i);
    return { ...finding, severity: 'info' as const };
  });
  policy.accept.forEach((one, i) => {
    // Codes of the gate are accepted there; only findings of this lint can be known to be absent here.
    if (used.has(i) || !one.code.startsWith('lint-')) return;
    const place = policy.at('accept', i);
    accepted.push({ code: 'lint-accept-unused', args: { code: one.code }, place, severity: 'warning' });
  });
  return accepted.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
}

/** Findings that make the plan itself impossible or would leave nothing to prove: these cannot be accepted. */
const structural: ReadonlySet<MessageCode> = new Set<MessageCode>([
  'lint-column-unknown',
  'lint-column-unlisted',
  'lint-no-model',
  'lint-nothing-published',
  'lint-model-unpublished',
]);
