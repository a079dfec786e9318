import type { Metric } from '../metric.js';

/** Records per class; the suppressed records, if any, are one class. */
export const averageClassSize: Metric = {
  name: 'average-class-size',
  summary: {
    en: 'Records divided by classes; the suppressed records count as one class.',
    zh: '记录数除以等价类数；被抑制的记录合计为一类。',
  },
  source: 'LeFevre, DeWitt & Ramakrishnan, Mondrian multidimensional k-anonymity, 2006; as in ARX 3.9',
  compile: ({ records, tuples, generalisation: g, suppression: s }) => ({
    length: 1,
    loss({ verdict }, out) {
      // More classes are better, so the factors change places.
      out[0] = records / (s * verdict.classes + (verdict.suppressed > 0 ? g : 0));
    },
    bound(_levels, _suppressed, out) {
      out[0] = records / (s * tuples.size + g);
    },
    // Classes only merge on the way up.
    above: ({ groups }) => records / (s * groups.size + g),
    score: ({ verdict }, { outside }) => verdict.classes + (verdict.suppressed > 0 || outside > 0 ? 1 : 0),
  }),
};
