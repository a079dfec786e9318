import { dirname, join } from 'node:path';
import { format, LetheError } from '../../core/diagnostics.js';
import type { Key } from '../../core/random.js';
import { lintPolicy, type Policy, readRecognition, type TablesPolicy } from '../../policy/index.js';
import { dayInChina, signingKey } from '../../release/index.js';
import { settingText } from '../../report/page.js';
import type { Command, Common, Effects } from '../effects.js';
import type { EngineOptions, JobOptions, RunResult, TablesResult } from '../engine.js';
import { keyText, numberOf, operate, stopAtErrors } from '../operation.js';
import {
  besidePolicy,
  findPolicy,
  inputPath,
  loadPolicies,
  policyName,
  readAudiences,
  readBeside,
  withPaths,
} from '../policy-file.js';
import { phaseName } from '../progress.js';
import { shellWord, suggestPolicy } from '../suggestion.js';
import { diagnosticJson, present, report, type Words } from '../view.js';
import { type Watch, watchOf } from '../watch.js';
import { utilitySummary } from './compare.js';
import { emptiedCells, proofRows, searchEnd, short } from './proof-view.js';

/** Options of `lethe run`. */
export interface RunOptions {
  input?: string;
  output?: string;
  report?: string;
  events?: string;
  metrics?: string;
  ifChanged?: boolean;
  acceptDrift?: boolean;
  wait?: string | true;
  audience?: string;
  beside?: readonly string[]; // releases of this run's other audiences
  audienceKey?: Key;
  outputs?: readonly string[]; // of all audiences of this run, as the policy has them
  repairs?: boolean; // false with --no-repairs
  spaceCheck?: boolean; // false with --no-space-check
  resume?: boolean; // false with --no-resume
  sign?: string; // path of a private key, PEM
  ledger?: string;
}

/**
 * `lethe run [<input>]`: all six phases. Exit code 0 published, 1 refused. Without a policy it writes a suggestion
 * beside the input, never over a file, and returns 1: nothing was published, and a person has to read it first.
 */
export const run: Command<RunOptions> = async (options, effects) => {
  const path = findPolicy(options.policy, options.input, effects);
  if (path === undefined && options.input !== undefined && options.input !== '-') {
    return suggest(options.input, options, effects);
  }
  const audiences = path === undefined || options.audience !== undefined ? [] : readAudiences(path, effects);
  if (audiences.length > 0) {
    const { runAudiences } = await import('./run-audiences.js');
    return runAudiences(audiences, options, effects, run);
  }
  const watch = watchOf(options, effects);
  let policy: Policy | TablesPolicy;
  let result: RunResult | TablesResult;
  let pool: EngineOptions['pool'];
  try {
    const input = options.input ?? inputPath(path ?? policyName, effects);
    if (input !== undefined && !options.ifChanged)
      pool = await effects.startThreads?.(input, options, ['survey', 'apply']);
    policy = await readPolicy(path ?? policyName, options, effects);
    await watch.started(policy);
    const engine = await effects.engine();
    result = await operate(options, effects, (how): Promise<RunResult | TablesResult> => {
      const job = jobOptions(policy, options, effects, watch, { ...how, ...(pool ? { pool } : {}) });
      return 'tables' in policy ? engine.runTables(policy, job) : engine.runPolicy(policy, job);
    });
  } catch (error) {
    watch.failed(error);
    throw error;
  } finally {
    await pool?.close();
  }
  const exitCode = result.verdict === 'published' ? 0 : 1;
  watch.finished(result, exitCode);
  // Data or events on stdout leave no room for a summary there.
  const busy = ('output' in policy && policy.output.path === '-') || options.events === '-';
  const aside = busy ? { ...effects, stdout: effects.stderr } : effects;
  const shown = {
    ...result,
    reasons: result.reasons.map((one) => diagnosticJson(one, options)),
    warnings: result.warnings.map((one) => diagnosticJson(one, options)),
  };
  // With --json the document has them too: where it is on stderr, it stands there alone.
  if (aside === effects || !options.json) report([...result.reasons, ...result.warnings], options, effects);
  present(shown, options, aside, (_, words) =>
    'tables' in result ? humanTables(result, words) : human(result, words),
  );
  return exitCode;
};

