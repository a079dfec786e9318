import { table } from './table.js';

/** Persons in releases, and releases that are judged anew. */
export const subjectMessages = table({
  'help-subject': {
    text: {
      en: 'Tell whether persons are in a release, while its key exists; list the records to delete',
      zh: '查询某人是否在已发布数据中（需密钥尚存），并生成删除清单',
    },
  },
  'help-arg-persons': {
    text: {
      en: 'table of persons with columns of the source (identifiers), or -',
      zh: '人员清单，列名与来源一致（标识符），或 -',
    },
  },
  'help-opt-subject-key': {
    text: {
      en: 'key of releases, retired ones too: a file, or fd:3',
      zh: '发布所用密钥，含已停用的：文件或 fd:3',
    },
  },
  'help-opt-list': {
    text: { en: 'new file for the records to delete (CSV)', zh: '删除清单的新文件（CSV）' },
  },
  'help-opt-enter': {
    text: { en: 'enter a request of this kind, with its clock', zh: '登记此类申请并开始计时' },
  },
  'help-reassess': {
    text: {
      en: 'Score everything that is out anew, also beside a release that is planned (-p)',
      zh: '重新评估所有已发布内容，可与拟发布内容（-p）一并比对',
    },
  },
  'help-opt-dry': { text: { en: 'enter nothing in the ledger', zh: '不写入台账' } },
  'cli-subject': {
    text: {
      en: '{found} of {persons} persons are in a release',
      zh: '{persons} 人中有 {found} 人在已发布内容中',
    },
  },
  'cli-subject-list': {
    text: {
      en: 'To delete: {path} ({records} entries; it tells of persons)',
      zh: '删除清单：{path}（{records} 项；含个人信息）',
    },
  },
  'word-subject-answer': { text: { en: 'answer', zh: '结果' } },
  'word-subject-persons': { text: { en: 'persons', zh: '人数' } },
  'word-subject-records': { text: { en: 'records', zh: '记录数' } },
  'cli-subject-otherwise': {
    text: {
      en: '{records} records were found in another written form than the list has (spaces, width, country code, old numbers)',
      zh: '{records} 条记录以不同于清单的写法命中（空格、全角、国家代码、旧号码等）',
    },
  },
  'word-subject-found': { text: { en: 'in it', zh: '在其中' } },
  'word-subject-absent': { text: { en: 'not in it', zh: '不在其中' } },
  'word-subject-key-destroyed': {
    text: { en: 'nobody can tell: its key is destroyed', zh: '无法得知：密钥已销毁' },
  },
  'word-subject-key-needed': { text: { en: 'needs key {key}', zh: '需要密钥 {key}' } },
  'word-subject-policy-needed': { text: { en: 'needs its policy (-p)', zh: '需要其策略（-p）' } },
  'word-subject-no-identifier': {
    text: {
      en: 'no column identifies persons, or none is in the list',
      zh: '没有可识别个人的列，或清单中未包含',
    },
  },
  'word-subject-files-gone': { text: { en: 'its files are gone or changed', zh: '其文件已不在或已改变' } },
  'cli-reassessed': {
    text: { en: 'All {of} releases that are out stand', zh: '已发布的 {of} 项均通过再评估' },
  },
  'cli-reassessed-risk': {
    text: {
      en: '{count} of {of} releases that are out are at risk',
      zh: '已发布的 {of} 项中有 {count} 项存在风险',
    },
  },
  'cli-reassess-planned': {
    text: {
      en: 'Planned release of {dataset}: compared with {compared}; {told} of {sample} persons are told by the intersection',
      zh: '拟发布的 {dataset}：与 {compared} 项已发布内容比对；{sample} 人中有 {told} 人因交叉比对而泄露',
    },
  },
  'cli-reassess-refused': {
    text: { en: 'The planned release would be refused: {reasons}', zh: '拟发布内容将被拒绝：{reasons}' },
  },
  'word-reassess-verdict': { text: { en: 'verdict', zh: '结论' } },
  'word-reassess-why': { text: { en: 'why', zh: '原因' } },
  'word-reassess-stands': { text: { en: 'stands', zh: '通过' } },
  'word-reassess-at-risk': { text: { en: 'at risk', zh: '有风险' } },
  'word-reassess-files-gone': { text: { en: 'its files are gone or changed', zh: '文件已不在或已改变' } },
  'word-reassess-replaced': {
    text: {
      en: 'a later release stands in its folder; not measured',
      zh: '其目录已为后续发布所替换，未测量',
    },
  },
  'word-reassess-gate-refuses': { text: { en: 'today’s gate refuses it', zh: '按现行门槛将被拒绝' } },
  'word-reassess-measures-differ': {
    text: { en: 'measures differ from its manifest', zh: '实测与清单不符' },
  },
  'word-reassess-expired': { text: { en: 'its term is over', zh: '期限已过' } },
  'word-reassess-linkable': {
    text: {
      en: 'joins with a release of another dataset by tokens of one key',
      zh: '与其他数据集的发布可经同一密钥的假名关联',
    },
  },
  'word-reassess-intersection': {
    text: { en: 'tells persons together with the planned release', zh: '与拟发布内容合并后泄露个人' },
  },
});
