import { LetheError } from '../core/diagnostics.js';
import { equalDistance, orderedDistance, valueOrder, weightOf } from '../core/distribution.js';
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
  equal: (table) => (group) => equalDistance(group, table.sensitive, totalOf(table)),
  ordered: (table) => {
    const order = valueOrder(table.values, table.sensitive);
    const scratch = new Float64Array(table.values.length);
    return (group) => orderedDistance(group, table.sensitive, totalOf(table), order, scratch);
  },
  hierarchical,
};

function totalOf({ weight, records }: TableView): number {
  return weight ?? records;
}

/**
 * Earth mover's distance over the tree of the column's hierarchy: moving mass between two leaves costs the height of
 * their lowest common ancestor over the height of the tree. A node passes on what its children do not settle among
 * themselves, which adds up to Σ |p − q| over all nodes below the root, over twice the height; nodes that the class has no
 * record in add their q, so that only those above its own values are visited.
 */
function hierarchical(table: TableView): (group: ClassView) => number {
  const { paths, height, nodes } = treeOf(table);
  if (height === 0) return () => 0;
  const whole = new Float64Array(nodes);
  const total = totalOf(table);
  for (let code = 0; code < table.sensitive.length; code++)
    for (let level = 0; level < height; level++)
      whole[paths[code * height + level]!]! += table.sensitive[code]! / total;
  const mass = new Float64Array(nodes);
  const touched = new Int32Array(paths.length);
  return (group) => {
    let count = 0;
    const size = weightOf(group);
    for (let i = group.from; i < group.to; i++) {
      const share = group.counts[i]! / size;
      if (share === 0) continue;
      const from = group.values[i]! * height;
      for (let at = from; at < from + height; at++) {
        const node = paths[at]!;
        if (mass[node] === 0) touched[count++] = node;
        mass[node]! += share;
      }
    }
    let sum = height; // every level of the table's distribution adds up to 1
    for (let i = 0; i < count; i++) {
      const node = touched[i]!;
      sum += Math.abs(mass[node]! - whole[node]!) - whole[node]!;
      mass[node] = 0;
    }
    return sum / (2 * height);
  };
}

/** paths[value code × height + level]: number of the node above a value at each level below the root. */
function treeOf(table: TableView): { paths: Int32Array; height: number; nodes: number } {
  const { hierarchy, values } = table;
  if (!hierarchy) throw new LetheError('model-needs-hierarchy', {});
  const { height } = hierarchy;
  const paths = new Int32Array(values.length * height);
  let nodes = 0;
  for (let level = 0; level < height; level++) {
    const ids = new Map<string, number>();
    for (let code = 0; code < values.length; code++) {
      // A value that the hierarchy does not know is a branch of its own; level 0 is the value itself.
      const label = level === 0 ? `${code}` : (hierarchy.generalise(values[code] ?? '', level) ?? `?${code}`);
      let id = ids.get(label);
      if (id === undefined) {
        id = nodes++;
        ids.set(label, id);
      }
      paths[code * height + level] = id;
    }
  }
  return { paths, height, nodes };
}