/** Reads and lints the policy: what can be said without the table is said before hours are spent on it. */
async function readPolicy(
  path: string,
  options: RunOptions,
  effects: Effects,
): Promise<Policy | TablesPolicy> {
  const components = await effects.components();
  const read = loadPolicies(path, components, effects, options.audience);
  const several = 'tables' in read;
  if (several && (options.input ?? options.output) !== undefined) throw new LetheError('tables-input-named');
  const policy = several ? read : withPaths(read, options);
  for (const one of 'tables' in policy ? policy.tables.map((table) => table.policy) : [policy]) {
    const readFile = readBeside(one, effects);
    const find = await effects.findAll(readRecognition(one, readFile));
    const today = dayInChina(effects.now());
    stopAtErrors(lintPolicy(one, undefined, { registry: components, readFile, find, today }));
    if (one.tests.length > 0) await (await import('./test.js')).assertTests(one, components, effects);
  }
  if ('tables' in policy || !options.beside) return policy;
  const earlier = [...(policy.dataset.earlier ?? []), ...options.beside];
  return { ...policy, dataset: { ...policy.dataset, earlier } };
}

function jobOptions(
  policy: Policy | TablesPolicy,
  options: RunOptions & Common,
  effects: Effects,
  watch: Watch,
  how: EngineOptions,
): JobOptions {
  const { wait } = options;
  const ledger =
    options.ledger ?? (policy.ledger === undefined ? undefined : besidePolicy(policy, policy.ledger));
  return {
    ...how,
    progress: (event) => {
      how.progress?.(event);
      watch.progress(event);
    },
    observe: (event) => {
      const code =
        event.event === 'anew'
          ? (`cli-anew-${event.reason}` as const)
          : event.event === 'resuming' && 'cli-resuming';
      if (code && !options.quiet) effects.stderr.write(`${format(code, {}, options.language)}\n`);
      watch.observe(event);
    },
    language: options.language,
    stdout: effects.data,
    ...(options.report === undefined ? {} : { reportFile: options.report }),
    ...(ledger === undefined ? {} : { ledger: { path: ledger, now: effects.now } }),
    ...(options.sign === undefined ? {} : { sign: signingKey(keyText(options.sign, effects)) }),
    ...(options.ifChanged ? { ifChanged: true } : {}),
    ...(options.acceptDrift ? { acceptDrift: true } : {}),
    ...(options.audienceKey === undefined ? {} : { audienceKey: options.audienceKey }),
    ...(options.repairs === undefined ? {} : { repairs: options.repairs }),
    ...(options.spaceCheck === false ? { ignoreSpace: true } : {}),
    ...(options.resume === false ? { checkpoints: false as const } : {}),
    ...(wait === undefined
      ? {}
      : { wait: wait === true ? Number.POSITIVE_INFINITY : numberOf('--wait', wait, 0, 1e9) }),
  };
}

/** Writes the suggested policy beside the input and says what to do next. */
async function suggest(input: string, options: Common, effects: Effects): Promise<number> {
  const path = join(dirname(input), policyName);
  const engine = await effects.engine();
  const profile = await operate(options, effects, (how) => engine.profileTable({ path: input }, how));
  const text = await suggestPolicy(profile, { path: input }, path, options, effects);
  if (!effects.files.writeNew(path, text)) throw new LetheError('cli-file-taken', { path });
  throw new LetheError('cli-policy-written', { path, quoted: shellWord(path) }, undefined, { exitCode: 1 });
}

