import { lowerBound } from './gap.js';
import { compare, type Problem } from './problem.js';
import type { LatticeResult } from './result.js';

/** Nodes evaluated unless the budget says otherwise. */
const usualNodes = 2000;

/** How far the search steps back from the best node before it goes down again: columns, by a level or to the top. */
const rounds = [
  { raised: 1, whole: false },
  { raised: 1, whole: true },
  { raised: 2, whole: true },
  { raised: 2, whole: false },
] as const;

/** Larger steps back after those, from a fixed sequence of numbers. */
const kicks = 2000;

interface Open {
  levels: Int32Array;
  loss: Float64Array;
}

/**
 * For lattices too large to enumerate, within a budget of nodes or time. First downwards from the fully generalised
 * node, always to the best of the nodes one level below; then again and again from the best node with some
 * columns raised by a level or to the top, downwards by another way; at last from every node met so far, best first. All in a fixed
 * order, so that a budget of nodes gives the same result everywhere. The bound is proven, not guessed: see `lowerBound`.
 */
export function* searchBestFirst(problem: Problem): Generator<void, LatticeResult, void> {
  const { space, metric, input } = problem;
  const { nodes: stated, stop } = input.budget ?? {};
  const most = stated ?? (stop ? Number.POSITIVE_INFINITY : usualNodes);
  const open: Open[] = [];
  const seen = new Map<string, Open | null>();
  let best: Open | null = null;
  let nearest: { levels: number[]; suppressed: number } | null = null;
  let nodes = 0;
  let least = 0; // records that every node suppresses

  const visit = (levels: Int32Array): Open | null => {
    const key = String.fromCharCode(...levels);
    const known = seen.get(key);
    if (known !== undefined) return known;
    const node = problem.evaluate(levels);
    nodes++;
    const { verdict } = node;
    if (nodes === 1) least = verdict.suppressedBelow;
    if (verdict.kept > 0 && verdict.suppressed < (nearest?.suppressed ?? Number.POSITIVE_INFINITY))
      nearest = { levels: [...levels], suppressed: verdict.suppressed };
    let found: Open | null = null;
    if (problem.valid(verdict)) {
      const loss = new Float64Array(metric.length);
      metric.loss(node, loss);
      found = { levels, loss };
      push(open, found);
      if (!best || before(found, best)) best = found;
    }
    seen.set(key, found);
    return found;
  };
  const over = () => nodes >= most || (stop?.() ?? false);

  /** From a node to the best below it, as long as that is better; columns of `banned` stay in the first step. */
  function* descend(from: Open, banned: readonly number[]): Generator<void, void, void> {
    for (let at = from, first = true; ; first = false) {
      let next: Open | null = null;
      for (let c = 0; c < at.levels.length; c++) {
        if (at.levels[c]! === space.from[c]! || (first && banned.includes(c))) continue;
        if (over()) return;
        const levels = at.levels.slice();
        levels[c]!--;
        const found = visit(levels);
        if (found && (!next || before(found, next))) next = found;
        yield;
      }
      if (!next || !(first && banned.length > 0 ? true : before(next, at))) return;
      at = next;
    }
  }

  const top = visit(space.to.slice());
  if (top) yield* descend(top, []);
  const bound = yield* lowerBound(problem, least);
  if (top) {
    for (let round = 0; round < rounds.length && !over(); ) {
      const { raised, whole } = rounds[round]!;
      const start: Open = best!;
      for (const columns of combinations(start.levels.length, raised)) {
        if (over()) break;
        if (columns.some((c) => start.levels[c]! >= space.to[c]!)) continue;
        const levels = start.levels.slice();
        for (const c of columns) levels[c] = whole ? space.to[c]! : levels[c]! + 1;
        const from = visit(levels);
        yield;
        if (from) yield* descend(from, columns);
        if (best !== start) break;
      }
      round = best === start ? round + 1 : 0;
    }
    let state = 1;
    const below = (n: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0; // Numerical Recipes' generator
      return (state >>> 16) % n;
    };
    for (let kick = 0; kick < kicks && !over(); kick++) {
      const start: Open = best!;
      const levels = start.levels.slice();
      const columns = Array.from({ length: 3 + below(8) }, () => below(levels.length));
      for (const c of columns) levels[c] = space.to[c]!;
      const from = visit(levels);
      yield;
      if (from) yield* descend(from, columns.slice(0, 2));
    }
  }
  for (let next = pop(open); next && !over(); next = pop(open)) {
    for (let c = 0; c < next.levels.length && !over(); c++) {
      if (next.levels[c]! === space.from[c]!) continue;
      const levels = next.levels.slice();
      levels[c]!--;
      visit(levels);
      yield;
    }
  }
  if (!best)
    return { status: 'noSolution', nodes, proven: least > problem.limit, limit: problem.limit, nearest };
  const { levels, loss }: Open = best;
  return problem.solution(levels, { algorithm: 'best-first', loss, bound, nodes, optimal: false });
}

/** All sets of that many of n numbers, in lexicographic order. */
function* combinations(n: number, size: number, from = 0): Generator<number[], void, void> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let c = from; c <= n - size; c++)
    for (const rest of combinations(n, size - 1, c + 1)) yield [c, ...rest];
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
