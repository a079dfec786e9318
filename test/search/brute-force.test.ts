import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hierarchy } from '../../src/core/hierarchy.js';
import { models } from '../../src/models/index.js';
import { type MetricChoice, type SearchModel, searchLattice } from '../../src/search/index.js';
import { histogramOf, searchColumns, type Table, taxonomyOf } from './tables.js';

/** A random monotone taxonomy over `leaves` values: every level joins neighbours of the one below. */
const taxonomies = (leaves: number) =>
  fc.array(fc.array(fc.boolean(), { minLength: leaves, maxLength: leaves }), { maxLength: 3 }).map((cuts) => {
    const blocks = [Array.from({ length: leaves }, (_, i) => i)];
    for (const cut of cuts) {
      let block = 0;
      const below = blocks.at(-1)!;
      const map = new Map<number, number>();
      for (const b of below) {
        if (!map.has(b)) {
          if (map.size > 0 && cut[b % leaves]) block++;
          map.set(b, block);
        }
      }
      blocks.push(below.map((b) => map.get(b)!));
    }
    return taxonomyOf(
      Array.from({ length: leaves }, (_, leaf) => [
        `v${leaf}`,
        ...blocks.slice(1).map((block, level) => `l${level}-${block[leaf]}`),
        '*',
      ]),
    );
  });

const game = {
  publisherBenefit: 10,
  publisherLoss: 30,
  adversaryGain: 8,
  adversaryCost: 3,
  attacker: 'prosecutor',
} as const;

const world = fc.record({
  rows: fc.array(fc.tuple(fc.nat(3), fc.nat(4), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 40 }),
  x: taxonomies(4),
  y: taxonomies(5),
  z: taxonomies(3),
  suppression: fc.constantFrom(0, 0.05, 0.2, 0.5, 1),
  k: fc.integer({ min: 1, max: 6 }),
  second: fc.constantFrom(
    null,
    ['distinct-l-diversity', { l: 2 }],
    ['entropy-l-diversity', { l: 1.7, estimator: 'shannon' }],
    ['recursive-cl-diversity', { c: 2, l: 2 }],
    ['t-closeness', { t: 0.35, distance: 'equal' }],
    ['t-closeness', { t: 0.3, distance: 'ordered' }],
    ['basic-beta-likeness', { beta: 1 }],
    ['alpha-k-anonymity', { alpha: 0.6, k: 2 }],
    ['average-risk', { threshold: 0.25 }],
    ['sample-uniqueness', { threshold: 0.1 }],
    ['profitability', { ...game, attack: true }],
    ['profitability', { ...game, attack: false }],
  ) as fc.Arbitrary<[string, Record<string, number & string>] | null>,
  metric: fc.constantFrom<MetricChoice>(
    { name: 'loss' },
    { name: 'loss', aggregate: 'arithmetic-mean', gsFactor: 0.2 },
    { name: 'loss', aggregate: 'rank', gsFactor: 0.8 },
    { name: 'loss', aggregate: 'maximum', weights: { x: 1, y: 0.5, z: 0.25 } },
    { name: 'non-uniform-entropy' },
    { name: 'precision', gsFactor: 0.3 },
    { name: 'precision', gsFactor: 0.9 },
    { name: 'discernibility' },
    { name: 'discernibility-monotone' },
    { name: 'average-class-size' },
    { name: 'height' },
    { name: 'certainty-penalty', gsFactor: 0.3 },
    { name: 'ambiguity' },
    { name: 'kl-divergence' },
    { name: 'information-loss', gsFactor: 0.8 },
    { name: 'publisher-benefit', game },
  ),
});

const names = ['x', 'y', 'z'];

