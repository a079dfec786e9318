import type { Cell, ClassTest, Partition } from './partition.js';

const least = 1e-9; // an improvement below this is rounding

/**
 * The split of a class by the next finer level of one column that saves most, or null where none does. Parts that do
 * not meet the models by themselves stay together; where they do not even so, they join the smallest part that does.
 */
export function split(partition: Partition, cell: Cell, test: ClassTest): Cell[] | null {
  const { columns, tuples } = partition;
  let best: Cell[] | null = null;
  let saved = least;
  if (cell.members.length < 2) return null;
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c]!;
    const codes = tuples.codes[c]!;
    const level = column.level[cell.boxes[c]!]! - 1;
    if (level < 0 || cell.boxes[c] === column.leaf(codes[cell.members[0]!]!)) continue;
    const table = column.table(level);
    const groups = new Map<number, number[]>();
    for (const i of cell.members) {
      const box = table[codes[i]!]!;
      const list = groups.get(box);
      if (list) list.push(i);
      else groups.set(box, [i]);
    }
    const parts: number[][] = [];
    let rest: number[] = [];
    for (const list of groups.values()) {
      if (test(list, records(partition, list))) parts.push(list);
      else rest = rest.concat(list);
    }
    if (rest.length > 0) {
      if (test(rest, records(partition, rest))) parts.push(rest);
      else {
        parts.sort((a, b) => a.length - b.length || a[0]! - b[0]!);
        if (parts.length === 0) continue;
        const joined = parts[0]!.concat(rest);
        if (!test(joined, records(partition, joined))) continue;
        parts[0] = joined;
      }
    }
    if (parts.length < 2) continue;
    const cells = parts.map((list) => partition.cell(list));
    const gain = cell.size * cell.loss - cells.reduce((sum, part) => sum + part.size * part.loss, 0);
    if (gain <= saved) continue;
    saved = gain;
    best = cells;
  }
  return best;
}

function records({ tuples }: Partition, members: readonly number[]): number {
  let sum = 0;
  for (const i of members) sum += tuples.counts[i]!;
  return sum;
}
