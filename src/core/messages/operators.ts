import { table } from './table.js';

/** Faults of operators and hierarchies: parameters that do not fit a column, files that are no hierarchy. */
export const operatorsMessages = table({
  'hash-enumerable': {
    text: {
      en: 'A plain hash of {entity} can be turned back by trying every value (column {column})',
      zh: '对 {entity} 做无密钥哈希可以被穷举还原（列 {column}）',
    },
    hint: {
      en: 'Use pseudonym, which is keyed; or accept hash-enumerable in the policy and give the reason.',
      zh: '请改用带密钥的 pseudonym；或在策略的 accept 中写明接受 hash-enumerable 的理由。',
    },
  },
  'cipher-missing': {
    text: {
      en: 'This Node.js cannot encrypt with {cipher} (column {column})',
      zh: '当前 Node.js 不支持 {cipher}（列 {column}）',
    },
    hint: {
      en: 'Use an official build of Node.js, or leave cipher at aes-256.',
      zh: '请使用官方版 Node.js，或将 cipher 保持为 aes-256。',
    },
  },
  'operator-needs-hierarchy': {
    text: {
      en: '{operator} needs a hierarchy on column {column}',
      zh: '列 {column} 使用 {operator} 时需要指定泛化层次',
    },
    hint: {
      en: 'Add hierarchy: date (or interval, prefix, taxonomy …) to the column.',
      zh: '请在该列加上 hierarchy: date（或 interval、prefix、taxonomy 等）。',
    },
  },
  'operator-needs-finder': {
    text: {
      en: '{operator} on column {column} was given nothing that finds identifiers',
      zh: '列 {column} 的 {operator} 没有可用的标识符识别器',
    },
  },
  'level-unknown': {
    text: {
      en: 'The hierarchy {kind} of column {column} has no level {level}; it has: {levels}',
      zh: '列 {column} 的泛化层次 {kind} 没有级别 {level}；可用级别：{levels}',
    },
  },
  'value-outside-hierarchy': {
    text: {
      en: 'Column {column} holds a value that its hierarchy {kind} does not contain',
      zh: '列 {column} 中有取值不在其泛化层次 {kind} 之内',
    },
    hint: {
      en: 'Add the missing values to the hierarchy; `lethe profile` counts them.',
      zh: '请把缺少的取值补进泛化层次；`lethe profile` 会给出数量。',
    },
  },
  'hierarchy-empty': {
    text: { en: 'The hierarchy has no rows', zh: '泛化层次没有任何行' },
  },
  'hierarchy-ragged': {
    text: {
      en: 'Row {row} of the hierarchy has {found} cells, the first row has {expected}',
      zh: '泛化层次第 {row} 行有 {found} 个单元格，第一行有 {expected} 个',
    },
  },
  'hierarchy-duplicate': {
    text: {
      en: 'Row {row} of the hierarchy gives other labels to a value that row {first} already has',
      zh: '泛化层次第 {row} 行为第 {first} 行已有的取值给出了不同的标签',
    },
  },
  'hierarchy-not-monotone': {
    text: {
      en: 'Row {row} of the hierarchy splits at level {level} what row {first} joins below it',
      zh: '泛化层次第 {row} 行在第 {level} 级拆开了第 {first} 行在更低级别已合并的取值',
    },
    hint: {
      en: 'Values that share a label at one level must share all labels above it.',
      zh: '在某一级标签相同的取值，在更高各级的标签也必须相同。',
    },
  },
});
