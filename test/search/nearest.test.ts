import fc from 'fast-check';
import { expect, test } from 'vitest';
import { models } from '../../src/models/index.js';
import { BoxColumn, JoinTable } from '../../src/search/local/boxes.js';
import { Lenders } from '../../src/search/local/lenders.js';
import { NearestClass } from '../../src/search/local/nearest.js';
import { LocalProblem } from '../../src/search/local/problem.js';
import { histogramOf, searchColumns, taxonomyOf } from './tables.js';

const k = 2;
const leaves = (groups: readonly number[]) =>
  taxonomyOf(groups.map((group, i) => [`${i}`, `g${group}`, `h${group >> 1}`, '*']));

const world = fc.record({
  rows: fc.array(fc.tuple(fc.nat(7), fc.nat(3), fc.nat(5)), { minLength: 8, maxLength: 60 }),
  parts: fc.array(fc.nat(6), { minLength: 60, maxLength: 60 }),
  moves: fc.array(fc.tuple(fc.nat(59), fc.nat(6)), { maxLength: 8 }),
});

/** A partition of a random table into random classes, and moves of tuples between them. */
function made({ rows, parts }: { rows: [number, number, number][]; parts: number[] }) {
  const table = { header: ['a', 'b', 'c'], rows: rows.map((row) => row.map(String)) };
  const histogram = histogramOf(table, ['a', 'b', 'c']);
  const columns = searchColumns(histogram, {
    a: leaves([0, 0, 1, 1, 2, 2, 3, 3]),
    b: leaves([0, 0, 1, 2]),
    c: leaves([0, 1, 1, 2, 3, 3]),
  });
  const input = {
    histogram,
    columns,
    models: [{ model: models.find(({ name }) => name === 'k-anonymity')!, params: { k } }],
    suppression: 1,
    metric: { name: 'loss' },
  };
  const problem = new LocalProblem(
    input,
    'local-recoding',
    ({ levels, from, to }, _, weight) => new BoxColumn({ levels, from, to, weight }),
  );
  const { partition } = problem;
  for (let part = 0; part < 7; part++) {
    const members = Array.from({ length: partition.tuples.size }, (_, i) => i).filter(
      (i) => parts[i] === part,
    );
    if (members.length > 0 && partition.cell(members).size >= k) partition.add(partition.cell(members));
  }
  return { problem, partition, joins: JoinTable.of(partition.columns, partition.tuples)! };
}

type Made = ReturnType<typeof made>;

/** Moves tuples between classes as a refinement would, and asks after every move. */
function along({ partition }: Made, moves: [number, number][], ask: () => void) {
  ask();
  for (const [at, to] of moves) {
    const tuple = at % partition.tuples.size;
    const home = partition.classOf[tuple]!;
    const target = to % Math.max(1, partition.length);
    if (home < 0 || target === home || (partition.size[target] ?? 0) === 0) continue;
    if (partition.size[home]! - partition.tuples.counts[tuple]! < k) continue;
    const joined = partition.with(target, tuple);
    partition.set(home, partition.without(home, tuple));
    partition.set(target, joined);
    ask();
  }
}

test('the nearest class is what looking at every class finds, while the partition changes', () => {
  let found = 0;
  fc.assert(
    fc.property(world, (given) => {
      const one = made(given);
      const { partition, joins } = one;
      const nearest = new NearestClass(partition, joins, k);
      along(one, given.moves, () => {
        for (let i = 0; i < partition.tuples.size; i++) {
          const home = partition.classOf[i]!;
          let least = Number.POSITIVE_INFINITY;
          for (let id = 0; id < partition.length; id++) {
            if (id === home || partition.size[id] === 0) continue;
            const joined = partition.with(id, i);
            least = Math.min(least, joined.size * joined.loss - partition.size[id]! * partition.loss[id]!);
          }
          const id = nearest.find(i, home, 100);
          expect(id < 0).toBe(least >= 100);
          if (id < 0) continue;
          found++;
          expect(id).not.toBe(home);
          expect(nearest.rise).toBeCloseTo(least, 9);
          const joined = partition.with(id, i);
          expect(joined.size * joined.loss - partition.size[id]! * partition.loss[id]!).toBeCloseTo(least, 9);
        }
      });
    }),
    { numRuns: 150 },
  );
  expect(found).toBeGreaterThan(1000);
});

test('the tuple that is lent is what looking at every tuple finds, while the partition changes', () => {
  let found = 0;
  fc.assert(
    fc.property(world, (given) => {
      const one = made(given);
      const { partition, joins, problem } = one;
      const { counts } = partition.tuples;
      const lenders = new Lenders(partition, joins, problem.models);
      along(one, given.moves, () => {
        lenders.tighten();
        for (let i = 0; i < partition.tuples.size; i++) {
          const id = partition.classOf[i]!;
          if (id < 0 || partition.members[id]!.length < 2) continue;
          const rest = partition.without(id, i);
          const target = (id + 1) % partition.length;
          let least = 100;
          for (let j = 0; j < partition.tuples.size; j++) {
            const home = partition.classOf[j]!;
            if (home < 0 || home === id || home === target || partition.members[home]!.length < 2) continue;
            if (partition.size[home]! - counts[j]! < k || rest.size + counts[j]! < k) continue;
            const given = partition.without(home, j);
            const taken = partition.cell([...rest.members, j]);
            const before = partition.size[home]! * partition.loss[home]! + rest.size * rest.loss;
            least = Math.min(least, given.size * given.loss + taken.size * taken.loss - before);
          }
          const vacancy = { id, boxes: rest.boxes, size: rest.size, loss: rest.loss, target };
          const lent = lenders.find(vacancy, rest.members, 100, null);
          expect(lent < 0).toBe(least >= 100);
          if (lent < 0) continue;
          found++;
          expect(lenders.rise).toBeCloseTo(least, 9);
        }
      });
    }),
    { numRuns: 150 },
  );
  expect(found).toBeGreaterThan(1000);
});
