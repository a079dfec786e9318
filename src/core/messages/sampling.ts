import { table } from './table.js';

/** Random samples, and differential privacy that rests on one. */
export const samplingMessages = table({
  'sample-twice': {
    text: {
      en: 'privacy.sample states a share of records, but a model of the policy draws its own',
      zh: 'privacy.sample 指定了抽样比例，但策略中的模型自行抽样',
    },
    hint: {
      en: 'Leave privacy.sample out: the share follows from epsilon.',
      zh: '请删去 privacy.sample：比例由 epsilon 决定。',
    },
  },
  'private-setting': {
    text: {
      en: '{model} needs {setting}: {value}; with another value the choice of what is released would tell of the data',
      zh: '{model} 要求 {setting}: {value}；否则发布与否本身会泄露数据',
    },
  },
  'private-column': {
    text: {
      en: '{model} cannot hold: column {column} would be published beside the classes',
      zh: '无法满足 {model}：列 {column} 将在等价类之外发布',
    },
    hint: {
      en: 'Give it the role quasi and a hierarchy, or `use: suppress`.',
      zh: '请将其角色设为 quasi 并指定层级，或 `use: suppress`。',
    },
  },
  'sample-implausible': {
    text: {
      en: '{drawn} of {from} records is no random sample of the share {rate}',
      zh: '从 {from} 条记录中得到 {drawn} 条，不符合比例 {rate} 的随机抽样',
    },
  },
  'private-papers': {
    text: {
      en: 'Differential privacy covers the published table alone: manifest, report and ledger hold exact counts',
      zh: '差分隐私仅覆盖发布的数据表：清单、报告与台账含有精确计数',
    },
    hint: {
      en: 'Hand on the data file alone where the guarantee is to hold against its reader.',
      zh: '若保证须对接收者成立，请只交付数据文件。',
    },
  },
  'help-opt-sample-share': {
    text: {
      en: 'draw that share of the records at random first',
      zh: '先按该比例随机抽取记录',
    },
  },
  'phase-sample': { text: { en: 'sample', zh: '抽样' } },
  'word-sample-drawn': { text: { en: 'drawn at random', zh: '随机抽样' } },
  'cli-sample-drawn': {
    text: {
      en: '{drawn} of {from} records, each with chance {rate}',
      zh: '{from} 条中抽取 {drawn} 条，每条概率 {rate}',
    },
  },
  'cli-sample-planned': {
    text: {
      en: 'each record with chance {rate}, the others play no part',
      zh: '每条记录概率 {rate}，其余不参与',
    },
  },
  'sample-empty': {
    text: {
      en: 'The sample is empty: of {from} records, each drawn with a chance of {rate}, none was',
      zh: '样本为空：{from} 条记录各以 {rate} 的概率抽取，均未抽中',
    },
    hint: {
      en: 'Raise privacy.sample, or publish a table of more records.',
      zh: '请提高 privacy.sample，或发布记录更多的表。',
    },
  },
  'verify-sample-gone': {
    text: {
      en: 'The release is a random sample whose key is destroyed: nobody can draw it again',
      zh: '该发布为随机样本，其密钥已销毁：无法重新抽取',
    },
  },
});
