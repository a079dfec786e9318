import { recordRisks } from '../core/record-risk.js';
import type { CommandSpec } from './command-spec.js';
import { bounds, dialect, input, missing, qi, sensitive } from './shared-options.js';

/** Commands that measure a table, alone or beside the one it was made from, in the order of the help. */
export const measuringCommands: readonly CommandSpec[] = [
  {
    name: 'check',
    help: 'help-check',
    arguments: [input],
    options: [
      qi,
      sensitive,
      ...bounds,
      { flags: '--model <model>', help: 'help-opt-model', repeat: true },
      { flags: '--max-risk <share>', help: 'help-opt-max-risk' },
      missing,
      { flags: '--person <column>', help: 'help-opt-person' },
      { flags: '--risk <names>', help: 'help-opt-record-risk', values: recordRisks },
      { flags: '--weights <column>', help: 'help-opt-weights' },
      { flags: '--household <column>', help: 'help-opt-household' },
      { flags: '--sampling-fraction <share>', help: 'help-opt-fraction' },
      ...dialect,
    ],
    load: async () => (await import('./commands/check.js')).check,
  },
  {
    name: 'compare',
    help: 'help-compare',
    arguments: [
      { name: 'original', help: 'help-arg-original', required: true },
      { name: 'release', help: 'help-arg-compared', required: true },
    ],
    options: [
      { flags: '--columns <columns>', help: 'help-opt-columns' },
      { flags: '--target <columns>', help: 'help-opt-target' },
      { flags: '--held-out <file>', help: 'help-opt-held-out' },
      { flags: '--hierarchies <folder>', help: 'help-opt-compared-hierarchies' },
      { flags: '--missing <rule>', help: 'help-opt-compared-missing', values: ['own', 'wildcard'] },
      { flags: '--queries <number>', help: 'help-opt-queries' },
      { flags: '--seed <text>', help: 'help-opt-query-seed' },
      ...dialect,
    ],
    load: async () => (await import('./commands/compare.js')).compare,
  },
  {
    name: 'attack',
    help: 'help-attack',
    arguments: [{ name: 'release', help: 'help-arg-release', required: true }],
    options: [
      { flags: '--source <file>', help: 'help-opt-source' },
      { flags: '--control <file>', help: 'help-opt-control' },
      { flags: '--known <columns>', help: 'help-opt-known', repeat: true },
      sensitive,
      { flags: '--hierarchies <folder>', help: 'help-opt-hierarchies' },
      { flags: '--sample <number>', help: 'help-opt-sample' },
      { flags: '--guesses <number>', help: 'help-opt-guesses' },
      { flags: '--earlier <folder>', help: 'help-opt-earlier', repeat: true },
      { flags: '--max-risk <share>', help: 'help-opt-max-risk' },
    ],
    load: async () => (await import('./commands/attack.js')).attack,
  },
];