test('the search finds what brute force over rows finds', () => {
  let solved = 0;
  fc.assert(
    fc.property(world, ({ rows, x, y, z, suppression, k, second, metric }) => {
      const table: Table = {
        header: [...names, 's'],
        rows: rows.map((row) => [...row.slice(0, 3).map((v) => `v${v}`), `${row[3]}`]),
      };
      const hierarchies: Record<string, Hierarchy> = { x, y, z };
      const histogram = histogramOf(table, names, ['s']);
      const searched: SearchModel[] = [
        { model: models.find((m) => m.name === 'k-anonymity')!, params: { k } },
      ];
      if (second)
        searched.push({ model: models.find((m) => m.name === second[0])!, params: second[1], column: 's' });
      const columns = searchColumns(histogram, hierarchies);
      const result = searchLattice({ histogram, columns, models: searched, suppression, metric });
      const best = bruteForce(table, hierarchies, k, second, suppression, metric);
      if (!best) {
        expect(result.status).toBe('noSolution');
        return;
      }
      if (result.status !== 'solved') throw new Error('no solution');
      solved++;
      expect(result.loss.length).toBe(best.loss.length);
      result.loss.forEach((value, i) => {
        expect(Math.abs(value - best.loss[i]!)).toBeLessThan(1e-9 * Math.max(1, best.loss[i]!));
      });
      expect(result.levels).toEqual(best.levels);
      expect(result.suppressed).toBe(best.suppressed);
      // What the row program is told drops exactly the suppressed records.
      const dropped = new Set(
        Array.from(result.dropped.counts, (_, i) =>
          result.dropped.labels.map((labels, c) => labels[result.dropped.codes[c]![i]!]).join(),
        ),
      );
      const left = table.rows.filter(
        (row) =>
          !dropped.has(result.columns.map(({ values, labels }, c) => labels[values.indexOf(row[c]!)]).join()),
      );
      expect(left.length).toBe(result.kept);
    }),
    { numRuns: 2000 },
  );
  expect(solved).toBeGreaterThan(400);
});

interface Best {
  loss: number[];
  levels: number[];
  suppressed: number;
}

function bruteForce(
  table: Table,
  hierarchies: Record<string, Hierarchy>,
  k: number,
  second: [string, Record<string, number & string>] | null,
  suppression: number,
  metric: MetricChoice,
): Best | null {
  const n = table.rows.length;
  const all = table.rows.map((row) => row[3]!);
  let best: Best | null = null;
  const h = names.map((name) => hierarchies[name]!);
  for (let a = 0; a <= h[0]!.height; a++)
    for (let b = 0; b <= h[1]!.height; b++)
      for (let c = 0; c <= h[2]!.height; c++) {
        const levels = [a, b, c];
        const labels = table.rows.map((row) => h.map((one, i) => one.generalise(row[i]!, levels[i]!)!));
        const groups = new Map<string, number[]>();
        labels.forEach((label, i) => {
          const key = label.join();
          groups.set(key, [...(groups.get(key) ?? []), i]);
        });
        const kept: number[][] = [];
        const dropped: number[] = [];
        for (const group of groups.values())
          if (
            group.length >= k &&
            holds(
              group.map((i) => all[i]!),
              all,
              second,
            ) &&
            (second?.[0] !== 'profitability' ||
              pays(group.length, lostInformation(h, levels, labels[group[0]!]!), Boolean(second[1].attack)))
          )
            kept.push(group);
          else dropped.push(...group);
        const refused = () => {
          const records = n - dropped.length;
          if (second?.[0] === 'average-risk') return kept.length / records > second[1].threshold! + 1e-12;
          if (second?.[0] === 'sample-uniqueness')
            return kept.filter((group) => group.length === 1).length > second[1].threshold! * records + 1e-9;
          return false;
        };
        while (kept.length > 0 && refused()) {
          const least = Math.min(...kept.map((group) => group.length));
          const tuple = (group: number[]) => group.map((i) => table.rows[i]!.slice(0, 3).join()).sort()[0]!;
          const [first] = kept
            .filter(({ length }) => length === least)
            .sort((one, two) => (tuple(one) < tuple(two) ? -1 : 1));
          dropped.push(...first!);
          kept.splice(kept.indexOf(first!), 1);
        }
        if (n === dropped.length || dropped.length > Math.floor(suppression * n + 1e-9)) continue;
        const loss = naiveLoss(table, h, levels, labels, kept, dropped, groups, metric);
        if (!best || less(loss, best.loss)) best = { loss, levels, suppressed: dropped.length };
      }
  return best;
}

