import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterWorkingDays,
  type DueItem,
  dueDay,
  dueItems,
  type LedgerNote,
  readCalendar,
  readLedger,
  type WorkCalendar,
  weekendsOnly,
  workingDaysBetween,
} from '../../src/release/index.js';
import { chained, type LedgerEntry, lineOf } from '../../src/release/ledger/entry.js';

const calendar = readCalendar(`# National Day
2026-10-01 休
2026-10-02,off
2026-10-05 放假  国庆节
2026-10-06 off
2026-10-07 off
2026-09-27 班 # worked instead
2026-10-10 work
`) as WorkCalendar;

describe('working days', () => {
  it('pass weekends and days off, and count days worked by decree', () => {
    expect(afterWorkingDays('2026-11-27', 5, weekendsOnly)).toBe('2026-12-04'); // from a Friday
    expect(afterWorkingDays('2026-11-28', 1, weekendsOnly)).toBe('2026-11-30'); // from a Saturday
    expect(afterWorkingDays('2026-09-30', 1, calendar)).toBe('2026-10-08');
    expect(afterWorkingDays('2026-09-30', 3, calendar)).toBe('2026-10-10');
    expect(afterWorkingDays('2026-09-26', 1, calendar)).toBe('2026-09-27');
    expect(dueDay('2026-09-30', '10+10', false, calendar)).toBe('2026-10-20');
    expect(dueDay('2026-09-30', '10+10', true, calendar)).toBe('2026-11-03');
    expect(dueDay('2026-09-30', '5', true, calendar)).toBe(dueDay('2026-09-30', '5', false, calendar));
  });

  it('are counted back to what was counted forth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 60 }), (offset, count) => {
        const day = new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
        const due = afterWorkingDays(day, count, calendar);
        expect(workingDaysBetween(day, due, calendar)).toBe(count);
        expect(workingDaysBetween(due, day, calendar)).toBe(count === 0 ? 0 : -count);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['2026-02-30 off', 1],
    ['2026-10-01', 1],
    ['2026-10-01 off\n2026-10-01 work', 2],
    ['2026-10-01 perhaps', 1],
    ['\ufeff2026-10-01 off\r\n\r\nOctober off', 3],
  ])('are not read from %j', (text, line) => {
    expect(readCalendar(text)).toBe(line);
  });
});

describe('what is due', () => {
  const hex = (digit: string) => digit.repeat(64);
  const read = (notes: readonly Omit<LedgerNote, 'at'>[]) => {
    const entries: LedgerEntry[] = [];
    for (const note of notes) {
      entries.push(chained({ at: '2026-09-30T02:00:00.000Z', ...note }, entries.at(-1) ?? null));
    }
    return readLedger(entries.map(lineOf).join(''), 'l');
  };
  const shown = ({ id, reason, date, left, state }: DueItem) => [id.slice(0, 2), reason, date, left, state];
  const ledger = read([
    { event: 'draft', release: hex('a'), dataset: 'one' },
    { event: 'draft', release: hex('b'), dataset: 'two' },
    { event: 'published', release: hex('b'), dataset: 'two', expiry: '2026-10-08' },
    { event: 'draft', release: hex('c') },
    { event: 'published', release: hex('c') },
    { event: 'reassessed', release: hex('c'), verdict: 'at-risk' },
    { event: 'requested', request: 'd1', kind: 'deletion', clock: '10+10', received: '2026-09-30' },
    { event: 'requested', request: 'd2', kind: 'sharing', clock: '5', received: '2026-09-30' },
    { event: 'requested', request: 'd3', kind: 'opening', clock: '10+10', received: '2026-09-30' },
    { event: 'extended', request: 'd3' },
    { event: 'requested', request: 'd4', kind: 'access', clock: '5', received: '2026-09-30' },
    { event: 'answered', request: 'd4', outcome: 'done' },
    { event: 'key-shredding', key: 'e1' },
  ]);

  it('is told with its date, soonest first', () => {
    expect(ledger.faults).toEqual([]);
    expect(dueItems(ledger, '2026-10-12', calendar).map(shown)).toEqual([
      ['bb', 'expired', '2026-10-08', -3, 'overdue'],
      ['aa', 'unfinished', null, null, 'due'],
      ['cc', 'at-risk', null, null, 'due'],
      ['e1', 'key-unfinished', null, null, 'due'],
      ['d2', 'request', '2026-10-13', 1, 'open'],
      ['d1', 'request', '2026-10-20', 6, 'open'],
      ['d3', 'request', '2026-11-03', 16, 'open'],
    ]);
  });

  it('counts as due earlier where a lead is asked for, and without holidays', () => {
    const states = (today: string, within: number, days = calendar) =>
      dueItems(ledger, today, days, within).flatMap(({ reason, id, state }) =>
        reason === 'request' ? [`${id} ${state}`] : [],
      );
    expect(states('2026-10-12', 6)).toEqual(['d2 due', 'd1 due', 'd3 open']);
    expect(states('2026-10-13', 0)).toEqual(['d2 due', 'd1 open', 'd3 open']);
    expect(states('2026-10-14', 0)).toEqual(['d2 overdue', 'd1 open', 'd3 open']);
    expect(states('2026-10-08', 0, weekendsOnly)).toEqual(['d2 overdue', 'd1 open', 'd3 open']);
  });

  it('refuses steps that the law of a matter does not know', () => {
    const faults = (notes: Omit<LedgerNote, 'at'>[]) =>
      read(notes).faults.map(({ code, args }) => [code, args.line]);
    expect(faults([{ event: 'extended', request: 'r' }])).toEqual([['ledger-order', 1]]);
    const first = {
      event: 'requested',
      request: 'r',
      kind: 'deletion',
      clock: '5',
      received: '2026-09-30',
    } as const;
    expect(faults([first, { event: 'extended', request: 'r' }, { event: 'extended', request: 'r' }])).toEqual(
      [['ledger-order', 3]],
    );
    expect(faults([first, { event: 'answered', request: 'r' }, { event: 'answered', request: 'r' }])).toEqual(
      [['ledger-order', 3]],
    );
    expect(faults([{ event: 'key-shredded', key: 'k' }])).toEqual([['ledger-order', 1]]);
    expect(faults([{ event: 'delivered', release: 'r' }])).toEqual([['ledger-order', 1]]);
    expect(
      faults([
        { event: 'draft', release: 'r' },
        { event: 'destroyed', release: 'r' },
      ]),
    ).toEqual([['ledger-order', 2]]);
  });
});
