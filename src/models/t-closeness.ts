import { LetheError } from '../core/diagnostics.js';
import { equalDistance, orderedDistance, valueOrder } from '../core/distribution.js';
import { type ClassView, type Model, type TableView, traits } from '../core/model.js';

/** The distribution of the sensitive column in every class is within distance t of that of the whole table. */
export const tCloseness: Model<{ t: number; distance: 'equal' | 'ordered' | 'hierarchical' }> = {
  name: 't-closeness',
  summary: {
    en: 'In every equivalence class the distribution of the sensitive column is within distance t of the table’s.',
    zh: '每个等价类中敏感列的分布与全表分布的距离不超过 t。',
  },
  source: 'Li, Li & Venkatasubramanian, t-closeness: privacy beyond k-anonymity and l-diversity, 2007',
  params: (zod) =>
    zod.strictObject({
      t: zod.number().min(0).max(1),
      distance: zod.enum(['equal', 'ordered', 'hierarchical']).default('equal'),
    }),
  traits: () => traits({ needsSensitive: true }),
  compile: ({ t, distance }, table) => {
    const measure = distances[distance](table);
    return { holds: (group) => measure(group) <= t + 1e-12 };
  },
};

const distances: Record<
  'equal' | 'ordered' | 'hierarchical',
  (table: TableView) => (group: ClassView) => number
> = {
  equal: (table) => (group) => equalDistance(group, table.sensitive, table.records),
  ordered: (table) => {
    const order = valueOrder(table.values, table.sensitive);
    const scratch = new Float64Array(table.values.length);
    return (group) => orderedDistance(group, table.sensitive, table.records, order, scratch);
  },
  hierarchical,
};

/**
 * Earth mover's distance over the tree of the column's hierarchy: moving mass between two leaves costs the height of
 * their lowest common ancestor over the height of the tree. Per inner node the cost is height/H × min(Σ surplus,
 * Σ deficit) of its children.
 */
function hierarchical(table: TableView): (group: ClassView) => number {
  const hierarchy = table.hierarchy;
  if (!hierarchy) throw new LetheError('model-needs-hierarchy', {});
  const height = hierarchy.height;
  const size = table.values.length;
  // parent[level][node at level − 1] = node at level; level 0 nodes are the codes themselves
  const parents: Int32Array[] = [];
  const sizes = [size];
  let at = Int32Array.from({ length: size }, (_, code) => code);
  for (let level = 1; level <= height; level++) {
    const ids = new Map<string, number>();
    const parent = new Int32Array(sizes[level - 1]!);
    const next = new Int32Array(size);
    for (let code = 0; code < size; code++) {
      const label =
        level === height ? '*' : (hierarchy.generalise(table.values[code] ?? '', level) ?? `?${code}`);
      let id = ids.get(label);
      if (id === undefined) {
        id = ids.size;
        ids.set(label, id);
      }
      parent[at[code]!] = id;
      next[code] = id;
    }
    parents.push(parent);
    sizes.push(ids.size);
    at = next;
  }
  const extra = sizes.map((n) => new Float64Array(n));
  const surplus = sizes.map((n) => new Float64Array(n));
  const deficit = sizes.map((n) => new Float64Array(n));
  const whole = table.sensitive.map((count) => -count / table.records);
  return (group) => {
    const leaves = extra[0]!;
    leaves.set(whole);
    for (let i = group.from; i < group.to; i++) leaves[group.values[i]!]! += group.counts[i]! / group.size;
    let cost = 0;
    for (let level = 1; level <= height; level++) {
      const below = extra[level - 1]!;
      const here = extra[level]!.fill(0);
      const plus = surplus[level]!.fill(0);
      const minus = deficit[level]!.fill(0);
      const parent = parents[level - 1]!;
      for (let node = 0; node < below.length; node++) {
        const e = below[node]!;
        const up = parent[node]!;
        here[up]! += e;
        if (e > 0) plus[up]! += e;
        else minus[up]! -= e;
      }
      for (let node = 0; node < here.length; node++)
        cost += (level / height) * Math.min(plus[node]!, minus[node]!);
    }
    return cost;
  };
}
