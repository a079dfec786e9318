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
  'algorithm-model': {
    text: {
      en: 'The algorithm {algorithm} cannot meet {model}, which counts records of a population.',
      zh: '算法 {algorithm} 无法满足 {model}：该模型按总体记录计数。',
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
