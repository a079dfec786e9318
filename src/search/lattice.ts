import { searchBestFirst } from './best-first.js';
import { mostNodes, searchExhaustively } from './exhaustive.js';
import { assertNoChoice } from './private.js';
import { Problem } from './problem.js';
import type { LatticeInput, LatticeResult, NodeReport } from './result.js';

/**
 * Full-domain generalisation with record suppression: the optimum where the lattice has at most about a million nodes, the
 * best found and a bound beyond. Ties are broken by the lexicographically smaller level vector in the order of
 * `columns`. Throws what models and metrics throw.
 */
export function searchLattice(input: LatticeInput): LatticeResult {
  const steps = searchSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of about a node, so that the caller can look after other things in between, or leave. */
export function* searchSteps(input: LatticeInput): Generator<void, LatticeResult, void> {
  assertNoChoice(input);
  const problem = new Problem(input);
  try {
    return yield* problem.space.size <= mostNodes ? searchExhaustively(problem) : searchBestFirst(problem);
  } finally {
    problem.close();
  }
}

/** Evaluates the given nodes, or all of them in lexicographic order. */
export function* evaluateNodes(
  input: LatticeInput,
  levels?: Iterable<readonly number[]>,
): Generator<NodeReport, void, void> {
  const problem = new Problem(input);
  const { space, metric } = problem;
  const out = new Float64Array(metric.length);
  const report = (vector: Int32Array): NodeReport => {
    const node = problem.evaluate(vector);
    const { failed: _, dropped: __, complete: ___, ...rest } = node.verdict;
    metric.loss(node, out);
    return { ...rest, levels: [...vector], valid: problem.valid(node.verdict), loss: [...out] };
  };
  try {
    if (levels) for (const vector of levels) yield report(Int32Array.from(vector));
    else
      for (let id = 0; id < space.size; id++) {
        const vector = new Int32Array(space.from.length);
        space.levels(id, vector);
        yield report(vector);
      }
  } finally {
    problem.close();
  }
}