function humanTables(result: TablesResult, words: Words): string {
  const { say, colors, grid } = words;
  const published = result.verdict === 'published';
  const verdict = result.unchanged
    ? colors.green(say('cli-run-unchanged'))
    : published
      ? colors.green(colors.bold(say('cli-run-published')))
      : colors.red(colors.bold(say('cli-run-refused')));
  const head = [say('word-table'), say('word-records'), 'k', say('word-output')];
  const rows = Object.entries(result.tables).map(([name, { counts, proof, output }]) => [
    name,
    String(counts.out),
    String(proof.k),
    output?.map(({ path }) => path).join(', ') ?? '—',
  ]);
  const joins = result.joins.map(({ left, right, before, after, risk }) =>
    say('cli-join-summary', { left, right, before: before.joined, after: after.joined, k: risk.k }),
  );
  const facts: string[] = [];
  const fact = (name: string, value: string | null) => {
    if (value) facts.push(`${say('cli-fact', { name: colors.bold(name), value })}\n`);
  };
  fact(say('word-manifest'), result.manifest);
  fact(say('word-joins'), joins.join('; '));
  const repairs = result.repairs.map(({ path, value }) =>
    settingText(path, value ?? say('word-taken-out'), '.'),
  );
  if (!published) fact(say('word-repairs'), repairs.join('; '));
  return `${verdict}\n${facts.join('')}\n${grid([head, ...rows])}`;
}

function human(result: RunResult, words: Words): string {
  const { say, colors } = words;
  const published = result.verdict === 'published';
  const label = result.label === 'anonymised' || result.label === 'de-identified' ? result.label : undefined;
  const lines = [
    result.unchanged
      ? colors.green(say('cli-run-unchanged'))
      : published
        ? colors.green(colors.bold(say('cli-run-published'))) +
          (label ? ` (${say(`cli-label-${label}`)})` : '')
        : colors.red(colors.bold(say('cli-run-refused'))),
  ];
  const fact = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined && value !== '') {
      lines.push(say('cli-fact', { name: colors.bold(name), value }));
    }
  };
  fact(say('word-output'), result.output?.map((file) => file.path).join(', '));
  fact(say('word-manifest'), result.manifest);
  fact(say('word-report'), result.report);
  if (!published) {
    fact(
      say('word-repairs'),
      result.repairs
        .map(({ path, value }) => settingText(path, value ?? say('word-taken-out'), '.'))
        .join('; '),
    );
    if (result.tried) {
      const { evaluations, passes } = result.tried;
      lines.push(say(passes ? 'cli-repairs-pass' : 'cli-repairs-none', { count: evaluations }));
    }
  }
  if (result.search) {
    const { metric, loss, suppressed, nodes } = result.search;
    const args = { metric, loss: loss.toPrecision(4), suppressed, nodes };
    fact(say('word-search'), say('cli-search-summary', { ...args, optimal: searchEnd(result.search, say) }));
    const levels = Object.entries(result.search.levels).map(([column, level]) => `${column} ${level}`);
    fact(say('word-levels'), levels.join(', '));
    const emptied = emptiedCells(result.search);
    if (emptied !== '') fact(say('word-emptied'), emptied);
  }
  if (result.sample) {
    const { drawn, from, rate } = result.sample;
    fact(say('word-sample-drawn'), say('cli-sample-drawn', { drawn, from, rate: short(rate) }));
  }
  if (result.utility) fact(say('word-utility'), utilitySummary(result.utility, say));
  if (result.resumed?.state === 'resumed') {
    const phases = Object.entries(result.resumed.reused);
    fact(
      say('word-resumed'),
      phases.map(([phase, bytes]) => `${phaseName(phase, say)} ${(bytes / 1e6).toFixed(0)} MB`).join(', '),
    );
  }
  if (result.temporary?.removed) fact(say('word-temporary'), say('cli-temporary-removed'));
  const seconds = Object.entries(result.timings).map(
    ([phase, time]) => `${phaseName(phase, say)} ${time.toFixed(2)} s`,
  );
  fact(say('word-time'), seconds.join(', '));
  const proof = result.proof
    ? `\n${words.grid([[say('word-measure'), say('word-value')], ...proofRows(result.proof, say)])}`
    : '';
  return `${lines.join('\n')}\n${proof}`;
}
