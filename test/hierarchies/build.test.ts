import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  byOrder,
  doubled,
  equalFrequency,
  equalWidth,
  hierarchyCsv,
  inOrder,
  inspectHierarchy,
  numbersOf,
  rowsOf,
  widthFor,
} from '../../src/hierarchies/build/index.js';
import { hierarchyKindNamed } from '../../src/hierarchies/index.js';
import { readRows } from '../../src/hierarchies/taxonomy/rows.js';
import { letheHere } from '../e2e/here.js';

const build = (kind: string, params: object) => hierarchyKindNamed(kind)!.build(params, () => '');

/** A column: distinct whole or decimal numbers with the records of each. */
const column = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -300, max: 300 }), fc.constantFrom(1, 10, 4)), {
    minLength: 2,
    maxLength: 60,
    selector: ([number, part]) => number / part,
  })
  .chain((numbers) =>
    fc.record({
      values: fc.constant(numbers.map(([number, part]) => String(number / part))),
      counts: fc.array(fc.integer({ min: 1, max: 20 }), {
        minLength: numbers.length,
        maxLength: numbers.length,
      }),
    }),
  );

const recordsOf = (rows: string[][], counts: Map<string, number>, level: number) => {
  const labels = new Map<string, number>();
  for (const row of rows) labels.set(row[level]!, (labels.get(row[level]!) ?? 0) + counts.get(row[0]!)!);
  return labels;
};

describe('hierarchies from the numbers of a column', () => {
  it.each(['width', 'frequency'] as const)(
    '%s: monotone, complete, and no end class tells of an extreme',
    (way) => {
      fc.assert(
        fc.property(
          column,
          fc.integer({ min: 2, max: 9 }),
          fc.integer({ min: 1, max: 12 }),
          (values, groups, least) => {
            const numbers = numbersOf(values);
            const range = numbers.at(-1)!.number - numbers[0]!.number;
            const breaks =
              way === 'width'
                ? equalWidth(numbers, doubled(widthFor(range, groups), range), 0, { least })
                : equalFrequency(numbers, groups, { least });
            if (breaks.length === 0) return;
            // The kind of the policy takes the same breaks: each list is a part of the one before.
            const hierarchy = build('interval', { breaks });
            const rows = rowsOf(hierarchy, values);
            const facts = inspectHierarchy(rows, values, least);
            expect(facts.faults).toEqual([]);
            expect(facts.table).toEqual({
              values: values.values.length,
              missing: { values: 0, records: 0 },
              unused: 0,
            });
            const counts = new Map(values.values.map((value, i) => [value, values.counts[i]!]));
            for (let level = 1; level < hierarchy.height; level++) {
              for (const [label, records] of recordsOf(rows, counts, level)) {
                const end = label.startsWith('<') || label.startsWith('>=');
                if (end || way === 'frequency')
                  expect(records, `${label} of level ${level}`).toBeGreaterThanOrEqual(least);
              }
            }
            expect(readRows(hierarchyCsv(rows))).toEqual(rows);
          },
        ),
      );
    },
  );

  it('equal frequency: no class holds more than two shares, but for values that alone do', () => {
    const values = Array.from({ length: 1000 }, (_, i) => String(20_007 + i * i));
    const numbers = numbersOf({ values, counts: values.map(() => 1) });
    const [finest] = equalFrequency(numbers, 10, { least: 5 });
    expect(finest).toHaveLength(9);
    const edges = [Number.NEGATIVE_INFINITY, ...finest!, Number.POSITIVE_INFINITY];
    for (let i = 0; i + 1 < edges.length; i++) {
      const inside = numbers.filter(({ number }) => number >= edges[i]! && number < edges[i + 1]!).length;
      expect(Math.abs(inside - 100)).toBeLessThanOrEqual(2);
    }
    // Round numbers between two values, where there is room for them.
    expect(finest!.filter((edge) => values.includes(String(edge))).length).toBeLessThan(2);
  });

  it('order: names no value that few people have, unless asked to', () => {
    const values = ['小学', '初中', '高中', '大专', '本科', '硕士', '博士'];
    const told = { values, counts: [2, 40, 50, 45, 30, 8, 1] };
    const closed = byOrder(values, told, 3, 5, false);
    const open = byOrder(values, told, 3, 5, true);
    const labels = (hierarchy: typeof closed) =>
      new Set(values.map((value) => hierarchy.generalise(value, 1)));
    expect([...labels(closed)].join()).not.toMatch(/小学|博士/);
    expect([...labels(open)].join()).toMatch(/小学.*博士/);
    expect(inOrder(['b', '10', '9', 'a'])).toEqual(['9', '10', 'a', 'b']);
  });
});

