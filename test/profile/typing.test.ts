import { describe, expect, it } from 'vitest';
import { tallyOf, typeColumn } from '../../src/profile/index.js';
import { clean, Generator, personal } from './generate.js';

const rows = 400;
const foreign = ['N/A', '未知', '13800138000', 'test', '110105194912310021', '张三', '2020-01-01', '0'];

/** A column with 5 % empty, 5 % malformed and 2 % foreign values. */
function noisy(g: Generator, make: (g: Generator, i: number) => string, noise = true): string[] {
  return Array.from({ length: rows }, (_, i) => {
    const value = make(g, i);
    const dice = noise ? g.next() : 1;
    if (dice < 0.05) return '';
    if (dice < 0.1) return value.length > 3 ? value.slice(0, -2) : `${value}?`;
    return dice < 0.12 ? g.pick(foreign) : value;
  });
}

/** Roles under which a column counts as personal; dates of events and web addresses are not. */
const isPersonal = (role: string) => role === 'direct' || role === 'quasi' || role === 'sensitive';

interface Score {
  tp: number;
  fp: number;
  fn: number;
}

function f1({ tp, fp, fn }: Score): number {
  return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
}

function macroF1(withHeader: boolean): { value: number; wrong: string[] } {
  const scores = new Map<string, Score>();
  const of = (entity: string) =>
    scores.get(entity) ?? scores.set(entity, { tp: 0, fp: 0, fn: 0 }).get(entity)!;
  const wrong: string[] = [];
  for (const [kind, { entity, headers, make, alone }] of personal.entries()) {
    if (!withHeader && !alone) continue;
    for (let round = 0; round < 6; round++) {
      const g = new Generator(kind * 1000 + round + 1);
      const header = withHeader ? headers[round % headers.length]! : 'col1';
      const found = typeColumn(tallyOf(noisy(g, make), header)).entity ?? 'none';
      if (found === entity) of(entity).tp++;
      else {
        of(entity).fn++;
        if (found !== 'none') of(found).fp++;
        wrong.push(`${header}: ${entity} typed ${found}`);
      }
    }
  }
  const values = [...scores.values()].map(f1);
  return { value: values.reduce((a, b) => a + b, 0) / values.length, wrong };
}

describe('typing generated columns', () => {
  it('types noisy personal columns with their header: macro-F1 at least .98', () => {
    const { value, wrong } = macroF1(true);
    expect(value, wrong.join('\n')).toBeGreaterThanOrEqual(0.98);
  });

  it('types noisy personal columns by their values alone where values suffice: macro-F1 at least .98', () => {
    const { value, wrong } = macroF1(false);
    expect(value, wrong.join('\n')).toBeGreaterThanOrEqual(0.98);
  });

  it('types no clean column as personal, of 200', () => {
    const wrong: string[] = [];
    let columns = 0;
    for (let round = 0; columns < 200; round++) {
      for (const [kind, { kind: name, headers, make }] of clean.entries()) {
        columns++;
        const g = new Generator(kind * 77 + round + 5);
        const header = headers[round % headers.length]!;
        const profile = typeColumn(tallyOf(noisy(g, make, false), header));
        if (isPersonal(profile.role))
          wrong.push(`${name} under ${header}: ${profile.entity} ${profile.confidence}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
