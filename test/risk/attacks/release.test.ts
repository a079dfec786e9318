import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Meeting } from '../../../src/risk/attacks/meeting.js';
import { OwnRecords } from '../../../src/risk/attacks/own-records.js';
import { attacks, type Person, Release } from '../../../src/risk/index.js';
import { histogramOf, sceneOf } from './tables.js';

const names = ['a', 'b', 'c', 'd'];
const all = [0, 1, 2, 3];
// Labels that cover one value, several of them, everything or nothing, and numbers whose distance counts.
const label = fc.constantFrom('1', '2', '3', '4', '[1-2]', '[2-4]', '[3, 9)', '>=3', '{1,3}', '*', null);
const value = fc.constantFrom('1', '2', '3', '4', '7', 'x', null);
const rows = fc.array(fc.tuple(label, label, label, label), { minLength: 1, maxLength: 25 });
const person = fc.tuple(value, value, value, value);
const columns = fc
  .subarray(all, { minLength: 1 })
  .chain((some) => fc.shuffledSubarray(some, { minLength: some.length }));

/** Distances of every record, by the columns' labels alone. */
function distancesOf(
  release: Release,
  released: readonly Person[],
  target: Person,
  by: readonly number[],
): number[] {
  return released.map((row) =>
    by.reduce((sum, column) => {
      const far = release.cover(column).distances(target[column]!);
      return sum + far[release.table.columns[column]!.values.indexOf(row[column]!)]!;
    }, 0),
  );
}

const near = (distances: readonly number[]) => {
  const least = Math.min(...distances);
  return distances.map((distance) => distance <= least + 1e-12);
};

describe('the tree of labels', () => {
  it('finds what going through every record finds', () => {
    fc.assert(
      fc.property(rows, person, columns, (released, target, by) => {
        const release = new Release(histogramOf(names, released));
        const distances = distancesOf(release, released, target, by);
        expect(release.index(by).matching(target).records).toBe(
          distances.filter((distance) => distance === 0).length,
        );
        const candidates = release.index(by).matching(target);
        const everywhere = Math.min(2, release.index(all).matching(target).records);
        for (
          let times = 0;
          times < 30;
          times++ // first label by label, then by the tree
        )
          expect(new OwnRecords(release, by).of(target, candidates)).toBe(everywhere);
        const nearest = release.index(by).nearest(target);
        expect(nearest.records).toBe(near(distances).filter(Boolean).length);
        expect(nearest.distance).toBeCloseTo(Math.min(...distances), 9);
        // The same records, told apart by a further column.
        const rest = all.filter((column) => !by.includes(column));
        for (const secret of rest) {
          const { at, tree } = release.index(by, secret).nearest(target);
          const counts = new Map<string | null, number>();
          for (let range = 0; range < at.length; range += 2) {
            for (let one = at[range]!; one < at[range + 1]!; one++) {
              const text = release.table.columns[secret]!.values[tree.codes[by.length]![one]!]!;
              counts.set(text, (counts.get(text) ?? 0) + tree.counts[one]!);
            }
          }
          const plain = new Map<string | null, number>();
          released.forEach((row, i) => {
            if (near(distances)[i]) plain.set(row[secret]!, (plain.get(row[secret]!) ?? 0) + 1);
          });
          expect(counts).toEqual(plain);
        }
      }),
    );
  });

  it('counts the records that carry the labels of a record', () => {
    fc.assert(
      fc.property(rows, columns, fc.nat(), (released, by, pick) => {
        const release = new Release(histogramOf(names, released));
        const tuple = pick % release.table.size;
        const labels = all.map(
          (column) => release.table.columns[column]!.values[release.table.codes[column]![tuple]!],
        );
        const counter = release.counter(by);
        for (const some of [by, by.slice(0, 1)]) {
          const alike = released.filter((row) => some.every((column) => row[column] === labels[column]));
          // Asked for once it is looked up, and later counted for all labels at once.
          for (let ask = 0; ask < 3; ask++) expect(counter.like(tuple, some)).toBe(alike.length);
          if (some === by) expect(counter.alike(tuple)).toBe(alike.length);
        }
      }),
    );
  });

  it('knows whether two sources lead to a record in common', () => {
    fc.assert(
      fc.property(rows, person, (released, target) => {
        const release = new Release(histogramOf(names, released));
        const [first, second] = [
          [0, 2],
          [3, 1],
        ].map((side) => near(distancesOf(release, released, target, side)));
        expect(
          new Meeting(release, [
            [0, 2],
            [3, 1],
          ]).holds(target),
        ).toBe(released.some((_, i) => first![i] && second![i]));
      }),
    );
  });
});

describe('the intersection of releases', () => {
  const intersection = attacks.find(({ name }) => name === 'intersection')!;
  const released = fc.array(fc.tuple(label, label, label), { minLength: 1, maxLength: 12 });

  it('leaves what comparing sets of values leaves', () => {
    const targets = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        released,
        fc.array(released, { minLength: 1, maxLength: 3 }),
        targets,
        (newest, earlier, persons) => {
          const columns = ['a', 'b', 'secret'];
          const scene = sceneOf(columns, newest, persons, {
            known: [[0, 1]],
            secrets: [2],
            earlier: earlier.map((table, i) => ({ id: String(i), table: histogramOf(columns, table) })),
          });
          const expected = { told: 0, alone: 0, gone: 0, releases: earlier.length + 1 };
          for (const target of persons) {
            const sets = [newest, ...earlier]
              .map((table) => {
                const release = new Release(histogramOf(columns, table));
                const away = distancesOf(release, table, target, [0, 1]);
                return new Set(table.flatMap((row, i) => (away[i] === 0 ? [row[2]] : [])));
              })
              .filter((set, i) => i === 0 || set.size > 0);
            if (sets[0]!.size === 0 || sets.length < 2) continue;
            const common = [...sets[0]!].filter((text) => sets.every((set) => set.has(text)));
            if (common.length === 0) expected.gone++;
            const truth = scene.release.cover(2).codes(target[2]);
            if (common.length !== 1) continue;
            if (!truth.includes(scene.release.table.columns[2]!.values.indexOf(common[0]!))) continue;
            expected[sets.some((set) => set.size === 1) ? 'alone' : 'told']++;
          }
          expect(intersection.run(scene)[0]!.figures).toEqual(expected);
        },
      ),
    );
  });
});