describe('the check of a hierarchy', () => {
  it('finds fault with what the search would refuse, and with nothing else', () => {
    const label = fc.constantFrom('a', 'b', 'c', '*');
    const rows = fc.array(fc.array(label, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    let sound = 0;
    fc.assert(
      fc.property(rows, (table) => {
        const faults = inspectHierarchy(table, null, 5).faults.map(({ code }) => code);
        let thrown: string | null = null;
        try {
          build('taxonomy', { rows: table });
        } catch (error) {
          thrown = (error as { code: string }).code;
        }
        if (thrown === null) sound++;
        if (thrown === null) expect(faults).toEqual([]);
        else expect(faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
    expect(sound).toBeGreaterThan(5);
  });
});

describe('lethe hierarchy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-hierarchy-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  it('builds what check accepts and anonymise takes, and prints no value', async () => {
    const ages = Array.from({ length: 300 }, (_, i) => 20 + ((i * 7) % 60));
    writeFileSync(
      at('people.csv'),
      `age,sex\n${[...ages, 117].map((age, i) => `${age},${i % 2 ? 'f' : 'm'}`).join('\n')}\n`,
    );
    const built = await letheHere([
      'hierarchy',
      'build',
      at('people.csv'),
      '--column',
      'age',
      '--by',
      'width',
      '--width',
      '5',
      '-o',
      at('age.csv'),
    ]);
    expect([built.status, built.stderr]).toEqual([0, '']);
    expect(built.stdout).not.toContain('117');
    expect(readFileSync(at('age.csv'), 'utf8').split('\n')[60]).toBe('117;>=75;>=70;>=60;>=40;*');
    const checked = await letheHere([
      'hierarchy',
      'check',
      at('age.csv'),
      at('people.csv'),
      '--column',
      'age',
      '--json',
    ]);
    expect(checked.status).toBe(0);
    expect(checked.json).toMatchObject({
      version: 1,
      sound: true,
      values: 61,
      table: { missing: { values: 0 } },
    });
    const searched = await letheHere([
      'anonymise',
      at('people.csv'),
      '--qi',
      'age',
      '--hierarchies',
      folder,
      '-k',
      '5',
      '--json',
    ]);
    expect(searched.json.search.levels.age).toBe(1);
  });

  it('says what a table has that the hierarchy lacks, and ends with 1', async () => {
    writeFileSync(at('sex.csv'), 'm;*\n');
    const checked = await letheHere([
      'hierarchy',
      'check',
      at('sex.csv'),
      at('people.csv'),
      '--column',
      'sex',
    ]);
    expect(checked.status).toBe(1);
    expect(checked.stdout).toContain('The table has 1 values in 150 records that the hierarchy lacks');
  });

  it.each([
    [
      ['build', 'people.csv', '--column', 'sex', '--by', 'frequency', '--groups', '3'],
      'hierarchy-no-numbers',
    ],
    [['build', 'people.csv', '--by', 'width'], 'cli-option-missing'],
    [['build', 'people.csv', '--column', 'age', '--by', 'width'], 'cli-option-missing'],
    [['build', 'people.csv', '--column', 'age', '--by', 'guess'], 'cli-option-invalid'],
    [
      ['build', 'people.csv', '--column', 'age', '--by', 'grid', '--params', '{ metres: [x] }'],
      'cli-option-invalid',
    ],
    [['build', 'people.csv', '--column', 'aged', '--by', 'age'], 'column-missing'],
    [['build', 'people.csv', '--column', 'age', '--by', 'age', '-o', 'people.csv'], 'cli-file-taken'],
    [['check', 'nothing.csv'], 'input-not-found'],
  ])('%j: %s', async (args, code) => {
    const ended = await letheHere(['hierarchy', ...args, '--json'], { cwd: folder });
    expect([ended.status, ended.json.error.code]).toEqual([2, code]);
  });
});
