import type { Boxes } from './boxes.js';
import type { Cell, ClassTest, Partition } from './partition.js';

/**
 * Divides the tuples that no class holds yet, and every part again, until `finer` finds nothing more to divide. Yields
 * between parts and returns how many were looked at; the partition stays empty where not even the whole meets the models.
 */
export function* divide<C extends Boxes>(
  partition: Partition<C>,
  test: ClassTest,
  finer: (part: Cell) => readonly Cell[] | null,
): Generator<void, number, void> {
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
    yield;
    const smaller = finer(next);
    if (smaller) open.push(...smaller);
    else partition.add(next);
  }
  return parts;
}
