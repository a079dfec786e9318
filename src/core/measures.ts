import type { Bilingual } from './text.js';

/** A figure that `lethe check --risk` or `lethe compare` tells, and what it means. */
export interface Measure {
  name: string; // as on the command line, or in the JSON
  summary: Bilingual;
  source: string;
}

/** Measures of risk per record and of utility, as `lethe list measures` shows them. */
export const measures: readonly Measure[] = [
  {
    name: 'individual',
    summary: {
      en: 'Risk of single records by class and sampling weight: the expected 1/F given the records of the class and their weights (check --weights).',
      zh: '按等价类与抽样权重计算的单条记录风险：给定类内记录数与权重时 1/F 的期望（check --weights）。',
    },
    source: 'Benedetti & Franconi 1998; as sdcMicro’s indivRisk',
  },
  {
    name: 'household',
    summary: {
      en: 'Risk that at least one member of the household is identified, 1 − Π(1 − r); a record without a household is one (check --household).',
      zh: '家庭中至少一人被识别的风险 1 − Π(1 − r)；无家庭编号的记录单独成户（check --household）。',
    },
    source: 'Templ, Kowarik & Meindl 2015 (sdcMicro, hierarchical risk)',
  },
  {
    name: 'suda',
    summary: {
      en: 'Special uniques: the fewer columns single a record out, the higher its score; DIS is the chance that a match is right; contributions tell which columns do it.',
      zh: '特殊唯一：指向某记录所需的列越少，得分越高；DIS 为匹配正确的概率；并给出各列的贡献。',
    },
    source: 'Elliot, Manning & Ford 2002; Manning, Haglin & Keane 2008 (SUDA2); Skinner & Elliot 2002 (DIS)',
  },
  {
    name: 'sets',
    summary: {
      en: 'Sets of up to three columns that single out most records, without those that say little more than a part of them.',
      zh: '最能单独指向个体的至多三列的组合，不含比其子集多不出多少的组合。',
    },
    source: 'Article 29 Working Party, Opinion 05/2014 (singling out)',
  },
  {
    name: 'association',
    summary: {
      en: 'How associations of two columns change: Pearson’s r of numbers, correlation ratio of a number by a category, Cramér’s V, the last two less what chance gives.',
      zh: '两列关联的变化：数值间的 Pearson r、数值对类别的相关比、类别间的克莱姆 V；后两者扣除随机部分。',
    },
    source: 'Kelley 1935 (ε²); Bergsma 2013 (bias-corrected V)',
  },
  {
    name: 'queries',
    summary: {
      en: 'Relative error of random counting queries on one to three columns; a label counts in equal parts for the values that it covers.',
      zh: '一至三列随机计数查询的相对误差；标签平均分摊到其所含取值。',
    },
    source: 'LeFevre, DeWitt & Ramakrishnan, Workload-aware anonymization, 2006',
  },
  {
    name: 'propensity',
    summary: {
      en: 'pMSE: how well a logistic regression tells published from original records, over what chance alone gives, (k − 1)(1 − c)²c / N.',
      zh: 'pMSE：逻辑回归区分发布记录与原记录的能力，与随机期望 (k − 1)(1 − c)²c / N 相比。',
    },
    source:
      'Snoke, Raab, Nowok, Dibben & Slavkovic, General and specific utility measures for synthetic data, 2018',
  },
  {
    name: 'classifiers',
    summary: {
      en: 'Accuracy of naive Bayes that learnt from the release, tested on originals that were held out, beside one that learnt from originals and the most frequent value.',
      zh: '由发布数据训练的朴素贝叶斯在留出原记录上的正确率，与原数据训练及多数类对照。',
    },
    source: 'Prasser et al., ARX: classification accuracy; Kohavi 1995 (hold-out)',
  },
];
