import { compare, type Problem } from './problem.js';
import type { LatticeResult } from './result.js';

/** Nodes evaluated unless the budget says otherwise. */
const usualNodes = 2000;

interface Open {
  levels: Int32Array;
  loss: Float64Array;
}

/**
 * For lattices too large to enumerate: from the fully generalised node downwards, always specialising the best node
 * found so far by one level of one column, within a budget of nodes. Never worse than where it stands; the bound is
 * that of the finest node with what the coarsest has to suppress, so the gap is stated, not guessed.
 */
export function* searchBestFirst(problem: Problem): Generator<void, LatticeResult, void> {
  const { space, metric, input } = problem;
  const { nodes: most = usualNodes, stop } = input.budget ?? {};
  const open: Open[] = [];
  const seen = new Set<string>();
  let best: Open | null = null;
  let nearest: { levels: number[]; suppressed: number } | null = null;
  let nodes = 0;
  let least = 0; // records that every node suppresses

  const visit = (levels: Int32Array) => {
    const key = String.fromCharCode(...levels);
    if (seen.has(key)) return;
    seen.add(key);
    const node = problem.evaluate(levels);
    nodes++;
    const { verdict } = node;
    if (nodes === 1) least = verdict.suppressedBelow;
    if (verdict.kept > 0 && verdict.suppressed < (nearest?.suppressed ?? Number.POSITIVE_INFINITY))
      nearest = { levels: [...levels], suppressed: verdict.suppressed };
    if (!problem.valid(verdict)) return;
    const loss = new Float64Array(metric.length);
    metric.loss(node, loss);
    const found = { levels, loss };
    push(open, found);
    if (!best || before(found, best)) best = found;
  };

  visit(space.to.slice());
  let over = false;
  for (let next = pop(open); next && !over; next = pop(open)) {
    for (let c = 0; c < next.levels.length && !over; c++) {
      if (next.levels[c]! === space.from[c]!) continue;
      over = nodes >= most || (stop?.() ?? false);
      if (over) break;
      const levels = next.levels.slice();
      levels[c]!--;
      visit(levels);
      yield;
    }
  }
  if (!best)
    return { status: 'noSolution', nodes, proven: least > problem.limit, limit: problem.limit, nearest };
  const { levels, loss }: Open = best;
  const bound = new Float64Array(metric.length);
  metric.bound(space.from, least, bound);
  return problem.solution(levels, { algorithm: 'best-first', loss, bound, nodes, optimal: false });
}

/** Smaller loss first, then the lexicographically smaller vector. */
function before(a: Open, b: Open): boolean {
  const order = compare(a.loss, b.loss);
  if (order !== 0) return order < 0;
  for (let c = 0; c < a.levels.length; c++)
    if (a.levels[c] !== b.levels[c]) return a.levels[c]! < b.levels[c]!;
  return false;
}

/** Binary heap by `before`. */
function push(heap: Open[], one: Open): void {
  let at = heap.length;
  heap.push(one);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at]!, heap[parent]!)) return;
    [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
    at = parent;
  }
}

function pop(heap: Open[]): Open | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!last || !first || heap.length === 0) return first;
  heap[0] = last;
  for (let at = 0; ; ) {
    let child = 2 * at + 1;
    if (child >= heap.length) return first;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, heap[at]!)) return first;
    [heap[at], heap[child]] = [heap[child]!, heap[at]!];
    at = child;
  }
}
