import { GapBound } from './bound.js';
import { lowerBound } from './gap.js';
import { compare, type Problem } from './problem.js';
import type { LatticeResult } from './result.js';

/** Nodes evaluated unless the budget says otherwise. */
const usualNodes = 2000;

/** Partitions that are counted for the bound while one node is evaluated: they take a fraction of its time. */
const boundSteps = 4;

/** Columns that a step back raises: at least, and how many more at most. */
const kick = { least: 3, more: 8 };

/** Of eight columns that are raised so many go to the top, the others up a level. */
const toTop = 6;

/** How much worse than the best a node may be that the search goes on from. */
const slack = 0.002;

/** Steps back without a node that had not been met: then the lattice is worked out around here. */
const mostIdle = 1000;

/** What a bound may lie below the optimum by rounding alone. */
const rounding = 1e-11;

interface Open {
  levels: Int32Array;
  loss: Float64Array;
}

/**
 * For lattices too large to enumerate, within a budget of nodes or time: an iterated local search. Downwards from the
 * fully generalised node, a level at a time, by the columns that have saved most; then again and again some columns are
 * raised and the search goes down by another way. Beside it a lower bound is raised (`GapBound`), so many steps for
 * every node, all in a fixed order: a budget of nodes gives the same result everywhere. Where the bound meets the best
 * node, that is the optimum.
 */
export function* searchBestFirst(problem: Problem): Generator<void, LatticeResult, void> {
  const { space, input } = problem;
  const { nodes: stated, stop } = input.budget ?? {};
  const most = stated ?? (stop ? Number.POSITIVE_INFINITY : usualNodes);
  const walk = new Walk(problem);
  const top = walk.visit(space.to.slice());
  const { least } = walk;
  const gap = GapBound.of(problem, least);
  const best = () => (walk.best?.loss[0] ?? Number.POSITIVE_INFINITY) - rounding;
  const raised = gap?.steps(best);
  try {
    let bound = gap ? Float64Array.of(gap.value) : yield* lowerBound(problem, least);
    const steps = top ? walk.steps(top) : null;
    while (walk.nodes < most && !stop?.() && steps?.next().done === false) {
      for (let step = 0; raised && step < boundSteps; step++) raised.next();
      if (gap && gap.value >= best()) break;
      yield;
    }
    if (gap) bound = Float64Array.of(gap.value);
    if (!walk.best)
      return {
        status: 'noSolution',
        nodes: walk.nodes,
        proven: least > problem.limit,
        limit: problem.limit,
        nearest: walk.nearest,
      };
    const { levels, loss } = walk.best;
    const optimal = gap !== null && gap.value >= best();
    return problem.solution(levels, {
      algorithm: 'best-first',
      loss,
      bound: optimal || bound[0]! > loss[0]! ? loss : bound,
      nodes: walk.nodes,
      optimal,
    });
  } finally {
    gap?.close();
  }
}

/** The way of the search through the lattice, and what it has met. */
class Walk {
  best: Open | null = null;
  nearest: { levels: number[]; suppressed: number } | null = null;
  nodes = 0;
  least = 0; // records that every node suppresses
  readonly #problem: Problem;
  readonly #seen = new Map<string, Open | 'blocked' | 'invalid'>();
  #state = 1;

  constructor(problem: Problem) {
    this.#problem = problem;
  }

  /** Evaluates a node that was not met before; null where it is not valid. */
  visit(levels: Int32Array): Open | null {
    const key = String.fromCharCode(...levels);
    const known = this.#seen.get(key);
    if (known !== undefined) return typeof known === 'string' ? null : known;
    const problem = this.#problem;
    const node = problem.evaluate(levels, this.nodes === 0 ? undefined : problem.limit);
    const { verdict } = node;
    if (this.nodes++ === 0) this.least = verdict.suppressedBelow;
    if (
      verdict.complete &&
      verdict.kept > 0 &&
      verdict.suppressed < (this.nearest?.suppressed ?? Number.POSITIVE_INFINITY)
    )
      this.nearest = { levels: [...levels], suppressed: verdict.suppressed };
    if (!problem.valid(verdict)) {
      const below = verdict.suppressedBelow > problem.limit || problem.strict;
      this.#seen.set(key, below ? 'blocked' : 'invalid');
      return null;
    }
    const loss = new Float64Array(problem.metric.length);
    problem.metric.loss(node, loss);
    const found = { levels, loss };
    this.#seen.set(key, found);
    if (!this.best || before(found, this.best)) this.best = found;
    return found;
  }

  /** Yields after every node that is asked for. */
  *steps(top: Open): Generator<void, void, void> {
    const { from, to } = this.#problem.space;
    let at = yield* this.#descend(top, []);
    for (let idle = 0; idle < mostIdle; ) {
      const before = this.nodes;
      const levels = at.levels.slice();
      const columns = Array.from({ length: kick.least + this.#below(kick.more) }, () =>
        this.#below(levels.length),
      );
      for (const c of columns)
        levels[c] = this.#below(8) < toTop ? to[c]! : Math.min(to[c]!, Math.max(levels[c]! + 1, from[c]!));
      const start = this.visit(levels);
      yield;
      if (start) {
        const end = yield* this.#descend(start, columns.slice(0, 2));
        const loss = end.loss[0]!;
        if (loss <= at.loss[0]! || loss <= this.best!.loss[0]! * (1 + slack)) at = end;
      }
      idle = this.nodes === before ? idle + 1 : 0;
    }
  }

  /**
   * Down from a node as long as that is better; columns of `banned` stay in the first step, which may be a worse one. Only
   * the columns that have promised most are asked again before a step. Returns where it ends.
   */
  *#descend(start: Open, banned: readonly number[]): Generator<void, Open, void> {
    const { from } = this.#problem.space;
    const blocked = new Set<number>();
    let at = start;
    let queue: { column: number; change: number }[] | null = null; // by what a level less changed when last asked
    for (;;) {
      const first = queue === null;
      const order: { column: number; change: number }[] =
        queue ?? Array.from(from, (_, column) => ({ column, change: Number.NEGATIVE_INFINITY }));
      order.sort((a, b) => a.change - b.change || a.column - b.column);
      const asked: { column: number; change: number }[] = [];
      let next: Open | null = null;
      this.#problem.centre(at.levels);
      for (const { column, change } of order) {
        if (at.levels[column] === from[column] || blocked.has(column)) continue;
        if (first && banned.includes(column)) {
          asked.push({ column, change });
          continue;
        }
        if (next && change >= next.loss[0]! - at.loss[0]!) {
          asked.push({ column, change });
          continue;
        }
        const levels = at.levels.slice();
        levels[column]!--;
        const found = this.visit(levels);
        yield;
        if (found) {
          asked.push({ column, change: found.loss[0]! - at.loss[0]! });
          if (!next || before(found, next)) next = found;
        } else if (this.#seen.get(String.fromCharCode(...levels)) === 'blocked') blocked.add(column);
        else asked.push({ column, change: Number.POSITIVE_INFINITY });
      }
      if (!next || !((first && banned.length > 0) || before(next, at))) return at;
      at = next;
      queue = asked;
    }
  }

  /** A number below n from a fixed sequence: Numerical Recipes' generator. */
  #below(n: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0;
    return (this.#state >>> 16) % n;
  }
}

/** Smaller loss first, then the lexicographically smaller vector. */
function before(a: Open, b: Open): boolean {
  const order = compare(a.loss, b.loss);
  if (order !== 0) return order < 0;
  for (let c = 0; c < a.levels.length; c++)
    if (a.levels[c] !== b.levels[c]) return a.levels[c]! < b.levels[c]!;
  return false;
}
