import { table } from './table.js';

/** Risks of single records: what the command line says of them. */
export const riskMessages = table({
  'weights-invalid': {
    text: {
      en: 'Column {column} is no sampling weight in {records} records: each must be a number above 0',
      zh: '列 {column} 在 {records} 条记录中不是抽样权重：须为大于 0 的数',
    },
    hint: {
      en: 'A weight says how many people of the population a record stands for; complete or drop those records first.',
      zh: '权重表示一条记录代表总体中的多少人；请先补全或删除这些记录。',
    },
  },
  'risk-column': {
    text: {
      en: '{column} is named twice: weights, households, persons, quasi-identifiers and sensitive values are columns apart',
      zh: '{column} 被重复指定：权重、家庭、个人、准标识符与敏感值须为不同的列',
    },
  },
  'help-opt-record-risk': {
    text: {
      en: 'also measure single records: individual, household, suda, sets (comma-separated)',
      zh: '另外度量单条记录：individual、household、suda、sets（逗号分隔）',
    },
  },
  'help-opt-weights': {
    text: {
      en: 'column of sampling weights, for --risk individual; without it the table counts as the population',
      zh: '抽样权重列，用于 --risk individual；不指定时视该表为总体',
    },
  },
  'help-opt-household': {
    text: {
      en: 'column of household numbers, for --risk household',
      zh: '家庭编号列，用于 --risk household',
    },
  },
  'help-opt-fraction': {
    text: {
      en: 'sampling fraction for DIS-SUDA; else records ÷ sum of weights, or 0.01',
      zh: 'DIS-SUDA 的抽样比例；默认为记录数 ÷ 权重之和，无权重时为 0.01',
    },
  },
  'word-individual-risk': { text: { en: 'individual risk', zh: '个体风险' } },
  'word-household-risk': { text: { en: 'household risk', zh: '家庭风险' } },
  'word-per-household': { text: { en: 'per household', zh: '按家庭' } },
  'word-mean': { text: { en: 'mean', zh: '平均' } },
  'word-highest': { text: { en: 'highest', zh: '最高' } },
  'word-population': { text: { en: 'population (sum of weights)', zh: '总体（权重之和）' } },
  'word-population-table': {
    text: { en: 'population (no weights: the table)', zh: '总体（无权重：即该表）' },
  },
  'word-expected-hits': { text: { en: 'expected re-identifications', zh: '预期重识别数' } },
  'word-households': { text: { en: 'households', zh: '家庭数' } },
  'word-above': { text: { en: 'records above', zh: '高于该值的记录' } },
  'word-suda-records': { text: { en: 'special uniques: records', zh: '特殊唯一：记录数' } },
  'word-suda-sets': {
    text: { en: 'minimal sample uniques by 1, 2, … columns', zh: '最小样本唯一数（按 1、2… 列）' },
  },
  'word-suda-score': { text: { en: 'SUDA score', zh: 'SUDA 得分' } },
  'word-contribution': { text: { en: 'share of SUDA scores', zh: 'SUDA 得分占比' } },
  'word-singles-out': { text: { en: 'columns that single out', zh: '可单独指向个体的列' } },
  'word-all-columns': { text: { en: 'all columns together', zh: '全部列合在一起' } },
  'word-risks': { text: { en: 'single records', zh: '单条记录' } },
});
