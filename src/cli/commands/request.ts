import { randomBytes } from 'node:crypto';
import { LetheError } from '../../core/diagnostics.js';
import {
  appendLedger,
  type ClockName,
  clockOf,
  clocks,
  dayInChina,
  dueDay,
  isDay,
  openLedger,
  type Registered,
  requestKinds,
} from '../../release/index.js';
import type { Command } from '../effects.js';
import { calendarOf, ledgerPath } from '../ledger.js';
import { oneOf } from '../operation.js';
import { present } from '../view.js';

/** Options of `lethe request`. */
export interface RequestOptions {
  action: string;
  id?: string;
  ledger?: string;
  kind: string;
  clock?: string;
  received?: string;
  holidays?: string;
  outcome?: string;
  reason?: string;
  by?: string;
}

/**
 * `lethe request add|extend|answer [id]`: enters a request and its clock in the ledger, puts its term off once, closes it.
 * The ledger holds a random number for it and nothing of the person. Throws `request-unknown`, `request-no-extension`.
 */
export const request: Command<RequestOptions> = async (options, effects) => {
  const action = oneOf('request', options.action, ['add', 'extend', 'answer'] as const);
  const path = await ledgerPath(options, effects);
  const calendar = calendarOf(options.holidays, effects);
  const at = new Date(effects.now()).toISOString();
  if (action === 'add') {
    const entered = await enterRequest(path, options, effects.now(), calendar);
    present(entered, options, effects, (made, { say }) =>
      say('cli-request-entered', { ...made }).concat('\n'),
    );
    return 0;
  }
  const { reason, by } = options;
  if (reason === undefined) throw new LetheError('cli-option-missing', { option: '--reason' });
  if (by === undefined) throw new LetheError('cli-option-missing', { option: '--by' });
  const known = requestNamed(openLedger(path).requests, options.id);
  const { received = '', clock = '10+10' } = known.entries[0]!;
  if (action === 'extend') {
    if (clocks[clock].extension === 0)
      throw new LetheError('request-no-extension', { request: known.id, clock });
    const due = dueDay(received, clock, true, calendar);
    const entry = await appendLedger(path, { at, event: 'extended', request: known.id, due, reason, by });
    const made = { request: known.id, due, sequence: entry.sequence };
    present(made, options, effects, (shown, { say }) =>
      say('cli-request-extended', { ...shown }).concat('\n'),
    );
    return 0;
  }
  const outcome = oneOf('--outcome', options.outcome ?? 'done', ['done', 'refused'] as const);
  const today = dayInChina(effects.now());
  const due = dueDay(received, clock, known.state === 'extended', calendar);
  const entry = await appendLedger(path, { at, event: 'answered', request: known.id, outcome, reason, by });
  const made = { request: known.id, outcome, due, inTime: today <= due, sequence: entry.sequence };
  present(made, options, effects, (shown, { say }) =>
    say(shown.inTime ? 'cli-request-answered' : 'cli-request-late', {
      request: shown.request,
      outcome: say(`word-outcome-${outcome}`),
      due,
    }).concat('\n'),
  );
  return 0;
};

/** What a request became when it was entered. */
export interface EnteredRequest {
  request: string;
  kind: string;
  clock: string;
  received: string;
  due: string;
  sequence: number;
}

/** Enters a request in the ledger with a fresh number. Throws `cli-option-invalid` and what `appendLedger` throws. */
export async function enterRequest(
  path: string,
  options: Pick<RequestOptions, 'kind' | 'clock' | 'received' | 'reason' | 'by'>,
  now: number,
  calendar: Parameters<typeof dueDay>[3],
): Promise<EnteredRequest> {
  const kind = oneOf('--kind', options.kind, requestKinds);
  const clock = oneOf('--clock', options.clock ?? clockOf(kind), Object.keys(clocks) as ClockName[]);
  const received = options.received ?? dayInChina(now);
  if (!isDay(received) || received > dayInChina(now)) {
    throw new LetheError('cli-option-invalid', { option: '--received', expected: 'YYYY-MM-DD' });
  }
  const due = dueDay(received, clock, false, calendar);
  const id = randomBytes(8).toString('hex');
  const { sequence } = await appendLedger(path, {
    at: new Date(now).toISOString(),
    event: 'requested',
    request: id,
    kind,
    clock,
    received,
    due,
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    ...(options.by === undefined ? {} : { by: options.by }),
  });
  return { request: id, kind, clock, received, due, sequence };
}

function requestNamed(requests: readonly Registered[], id: string | undefined): Registered {
  if (id === undefined) throw new LetheError('cli-argument-missing', { name: 'id', command: 'request' });
  const matches = requests.filter((one) => id.length >= 4 && one.id.startsWith(id));
  if (matches.length !== 1) throw new LetheError('request-unknown', { request: id });
  return matches[0]!;
}
