import { LetheError } from '../../core/diagnostics.js';
import type { CompiledMetric, Metric, MetricInput, MetricNode } from '../metric.js';

/**
 * How many records do not have the most frequent response of their class, per record. A response that is a quasi-identifier is
 * predicted from the others, and counts less the further it is generalised.
 */
export const classification: Metric = {
  name: 'classification',
  summary: {
    en: 'Share of records that the majority of their class would predict wrongly; `responses` names the columns to predict.',
    zh: '按所在等价类多数值预测会出错的记录比例；用 `responses` 指定待预测的列。',
  },
  source: 'Iyengar, Transforming data to satisfy privacy constraints, 2002; as in ARX 3.9',
  compile,
};

/** Majority per class of one response: records, the most frequent value’s and the second’s. */
type Majority = (records: number, first: number, second: number) => void;

function compile(input: MetricInput): CompiledMetric {
  const { responses, columns, tuples, records, generalisation, suppression, gsFactor } = input;
  if (responses.length === 0) throw new LetheError('metric-needs-responses', { metric: 'classification' });
  const worst = Math.max(gsFactor, generalisation, suppression);
  const penalty = (records_: number, first: number, second: number, scale: number) => {
    if (scale === 1) return records_ * worst;
    return first === second
      ? records_ * (suppression * (1 - scale) + worst * scale)
      : (records_ - first) * (generalisation * (1 - scale) + worst * scale);
  };
  const labels = (c: number, level: number) => columns[c]!.levels.labels[level]!.length;
  const scales = responses.map(({ quasi }) =>
    quasi < 0
      ? []
      : columns[quasi]!.levels.labels.map((own) => {
          const most = labels(quasi, 0);
          return most === 1 ? 0 : 1 - (own.length - 1) / (most - 1);
        }),
  );
  const majority = (node: MetricNode, r: number, each: Majority) => {
    const { quasi, sensitive } = responses[r]!;
    if (quasi >= 0) ofQuasi(node, quasi, input, each);
    else ofSensitive(node, sensitive, each);
  };
  return {
    length: 1,
    loss(node, out) {
      let sum = node.verdict.suppressed * responses.length * gsFactor;
      for (let r = 0; r < responses.length; r++) {
        const { quasi } = responses[r]!;
        const scale = quasi < 0 ? 0 : scales[r]![node.groups.levels[quasi]!]!;
        majority(node, r, (...counts) => {
          sum += penalty(...counts, scale);
        });
      }
      out[0] = sum / (worst * records);
    },
    bound(_levels, _suppressed, out) {
      out[0] = 0;
    },
    score(node, { k }) {
      let sum = 0;
      for (let r = 0; r < responses.length; r++) {
        const { quasi } = responses[r]!;
        const height = quasi < 0 ? 0 : columns[quasi]!.levels.height;
        const scale = height === 0 ? 1 : 1 - node.groups.levels[quasi]! / height;
        let first = 0;
        majority(node, r, (_, top) => {
          first += top;
        });
        sum += first * scale;
      }
      return sum / (k * responses.length);
    },
  };

  function ofSensitive({ groups, verdict }: MetricNode, s: number, each: Majority): void {
    const { groups: owners, counts } = groups.sensitive[s]!;
    for (let p = 0; p < owners.length; ) {
      const g = owners[p]!;
      let first = 0;
      let second = 0;
      let all = 0;
      for (; p < owners.length && owners[p] === g; p++) {
        const n = counts[p]!;
        all += n;
        if (n > first) {
          second = first;
          first = n;
        } else if (n > second) second = n;
      }
      if (verdict.failed[g] === 0 && all > 0) each(all, first, second);
    }
  }

  /** Classes joined over one column, by the labels of all others. */
  function ofQuasi({ groups, verdict }: MetricNode, c: number, own: MetricInput, each: Majority): void {
    const joined = new Map<string, { all: number; first: number; second: number }>();
    const key: number[] = [];
    for (let g = 0; g < groups.size; g++) {
      const n = groups.counts[g]!;
      if (verdict.failed[g] === 1 || n === 0) continue;
      own.columns.forEach(({ levels }, d) => {
        key[d] = d === c ? -1 : levels.codes[groups.levels[d]!]![tuples.codes[d]![groups.tuple[g]!]!]!;
      });
      const text = key.join();
      const found = joined.get(text) ?? { all: 0, first: 0, second: 0 };
      if (found.all === 0) joined.set(text, found);
      found.all += n;
      if (n > found.first) {
        found.second = found.first;
        found.first = n;
      } else if (n > found.second) found.second = n;
    }
    for (const { all, first, second } of joined.values()) each(all, first, second);
  }
}
