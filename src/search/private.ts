import { LetheError } from '../core/diagnostics.js';
import type { Sampling } from '../core/model.js';
import { Problem } from './problem.js';
import type { LatticeInput, LatticeResult } from './result.js';

const algorithm = 'exponential-mechanism';

/**
 * Chooses levels with differential privacy: from the top down, the next node among all candidates by the exponential mechanism
 * over the metric’s score, in as many steps as the model’s budget is divided into; the best node passed wins (Bild, Kuhn &
 * Prasser, SafePub, 2018). Throws `algorithm-needs-budget`, `algorithm-metric` and what models throw.
 */
export function* searchPrivately(input: LatticeInput): Generator<void, LatticeResult, void> {
  const { budget, steps } = budgetOf(input);
  const { choose, sampledFrom = input.histogram.records } = input;
  if (!choose) throw new LetheError('internal-error', { phase: 'fit' }); // without randomness nothing is private
  const problem = new Problem(input);
  try {
    const { space, metric } = problem;
    if (!metric.score) throw new LetheError('algorithm-metric', { algorithm, metric: input.metric.name });
    const k = Math.max(1, ...input.models.map(({ model, params }) => model.traits(params).impliesK));
    const sample = { all: sampledFrom, outside: sampledFrom - input.histogram.records, k };
    let nodes = 0;
    const levels = (id: number) => {
      const vector = new Int32Array(space.from.length);
      space.levels(id, vector);
      return vector;
    };
    const score = (id: number) => {
      nodes++;
      return metric.score!(problem.evaluate(levels(id)), sample);
    };
    const known = new Set<number>();
    const candidates = new Map<number, number>(); // node → score
    let pivot = space.size - 1;
    let best = { id: pivot, score: score(pivot) };
    known.add(pivot);
    const below = new Int32Array(space.from.length);
    for (let step = 0; step < steps; step++) {
      yield;
      const count = space.neighbours(pivot, -1, below);
      for (let i = 0; i < count; i++) {
        if (known.has(below[i]!)) continue;
        known.add(below[i]!);
        candidates.set(below[i]!, score(below[i]!));
      }
      if (candidates.size === 0) break;
      const ids = [...candidates.keys()].sort((a, b) => a - b);
      const scores = ids.map((id) => candidates.get(id)!);
      pivot = ids[choose(scores, budget / steps)]!;
      const reached = candidates.get(pivot)!;
      candidates.delete(pivot);
      if (reached > best.score) best = { id: pivot, score: reached };
    }
    const node = problem.evaluate(levels(best.id));
    if (!problem.valid(node.verdict))
      return {
        status: 'noSolution',
        nodes,
        proven: false,
        limit: problem.limit,
        nearest: { levels: [...levels(best.id)], suppressed: node.verdict.suppressed },
      };
    const loss = new Float64Array(metric.length);
    metric.loss(node, loss);
    const bound = new Float64Array(metric.length);
    metric.bound(space.from, 0, bound);
    const found = { algorithm, loss, bound, nodes, optimal: false };
    return { ...problem.solution(levels(best.id), found), score: best.score };
  } finally {
    problem.close();
  }
}

/** Which of the scores is taken: with chance proportional to exp(ε · score / 2), for scores of sensitivity 1. */
export function exponentialMechanism(
  scores: readonly number[],
  epsilon: number,
  uniform: () => number, // [0, 1)
): number {
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const weights = scores.map((score) => Math.exp(((score - most) * epsilon) / 2));
  let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return scores.indexOf(most);
}

function budgetOf({ models }: LatticeInput): Sampling {
  const sampling = models.flatMap(({ model, params }) => model.traits(params).sampling ?? []);
  if (sampling.length !== 1 || sampling[0]!.budget <= 0)
    throw new LetheError('algorithm-needs-budget', { algorithm });
  return sampling[0]!;
}

/** Throws `model-fixed-levels` where a model forbids a choice of levels that looks at the data, and one is open. */
export function assertNoChoice({ models, columns }: LatticeInput): void {
  const open = columns.find(({ from, to }) => from < to);
  const model = models.find((one) => one.model.traits(one.params).sampling)?.model;
  if (open && model) throw new LetheError('model-fixed-levels', { model: model.name, column: open.name });
}
