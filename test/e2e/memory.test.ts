import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { letheHere } from './here.js';

const data = resolve('../shared/data/adult');
const there = existsSync(join(data, 'adult.csv'));
const folder = mkdtempSync(join(tmpdir(), 'lethe-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quasi = 'sex,age,race,marital-status,education,native-country,workclass,occupation';
const table = [join(data, 'adult.csv'), '--delimiter', ';', '--qi', quasi, '--json', '--quiet'];

test.skipIf(!there)(
  'a table of more combinations than memory has room for is measured as any other',
  async () => {
    const plain = await letheHere(['check', ...table, '--sensitive', 'salary-class', '-k', '5']);
    const spilled = await letheHere([
      'check',
      ...table,
      '--sensitive',
      'salary-class',
      '-k',
      '5',
      '--memory',
      '1',
    ]);
    expect(plain.status).toBe(spilled.status);
    expect(spilled.json).toEqual(plain.json);
  },
);

test.skipIf(!there)(
  'a search begins at the finest levels that fit, says so, and does not depend on chunks',
  async () => {
    const anonymise = async (name: string, ...more: string[]) => {
      const output = join(folder, name);
      const args = ['--hierarchies', data, '-k', '5', '--suppression', '0.05', '-o', output, ...more];
      const { status, json } = await letheHere(['anonymise', ...table, ...args]);
      expect(status).toBe(0);
      return { json, bytes: readFileSync(output) };
    };
    const [whole, few, small] = [
      await anonymise('whole.csv'),
      await anonymise('few.csv', '--memory', '2'),
      await anonymise('small.csv', '--memory', '2', '--chunk', '65536'),
    ];
    expect(whole.json.search).toMatchObject({ optimal: true });
    expect(whole.json.search).not.toHaveProperty('finest');
    const { finest, levels, optimal, loss } = few.json.search;
    expect(optimal).toBe(false);
    expect(few.json.search).not.toHaveProperty('bound');
    expect(Object.keys(finest).length).toBeGreaterThan(0);
    for (const [column, level] of Object.entries<number>(finest))
      expect(levels[column]).toBeGreaterThanOrEqual(level);
    expect(loss).toBeGreaterThanOrEqual(whole.json.search.loss - 1e-12);
    expect(few.json.proof.k).toBeGreaterThanOrEqual(5);
    expect(small.json.search).toEqual(few.json.search);
    expect(small.bytes.equals(few.bytes)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['few.csv', 'small.csv', 'whole.csv']);
  },
);

test.skipIf(!there)('a folder that cannot take what memory has no room for is named', async () => {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = join(folder, 'nowhere');
  try {
    const { status, json } = await letheHere(['check', ...table, '--memory', '1']);
    expect(status).toBe(2);
    expect(json.error).toMatchObject({ code: 'scratch-failed', args: { path: join(folder, 'nowhere') } });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
});
