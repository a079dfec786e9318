import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const { folder, remove } = scratch();
afterAll(remove);
const at = (name: string) => join(folder, name);
const ledger = ['--ledger', at('ledger.ndjson')];
writeFileSync(
  at('holidays.txt'),
  ['01', '02', '05', '06', '07'].map((day) => `2026-10-${day} 休\n`).join(''),
);
const holidays = ['--holidays', at('holidays.txt')];
const why = ['--reason', 'asked for', '--by', 'data office'];

describe('requests and their clocks', () => {
  it('are entered, put off once, answered, and due on the working day that the calendar gives', async () => {
    const add = (...more: string[]) =>
      letheHere(['request', 'add', ...ledger, ...holidays, '--json', ...more], {
        now: '2026-09-30T03:00:00Z',
      });
    const deletion = (await add()).json;
    expect(deletion).toMatchObject({
      kind: 'deletion',
      clock: '10+10',
      received: '2026-09-30',
      due: '2026-10-21',
    });
    const sharing = (await add('--kind', 'sharing', '--received', '2026-09-28')).json;
    expect(sharing).toMatchObject({ clock: '5', due: '2026-10-12' });

    const due = (now: string, ...more: string[]) =>
      letheHere(['ledger', 'due', ...ledger, ...holidays, '--json', ...more], { now });
    const early = await due('2026-10-09T00:00:00Z');
    expect(early.status).toBe(0);
    expect(
      early.json.due.map((one: { date: string; left: number; state: string }) => [
        one.date,
        one.left,
        one.state,
      ]),
    ).toEqual([
      ['2026-10-12', 1, 'open'],
      ['2026-10-21', 8, 'open'],
    ]);
    expect((await due('2026-10-09T00:00:00Z', '--within', '1')).status).toBe(1);
    // The day begins in China: 16:00 UTC is the next one.
    expect((await due('2026-10-11T15:59:00Z')).status).toBe(0);
    expect((await due('2026-10-11T16:00:00Z')).status).toBe(1);
    expect((await due('2026-10-13T00:00:00Z')).json.due[0]).toMatchObject({ state: 'overdue', left: -1 });

    const extend = ['request', 'extend', deletion.request, ...ledger, ...holidays, ...why];
    expect((await letheHere([...extend, '--json'], { now: '2026-10-16T00:00:00Z' })).json.due).toBe(
      '2026-11-04',
    );
    expect(await letheHere(extend)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('ledger-order'),
    });
    const shorter = ['request', 'extend', sharing.request, ...ledger, ...why];
    expect(await letheHere(shorter)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('request-no-extension'),
    });
    const answer = (id: string, now: string, ...more: string[]) =>
      letheHere(['request', 'answer', id, ...ledger, ...holidays, ...why, ...more, '--json'], { now });
    expect(
      (await answer(sharing.request, '2026-10-14T00:00:00Z', '--outcome', 'refused')).json,
    ).toMatchObject({
      outcome: 'refused',
      inTime: false,
    });
    expect((await answer(deletion.request, '2026-11-02T00:00:00Z')).json.inTime).toBe(true);
    expect((await due('2026-12-31T00:00:00Z')).json).toMatchObject({ sound: true, due: [] });
  });

  it('say in both languages what is due, and which years the calendar does not know', async () => {
    await letheHere(['request', 'add', ...ledger], { now: '2026-12-28T03:00:00Z' });
    const show = (language: string) =>
      letheHere(['ledger', 'due', ...ledger, ...holidays, '--lang', language], {
        now: '2027-01-28T00:00:00Z',
      });
    const [english, chinese] = [await show('en'), await show('zh')];
    expect(english.stdout).toMatch(/overdue\s+2027-01-11\s+-13\s+answer the request/);
    expect(english.stderr).toContain('2027');
    expect(chinese.stdout).toMatch(/已逾期\s+2027-01-11\s+-13\s+答复申请/);
    expect([english.status, chinese.status]).toEqual([1, 1]);
  });

  it.each([
    [['request', 'add', '--kind', 'wish'], 'cli-option-invalid'],
    [['request', 'add', '--received', '2027-01-01'], 'cli-option-invalid'],
    [['request', 'answer', ...why], 'cli-argument-missing'],
    [['request', 'answer', 'ffffffff', ...why], 'request-unknown'],
    [['request', 'answer', 'ffffffff'], 'cli-option-missing'],
    [['ledger', 'due', '--holidays', join(folder, 'none')], 'input-not-found'],
  ])('%j is told: %s', async (args, code) => {
    const { status, stderr } = await letheHere([...args, ...ledger], { now: '2026-12-28T03:00:00Z' });
    expect([status, stderr]).toEqual([2, expect.stringContaining(`[${code}]`)]);
  });

  it('need a ledger from the command line or the policy', async () => {
    expect(await letheHere(['ledger', 'due'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cli-option-missing'),
    });
    writeFileSync(
      at('lethe.yaml'),
      'version: 1\ndataset: { name: t, profile: internal-sharing }\ninput: { path: a.csv }\noutput: { path: out/a.csv }\ncolumns: { a: { role: safe } }\nledger: ledger.ndjson\n',
    );
    const { json } = await letheHere(['ledger', 'list', '-p', at('lethe.yaml'), '--json']);
    expect(json).toMatchObject({ sound: true, entries: 6 });
    expect(json.requests).toHaveLength(3);
  });
});
