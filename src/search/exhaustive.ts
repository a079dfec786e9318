import type { CompiledMetric, CostsApart } from './metric.js';
import { compare, compareNumbers, type Problem } from './problem.js';
import type { LatticeResult } from './result.js';
import { Bounds, type LevelSpace } from './space.js';

/** Nodes up to which the search is optimal; it needs up to 50 bytes for each. */
export const mostNodes = 1 << 20;

/**
 * Chains through the open part of the lattice, each searched by halving: a node over the limit closes all nodes
 * below it, an evaluated one raises the bounds of all nodes below and above. Done when every node is evaluated or
 * its bound is no better than the best found, which makes the result independent of the order. Pauses after every node.
 */
export function* searchExhaustively(problem: Problem): Generator<void, LatticeResult, void> {
  const { space, metric } = problem;
  const levels = new Int32Array(space.from.length); // scratch
  const out = new Float64Array(metric.length); // scratch
  const vector = (id: number) => {
    const own = new Int32Array(levels.length);
    space.levels(id, own);
    return own;
  };
  const width = metric.length;
  const suppressed = new Bounds(space, -1); // records at least suppressed
  const above = metric.above ? new Bounds(space, 1) : null;
  const extra = metric.extra ? new Bounds(space, -1) : null;
  const done = new Uint8Array(space.size);
  const { order, bounds, rough } = visitOrder(problem);
  /** Records suppressed that the bound of a node counts; where bounds are vectors they are worked out each time. */
  const counted = width === 1 ? new Float64Array(space.size).fill(rough ? -1 : 0) : null;
  yield;
  const bound = new Float64Array(width);
  const best = { loss: new Float64Array(width).fill(Number.POSITIVE_INFINITY), id: -1 };
  const nearest = { id: -1, suppressed: Number.POSITIVE_INFINITY };
  let nodes = 0;
  const { nodes: most = Number.POSITIVE_INFINITY, stop } = problem.input.budget ?? {};
  const over = () => nodes >= most || (stop?.() ?? false);

  const boundOf = (id: number) => {
    space.levels(id, levels);
    metric.bound(levels, suppressed.at[id]!, bound);
    if (extra) bound[0]! += extra.at[id]!;
    if (above) bound[0] = Math.max(bound[0]!, above.at[id]!);
  };
  const compared = (id: number): number => {
    boundOf(id);
    return compare(bound, best.loss);
  };
  /** The same by what is remembered: an older bound counts fewer records, and is one as well. */
  const comparedApart = (id: number, counted: Float64Array): number => {
    const least = best.loss[0]!;
    const order = compareNumbers(knownBound(id), least);
    const records = suppressed.at[id]!;
    if (order > 0 || counted[id] === records) return order;
    space.levels(id, levels);
    metric.bound(levels, records, bound);
    bounds[id] = bound[0]!;
    counted[id] = records;
    return compareNumbers(knownBound(id), least);
  };
  const knownBound = (id: number): number => {
    const value = extra ? bounds[id]! + extra.at[id]! : bounds[id]!;
    return above ? Math.max(value, above.at[id]!) : value;
  };
  const closed = (id: number): boolean => {
    if (done[id] === 1) return true;
    if (suppressed.at[id]! > problem.limit) {
      done[id] = 1;
      return true;
    }
    if (best.id < 0) return false;
    const order = counted ? comparedApart(id, counted) : compared(id);
    if (order < 0 || (order === 0 && id < best.id)) return false;
    done[id] = 1;
    return true;
  };
  const evaluate = (id: number) => {
    const node = problem.evaluate(vector(id), problem.limit);
    const { verdict } = node;
    nodes++;
    done[id] = 1;
    const valid = problem.valid(verdict);
    if ((problem.strict && !valid) || verdict.suppressedBelow > problem.limit)
      suppressed.raise(id, Number.POSITIVE_INFINITY);
    else if (verdict.suppressedBelow > 0) suppressed.raise(id, verdict.suppressedBelow);
    if (above) above.raise(id, metric.above!(node));
    if (verdict.complete && verdict.suppressed < nearest.suppressed && verdict.kept > 0) {
      nearest.id = id;
      nearest.suppressed = verdict.suppressed;
    }
    if (extra && verdict.complete) extra.raise(id, metric.extra!(node));
    if (!valid) return;
    if (best.id >= 0) {
      // The loss itself costs a pass over the groups: often the number suppressed already says no.
      metric.bound(node.groups.levels, verdict.suppressed, bound);
      if (compare(bound, best.loss) > 0) return;
    }
    metric.loss(node, out);
    const order = best.id < 0 ? -1 : compare(out, best.loss);
    if (order < 0 || (order === 0 && id < best.id)) {
      best.loss.set(out);
      best.id = id;
    }
  };

  const near = new Int32Array(space.from.length);
  const rank = new Int32Array(space.size);
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
  const chain: number[] = [];
  const tops = { tried: 0, closed: 0 };
  let interrupted = false;
  let at = 0;
  while (at < order.length) {
    const start = order[at]!;
    if (closed(start)) {
      at++;
      continue;
    }
    if (over()) {
      interrupted = true;
      break;
    }
    chain.length = 0;
    for (let id = start; id >= 0; ) {
      chain.push(id);
      const count = space.neighbours(id, 1, near);
      let next = -1;
      for (let i = 0; i < count; i++)
        if ((next < 0 || rank[near[i]!]! < rank[next]!) && !closed(near[i]!)) next = near[i]!;
      id = next;
    }
    let low = 0;
    let high = chain.length - 1;
    // What is left once the best is known are chains that are closed by their last node, mostly: that is tried first.
    const last = chain[high]!;
    const ahead = best.id >= 0 && high > low && tops.closed * 2 >= tops.tried;
    if (ahead) {
      evaluate(last);
      yield;
      tops.tried++;
      if (closed(chain[high - 1]!)) tops.closed++;
      else high--;
      if (done[chain[high]!] === 1) continue;
    }
    while (low <= high && !over()) {
      const middle = (low + high) >> 1;
      if (done[chain[middle]!] === 0) {
        evaluate(chain[middle]!);
        yield;
      }
      // What lies below is either closed by this node, or it is worth a look.
      if (middle > low && closed(chain[middle - 1]!)) low = middle + 1;
      else if (middle > low) high = middle - 1;
      else low = middle + 1;
    }
  }
  if (best.id < 0 && nearest.id < 0 && space.size > 0) {
    // Every node was left before it was counted: the coarsest is the fair one to quote.
    nearest.id = space.size - 1;
    nearest.suppressed = problem.evaluate(space.to).verdict.suppressed;
  }
  if (best.id < 0)
    return {
      status: 'noSolution',
      nodes,
      proven: !interrupted,
      limit: problem.limit,
      nearest: nearest.id < 0 ? null : { levels: [...vector(nearest.id)], suppressed: nearest.suppressed },
    };
  const least = best.loss.slice();
  if (interrupted)
    for (let i = at; i < order.length; i++) {
      const id = order[i]!;
      if (closed(id)) continue;
      boundOf(id);
      if (compare(bound, least) < 0) least.set(bound);
    }
  return problem.solution(vector(best.id), {
    algorithm: 'lattice',
    loss: best.loss,
    bound: least,
    nodes,
    optimal: !interrupted,
  });
}

