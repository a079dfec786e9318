import { dueDay, type WorkCalendar, workingDaysBetween, yearsUnknown } from './clocks.js';
import type { Ledger, Registered } from './entry.js';

/** Why something has to be seen to. */
export type DueReason = 'unfinished' | 'expired' | 'expires' | 'at-risk' | 'request' | 'key-unfinished';

/** Something that has to be seen to, or will have to. No cell value and no person in it. */
export interface DueItem {
  matter: Registered['matter'];
  id: string;
  reason: DueReason;
  /** The last day for it, YYYY-MM-DD; null where it should be seen to at once. */
  date: string | null;
  /** Working days left, 0 on the day itself, negative where it is past; null without a date. */
  left: number | null;
  state: 'overdue' | 'due' | 'open';
  dataset: string | null;
  /** Years of the term for which the calendar names no days off. */
  yearsUnknown: string[];
}

/**
 * What is due on a day, soonest first: runs that never published, terms of use that are over, releases that a
 * re-assessment found at risk, requests by the clock they were entered with, keys whose destruction was begun only.
 * `within` is how many working days ahead something already counts as due.
 */
export function dueItems(ledger: Ledger, today: string, calendar: WorkCalendar, within = 0): DueItem[] {
  const items: DueItem[] = [];
  const add = (one: Registered, reason: DueReason, date: string | null, from = today) => {
    const left = date === null ? null : workingDaysBetween(today, date, calendar);
    const past = date !== null && date < today;
    items.push({
      matter: one.matter,
      id: one.id,
      reason,
      date,
      left: past ? Math.min(left!, -1) : left,
      state: past ? 'overdue' : left === null || left <= within ? 'due' : 'open',
      dataset: one.entries.findLast(({ dataset }) => dataset !== undefined)?.dataset ?? null,
      yearsUnknown: date === null || calendar.years.size === 0 ? [] : yearsUnknown(from, date, calendar),
    });
  };
  for (const one of ledger.releases) {
    if (one.state === 'draft') add(one, 'unfinished', null);
    if (one.state !== 'published' && one.state !== 'suspended') continue;
    const expiry = one.entries.findLast((entry) => entry.expiry !== undefined)?.expiry;
    if (expiry !== undefined && expiry < today) add(one, 'expired', expiry);
    else if (expiry !== undefined && workingDaysBetween(today, expiry, calendar) <= within)
      add(one, 'expires', expiry);
    const judged = one.entries.findLast(({ event }) => event === 'reassessed');
    if (one.state === 'published' && judged?.verdict === 'at-risk') add(one, 'at-risk', null);
  }
  for (const one of ledger.requests) {
    const [first] = one.entries;
    if (one.state === 'answered' || !first?.received || !first.clock) continue;
    const due = dueDay(first.received, first.clock, one.state === 'extended', calendar);
    add(one, 'request', due, first.received);
  }
  for (const one of ledger.keys) if (one.state === 'shredding') add(one, 'key-unfinished', null);
  return items.sort(
    (a, b) => order(a) - order(b) || compare(a.date ?? '', b.date ?? '') || compare(a.id, b.id),
  );
}

function order({ state }: DueItem): number {
  return state === 'overdue' ? 0 : state === 'due' ? 1 : 2;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
