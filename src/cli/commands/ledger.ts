import {
  type DueItem,
  dayInChina,
  dueItems,
  type Ledger,
  openLedger,
  type Registered,
  type RegisteredRelease,
} from '../../release/index.js';
import type { Command } from '../effects.js';
import { calendarOf, ledgerPath } from '../ledger.js';
import { numberOf, oneOf } from '../operation.js';
import { diagnosticJson, present, report, type Words } from '../view.js';

/** Options of `lethe ledger`. */
export interface LedgerOptions {
  action?: string;
  ledger?: string;
  head?: string;
  holidays?: string;
  within?: string;
}

const actions = ['list', 'verify', 'due'] as const;

/**
 * `lethe ledger list|verify|due --ledger file`: what is out, whether the chain holds, what has to be seen to and by when.
 * Exit code 1 where the chain is broken, where `--head` is no entry of it any more, or where something is due.
 */
export const ledger: Command<LedgerOptions> = async (options, effects) => {
  const action = oneOf('ledger', options.action ?? 'list', actions);
  const path = await ledgerPath(options, effects);
  const calendar = calendarOf(options.holidays, effects);
  const within = options.within === undefined ? 0 : numberOf('--within', options.within, 0, 10_000, true);
  const found = openLedger(path);
  const { faults } = found;
  if (options.head !== undefined && !found.entries.some(({ hash }) => hash === options.head)) {
    faults.push({ code: 'ledger-head-gone', args: {}, place: { file: path }, severity: 'error' });
  }
  const due = dueItems(found, dayInChina(effects.now()), calendar, within);
  const pressing = due.filter(({ state }) => state !== 'open');
  const years = [...new Set(action === 'due' ? due.flatMap(({ yearsUnknown }) => yearsUnknown) : [])].sort();
  report(
    [
      ...faults,
      ...years.map((year) => ({
        code: 'calendar-year' as const,
        args: { year },
        severity: 'warning' as const,
      })),
    ],
    options,
    effects,
  );
  const releases =
    action === 'due'
      ? found.releases.filter(({ release }) => pressing.some(({ id }) => id === release))
      : found.releases;
  const result = {
    sound: faults.length === 0,
    entries: found.entries.length,
    head: found.head,
    torn: found.torn,
    faults: faults.map((one) => diagnosticJson(one, options)),
    releases: releases.map((one) => summary(one, due)),
    requests: found.requests.map((one) => requestSummary(one, due)),
    keys: found.keys.map(keySummary),
    due: action === 'verify' ? [] : due,
  };
  present(result, options, effects, (value, words) => human(action, value, found, words));
  return faults.length > 0 || (action === 'due' && pressing.length > 0) ? 1 : 0;
};

function summary(one: RegisteredRelease, due: readonly DueItem[]) {
  const last = one.entries.at(-1)!;
  const told = <K extends keyof typeof last>(name: K) =>
    one.entries.findLast((entry) => entry[name] !== undefined)?.[name] ?? null;
  const delivered = one.entries.filter(({ event }) => event === 'delivered');
  return {
    release: one.release,
    state: one.state,
    dataset: told('dataset'),
    profile: told('profile'),
    recipient: one.entries.find(({ event }) => event === 'published')?.recipient ?? null,
    recipients: [...new Set(one.entries.flatMap(({ recipient }) => recipient ?? []))],
    copies: delivered.length,
    expiry: told('expiry'),
    records: told('records'),
    folder: told('folder'),
    keyId: told('keyId'),
    marks: told('marks') ?? [],
    reassessed: told('verdict'),
    since: last.at,
    due: due.find(({ id }) => id === one.release)?.reason ?? null,
  };
}

function requestSummary(one: Registered, due: readonly DueItem[]) {
  const [first] = one.entries;
  const item = due.find(({ id }) => id === one.id);
  return {
    request: one.id,
    state: one.state,
    kind: first?.kind ?? null,
    clock: first?.clock ?? null,
    received: first?.received ?? null,
    due: item?.date ?? null,
    left: item?.left ?? null,
    outcome: one.entries.at(-1)?.outcome ?? null,
  };
}

function keySummary(one: Registered) {
  const last = one.entries.at(-1)!;
  return {
    key: one.id,
    state: one.state,
    successor: last.successor ?? null,
    certificate: last.certificate ?? null,
    since: last.at,
  };
}

interface Shown {
  sound: boolean;
  releases: ReturnType<typeof summary>[];
  requests: ReturnType<typeof requestSummary>[];
  keys: ReturnType<typeof keySummary>[];
  due: DueItem[];
}

function human(
  action: (typeof actions)[number],
  result: Shown,
  { entries, head }: Ledger,
  { say, grid, colors }: Words,
): string {
  const words = say(result.sound ? 'cli-ledger-sound' : 'cli-ledger-broken', {
    entries: entries.length,
    head,
  });
  const first = `${result.sound ? colors.green(words) : colors.red(words)}\n`;
  if (action === 'verify') return first;
  if (action === 'due') return first + dueTable(result.due, say, grid);
  const rows = result.releases.map((one) => [
    one.release.slice(0, 12),
    say(`word-state-${one.state}` as 'word-state-draft'),
    one.dataset ?? '',
    one.recipients.join(', '),
    one.expiry ?? '',
    one.due === null ? '' : say(`word-due-${one.due}`),
  ]);
  const codes = ['release', 'state', 'dataset', 'recipient', 'expiry', 'due'] as const;
  const tables = [rows.length > 0 ? grid([codes.map((code) => say(`word-ledger-${code}`)), ...rows]) : ''];
  if (result.requests.length > 0) {
    const head = [
      say('word-request'),
      say('word-ledger-state'),
      say('word-request-kind'),
      say('word-due-date'),
    ];
    const lines = result.requests.map((one) => [
      one.request,
      say(`word-state-${one.state}` as 'word-state-open'),
      one.kind === null ? '' : say(`word-request-${one.kind}`),
      one.due ?? '',
    ]);
    tables.push(grid([head, ...lines]));
  }
  if (result.keys.length > 0) {
    const lines = result.keys.map(({ key, state }) => [
      key,
      say(`word-state-${state}` as 'word-state-living'),
    ]);
    tables.push(grid([[say('word-key'), say('word-ledger-state')], ...lines]));
  }
  return first + tables.filter((one) => one !== '').join('\n');
}

function dueTable(due: readonly DueItem[], say: Words['say'], grid: Words['grid']): string {
  if (due.length === 0) return `${say('cli-nothing-due')}\n`;
  const head = [
    say('word-due-state'),
    say('word-due-date'),
    say('word-due-left'),
    say('word-ledger-due'),
    say('word-about'),
    say('word-ledger-dataset'),
  ];
  const rows = due.map((one) => [
    say(`word-due-state-${one.state}`),
    one.date ?? '',
    one.left === null ? '' : String(one.left),
    say(`word-due-${one.reason}`),
    one.matter === 'release' ? one.id.slice(0, 12) : one.id,
    one.dataset ?? '',
  ]);
  return grid([head, ...rows]);
}
