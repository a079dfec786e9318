import type { AttackReport, AttackResult, Rate } from '../../core/attack.js';
import { type Diagnostic, LetheError } from '../../core/diagnostics.js';
import type { Command } from '../effects.js';
import { hierarchyTexts } from '../hierarchy-files.js';
import { listOf, numberOf, operate } from '../operation.js';
import { diagnosticJson, present, report, type Words } from '../view.js';
import { short } from './proof-view.js';

/** Options of `lethe attack`, as typed. */
export interface AttackOptions {
  release: string;
  source?: string;
  control?: string;
  known?: string[];
  sensitive?: string;
  hierarchies?: string;
  sample?: string;
  guesses?: string;
  earlier?: string[];
  maxRisk?: string;
}

/**
 * `lethe attack <release> --source x.csv`: the attacks of a run on any table. Exit code 1 where `--max-risk` is stated
 * and an attack finds persons more often, or tokens were turned back.
 */
export const attack: Command<AttackOptions> = async (options, effects) => {
  if (options.source === undefined) throw new LetheError('cli-option-missing', { option: '--source' });
  const limit = options.maxRisk === undefined ? undefined : numberOf('--max-risk', options.maxRisk, 0, 1);
  const request = {
    source: { path: options.source },
    ...(options.control === undefined ? {} : { control: { path: options.control } }),
    known: (options.known ?? []).map((names) => listOf(names)),
    sensitive: listOf(options.sensitive),
    hierarchies: hierarchyTexts(options.hierarchies, effects),
    earlier: options.earlier ?? [],
    ...(options.sample === undefined
      ? {}
      : { sample: numberOf('--sample', options.sample, 1, 1_000_000, true) }),
    ...(options.guesses === undefined
      ? {}
      : { guesses: numberOf('--guesses', options.guesses, 0, 1e12, true) }),
  };
  const engine = await effects.engine();
  const found = await operate(options, effects, (how) => engine.attackTable(options.release, request, how));
  const unmet = limit === undefined ? [] : found.attacks.flatMap((one) => beyond(one, limit));
  report(unmet, options, effects);
  const result = {
    ...found,
    met: unmet.length === 0,
    unmet: unmet.map((one) => diagnosticJson(one, options)),
  };
  present(result, options, effects, (value, words) => human(value, words));
  return unmet.length === 0 ? 0 : 1;
};

function beyond(result: AttackResult, limit: number): Diagnostic[] {
  const finds = result.attack === 'linkage' && result.variant === 'nearest' && result.rate.low > limit;
  const turned = result.attack === 'reversal' && (result.figures.recovered ?? 0) > 0;
  const told = result.attack === 'intersection' && (result.figures.told ?? 0) > 0;
  if (!finds && !turned && !told) return [];
  const model = [result.attack, result.column].filter((part) => part !== null).join(' ');
  const expected = finds ? `≤ ${limit}` : '0';
  return [
    {
      code: 'cli-model-unmet',
      args: { model, found: short(result.rate.value), expected },
      severity: 'error',
    },
  ];
}

/** The attacks as a table: what was known, how often it was right, and against what. */
export function attackRows(attacks: readonly AttackResult[]): string[][] {
  const interval = (rate: Rate) => `${short(rate.low)} – ${short(rate.high)}`;
  return attacks.map((one) => [
    `${one.attack} (${one.variant})${one.column === null ? '' : ` · ${one.column}`}`,
    one.known.join(', '),
    String(one.sample),
    short(one.rate.value),
    interval(one.rate),
    one.control.rate ? short(one.control.rate.value) : '–',
    one.advantage ? `${short(one.advantage.value)} (${interval(one.advantage)})` : '–',
  ]);
}

function human(found: AttackReport, { say, grid }: Words): string {
  const head = [
    say('word-attack'),
    say('word-known'),
    say('word-sample'),
    say('word-right'),
    say('word-interval'),
    say('word-control'),
    say('word-advantage'),
  ];
  const control = found.control === 'held-out' ? say('word-held-out') : say('word-leave-out');
  return `${grid([head, ...attackRows(found.attacks)])}\n${say('cli-attack-control', { control, targets: found.targets })}\n`;
}
