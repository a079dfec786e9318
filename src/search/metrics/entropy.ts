import { aggregateNamed, costsApart } from '../aggregate.js';
import type { CompiledMetric, Metric, MetricInput, MetricNode } from '../metric.js';
import { squareSensitivity } from './discernibility.js';

const source = 'Gionis & Tassa, k-Anonymization with minimal loss of information, 2009; as in ARX 3.9';

/** Σ over columns and cells of −log2 (frequency of the value / frequency of what it is generalised to). */
export const nonUniformEntropy: Metric = {
  name: 'non-uniform-entropy',
  summary: {
    en: 'Bits lost per cell by generalisation, given how often each value occurs; suppressed records included.',
    zh: '按各取值的出现频率计算的泛化信息损失（比特），含被抑制的记录。',
  },
  source,
  compile: (input) => compile(input, true),
};

/** The same without the cost of suppression: it only depends on the levels. */
export const nonUniformEntropyMonotone: Metric = {
  name: 'non-uniform-entropy-monotone',
  summary: {
    en: 'Bits lost per cell by generalisation, given how often each value occurs; suppression is not counted.',
    zh: '按各取值的出现频率计算的泛化信息损失（比特），不计抑制。',
  },
  source,
  compile: (input) => compile(input, false),
};

function compile(input: MetricInput, countsSuppression: boolean): CompiledMetric {
  const { columns, tuples, generalisation, suppression, weights } = input;
  const aggregate = aggregateNamed(input.aggregate, 'sum');
  const base = columns.map((column, c) => {
    const at = column.levels.codes.map((codes, level) => {
      const counts = new Float64Array(column.levels.labels[level]!.length);
      for (let i = 0; i < tuples.size; i++) counts[codes[tuples.codes[c]![i]!]!]! += tuples.counts[i]!;
      return counts;
    });
    // Σ −n log2(n / N) = Σ N log2 N − Σ n log2 n
    return at.map((counts) => xlog2x(counts) - xlog2x(at[0]!));
  });
  const values = new Float64Array(columns.length);
  const scratch = columns.map(({ levels }) => levels.labels.map((labels) => new Float64Array(labels.length)));
  const scalar = aggregate.length(columns.length) === 1 && !input.aggregate;
  const bits = new Float64Array(columns.length);
  let counted: MetricNode | null = null; // the node that `bits` is of: bound and loss of a node come one after the other
  const countBits = (node: MetricNode) => {
    if (counted === node) return;
    counted = node;
    for (let c = 0; c < columns.length; c++) {
      const level = node.groups.levels[c]!;
      bits[c] = suppressedBits(node, tuples.codes[c]!, columns[c]!.levels.codes[level]!, scratch[c]![level]!);
    }
  };
  const compiled: CompiledMetric = {
    length: aggregate.length(columns.length),
    loss(node, out) {
      const counts = countsSuppression && node.verdict.suppressed > 0;
      if (counts) countBits(node);
      for (let c = 0; c < columns.length; c++)
        values[c] =
          base[c]![node.groups.levels[c]!]! * generalisation + (counts ? suppression * bits[c]! : 0);
      aggregate.join(values, weights, out);
    },
    bound(levels, _suppressed, out) {
      for (let c = 0; c < columns.length; c++) values[c] = base[c]![levels[c]!]! * generalisation;
      aggregate.join(values, weights, out);
    },
    apart: costsApart(aggregate, weights, (c, level) => base[c]![level]! * generalisation),
  };
  compiled.score = ({ groups, verdict }, { all, outside, k }) => {
    let sum = columns.length * outside * all;
    for (let c = 0; c < columns.length; c++) {
      const { levels } = columns[c]!;
      const level = groups.levels[c]!;
      const released = scratch[c]![level]!.fill(0);
      const top = level === levels.height; // one label for all says as much as none
      const gone = top ? verdict.kept + verdict.suppressed : verdict.suppressed;
      if (!top)
        for (let i = 0; i < groups.size; i++)
          if (verdict.failed[i] === 0)
            released[levels.codes[level]![tuples.codes[c]![groups.tuple[i]!]!]!]! += groups.counts[i]!;
      for (const n of released) sum += n * n;
      sum += gone * all;
    }
    return -sum / (all * columns.length) / squareSensitivity(k);
  };
  if (countsSuppression && scalar)
    // What is suppressed here by models that only shrink suppression upwards is suppressed below as well, and split finer.
    compiled.extra = (node) => {
      if (node.verdict.suppressedBelow !== node.verdict.suppressed || node.verdict.suppressed === 0) return 0;
      countBits(node);
      let sum = 0;
      for (let c = 0; c < columns.length; c++) sum += weights[c]! * bits[c]!;
      return sum * suppression;
    };
  return compiled;
}

function suppressedBits(
  { groups, verdict }: MetricNode,
  base: Int32Array,
  codes: Int32Array,
  counts: Float64Array,
): number {
  if (counts.length === 1) return 0;
  counts.fill(0);
  const { tuple, counts: sizes } = groups;
  const { dropped } = verdict;
  for (let i = 0; i < dropped.length; i++) {
    const g = dropped[i]!;
    counts[codes[base[tuple[g]!]!]!]! += sizes[g]!;
  }
  return verdict.suppressed * Math.log2(verdict.suppressed) - xlog2x(counts);
}

function xlog2x(counts: Float64Array): number {
  let sum = 0;
  for (const n of counts) if (n > 0) sum += n * Math.log2(n);
  return sum;
}
