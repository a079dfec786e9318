import { table } from './table.js';

export const searchMessages = table({
  'hierarchy-misses-values': {
    text: {
      en: 'The hierarchy of column {column} does not cover {count} of its distinct values.',
      zh: '列 {column} 的层级未覆盖其 {count} 个不同取值。',
    },
    hint: {
      en: 'Add the missing values to the hierarchy, or choose a hierarchy whose domain contains them.',
      zh: '请把缺少的取值补入层级，或选用能覆盖它们的层级。',
    },
  },
  'hierarchy-levels-not-monotone': {
    text: {
      en: 'The hierarchy of column {column} separates at level {level} values that it had joined below.',
      zh: '列 {column} 的层级在第 {level} 级把下一级已合并的取值又分开了。',
    },
    hint: {
      en: 'Give every label of a level exactly one label on the next level.',
      zh: '请让某一级的每个标签在上一级只对应一个标签。',
    },
  },
  'level-out-of-range': {
    text: {
      en: 'The levels {from} to {to} of column {column} are not within 0 to {height}.',
      zh: '列 {column} 的级别 {from} 至 {to} 不在 0 至 {height} 之内。',
    },
  },
  'model-unknown-column': {
    text: {
      en: 'The model {model} names the sensitive column {column}, which the table does not have.',
      zh: '模型 {model} 指定的敏感列 {column} 不在表中。',
    },
  },
  'model-needs-column': {
    text: {
      en: 'The model {model} needs a sensitive column.',
      zh: '模型 {model} 需要指定敏感列。',
    },
    hint: {
      en: 'Name it with `column:`; it must have the role sensitive.',
      zh: '请用 `column:` 指定，其角色须为 sensitive。',
    },
  },
  'model-needs-hierarchy': {
    text: {
      en: 'Hierarchical t-closeness needs a hierarchy for the sensitive column.',
      zh: '层级距离的 t-接近需要敏感列的层级。',
    },
    hint: {
      en: 'Give the sensitive column a hierarchy, or use distance: equal.',
      zh: '请为敏感列指定层级，或改用 distance: equal。',
    },
  },
  'model-needs-population': {
    text: {
      en: 'The model {model} needs a population table.',
      zh: '模型 {model} 需要总体表。',
    },
  },
  'model-fixed-levels': {
    text: {
      en: 'The model {model} allows no choice of levels by looking at the data, but column {column} leaves one open.',
      zh: '模型 {model} 不允许依据数据选择级别，但列 {column} 的级别未定。',
    },
    hint: {
      en: 'Fix the levels of every quasi-identifier (`levels: [2, 2]`), or give the model a `searchBudget` and use `algorithm: exponential-mechanism`.',
      zh: '请固定每个准标识符的级别（`levels: [2, 2]`），或为模型设置 `searchBudget` 并使用 `algorithm: exponential-mechanism`。',
    },
  },
  'algorithm-needs-budget': {
    text: {
      en: 'The algorithm {algorithm} chooses at random within a privacy budget: it needs the model differential-privacy with a `searchBudget`.',
      zh: '算法 {algorithm} 在隐私预算内随机选择：需要带 `searchBudget` 的模型 differential-privacy。',
    },
  },
  'algorithm-numbers': {
    text: {
      en: 'The algorithm {algorithm} takes means of numbers, but {count} distinct values of column {column} are none.',
      zh: '算法 {algorithm} 取数值的均值，但列 {column} 有 {count} 个不同取值不是数值。',
    },
    hint: {
      en: 'Give the column another role or operator, choose another algorithm, or leave records with empty cells out.',
      zh: '请为该列改用其他角色或操作，或换用其他算法，或去掉含空值的记录。',
    },
  },
  'metric-needs-game': {
    text: {
      en: 'The metric {metric} needs to know what publishing gains and attacks cost.',
      zh: '度量 {metric} 需要发布收益与攻击成本。',
    },
    hint: {
      en: 'Write `metric: { name: {metric}, game: { publisherBenefit: …, publisherLoss: …, adversaryGain: …, adversaryCost: … } }`.',
      zh: '请写 `metric: { name: {metric}, game: { publisherBenefit: …, publisherLoss: …, adversaryGain: …, adversaryCost: … } }`。',
    },
  },
  'metric-needs-responses': {
    text: {
      en: 'The metric {metric} needs the columns that are to be predicted.',
      zh: '度量 {metric} 需要指定待预测的列。',
    },
    hint: {
      en: 'Write `metric: { name: {metric}, responses: [column] }`.',
      zh: '请写 `metric: { name: {metric}, responses: [列名] }`。',
    },
  },
  'metric-unknown-column': {
    text: {
      en: 'The metric {metric} names the column {column}, which is neither a quasi-identifier nor sensitive.',
      zh: '度量 {metric} 指定的列 {column} 既非准标识符也非敏感列。',
    },
  },
  'model-unknown': {
    text: { en: 'There is no privacy model {model}.', zh: '没有名为 {model} 的隐私模型。' },
  },
  'metric-unknown': {
    text: { en: 'There is no utility metric {metric}.', zh: '没有名为 {metric} 的效用度量。' },
  },
  'aggregate-unknown': {
    text: { en: 'There is no aggregate function {aggregate}.', zh: '没有名为 {aggregate} 的聚合函数。' },
  },
  'algorithm-unknown': {
    text: { en: 'There is no search algorithm {algorithm}.', zh: '没有名为 {algorithm} 的搜索算法。' },
    hint: { en: '`lethe list algorithms` shows them.', zh: '`lethe list algorithms` 可列出全部算法。' },
  },
  'algorithm-columns': {
    text: {
      en: 'The algorithm {algorithm} takes at most {most} quasi-identifiers.',
      zh: '算法 {algorithm} 最多支持 {most} 个准标识符。',
    },
    hint: { en: 'Use `algorithm: lattice`.', zh: '请改用 `algorithm: lattice`。' },
  },
  'algorithm-wildcard': {
    text: {
      en: 'The algorithm {algorithm} empties cells, which helps only where empty cells match every value.',
      zh: '算法 {algorithm} 会清空单元格，仅在空单元格与任意取值相容时有效。',
    },
    hint: {
      en: 'Set `privacy: { missing: wildcard }` (`--missing wildcard` on the command line).',
      zh: '请设置 `privacy: { missing: wildcard }`（命令行为 `--missing wildcard`）。',
    },
  },
  'algorithm-model': {
    text: {
      en: 'The algorithm {algorithm} cannot meet {model}: that model asks for one level per column.',
      zh: '算法 {algorithm} 无法满足 {model}：该模型要求每列取同一级别。',
    },
    hint: { en: 'Use `algorithm: lattice`.', zh: '请改用 `algorithm: lattice`。' },
  },
  'algorithm-metric': {
    text: {
      en: 'The algorithm {algorithm} minimises loss; it does not know the metric {metric}.',
      zh: '算法 {algorithm} 只最小化 loss，不支持度量 {metric}。',
    },
    hint: {
      en: 'Use `metric: loss`, or `algorithm: lattice`.',
      zh: '请改用 `metric: loss` 或 `algorithm: lattice`。',
    },
  },
});
