import { BoxColumn, JoinTable } from './local/boxes.js';
import { divide } from './local/divide.js';
import type { Cell } from './local/partition.js';
import { LocalProblem } from './local/problem.js';
import { Refinement } from './local/refine.js';
import type { LocalResult } from './local/solution.js';
import { split } from './local/split.js';
import { sweep } from './local/sweep.js';
import type { LatticeInput } from './result.js';

/** Lattices up to which every node is visited; wider tables are divided from the top. */
const mostNodes = 200_000;

/**
 * Local recoding: every class of records gets the least labels that hold it, whatever those of others. Classes come from
 * a sweep over the lattice (or, where it is too large, from dividing the table top-down) and are then bettered by moving
 * tuples between them. Minimises the mean of the columns' losses, weights applied; no optimum is claimed. Throws
 * `algorithm-model` and what models throw. Yields between steps; a budget ends it with the classes it has by then, `nodes`
 * counting nodes of the sweep, parts of the division and classes of the refinement alike.
 */
export function* searchLocally(input: LatticeInput): Generator<void, LocalResult, void> {
  const problem = new LocalProblem(
    input,
    'local-recoding',
    ({ levels, from, to }, _, weight) => new BoxColumn({ levels, from, to, weight }),
  );
  const { partition, models, space } = problem;
  const { test, least } = models;
  const { nodes = Number.POSITIVE_INFINITY, stop } = input.budget ?? {};
  let steps = 0;
  const over = () => ++steps > nodes || (stop?.() ?? false);
  const finer = (part: Cell) => (over() ? null : split(partition, part, test));
  if (space.size <= mostNodes) {
    problem.nodes = yield* sweep(partition, space, least, test, over);
    // A sweep that was ended left tuples that have a class in common at least.
    if (steps > 0 && over()) problem.nodes += yield* divide(partition, test, finer);
  } else problem.nodes = yield* divide(partition, test, finer);
  const joins = JoinTable.of(partition.columns, partition.tuples);
  if (joins) {
    const refinement = new Refinement(partition, joins, models);
    yield* refinement.run(over);
    placeRest(problem, refinement);
  }
  return problem.solution();
}

/** Puts left-over tuples into the nearest class where that costs less than suppressing them, or where they must be. */
function placeRest(problem: LocalProblem<BoxColumn>, refinement: Refinement): void {
  const { partition, limit } = problem;
  const whole = partition.columns.reduce((sum, { weight }) => sum + weight, 0);
  const left = refinement.place(problem.rest(), whole);
  const records = left.reduce((sum, i) => sum + partition.tuples.counts[i]!, 0);
  if (records > limit) refinement.place(left, Number.POSITIVE_INFINITY);
}
