import { type Diagnostic, hint, LetheError } from '../../core/diagnostics.js';
import type { MessageCode } from '../../core/messages/index.js';
import { exampleKey } from '../../core/operator.js';
import { Key } from '../../core/random.js';
import type { Recogniser, Span } from '../../core/recogniser.js';
import { type Policy, type PolicyColumn, type PolicyTest, readRecognition } from '../../policy/index.js';
import type { Components } from '../components.js';
import type { Command, Common, Effects } from '../effects.js';
import { findPolicy, loadPolicies, policyName, readBeside } from '../policy-file.js';
import { present, type Words } from '../view.js';
import { printable } from '../width.js';

/** What one test of a policy gave. Texts are those of the policy, never of a table. */
interface Outcome {
  column: string;
  line: number | null; // in the policy
  passed: boolean;
  expected: string | null;
  found: string | null;
  code?: MessageCode; // why it could not be run
  args?: Record<string, string | number>;
}

/** `lethe test`: each case of the policy through the operator of its column; exit code 1 where one fails. */
export const test: Command<{ audience?: string }> = async (options, effects) => {
  const components = await effects.components();
  const path = findPolicy(options.policy, undefined, effects) ?? policyName;
  const read = loadPolicies(path, components, effects, options.audience);
  const policies = 'tables' in read ? read.tables.map((table) => table.policy) : [read];
  const outcomes: Outcome[] = [];
  for (const policy of policies) outcomes.push(...(await testsOf(policy, components, effects)));
  const failed = outcomes.filter((one) => !one.passed);
  const result = {
    policy: path,
    total: outcomes.length,
    passed: outcomes.length - failed.length,
    tests: outcomes,
  };
  present(result, options, effects, (_, words) => human(path, outcomes, options, words));
  if (outcomes.length === 0) {
    effects.stderr.write(`${hint('cli-tests-none', {}, options.language)}\n`);
  }
  return failed.length === 0 ? 0 : 1;
};

/** Throws `policy-tests-failed` (exit code 1) where a test of a policy fails: it does something else than its author means. */
export async function assertTests(policy: Policy, components: Components, effects: Effects): Promise<void> {
  const failed = (await testsOf(policy, components, effects)).filter((one) => !one.passed);
  if (failed.length === 0) return;
  const related = failed.map(
    ({ column, line }): Diagnostic => ({
      code: 'policy-test-failed',
      args: { column },
      place: { file: policy.file, ...(line === null ? {} : { line }), field: column },
      severity: 'error',
    }),
  );
  throw new LetheError('policy-tests-failed', { count: failed.length }, undefined, { exitCode: 1, related });
}

/** What the tests of one table's policy gave. */
async function testsOf(policy: Policy, components: Components, effects: Effects): Promise<Outcome[]> {
  const recognised = readRecognition(policy, readBeside(policy, effects));
  const recognisers = [
    ...(recognised?.own.length ? components.recognisersUnder(recognised) : []),
    ...components.recognisers,
  ];
  const find = await effects.findAll(recognised);
  return policy.tests.flatMap((one, i) =>
    runTest(policy, one, i, { components, recognisers, effects, find }),
  );
}

interface TestContext {
  components: Components;
  recognisers: readonly Recogniser[];
  effects: Effects;
  find: (text: string) => readonly Span[];
}

function runTest(policy: Policy, test: PolicyTest, i: number, context: TestContext): Outcome[] {
  const line = policy.at('tests', i).line ?? null;
  const base = { column: test.column, line };
  const outcomes: Outcome[] = [];
  if (test.entity !== undefined) {
    const found = entityOf(test.in, test.entity, context.recognisers);
    outcomes.push({ ...base, passed: found === test.entity, expected: test.entity, found });
  }
  if (test.out === undefined) return outcomes;
  const column = policy.columns.get(test.column) as PolicyColumn; // checked when the policy was read
  if (column.use === null) {
    if (column.role === 'quasi') {
      const failure = { code: 'test-column-left' as const, args: { column: test.column } };
      return [...outcomes, { ...base, passed: false, expected: test.out, found: null, ...failure }];
    }
    return [...outcomes, { ...base, passed: test.in === test.out, expected: test.out, found: test.in }];
  }
  try {
    const found = applied(policy, test, column, context);
    return [...outcomes, { ...base, passed: found === test.out, expected: test.out, found }];
  } catch (error) {
    if (!(error instanceof LetheError)) throw error;
    const failure = { code: error.code, args: { ...error.args } };
    return [...outcomes, { ...base, passed: false, expected: test.out, found: null, ...failure }];
  }
}

/** The cell after the operator; a dropped column gives the empty text, and an empty cell stays empty. */
function applied(policy: Policy, test: PolicyTest, column: PolicyColumn, context: TestContext): string {
  const { components, effects, find } = context;
  const operator = components.operators.find((one) => one.name === column.use);
  const kind = components.hierarchies.find((one) => one.name === column.hierarchy?.kind);
  const hierarchy = kind ? kind.build(column.hierarchy?.params, readBeside(policy, effects)) : null;
  const key = Key.from(policy.seed ?? exampleKey);
  try {
    const compiled = operator?.compile(column.params, {
      column: test.column,
      entity: column.entity,
      hierarchy,
      find,
      directColumns: [...policy.columns].filter(([, one]) => one.role === 'direct').map(([name]) => name),
      key: (domain) => key.derive(domain),
    });
    if (!compiled || compiled.instruction?.op === 'drop' || test.in === '') return '';
    const cells: Record<string, string> = { ...test.record, [test.column]: test.in };
    return compiled.apply(test.in, { get: (name) => cells[name] || null });
  } finally {
    key.destroy();
  }
}

/** The expected entity where its recogniser accepts the text, else the one that is surest, else null. */
function entityOf(text: string, expected: string | null, recognisers: readonly Recogniser[]): string | null {
  const scores = recognisers
    .map((one) => ({ entity: one.entity, score: one.check(text) }))
    .filter((one) => one.score > 0);
  if (scores.some((one) => one.entity === expected)) return expected;
  return scores.sort((a, b) => b.score - a.score || (a.entity < b.entity ? -1 : 1))[0]?.entity ?? null;
}

function human(path: string, outcomes: readonly Outcome[], common: Common, { say, colors }: Words): string {
  const failed = outcomes.filter((one) => !one.passed);
  const lines = failed.map((one) => {
    const place = one.line === null ? path : `${path}:${one.line}`;
    const head = `${colors.bold(place)}: ${colors.red(say('cli-test-failed', { column: one.column }))}`;
    if (one.code) {
      const advice = hint(one.code, one.args ?? {}, common.language);
      return `${head}\n  ${say(one.code, one.args ?? {})}${advice === undefined ? '' : `\n  ${advice}`}\n`;
    }
    const shown = (value: string | null) => (value === null ? 'null' : JSON.stringify(printable(value)));
    const expected = say('cli-fact', { name: say('word-expected'), value: shown(one.expected) });
    const found = say('cli-fact', { name: say('word-found'), value: shown(one.found) });
    return `${head}\n  ${expected}\n  ${found}\n`;
  });
  const total = outcomes.length;
  return `${lines.join('')}${say('cli-tests-summary', { passed: total - failed.length, total })}\n`;
}
