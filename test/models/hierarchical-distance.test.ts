import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelNamed } from '../../src/models/index.js';
import { taxonomyOf } from '../search/tables.js';

/** Two inner levels over five leaves, the upper one joining whole nodes of the lower one. */
const trees = fc
  .tuple(
    fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
    fc.array(fc.nat(1), { minLength: 3, maxLength: 3 }),
  )
  .map(([lower, upper]) => lower.map((node, leaf) => [`v${leaf}`, `a${node}`, `b${upper[node]}`, '*']));

const counts = fc.array(fc.nat(4), { minLength: 5, maxLength: 5 });

test('the hierarchical distance is what Li et al. define node by node', () => {
  fc.assert(
    fc.property(trees, counts, counts, (rows, own, others) => {
      const size = own.reduce((sum, n) => sum + n);
      fc.pre(size > 0);
      const sensitive = Float64Array.from(own, (n, i) => n + others[i]!);
      const records = sensitive.reduce((sum, n) => sum + n);
      const distance = byDefinition(
        rows,
        own.map((n, i) => n / size - sensitive[i]! / records),
      );
      const present = own.flatMap((n, code) => (n > 0 ? [code] : []));
      const view = {
        size,
        population: size,
        values: Int32Array.from(present),
        counts: Float64Array.from(present, (code) => own[code]!),
        from: 0,
        to: present.length,
      };
      const holds = (t: number) =>
        modelNamed('t-closeness')
          .compile(
            { t, distance: 'hierarchical' },
            {
              records,
              population: records,
              quasi: 1,
              values: rows.map(([leaf]) => leaf!),
              sensitive,
              hierarchy: taxonomyOf(rows),
            },
          )
          .holds(view);
      expect(holds(distance + 1e-9)).toBe(true);
      if (distance > 1e-9) expect(holds(distance - 1e-9)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

/** Σ over inner nodes of height/H × min(Σ surplus, Σ deficit) of the children, each child with what it passes on. */
function byDefinition(rows: string[][], extra: number[]): number {
  const height = rows[0]!.length - 1;
  let cost = 0;
  for (let level = 1; level <= height; level++)
    for (const node of new Set(rows.map((row) => row[level]!))) {
      const inside = rows.flatMap((row, leaf) => (row[level] === node ? [leaf] : []));
      const children = [...new Set(inside.map((leaf) => rows[leaf]![level - 1]!))].map((child) =>
        inside.reduce((sum, leaf) => sum + (rows[leaf]![level - 1] === child ? extra[leaf]! : 0), 0),
      );
      const surplus = children.reduce((sum, e) => sum + Math.max(0, e), 0);
      const deficit = children.reduce((sum, e) => sum + Math.max(0, -e), 0);
      cost += (level / height) * Math.min(surplus, deficit);
    }
  return cost;
}