/** Bits of a bound that decide when a node is visited: with a number below 2^20 they fit into a double. */
const orderBits = 32;

/** By how much a bound that was summed up column by column may lie above the metric's own: rounding. */
const slack = 1e-9;

/**
 * All nodes by their bound where nothing is suppressed, cheapest first, ties by id; and the bounds by id. `rough` bounds are
 * sums over columns and lie a little below the metric's.
 */
function visitOrder({ space, metric }: Problem): {
  order: Uint32Array;
  bounds: Float64Array;
  rough: boolean;
} {
  const { size } = space;
  const rough = metric.apart !== undefined && metric.apart !== null;
  const bounds = rough ? summedBounds(space, metric.apart!) : boundsOf(space, metric);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < size; id++) {
    const value = bounds[id]!;
    if (value < least) least = value;
    if (value > most && value < Number.POSITIVE_INFINITY) most = value;
  }
  // Bound and id as one number: numbers are sorted without calling back.
  const last = 2 ** orderBits - 1;
  const scale = most > least ? last / (most - least) : 1;
  const keys = new Float64Array(size);
  for (let id = 0; id < size; id++)
    keys[id] = Math.min(last, Math.trunc((bounds[id]! - least) * scale)) * mostNodes + id;
  keys.sort();
  const order = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = keys[i]! % mostNodes;
  return { order, bounds, rough };
}

/** The metric's bounds; vectors are ordered by their first entry, refined by the others: an order to visit, not a comparison. */
function boundsOf(space: LevelSpace, metric: CompiledMetric): Float64Array {
  const levels = new Int32Array(space.from.length);
  const bounds = new Float64Array(space.size);
  const out = new Float64Array(metric.length);
  for (let id = 0; id < space.size; id++) {
    space.levels(id, levels);
    metric.bound(levels, 0, out);
    let value = 0;
    for (let i = out.length - 1; i >= 0; i--) value = out[i]! + value * 1e-3;
    bounds[id] = value;
  }
  return bounds;
}

/** The same from what each column costs, a column more at a time: some operations a node instead of some a node and column. */
function summedBounds(space: LevelSpace, { cost, loss }: CostsApart): Float64Array {
  const bounds = new Float64Array(space.size);
  let done = 1;
  // Ids count up in the last column first; what is known of it is repeated for every level of the column before.
  for (let c = space.from.length - 1; c >= 0; c--) {
    const count = space.to[c]! - space.from[c]! + 1;
    for (let step = count - 1; step >= 0; step--) {
      const own = cost(c, space.from[c]! + step, 0);
      const at = step * done;
      for (let i = 0; i < done; i++) bounds[at + i] = bounds[i]! + own;
    }
    done *= count;
  }
  for (let id = 0; id < space.size; id++) {
    const value = loss(bounds[id]!);
    bounds[id] = value - slack * Math.max(1, Math.abs(value));
  }
  return bounds;
}