/** Leaves that a label stands for. */
function leavesOf(h: Hierarchy, level: number, label: string): number {
  return h.domain!.filter((leaf) => h.generalise(leaf, level) === label).length;
}

/** 1 − log of the combinations that remain to be told apart, over log of all. */
function lostInformation(h: Hierarchy[], levels: number[], labels: string[]): number {
  const all = h.reduce((product, one) => product * one.domain!.length, 1);
  const meant = h.reduce((product, one, c) => product * leavesOf(one, levels[c]!, labels[c]!), 1);
  return 1 + Math.log(meant / all) / Math.log(all);
}

function payout(size: number, lost: number): number {
  const worth = game.adversaryGain / size > game.adversaryCost;
  return game.publisherBenefit * (1 - lost) - (worth ? game.publisherLoss / size : 0);
}

function pays(size: number, lost: number, attack: boolean): boolean {
  return attack ? payout(size, lost) > 0 : game.adversaryGain / size < game.adversaryCost;
}

function less(a: number[], b: number[]): boolean {
  for (let i = 0; i < a.length; i++)
    if (Math.abs(a[i]! - b[i]!) > 1e-11 * Math.max(1, Math.abs(a[i]!))) return a[i]! < b[i]!;
  return false;
}

function holds(
  group: string[],
  all: string[],
  second: [string, Record<string, number & string>] | null,
): boolean {
  if (!second) return true;
  const [name, p] = second;
  const values = [...new Set(all)].sort();
  const share = (list: string[], v: string) => list.filter((one) => one === v).length / list.length;
  const counts = values.map((v) => share(group, v) * group.length).sort((x, y) => y - x);
  const q = values.map((v) => share(all, v));
  const at = values.map((v) => share(group, v));
  switch (name) {
    case 'distinct-l-diversity':
      return new Set(group).size >= p.l!;
    case 'entropy-l-diversity':
      return at.reduce((sum, v) => (v > 0 ? sum - v * Math.log(v) : sum), 0) >= Math.log(p.l!) - 1e-12;
    case 'recursive-cl-diversity':
      return counts[0]! < p.c! * counts.slice(p.l! - 1).reduce((sum, v) => sum + v, 0) - 1e-12;
    case 't-closeness': {
      if (p.distance === 'equal')
        return at.reduce((sum, v, i) => sum + Math.abs(v - q[i]!), 0) / 2 <= p.t! + 1e-12;
      let sum = 0;
      for (let i = 0; i < values.length; i++)
        sum += Math.abs(at.slice(0, i + 1).reduce((d, v, j) => d + v - q[j]!, 0));
      return (values.length < 2 ? 0 : sum / (values.length - 1)) <= p.t! + 1e-12;
    }
    case 'basic-beta-likeness':
      return at.every((v, i) => (v - q[i]!) / q[i]! <= p.beta! + 1e-12);
    case 'alpha-k-anonymity':
      return group.length >= p.k! && Math.max(...at) <= p.alpha! + 1e-12;
    default:
      return true;
  }
}

