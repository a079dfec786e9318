import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hierarchy } from '../../src/core/hierarchy.js';
import { buildLevels, coarserLevels, standsFor } from '../../src/search/index.js';

/** Numbers by their quotient: level l divides by 3^l, the top is one label. */
function thirds(height: number): Hierarchy {
  return {
    kind: 'taxonomy',
    height,
    levels: Array.from({ length: height + 1 }, (_, level) => `${level}`),
    domain: null,
    generalise: (value, level) => (value === '' ? '' : `${level}:${Math.trunc(Number(value) / 3 ** level)}`),
  };
}

const column = fc.record({ values: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 4 }) });

test('levels rise one at a time from where they may to where they must end', () => {
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 5 }), fc.nat(), (list, seed) => {
      const columns = list.map(({ values, height }, c) => {
        const from = (seed >> c) % (height + 1);
        const levels = buildLevels(
          Array.from({ length: values }, (_, v) => `${v}`).sort(),
          thirds(height),
          `c${c}`,
        );
        return { levels, from, to: height };
      });
      let before: Int32Array = Int32Array.from(columns, ({ from }) => from);
      for (const vector of coarserLevels(columns)) {
        expect(vector.reduce((sum, level, c) => sum + level - before[c]!, 0)).toBe(1);
        expect(vector.every((level, c) => level >= before[c]!)).toBe(true);
        before = vector;
      }
      expect([...before]).toEqual(columns.map(({ to }) => to));
    }),
    { numRuns: 100 },
  );
});

test('a value stands for those of its label, an empty cell for itself', () => {
  fc.assert(
    fc.property(column, fc.boolean(), fc.boolean(), ({ values, height }, hasNull, hasEmpty) => {
      const list: (string | null)[] = Array.from({ length: values }, (_, v) => `${v}`).sort();
      if (hasEmpty) list.unshift('');
      if (hasNull) list.unshift(null);
      const levels = buildLevels(list, thirds(height));
      for (let level = 1; level <= height; level++) {
        const codes = levels.codes[level]!;
        const stand = standsFor(levels, level, list)!;
        for (const [code, text] of list.entries()) {
          const first = list.findIndex((other, at) => other && codes[at] === codes[code]);
          expect(stand[code]).toBe(text ? first : code);
        }
      }
      expect(standsFor(levels, 0, list)).toBe(null);
    }),
    { numRuns: 100 },
  );
});
