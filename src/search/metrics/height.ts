import { aggregateNamed } from '../aggregate.js';
import type { Metric } from '../metric.js';

/** Sum of the levels. */
export const height: Metric = {
  name: 'height',
  summary: { en: 'Sum of the chosen levels.', zh: '所选级别之和。' },
  source: 'Samarati, Protecting respondents’ identities in microdata release, 2001; as in ARX 3.9',
  compile(input) {
    const aggregate = aggregateNamed(input.aggregate, 'sum');
    const values = new Float64Array(input.columns.length);
    const evaluate = (levels: Int32Array, out: Float64Array) => {
      for (let c = 0; c < values.length; c++) values[c] = levels[c]!;
      aggregate.join(values, input.weights, out);
    };
    return {
      length: aggregate.length(values.length),
      loss: ({ groups }, out) => evaluate(groups.levels, out),
      bound: (levels, _suppressed, out) => evaluate(levels, out),
    };
  },
};
