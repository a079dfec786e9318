import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hierarchy } from '../../src/core/hierarchy.js';
import type { Histogram } from '../../src/core/histogram.js';
import { models } from '../../src/models/index.js';
import {
  type Algorithm,
  algorithms,
  type LatticeInput,
  type LocalResult,
  type SearchModel,
} from '../../src/search/index.js';
import { adultHierarchy, adultTable } from './arx.js';
import { data, histogramOf, searchColumns, type Table, taxonomyOf } from './tables.js';

// The others have tests of their own: two choose levels for the whole table, a mean is nobody's ancestor, and emptied
// cells count as wildcards.
const others: ReadonlySet<string> = new Set(['lattice', 'exponential-mechanism', 'mdav', 'cell-suppression']);
const local = algorithms.filter(({ name }) => !others.has(name));
const model = (name: string) => models.find((one) => one.name === name)!;

function run(algorithm: Algorithm, input: LatticeInput): LocalResult {
  const steps = algorithm.steps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value as LocalResult;
  }
}

/** Rows as published, and the number suppressed; every cell is held to be a true ancestor. */
function publish(result: LocalResult, histogram: Histogram, hierarchies: readonly (Hierarchy | null)[]) {
  if (result.status !== 'solved') throw new Error('no solution');
  const classes = new Map<string, number[]>();
  let suppressed = 0;
  const { values, labels, counts } = result.tuples;
  counts.forEach((count, i) => {
    if (labels[0]![i]! < 0) {
      suppressed += count;
      return;
    }
    const cells = result.columns.map(({ labels: texts }, c) => {
      const label = texts[labels[c]![i]!]!;
      const value = histogram.columns[c]!.values[values[c]![i]!]!;
      const hierarchy = hierarchies[c];
      if (hierarchy) {
        const path = Array.from({ length: hierarchy.height + 1 }, (_, l) => hierarchy.generalise(value, l));
        if (!path.includes(label)) throw new Error('no ancestor');
      } else {
        const [low, high] = label.startsWith('[')
          ? label.slice(1, -1).split('-').map(Number)
          : [label, label];
        expect(Number(value)).toBeGreaterThanOrEqual(Number(low));
        expect(Number(value)).toBeLessThanOrEqual(Number(high));
      }
      return label;
    });
    const key = cells.join('|');
    classes.set(key, [...(classes.get(key) ?? []), i]);
  });
  return { classes: [...classes.values()], suppressed, counts };
}

const tree = (leaves: number, groups: readonly number[]) =>
  taxonomyOf(Array.from({ length: leaves }, (_, i) => [`${i}`, `g${groups[i]}`, '*']));

const world = fc.record({
  rows: fc.array(fc.tuple(fc.nat(3), fc.nat(4), fc.nat(5), fc.nat(2)), { minLength: 1, maxLength: 50 }),
  k: fc.integer({ min: 1, max: 5 }),
  l: fc.integer({ min: 1, max: 2 }),
  suppression: fc.constantFrom(0, 0.1, 1),
});

test.each(local)('$name: a naive reader counts k and l in classes of true ancestors', (algorithm) => {
  let solved = 0;
  fc.assert(
    fc.property(world, ({ rows, k, l, suppression }) => {
      const table: Table = {
        header: ['a', 'b', 'n', 's'],
        rows: rows.map((row) => row.map(String)),
      };
      const hierarchies = { a: tree(4, [0, 0, 1, 1]), b: tree(5, [0, 0, 0, 1, 1]) };
      const histogram = histogramOf(table, ['a', 'b', 'n'], ['s']);
      const columns = searchColumns(histogram, hierarchies);
      const searched: SearchModel[] = [
        { model: model('k-anonymity'), params: { k } },
        { model: model('distinct-l-diversity'), params: { l }, column: 's' },
      ];
      const input = { histogram, columns, models: searched, suppression, metric: { name: 'loss' } };
      const result = run(algorithm, input);
      const whole = rows.length >= k && new Set(rows.map((row) => row[3])).size >= l;
      if (!whole) {
        expect(result.status).toBe('noSolution');
        return;
      }
      solved++;
      // Without a hierarchy local recoding has the value and `*`; Mondrian has ranges.
      const numbers = algorithm.name.startsWith('mondrian') ? null : tree(6, [0, 1, 2, 3, 4, 5]);
      const flat = numbers && taxonomyOf(Array.from({ length: 6 }, (_, i) => [`${i}`, '*']));
      const { classes, suppressed, counts } = publish(result, histogram, [
        hierarchies.a,
        hierarchies.b,
        flat,
      ]);
      expect(suppressed).toBeLessThanOrEqual(Math.floor(suppression * rows.length));
      if (result.status === 'solved') expect(result.suppressed).toBe(suppressed);
      for (const members of classes) {
        const size = members.reduce((sum, i) => sum + counts[i]!, 0);
        expect(size).toBeGreaterThanOrEqual(k);
        const seen = new Set<number>();
        for (let h = 0; h < histogram.size; h++)
          if (
            members.some((i) =>
              result.status === 'solved'
                ? result.tuples.values.every((codes, c) => codes[i] === histogram.codes[c]![h])
                : false,
            )
          )
            seen.add(histogram.codes[3]![h]!);
        expect(seen.size).toBeGreaterThanOrEqual(l);
      }
      expect(run(algorithm, input)).toEqual(result);
    }),
    { numRuns: 250 },
  );
  expect(solved).toBeGreaterThan(50);
});

describe.skipIf(!existsSync(`${data}adult`))('Adult (skipped where ../shared/data is absent)', () => {
  test('local recoding keeps more than ARX after 18.8 s', () => {
    const { header } = adultTable();
    const histogram = histogramOf(adultTable(), header);
    const hierarchies = header.map(adultHierarchy);
    const columns = searchColumns(
      histogram,
      Object.fromEntries(header.map((name, c) => [name, hierarchies[c]!])),
    );
    const searched = [{ model: model('k-anonymity'), params: { k: 5 } }];
    const input = { histogram, columns, models: searched, suppression: 1, metric: { name: 'loss' } };
    const result = run(local.find(({ name }) => name === 'local-recoding')!, input);
    const { classes, counts } = publish(result, histogram, hierarchies);
    for (const members of classes)
      expect(members.reduce((sum, i) => sum + counts[i]!, 0)).toBeGreaterThanOrEqual(5);
    expect(1 - (result.status === 'solved' ? result.recoding.loss : 1)).toBeGreaterThanOrEqual(0.95);
  });
});
