import type { Metric, MetricNode } from '../metric.js';

/** Σ size² over kept classes, plus the number of records for every suppressed one. */
export const discernibility: Metric = {
  name: 'discernibility',
  summary: {
    en: 'For each record the number of records it cannot be told from; all of them for a suppressed record.',
    zh: '每条记录与之无法区分的记录数之和；被抑制的记录按全部记录计。',
  },
  source: 'Bayardo & Agrawal, Data privacy through optimal k-anonymization, 2005; as in ARX 3.9',
  compile: ({ records, generalisation: g, suppression: s }) => ({
    length: 1,
    loss(node, out) {
      out[0] = g * squares(node, true) + s * records * node.verdict.suppressed;
    },
    bound(_levels, suppressed, out) {
      out[0] = s * records * suppressed + Math.min(g, s) * (records - suppressed);
    },
    above: (node) => Math.min(g, s) * squares(node, false),
    score: (node, { all, outside, k }) =>
      -((node.verdict.suppressed + outside) * all + squares(node, true)) / (all * squareSensitivity(k)),
  }),
};

/** Σ size² over all classes, suppression not counted: DM*. */
export const discernibilityMonotone: Metric = {
  name: 'discernibility-monotone',
  summary: {
    en: 'For each record the number of records it cannot be told from, suppression not counted (DM*).',
    zh: '每条记录与之无法区分的记录数之和，不计抑制（DM*）。',
  },
  source: 'Bayardo & Agrawal, Data privacy through optimal k-anonymization, 2005; as in ARX 3.9',
  compile: ({ records }) => ({
    length: 1,
    loss(node, out) {
      out[0] = squares(node, false);
    },
    bound(_levels, _suppressed, out) {
      out[0] = records;
    },
    above: (node) => squares(node, false),
  }),
};

/** By how much one record more or less changes Σ size² over classes of k records, in records of the table (SafePub, § 5.2). */
export function squareSensitivity(k: number): number {
  return k === 1 ? 5 : (k * k) / (k - 1) + 1;
}

function squares({ groups, verdict }: MetricNode, keptOnly: boolean): number {
  let sum = 0;
  for (let i = 0; i < groups.size; i++)
    if (!keptOnly || verdict.failed[i] === 0) sum += groups.counts[i]! ** 2;
  return sum;
}
