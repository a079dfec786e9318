import { table } from './table.js';

/** What of a table survives in its release: `lethe compare`. */
export const utilityMessages = table({
  'utility-too-large': {
    text: {
      en: 'The tables have {tuples} distinct combinations together, more than are compared',
      zh: '两表共有 {tuples} 种不同组合，超出可比较的数量',
    },
    hint: {
      en: 'Name fewer columns with --columns, without identifiers and free text.',
      zh: '请用 --columns 指定较少的列，不含标识符与自由文本。',
    },
  },
  'utility-labels-unread': {
    text: {
      en: 'Labels of {columns} stand for no value of the table, as far as can be told: the release seems worth less than it is',
      zh: '{columns} 的标签无法对应原表的任何取值：结果会低估发布数据的可用性',
    },
    hint: {
      en: 'Name the folder of their hierarchy files with --hierarchies.',
      zh: '请用 --hierarchies 指定其层级文件所在文件夹。',
    },
  },
  'help-compare': {
    text: {
      en: 'Measure what of a table survives in its release: associations, queries, propensity, classifiers',
      zh: '度量发布结果保留了多少可用性：关联、查询、倾向得分、分类',
    },
  },
  'help-arg-original': { text: { en: 'the table that the release was made from', zh: '发布所依据的原表' } },
  'help-arg-compared': {
    text: { en: 'folder of a release, or a table', zh: '发布文件夹，或一张表' },
  },
  'help-opt-columns': {
    text: {
      en: 'columns to compare (comma-separated); all that both have by default',
      zh: '要比较的列（逗号分隔）；默认为两表共有的全部列',
    },
  },
  'help-opt-target': {
    text: {
      en: 'columns that a classifier is to guess from the others',
      zh: '由其他列预测的目标列',
    },
  },
  'help-opt-held-out': {
    text: {
      en: 'records that the release was not made from: classifiers are tested on them',
      zh: '未参与发布的记录：用于检验分类器',
    },
  },
  'help-opt-compared-hierarchies': {
    text: {
      en: 'folder of hierarchy files (ARX CSV) that say which labels stand for which values',
      zh: '层级文件（ARX CSV）文件夹，说明标签代表哪些取值',
    },
  },
  'help-opt-compared-missing': {
    text: {
      en: 'wildcard: empty cells of the release stand for any value; own: for an empty cell',
      zh: 'wildcard：发布表中的空单元格可代表任意值；own：仅代表空',
    },
  },
  'help-opt-queries': { text: { en: 'random queries, 1000 by default', zh: '随机查询数，默认 1000' } },
  'help-opt-query-seed': { text: { en: 'seed of the queries', zh: '查询的种子' } },
  'word-utility': { text: { en: 'utility', zh: '可用性' } },
  'word-records-before-after': { text: { en: 'records before, after', zh: '记录数（前，后）' } },
  'word-association-mean': {
    text: { en: 'association drift, mean of all pairs', zh: '关联漂移，全部列对平均' },
  },
  'word-association-max': { text: { en: 'association drift, largest', zh: '关联漂移，最大' } },
  'word-query-median': {
    text: { en: 'error of random counting queries, median', zh: '随机计数查询误差，中位数' },
  },
  'word-query-mean': { text: { en: 'the same, mean', zh: '同上，平均' } },
  'word-query-p90': { text: { en: 'the same, 90th percentile', zh: '同上，90 分位' } },
  'word-pmse': { text: { en: 'propensity score pMSE', zh: '倾向得分 pMSE' } },
  'word-pmse-ratio': { text: { en: 'pMSE ÷ expected by chance', zh: 'pMSE ÷ 随机期望' } },
  'word-pair': { text: { en: 'columns', zh: '列' } },
  'word-target': { text: { en: 'classifier for', zh: '分类目标' } },
  'word-accuracy-release': { text: { en: 'learnt from the release', zh: '由发布数据训练' } },
  'word-accuracy-original': { text: { en: 'from originals', zh: '由原数据训练' } },
  'word-accuracy-majority': { text: { en: 'most frequent value', zh: '多数类' } },
  'word-tested': { text: { en: 'tested on', zh: '检验记录' } },
  'cli-tested-held-out': { text: { en: '{count} held out', zh: '{count} 条留出' } },
  'cli-tested-same': { text: { en: '{count}, not held out', zh: '{count} 条，未留出' } },
  'cli-utility-summary': {
    text: {
      en: 'association drift {drift}, query error {error} (median), pMSE {ratio} × chance',
      zh: '关联漂移 {drift}，查询误差 {error}（中位数），pMSE 为随机的 {ratio} 倍',
    },
  },
  'cli-utility-accuracy': {
    text: {
      en: '{target} guessed right {release} (originals {original}, most frequent {majority})',
      zh: '{target} 预测正确率 {release}（原数据 {original}，多数类 {majority}）',
    },
  },
});
