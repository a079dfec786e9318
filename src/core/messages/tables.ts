import { table } from './table.js';

/** Several tables in one release: their policy, their references, and what they tell together. */
export const tablesMessages = table({
  'policy-has-tables': {
    text: {
      en: 'This policy is about several tables, and this command takes one',
      zh: '该策略涉及多张表，而此命令只处理一张表',
    },
    hint: {
      en: '`lethe run` and `lethe plan` take such a policy.',
      zh: '请用 `lethe run` 或 `lethe plan`。',
    },
  },
  'tables-empty': { text: { en: '`tables` names no table', zh: '`tables` 中没有任何表' } },
  'tables-table-unknown': {
    text: { en: '`{table}` is none of the tables of the policy', zh: '策略中没有名为 `{table}` 的表' },
    hint: { en: 'A reference is written `column: table.column`.', zh: '引用写作 `列: 表.列`。' },
  },
  'tables-output-name': {
    text: {
      en: 'The output of table `{table}` must be the name of a file, or a database',
      zh: '表 `{table}` 的输出必须是文件名或数据库地址',
    },
    hint: {
      en: 'Every table has its own folder in the folder that `output.path` names at the top.',
      zh: '每张表在顶层 `output.path` 所指目录下各有自己的子目录。',
    },
  },
  'tables-input-named': {
    text: {
      en: 'An input or output on the command line does not say which of the tables is meant',
      zh: '命令行给出的输入或输出没有说明是哪张表',
    },
    hint: { en: 'State them in the policy.', zh: '请写在策略中。' },
  },
  'tables-reference-broken': {
    text: {
      en: 'The reference {child} → {parent} cannot hold in the output: the two columns are not treated alike',
      zh: '引用 {child} → {parent} 在输出中无法成立：两列的处理方式不同',
    },
    hint: {
      en: 'Give both `use: pseudonym` with the same `domain`, keep both, or take the reference out.',
      zh: '请为两列设置相同 `domain` 的 `use: pseudonym`，或都保留，或去掉该引用。',
    },
  },
  'tables-folder-taken': {
    text: {
      en: 'The folder of the release holds something else: {path}/{other}',
      zh: '发布目录中有其他内容：{path}/{other}',
    },
    hint: {
      en: 'Tables are published by putting a whole folder in the place of the old one. Name a folder of its own.',
      zh: '多表发布会整体替换旧目录，请指定专用目录。',
    },
  },
  'join-count-changed': {
    text: {
      en: 'Joining {left} and {right} gives {after} records after, {before} before, although none was suppressed',
      zh: '{left} 与 {right} 的连接结果由 {before} 条变为 {after} 条，而没有任何记录被抑制',
    },
    hint: {
      en: 'Two values share a pseudonym, or one of the columns was changed in another way. Give pseudonyms more digits.',
      zh: '不同取值的假名相同，或某一列被另行修改。请增加假名长度。',
    },
  },
  'references-lost': {
    text: {
      en: '{lost} records of {child} lost the record of {parent} that they refer to: it was suppressed',
      zh: '{child} 中有 {lost} 条记录所引用的 {parent} 记录被抑制',
    },
    hint: {
      en: 'What is missing tells whose record was rare. Lower `suppression` of the parent, or accept it with a reason.',
      zh: '缺失本身会暴露罕见记录。请降低父表的 `suppression`，或写明理由予以接受。',
    },
  },
  'joined-below-profile': {
    text: {
      en: 'Joined, {left} and {right} leave a class of {k}; {required} is required ({below} in smaller classes)',
      zh: '{left} 与 {right} 连接后最小等价类为 {k}，要求为 {required}（{below} 处于更小的类中）',
    },
    hint: {
      en: 'Each table may be safe alone. Generalise a column of one of them further, drop one, or give the two keys different domains so that they no longer join.',
      zh: '每张表单独看可能是安全的。请进一步泛化或删除其中一列，或为两个键设置不同的 domain，使其不能连接。',
    },
  },
  'joined-history': {
    text: {
      en: 'All records of a person taken together ({tables}) single out {below} of {persons} persons: fewer than {required} share them',
      zh: '若掌握某人的全部记录（{tables}），{persons} 人中有 {below} 人可被识别：相同者不足 {required} 人',
    },
    hint: {
      en: 'Whoever knows everything about a person finds the person again. Coarsen or drop columns, part the domains, or accept it with the reason why nobody knows that much.',
      zh: '掌握全部信息者可重新识别其人。请粗化或删除列、拆分 domain，或说明为何无人掌握全部信息并予以接受。',
    },
  },
  'joined-too-large': {
    text: {
      en: 'The join of {left} and {right} has too many different records to be measured (over {limit})',
      zh: '{left} 与 {right} 的连接结果过大，无法度量（超过 {limit} 种不同记录）',
    },
    hint: {
      en: 'What cannot be measured is not published. Generalise further, or give the keys different domains.',
      zh: '无法度量者不予发布。请进一步泛化，或为键设置不同的 domain。',
    },
  },
  'word-table': { text: { en: 'table', zh: '表' } },
  'word-joins': { text: { en: 'joins', zh: '连接' } },
  'cli-join-summary': {
    text: {
      en: '{left} ⋈ {right}: {before} → {after} records, k {k}',
      zh: '{left} ⋈ {right}：{before} → {after} 条，k {k}',
    },
  },
});
