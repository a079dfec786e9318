import { table } from './table.js';

/** What the attacks on a release found, and faults of reading what they need. Names and numbers only. */
export const attackMessages = table({
  'attack-reversal': {
    text: {
      en: '{recovered} of {tokens} tokens of {column} were turned back within {guesses} guesses ({method}; {byList} by a list of {listed} values)',
      zh: '“{column}”的 {tokens} 个标记中有 {recovered} 个在 {guesses} 次猜测内被还原（{method}；其中 {byList} 个凭含 {listed} 个取值的列表）',
    },
    hint: {
      en: 'Set columns: {column}: { use: suppress }, or { use: pseudonym } with the key of the run, which is destroyed.',
      zh: '将列“{column}”设为 use: suppress，或改用密钥随运行销毁的 pseudonym。',
    },
  },
  'attack-linkage': {
    text: {
      en: 'Who knows {known} of a person finds its record with a chance of {rate} ({low}–{high}); {profile} allows {limit}',
      zh: '知道某人的 {known} 即可以 {rate}（{low}–{high}）的概率找到其记录；{profile} 允许 {limit}',
    },
    hint: {
      en: 'Ask for larger classes (privacy.k), or suppress the column that tells most.',
      zh: '请提高 privacy.k，或删除最易辨认的列。',
    },
  },
  'attack-linkage-wide': {
    text: {
      en: 'Who knows every published column ({known}) of a person finds its record with a chance of {rate} ({low}–{high})',
      zh: '知道某人全部已发布列（{known}）即可以 {rate}（{low}–{high}）的概率找到其记录',
    },
    hint: {
      en: 'Columns that are no quasi-identifiers make records unique together. Suppress or coarsen some, or accept this with a reason if nobody outside knows them.',
      zh: '非准标识符列合在一起使记录唯一。请删除或粗化其中一些；若外人并不掌握，请在 accept 中说明理由。',
    },
  },
  'attack-known-left-out': {
    text: {
      en: '{column} is known to an adversary (attacks.known), but its published cells cannot be held against the values: no attack looked at it',
      zh: '攻击者已知“{column}”（attacks.known），但其发布值无法与原值比对：没有攻击用到该列',
    },
    hint: {
      en: 'Take {column} out of attacks.known, suppress it, or publish it by a hierarchy, which attacks can read.',
      zh: '请将“{column}”移出 attacks.known，删除该列，或改用层级泛化（攻击可据以比对）。',
    },
  },
  'attack-inference': {
    text: {
      en: '{column} of a person in the release is guessed right in {rate} of cases, {advantage} ({low}–{high}) more than without its record',
      zh: '发布数据中某人的“{column}”有 {rate} 可被猜中，比不含其记录时高 {advantage}（{low}–{high}）',
    },
    hint: {
      en: 'Larger classes (privacy.k) or t-closeness lower it; k-anonymity alone does not answer this attack.',
      zh: '提高 privacy.k 或采用 t-closeness 可以降低；仅有 k-匿名不足以抵御该攻击。',
    },
  },
  'attack-frequency': {
    text: {
      en: 'How often a pseudonym of {column} occurs gives its value away in {rate} of {records} records',
      zh: '“{column}”的假名凭出现次数即可在 {records} 条记录中的 {rate} 被还原',
    },
    hint: {
      en: 'Equality stays in a pseudonym. Suppress {column}, or generalise it, unless its values are about equally frequent.',
      zh: '假名保留相等关系。若取值频数悬殊，请删除或泛化“{column}”。',
    },
  },
  'attack-intersection': {
    text: {
      en: 'Beside {earlier} earlier releases, {told} of {sample} persons are left with one value of {column} that no release alone tells',
      zh: '与此前 {earlier} 次发布比对后，{sample} 人中有 {told} 人的“{column}”只剩一个取值，而任何单次发布都未透露',
    },
    hint: {
      en: 'Publish with the levels of the earlier releases (columns: …: levels), with larger classes, or without {column}.',
      zh: '请沿用历次发布的级别（columns: …: levels）、扩大等价类，或不再发布“{column}”。',
    },
  },
  'attack-nothing-common': {
    text: {
      en: 'The release {path} and the source have no column in common',
      zh: '发布数据 {path} 与源数据没有共同的列',
    },
  },
  'earlier-unusable': {
    text: {
      en: 'No complete and unchanged earlier release at {path}: {file} is {state}',
      zh: '{path} 没有完整且未改动的历次发布：{file} {state}',
    },
    hint: {
      en: 'dataset: earlier: names folders with data and manifest.json as they were published.',
      zh: 'dataset 的 earlier 须为发布时的文件夹，内含数据与 manifest.json。',
    },
  },
  'help-attack': {
    text: {
      en: 'Attack a release: find its persons, guess their values, turn its tokens back',
      zh: '攻击一份发布数据：寻找其中的人、推断取值、还原标记',
    },
  },
  'help-opt-source': { text: { en: 'the table that it was made from', zh: '发布数据所出自的源表' } },
  'help-opt-control': {
    text: {
      en: 'records of the same source that were not released',
      zh: '同一来源中未发布的记录',
    },
  },
  'help-opt-known': {
    text: {
      en: 'columns that the adversary knows, separated by commas; may be repeated',
      zh: '攻击者掌握的列，以逗号分隔；可重复给出',
    },
  },
  'help-opt-sample': { text: { en: 'persons that are looked for', zh: '所寻找的人数' } },
  'help-opt-guesses': {
    text: { en: 'guesses per column of tokens', zh: '每列标记的猜测次数' },
  },
  'help-opt-earlier': {
    text: { en: 'folder of an earlier release; may be repeated', zh: '历次发布的文件夹；可重复给出' },
  },
  'help-arg-release': {
    text: { en: 'published folder, or any table', zh: '发布文件夹，或任意表' },
  },
  'word-attack': { text: { en: 'attack', zh: '攻击' } },
  'word-known': { text: { en: 'known', zh: '已知列' } },
  'word-right': { text: { en: 'right', zh: '命中' } },
  'word-interval': { text: { en: '95 % interval', zh: '95% 区间' } },
  'word-control': { text: { en: 'control', zh: '对照' } },
  'word-advantage': { text: { en: 'advantage', zh: '增益' } },
  'word-sample': { text: { en: 'sample', zh: '样本' } },
  'cli-attack-control': {
    text: {
      en: 'Control group: {control}; persons looked for: {targets}.',
      zh: '对照组：{control}；寻找的人数：{targets}。',
    },
  },
  'word-held-out': { text: { en: 'records held out of the release', zh: '未发布的记录' } },
  'word-leave-out': {
    text: { en: 'the same persons without their own record', zh: '同一批人，但去除其本人记录' },
  },
});
