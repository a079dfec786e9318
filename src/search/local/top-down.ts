import type { Cell, ClassTest, Partition } from './partition.js';
import { split } from './refine.js';

/**
 * Divides the whole table, and every part again, by the split that saves most (hierarchical Mondrian with a remainder).
 * Returns how many parts were looked at; the partition stays empty where not even the whole table meets the models.
 */
export function divide(partition: Partition, test: ClassTest): number {
  const { tuples } = partition;
  const all: number[] = [];
  for (let i = 0; i < tuples.size; i++) if (partition.classOf[i] === -1) all.push(i);
  if (all.length === 0) return 0;
  const whole = partition.cell(all);
  if (!test(all, whole.size)) return 1;
  const open: Cell[] = [whole];
  let parts = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    parts++;
    const finer = split(partition, next, test);
    if (finer) open.push(...finer);
    else partition.add(next);
  }
  return parts;
}
