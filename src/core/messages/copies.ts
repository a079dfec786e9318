import { table } from './table.js';

/** Copies for recipients, and where a table came from. */
export const copyMessages = table({
  'deliver-unsound': {
    text: {
      en: 'No complete release: {path} ({file}: {state})',
      zh: '不是完整的发布：{path}（{file}：{state}）',
    },
    hint: { en: '`lethe verify {path}` tells more.', zh: '可用 `lethe verify {path}` 查看详情。' },
  },
  'deliver-state': {
    text: {
      en: 'The ledger does not say that this release is out: {path} ({state})',
      zh: '台账未记载该发布处于已发布状态：{path}（{state}）',
    },
    hint: {
      en: 'Publish it with `lethe run --ledger`, or end its suspension with `lethe withdraw --event resumed`.',
      zh: '请用 `lethe run --ledger` 发布，或用 `lethe withdraw --event resumed` 恢复。',
    },
  },
  'deliver-expired': {
    text: { en: 'The term of use of the release is over: {expiry}', zh: '发布的使用期限已过：{expiry}' },
  },
  'trace-no-copies': {
    text: {
      en: 'The ledger knows no copy that was marked with key {key}',
      zh: '台账中没有以密钥 {key} 标记的副本',
    },
    hint: { en: 'Name the key that `lethe deliver` was given.', zh: '请给出 `lethe deliver` 所用的密钥。' },
  },
  'help-deliver': {
    text: {
      en: 'Make a copy of a release for one recipient, marked by the order of its records',
      zh: '为某一接收方制作副本，以记录顺序作标记',
    },
  },
  'help-trace': {
    text: { en: 'Tell whose copy a table is', zh: '判断数据表出自哪一接收方的副本' },
  },
  'help-opt-to': { text: { en: 'recipient, as the ledger is to know it', zh: '接收方名称（记入台账）' } },
  'help-opt-copy': { text: { en: 'new folder for the copy', zh: '副本的新目录' } },
  'help-opt-mark-key': {
    text: { en: 'key that marks copies: a file, or fd:3', zh: '标记副本的密钥：文件或 fd:3' },
  },
  'help-opt-false-positive': {
    text: {
      en: 'highest chance of naming anybody for a table that is no copy',
      zh: '对非副本误认接收方的概率上限',
    },
  },
  'cli-delivered': {
    text: {
      en: 'Copy for {recipient}: {folder}, {records} records (entry {sequence} of the ledger)',
      zh: '已为 {recipient} 制作副本：{folder}，{records} 条记录（台账第 {sequence} 条）',
    },
  },
  'cli-delivered-alike': {
    text: {
      en: 'Only {distinct} distinct records: where half of them are gone, the copy may not be traced',
      zh: '仅有 {distinct} 种不同记录：若删去一半，可能无法溯源',
    },
  },
  'cli-traced': {
    text: {
      en: 'Copy of {recipient} (by chance: {chance})',
      zh: '出自 {recipient} 的副本（偶然概率：{chance}）',
    },
  },
  'cli-not-traced': {
    text: {
      en: 'Nobody’s copy within the bound {bound} (at least {pairs} ascending pairs are needed)',
      zh: '在上限 {bound} 内无法认定出自何人副本（至少需要 {pairs} 对升序记录）',
    },
  },
  'cli-trace-untested': {
    text: {
      en: 'Not compared with release {release}: its files are gone and columns are missing: {columns}',
      zh: '未与发布 {release} 比对：其文件已不在，且缺少列：{columns}',
    },
  },
  'word-trace-matched': { text: { en: 'records of it', zh: '匹配记录' } },
  'word-trace-pairs': { text: { en: 'pairs', zh: '记录对' } },
  'word-trace-ascending': { text: { en: 'ascending', zh: '升序' } },
  'word-trace-chance': { text: { en: 'by chance', zh: '偶然概率' } },
});