function naiveLoss(
  table: Table,
  h: Hierarchy[],
  levels: number[],
  labels: string[][],
  kept: number[][],
  dropped: number[],
  groups: Map<string, number[]>,
  metric: MetricChoice,
): number[] {
  const n = table.rows.length;
  const gs = metric.gsFactor ?? 0.5;
  const s = gs < 0.5 ? 2 * gs : 1;
  const g = gs <= 0.5 ? 1 : 1 - 2 * (gs - 0.5);
  const keptRows = kept.flat();
  const columns = (value: (c: number) => number) => names.map((_, c) => value(c));
  const squares = (list: number[][]) => list.reduce((sum, group) => sum + group.length ** 2, 0);
  switch (metric.name) {
    case 'height':
      return [levels.reduce((sum, level) => sum + level)];
    case 'average-class-size':
      return [n / (kept.length + (dropped.length > 0 ? 1 : 0))];
    case 'discernibility-monotone':
      return [squares([...groups.values()])];
    case 'discernibility':
      return [squares(kept) + n * dropped.length];
    case 'certainty-penalty': {
      const cells = columns((c) => {
        const penalty = (i: number) => {
          const leaves = leavesOf(h[c]!, levels[c]!, labels[i]![c]!);
          return levels[c]! > 0 && leaves > 1 ? leaves / h[c]!.domain!.length : 0;
        };
        return (keptRows.reduce((sum, i) => sum + g * penalty(i), 0) + s * dropped.length) / n;
      });
      return [cells.reduce((sum, v) => sum + v) / 3];
    }
    case 'ambiguity': {
      const meant = (i: number) =>
        h.reduce((product, one, c) => product * leavesOf(one, levels[c]!, labels[i]![c]!), 1);
      const all = h.reduce((product, one) => product * one.domain!.length, 1);
      return [keptRows.reduce((sum, i) => sum + meant(i), 0) + dropped.length * all];
    }
    case 'kl-divergence': {
      const key = (i: number) => table.rows[i]!.slice(0, 3).join();
      const group = new Map(kept.flatMap((one) => one.map((i) => [i, one] as const)));
      const all = h.reduce((product, one) => product * one.domain!.length, 1);
      const sum = table.rows.reduce((total, _, i) => {
        const own = table.rows.filter((_, j) => key(j) === key(i)).length / n;
        const one = group.get(i);
        const meant = one
          ? h.reduce((product, hh, c) => product * leavesOf(hh, levels[c]!, labels[i]![c]!), 1)
          : all;
        return total + Math.log2(own / ((one ?? dropped).length / n / meant)) / n;
      }, 0);
      return [Math.max(0, sum)];
    }
    case 'information-loss':
      return [
        keptRows.reduce((sum, i) => sum + g * lostInformation(h, levels, labels[i]!), 0) + s * dropped.length,
      ];
    case 'publisher-benefit':
      return [
        kept.reduce(
          (sum, one) =>
            sum + one.length * (10 - payout(one.length, lostInformation(h, levels, labels[one[0]!]!))),
          0,
        ) +
          dropped.length * 10,
      ];
    case 'precision': {
      const cells = columns(
        (c) => ((levels[c]! / h[c]!.height) * g * keptRows.length + s * dropped.length) / n,
      );
      return [cells.reduce((sum, v) => sum + v) / 3];
    }
    case 'non-uniform-entropy': {
      const count = (list: string[], v: string) => list.filter((one) => one === v).length;
      return [
        columns((c) => {
          const raw = table.rows.map((row) => row[c]!);
          const made = labels.map((row) => row[c]!);
          const lost = dropped.map((i) => made[i]!);
          let sum = 0;
          raw.forEach((v, i) => {
            sum -= Math.log2(count(raw, v) / count(made, made[i]!));
          });
          for (const v of lost) sum -= Math.log2(count(lost, v) / lost.length);
          return sum;
        }).reduce((sum, v) => sum + v),
      ];
    }
    default: {
      const values = columns((c) => {
        const leaves = h[c]!.domain!;
        const share = (i: number) =>
          leaves.filter((leaf) => h[c]!.generalise(leaf, levels[c]!) === labels[i]![c]).length /
          leaves.length;
        const sum =
          keptRows.reduce((total, i) => total + g * share(i), 0) +
          dropped.reduce((total, i) => total + (s === 1 ? 1 : share(i) + s * (1 - share(i))), 0);
        const least = (g * n) / leaves.length;
        return Math.max(0, (sum - least) / (n * Math.max(g, s) - least));
      });
      const weights = metric.weights ? names.map((name) => metric.weights![name]!) : [1, 1, 1];
      const weighted = values.map((v, c) => v * weights[c]!);
      if (metric.aggregate === 'rank') return weighted.sort((a, b) => b - a);
      if (metric.aggregate === 'maximum') return [Math.max(...weighted)];
      if (metric.aggregate === 'arithmetic-mean') return [weighted.reduce((sum, v) => sum + v) / 3];
      return [values.reduce((product, v) => product * (v + 1) ** (1 / 3), 1) - 1];
    }
  }
}
