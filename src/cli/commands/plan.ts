import { dirname } from 'node:path';
import { type Diagnostic, LetheError } from '../../core/diagnostics.js';
import type { Plan, PlannedColumn } from '../../core/plan.js';
import type { TableProfile } from '../../core/profile.js';
import { lintPolicy, type Policy, readRecognition, type TablesPolicy } from '../../policy/index.js';
import { dayInChina, findProfile, statements } from '../../release/index.js';
import type { Components } from '../components.js';
import { renderDiff } from '../diff.js';
import type { Command, Common, Effects } from '../effects.js';
import { numberOf, operate } from '../operation.js';
import { findPolicy, loadPolicies, policyName, readBeside, withPaths } from '../policy-file.js';
import { diagnosticJson, present, report, type Words, worded, wordsOf } from '../view.js';
import { short } from './proof-view.js';

/** Options of `lethe plan`. */
export interface PlanOptions {
  input?: string;
  audience?: string;
  diff?: string; // number of records
}

/** `lethe plan`: what happens to each column and why, and what a lint finds. Exit code 1 where a finding is an error. */
export const plan: Command<PlanOptions> = async (options, effects) => {
  const diff = options.diff === undefined ? 0 : numberOf('--diff', options.diff, 1, 1000, true);
  if (diff > 0 && (effects.stdout.isTTY !== true || options.json)) throw new LetheError('cli-diff-terminal');
  const components = await effects.components();
  const path = findPolicy(options.policy, options.input, effects) ?? policyName;
  const read = loadPolicies(path, components, effects, options.audience);
  if ('tables' in read) return planTables(read, options, components, effects);
  const policy = withPaths(read, { input: options.input });
  const find = await effects.findAll(readRecognition(policy, readBeside(policy, effects)));
  const lint = (profile: TableProfile) =>
    lintPolicy(policy, profile, {
      registry: components,
      readFile: readBeside(policy, effects),
      find,
      today: dayInChina(effects.now()),
    });
  const planned = await planOrProfile(policy, options, effects);
  const findings = [...lint(planned.profile), ...unstated(planned.plan)];
  report(findings, options, effects);
  const listed = findings.map((one) => diagnosticJson(one, options));
  if (planned.plan === null) {
    present({ findings: listed }, options, effects, () => '');
    return 1;
  }
  present({ ...planned.plan, findings: listed }, options, effects, (value, words) => human(value, words));
  if (diff > 0) {
    const words = wordsOf(options, effects);
    effects.stdout.write(`\n${renderDiff(policy, planned.plan, diff, { components, effects, words, find })}`);
  }
  return findings.some((one) => one.severity === 'error') ? 1 : 0;
};

/** The plan of every table, one below the other; with --json one document by table. */
async function planTables(
  { tables }: TablesPolicy,
  options: PlanOptions & Common,
  components: Components,
  effects: Effects,
): Promise<number> {
  if ((options.input ?? options.diff) !== undefined) throw new LetheError('tables-input-named');
  const plans: Record<string, object> = {};
  const texts: string[] = [];
  let failed = false;
  for (const { name, policy } of tables) {
    const readFile = readBeside(policy, effects);
    const find = await effects.findAll(readRecognition(policy, readFile));
    const planned = await planOrProfile(policy, options, effects);
    const findings = [
      ...lintPolicy(policy, planned.profile, {
        registry: components,
        readFile,
        find,
        today: dayInChina(effects.now()),
      }),
      ...unstated(planned.plan),
    ];
    report(findings, options, effects);
    failed ||= planned.plan === null || findings.some((one) => one.severity === 'error');
    plans[name] = { ...planned.plan, findings: findings.map((one) => diagnosticJson(one, options)) };
    const words = wordsOf(options, effects);
    texts.push(`${words.colors.bold(name)}\n${planned.plan === null ? '' : human(planned.plan, words)}`);
  }
  present({ tables: plans }, options, effects, () => texts.join('\n'));
  return failed ? 1 : 0;
}

/** Plan and profile; where the columns do not fit there is no plan, and the lint says all that is wrong with them. */
async function planOrProfile(
  policy: Policy,
  options: Common,
  effects: Effects,
): Promise<{ plan: Plan | null; profile: TableProfile }> {
  const engine = await effects.engine();
  try {
    return await operate(options, effects, (how) => engine.planTable(policy, how));
  } catch (error) {
    if (!(error instanceof LetheError) || error.code !== 'schema-policy') throw error;
  }
  const input = { ...policy.input, base: dirname(policy.file) };
  return { plan: null, profile: await operate(options, effects, (how) => engine.profileTable(input, how)) };
}

/** What the gate will ask the policy to state: a plan may lack it, a release may not. */
function unstated(plan: Plan | null): Diagnostic[] {
  const profile = plan === null ? null : findProfile(plan.dataset.profile);
  if (plan === null || !profile) return [];
  return statements({ plan, profile }).map(({ diagnostic }) => ({ ...diagnostic, severity: 'warning' }));
}

function human(result: Plan, words: Words): string {
  const { say, colors } = words;
  const paths = typeof result.input.path === 'string' ? result.input.path : result.input.path.join(', ');
  const models = result.privacy.models.map((model) => {
    const params = Object.entries(model.params).map(([key, value]) => `${key}=${value}`);
    return [model.model, ...params, ...(model.column === undefined ? [] : [model.column])].join(' ');
  });
  const facts: [string, string][] = [
    [say('word-input'), `${paths} (${result.input.format ?? result.input.dialect.encoding})`],
    [say('word-output'), result.output.path],
    [say('word-models'), models.join('; ')],
    [
      say('word-sample-drawn'),
      result.privacy.sample === undefined
        ? ''
        : say('cli-sample-planned', { rate: short(result.privacy.sample) }),
    ],
    [
      say('word-search'),
      models.length === 0 ? '' : [result.search.metric, result.search.aggregate].join(' ').trim(),
    ],
  ];
  const head = ['word-column', 'word-entity', 'word-role', 'word-operator', 'word-why'] as const;
  const grid = words.grid([
    head.map((code) => say(code)),
    ...result.columns.map((column) => [
      column.name,
      column.entity ?? '',
      column.role,
      actionOf(column, words),
      worded('reason', column.reasons, say),
    ]),
  ]);
  const list = facts
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${say('cli-fact', { name: colors.bold(label), value })}\n`);
  return `${list.join('')}\n${grid}`;
}

/** What happens to a column, in words: the operator with its parameters, or the hierarchy the search moves along. */
function actionOf(column: PlannedColumn, { say }: Words): string {
  const params = Object.entries(column.params).map(([key, value]) => `${key}=${brief(value)}`);
  const parts = [column.use === 'recode' ? say('word-searched') : [column.use, ...params].join(' ')];
  if (column.hierarchy) {
    const { kind, from, to } = column.hierarchy;
    parts.push(`${kind} ${from}–${to}`);
  }
  return parts.join(' · ');
}

function brief(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
