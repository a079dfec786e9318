import type { Bilingual } from '../core/text.js';
import { searchCells } from './cell-suppression.js';
import { searchSteps } from './lattice.js';
import type { LocalResult } from './local/solution.js';
import { searchLocally } from './local-recoding.js';
import { searchMicroaggregation } from './microaggregation.js';
import { searchMondrian, searchTopDown } from './mondrian.js';
import { searchPrivately } from './private.js';
import type { LatticeInput, LatticeResult } from './result.js';

/** A search as the policy names it. */
export interface Algorithm {
  name: string;
  summary: Bilingual;
  source: string;
  /** Columns need no hierarchy: numbers, or any values, are taken as they are. */
  numbers?: true;
  /** Chooses no level by looking at the data, or within a model's privacy budget. */
  private?: true;
  /** Can count persons instead of records. */
  persons?: true;
  /** Yields between steps, so that the caller may look at the world. */
  steps(input: LatticeInput): Generator<void, LatticeResult | LocalResult, void>;
}

/** All searches, in the order that `lethe list` shows; the first is the usual one. */
export const algorithms: readonly Algorithm[] = [
  {
    name: 'lattice',
    summary: {
      en: 'One level per column for all records, records suppressed: the optimum, or the best found in the budget.',
      zh: '每列对所有记录取同一级别并抑制部分记录：给出最优解，或预算内的最佳解。',
    },
    source: 'Kohlmayer et al., Flash: efficient, stable and optimal k-anonymity, 2012; as in ARX 3.9',
    persons: true,
    private: true,
    steps: searchSteps,
  },
  {
    name: 'local-recoding',
    summary: {
      en: 'Every class of records gets the least labels that hold it: far more utility, no optimum claimed.',
      zh: '每个等价类各取能容纳它的最细标签：效用高得多，不保证最优。',
    },
    source:
      'Prasser, Bild & Kuhn, A generic method for assessing the quality of de-identified health data, 2016',
    persons: true,
    steps: searchLocally,
  },
  {
    name: 'mondrian',
    summary: {
      en: 'The table is cut at medians into classes that do not overlap; numbers without a hierarchy get ranges.',
      zh: '在中位数处逐次切分成互不重叠的等价类；没有层级的数值取区间。',
    },
    source: 'LeFevre, DeWitt & Ramakrishnan, Mondrian multidimensional k-anonymity, 2006',
    numbers: true,
    persons: true,
    steps: (input) => searchMondrian(input, false),
  },
  {
    name: 'mondrian-relaxed',
    summary: {
      en: 'As mondrian, but the records of the value at a cut may go to either side.',
      zh: '同 mondrian，但切分点取值的记录可分到任一侧。',
    },
    source: 'LeFevre, DeWitt & Ramakrishnan, Mondrian multidimensional k-anonymity, 2006',
    numbers: true,
    persons: true,
    steps: (input) => searchMondrian(input, true),
  },
  {
    name: 'top-down',
    summary: {
      en: 'Mondrian along the hierarchies: a class is divided by the next finer labels of one column.',
      zh: '沿层级的 mondrian：按某一列的下一级更细标签切分等价类。',
    },
    source: 'Fung, Wang & Yu, Top-down specialization for information and privacy preservation, 2005',
    persons: true,
    steps: searchTopDown,
  },
  {
    name: 'mdav',
    summary: {
      en: 'Microaggregation of numbers, hierarchies aside: clusters of at least k records (equal ones stay together), each number becomes the mean of its cluster; the optimal division for a single column.',
      zh: '数值微聚集（不使用层级）：每簇至少 k 条记录，相同记录同簇，数值取簇内均值；单列时为最优划分。',
    },
    source:
      'Domingo-Ferrer & Torra, Ordinal, continuous and heterogeneous k-anonymity through microaggregation, 2005; Hansen & Mukherjee, A polynomial algorithm for optimal univariate microaggregation, 2003',
    numbers: true,
    persons: true,
    steps: searchMicroaggregation,
  },
  {
    name: 'cell-suppression',
    summary: {
      en: 'Single cells are emptied until k holds with empty cells as wildcards (missing: wildcard), as few as greed finds: no record is suppressed.',
      zh: '清空个别单元格，直到以空单元格为通配（missing: wildcard）时满足 k，贪心地尽量少清空：不删除任何记录。',
    },
    source:
      'Templ, Kowarik & Meindl, Statistical disclosure control for micro-data using sdcMicro, 2015 (localSuppression)',
    numbers: true,
    steps: searchCells,
  },
  {
    name: 'exponential-mechanism',
    summary: {
      en: 'For differential privacy: levels chosen at random, the better the likelier, within the model’s searchBudget.',
      zh: '用于差分隐私：在模型的 searchBudget 内随机选择级别，越优者概率越大。',
    },
    source:
      'Bild, Kuhn & Prasser, SafePub, 2018; McSherry & Talwar, Mechanism design via differential privacy, 2007',
    private: true,
    steps: searchPrivately,
  },
];

/** The algorithm of that name, or undefined. */
export function algorithmNamed(name: string): Algorithm | undefined {
  return algorithms.find((one) => one.name === name);
}
