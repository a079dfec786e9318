import fc from 'fast-check';
import { expect, test } from 'vitest';
import { models } from '../../src/models/index.js';
import { BoxColumn, JoinTable } from '../../src/search/local/boxes.js';
import { Grouping } from '../../src/search/local/grouping.js';
import { Leavers } from '../../src/search/local/leavers.js';
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
  few: fc.constantFrom(0, 4, 24), // changes up to which there is no need of the tree
  moves: fc.array(fc.tuple(fc.nat(59), fc.nat(6)), { maxLength: 8 }),
});

interface Given {
  rows: [number, number, number][];
  parts: number[];
}

/** A partition of a random table into random classes, and moves of tuples between them. */
function made({ rows, parts }: Given) {
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
function along({ partition }: Made, moves: [number, number][], ask: (since: number) => void) {
  let since = 0;
  const asked = () => {
    ask(since);
    since = partition.changes.length - 1; // the next asks of the last class changed and of those after it
  };
  asked();
  for (const [at, to] of moves) {
    const tuple = at % partition.tuples.size;
    const home = partition.classOf[tuple]!;
    const target = to % Math.max(1, partition.length);
    if (home < 0 || target === home || (partition.size[target] ?? 0) === 0) continue;
    if (partition.size[home]! - partition.tuples.counts[tuple]! < k) continue;
    const joined = partition.with(target, tuple);
    partition.set(home, partition.without(home, tuple));
    partition.set(target, joined);
    asked();
  }
}

test('the nearest class is what looking at every class finds, while the partition changes', () => {
  let found = 0;
  fc.assert(
    fc.property(world, (given) => {
      const one = made(given);
      const { partition, joins } = one;
      const nearest = new NearestClass(partition, joins, k, given.few);
      along(one, given.moves, (since) => {
        for (let i = 0; i < partition.tuples.size; i++) {
          const home = partition.classOf[i]!;
          let least = Number.POSITIVE_INFINITY;
          for (let id = 0; id < partition.length; id++) {
            if (id === home || partition.size[id] === 0 || partition.changed[id]! <= since) continue;
            const joined = partition.with(id, i);
            least = Math.min(least, joined.size * joined.loss - partition.size[id]! * partition.loss[id]!);
          }
          const id = nearest.find(i, home, 100, since, since === 0 ? (home + 1) % partition.length : -1);
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
      const { test } = problem.models;
      const lenders = new Lenders(partition, joins, test, new Leavers(partition, test));
      along(one, given.moves, (since) => {
        lenders.tighten();
        for (let i = 0; i < partition.tuples.size; i++) {
          const id = partition.classOf[i]!;
          if (id < 0 || partition.members[id]!.length < 2) continue;
          const rest = partition.without(id, i);
          const target = (id + 1) % partition.length;
          let least = 100;
          for (let j = 0; j < partition.tuples.size; j++) {
            const home = partition.classOf[j]!;
            if (home < 0 || home === id || home === target || partition.changed[home]! <= since) continue;
            if (partition.members[home]!.length < 2) continue;
            if (partition.size[home]! - counts[j]! < k || rest.size + counts[j]! < k) continue;
            const given = partition.without(home, j);
            const taken = partition.cell([...rest.members, j]);
            const before = partition.size[home]! * partition.loss[home]! + rest.size * rest.loss;
            least = Math.min(least, given.size * given.loss + taken.size * taken.loss - before);
          }
          const vacancy = { id, boxes: rest.boxes, size: rest.size, loss: rest.loss, target };
          const lent = lenders.find(vacancy, rest.members, 100, since);
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

test('what a class gains by the leaving of each tuple is what the class without it says, while the partition changes', () => {
  let free = 0;
  fc.assert(
    fc.property(world, (given) => {
      const one = made(given);
      const { partition, problem } = one;
      const leavers = new Leavers(partition, problem.models.test);
      along(one, given.moves, () => {
        leavers.follow();
        for (let i = 0; i < partition.tuples.size; i++) {
          const id = partition.classOf[i]!;
          if (id < 0) continue;
          if (partition.members[id]!.length < 2) {
            expect(leavers.gain[i]).toBe(Number.NEGATIVE_INFINITY);
            continue;
          }
          const rest = partition.without(id, i);
          expect(leavers.left[i]).toBe(rest.loss);
          expect(leavers.gain[i]).toBe(partition.size[id]! * partition.loss[id]! - rest.size * rest.loss);
          expect(leavers.free[i]).toBe(rest.size >= k ? 1 : 0);
          free += leavers.free[i]!;
        }
      });
    }),
    { numRuns: 100 },
  );
  expect(free).toBeGreaterThan(1000);
});

test('a sweep finds the groups that labels joined to a text say, whatever has been taken', () => {
  let found = 0;
  fc.assert(
    fc.property(
      world,
      fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { maxLength: 12 }),
      (given, nodes) => {
        const { partition, problem } = made({ ...given, parts: given.parts.map(() => 7) }); // no class yet
        const least = 3;
        const grouping = new Grouping(partition, problem.space, least);
        for (const node of nodes) {
          const levels = Int32Array.from(node, (level, c) => Math.min(level, problem.space.to[c]!));
          const groups = new Map<string, { members: number[]; size: number }>();
          for (let i = 0; i < partition.tuples.size; i++) {
            if (partition.classOf[i] !== -1) continue;
            const key = partition.columns
              .map((column, c) => column.at(levels[c]!, partition.tuples.codes[c]![i]!))
              .join();
            const group = groups.get(key) ?? { members: [], size: 0 };
            group.members.push(i);
            group.size += partition.tuples.counts[i]!;
            groups.set(key, group);
          }
          const large = [...groups.values()].filter(({ size }) => size >= least);
          expect(grouping.groups(levels)).toEqual(large);
          found += large.length;
          for (const { members } of large.filter((_, g) => g % 2 === 0)) {
            partition.add(partition.cell(members));
            grouping.take(members.length);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
  expect(found).toBeGreaterThan(100);
});
