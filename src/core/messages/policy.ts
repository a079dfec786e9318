import { table } from './table.js';

/** Faults of a policy and findings of its lint. */
export const policyMessages = table({
  'policy-tests-failed': {
    text: { en: 'Tests of the policy fail: {count}', zh: '策略的测试未通过：{count} 项' },
    hint: {
      en: 'Nothing is read. `lethe test` shows what was expected and what was found.',
      zh: '未读取任何数据。`lethe test` 会显示期望值与实际值。',
    },
  },
  'policy-test-failed': {
    text: { en: 'The test of column {column} fails', zh: '列 {column} 的测试未通过' },
  },
  'policy-not-found': {
    text: { en: 'Policy not found: {path}', zh: '找不到策略文件：{path}' },
    hint: {
      en: 'Write one with `lethe init <input>`, or name it with -p.',
      zh: '可用 `lethe init <输入>` 生成，或用 -p 指定。',
    },
  },
  'policy-empty': {
    text: { en: 'The policy is empty', zh: '策略文件为空' },
    hint: { en: 'Write one with `lethe init <input>`.', zh: '可用 `lethe init <输入>` 生成。' },
  },
  'policy-yaml': {
    text: { en: 'Not valid YAML: {reason}', zh: '不是合法的 YAML：{reason}' },
  },
  'policy-yaml-tab': {
    text: { en: 'A tab where YAML allows only spaces', zh: 'YAML 缩进只能使用空格，此处是制表符' },
    hint: { en: 'Replace the tab by two spaces.', zh: '请把制表符换成两个空格。' },
  },
  'policy-yaml-indent': {
    text: {
      en: 'Indentation does not fit the lines around it, or a brace or bracket is not closed',
      zh: '缩进与上下文不一致，或括号没有闭合',
    },
  },
  'policy-yaml-unclosed': {
    text: { en: 'A quote that is not closed', zh: '引号没有闭合' },
  },
  'policy-yaml-duplicate': {
    text: { en: 'The same key twice in one block', zh: '同一层中键名重复' },
    hint: { en: 'Remove one of the two.', zh: '请删去其中一个。' },
  },
  'policy-yaml-alias': {
    text: { en: 'An alias without its anchor', zh: '别名没有对应的锚点' },
  },
  'policy-version': {
    text: { en: 'Policy version is not 1', zh: '策略版本不是 1' },
    hint: { en: 'Write `version: 1`.', zh: '请写 `version: 1`。' },
  },
  'policy-key-unknown': {
    text: { en: 'Unknown key `{key}` in {parent}', zh: '{parent} 中没有 `{key}` 这个键' },
    hint: { en: 'Known keys: {known}', zh: '可用的键：{known}' },
  },
  'policy-key-missing': {
    text: { en: '`{key}` is missing in {parent}', zh: '{parent} 缺少 `{key}`' },
  },
  'policy-type': {
    text: { en: '`{key}` must be {expected}, found {found}', zh: '`{key}` 应为{expected}，实际为{found}' },
  },
  'policy-text-unquoted': {
    text: { en: '`{key}` must be text, found {found}', zh: '`{key}` 应为文本，实际为{found}' },
    hint: { en: 'Put the value in quotes.', zh: '请给该值加上引号。' },
  },
  'policy-value': {
    text: { en: '`{key}` has a value that is not allowed', zh: '`{key}` 的取值不在允许范围内' },
    hint: { en: 'Allowed: {known}', zh: '可选：{known}' },
  },
  'policy-range': {
    text: { en: '`{key}` must be {relation} {bound}', zh: '`{key}` 必须 {relation} {bound}' },
  },
  'policy-size': {
    text: {
      en: '`{key}` must have {relation} {bound} entries, found {found}',
      zh: '`{key}` 的项数必须 {relation} {bound}，实际为 {found}',
    },
  },
  'policy-length': {
    text: {
      en: '`{key}` must have {relation} {bound} characters',
      zh: '`{key}` 的字符数必须 {relation} {bound}',
    },
  },
  'policy-value-empty': {
    text: { en: '`{key}` is empty', zh: '`{key}` 是空的' },
    hint: { en: 'Give it a value, or remove the key.', zh: '请填写取值，或删去该键。' },
  },
  'policy-format': {
    text: {
      en: '`{key}` is not in the expected form: {expected}',
      zh: '`{key}` 的格式不符：应为 {expected}',
    },
  },
  'policy-param': {
    text: { en: '`{key}`: {reason}', zh: '`{key}`：{reason}' },
  },
  'policy-pattern': {
    text: {
      en: 'Pattern not understood at character {position}: {reason}',
      zh: '第 {position} 个字符处的模式无法识别：{reason}',
    },
    hint: {
      en: 'Literals, classes such as [A-Z], \\d \\w \\s \\p{Han}, groups, | and ? * + {n,m} are understood; back-references, look-around, lazy counts and \\b are not.',
      zh: '支持字面字符、[A-Z] 等字符类、\\d \\w \\s \\p{Han}、分组、| 以及 ? * + {n,m}；不支持反向引用、环视、懒惰量词和 \\b。',
    },
  },
  'policy-recogniser-empty': {
    text: {
      en: 'The recogniser of `{entity}` has nothing to go by',
      zh: '`{entity}` 的识别器没有任何依据',
    },
    hint: {
      en: 'Give it a `pattern`, a list `allow` or a file `codes`.',
      zh: '请给出 `pattern`、`allow` 列表或 `codes` 文件。',
    },
  },
  'policy-codes-unread': {
    text: { en: '`{key}`: the file of codes {path} cannot be read', zh: '`{key}`：无法读取编码文件 {path}' },
    hint: {
      en: "Its path is relative to the policy's folder; check that it is there and may be read.",
      zh: '路径相对于策略所在文件夹；请检查文件是否存在、是否可读。',
    },
  },
  'policy-operator-unknown': {
    text: { en: 'Unknown operator `{name}`', zh: '没有名为 `{name}` 的算子' },
    hint: { en: 'See `lethe list operators`.', zh: '见 `lethe list operators`。' },
  },
  'policy-hierarchy-unknown': {
    text: { en: 'Unknown hierarchy `{name}`', zh: '没有名为 `{name}` 的泛化层级' },
    hint: { en: 'See `lethe list hierarchies`.', zh: '见 `lethe list hierarchies`。' },
  },
  'policy-hierarchy-kind': {
    text: {
      en: 'The hierarchy of `{column}` does not say its kind',
      zh: '`{column}` 的泛化层级没有写明 kind',
    },
    hint: { en: 'Known kinds: {known}', zh: '可用的类型：{known}' },
  },
  'policy-model-unknown': {
    text: { en: 'Unknown privacy model `{name}`', zh: '没有名为 `{name}` 的隐私模型' },
    hint: { en: 'See `lethe list models`.', zh: '见 `lethe list models`。' },
  },
  'policy-model-sensitive': {
    text: {
      en: '`{model}` needs a sensitive column, and no column has that role',
      zh: '`{model}` 需要敏感列，但没有任何列的角色是 sensitive',
    },
    hint: {
      en: 'Give a column `role: sensitive`, or remove the model.',
      zh: '请给某一列设置 `role: sensitive`，或去掉该模型。',
    },
  },
  'policy-model-column-role': {
    text: {
      en: '`{model}` protects `{column}`, whose role is {role}',
      zh: '`{model}` 指向的列 `{column}` 角色为 {role}',
    },
    hint: { en: 'Set `role: sensitive` on that column.', zh: '请把该列设为 `role: sensitive`。' },
  },
  'policy-column-unknown': {
    text: { en: '`{column}` is not among the columns of the policy', zh: '策略的 columns 中没有 `{column}`' },
  },
  'policy-use-missing': {
    text: {
      en: 'Column `{column}` has role {role} and does not say what happens to it',
      zh: '列 `{column}` 的角色是 {role}，但没有写明如何处理',
    },
    hint: { en: 'Add for example `use: suppress`.', zh: '请补充，例如 `use: suppress`。' },
  },
  'policy-levels-order': {
    text: { en: 'Levels of `{column}` run from high to low', zh: '`{column}` 的 levels 前大后小' },
    hint: { en: 'Write the lower level first.', zh: '请把较低的层级写在前面。' },
  },
  'policy-levels-hierarchy': {
    text: {
      en: 'Column `{column}` has levels but no hierarchy',
      zh: '列 `{column}` 写了 levels 但没有 hierarchy',
    },
  },
  'policy-key-and-seed': {
    text: { en: '`key` and `seed` exclude each other', zh: '`key` 与 `seed` 不能同时使用' },
    hint: { en: 'Keep one of the two.', zh: '请只保留一个。' },
  },
  'policy-key-one': {
    text: {
      en: '`key` names either a file or a descriptor',
      zh: '`key` 须且只能指定 file 或 descriptor 之一',
    },
    hint: { en: 'Write key: { file: person.key }.', zh: '例如 key: { file: person.key }。' },
  },
  'policy-delimiter': {
    text: {
      en: '{key} must be one ASCII character that is neither letter, digit nor quote',
      zh: '{key} 必须是单个 ASCII 字符，且不能是字母、数字或引号',
    },
    hint: { en: 'Most often , ; | or "\\t".', zh: '常用 , ; | 或 "\\t"。' },
  },
  'policy-quarantine-path': {
    text: {
      en: '`ragged: quarantine` needs a file to put the records in',
      zh: '`ragged: quarantine` 需要指定存放异常记录的文件',
    },
    hint: {
      en: 'Add `quarantine: out/quarantine.csv` to input.',
      zh: '请在 input 中补充 `quarantine: out/quarantine.csv`。',
    },
  },
  'policy-accept-code': {
    text: { en: '`accept` names {code}, which is no finding', zh: '`accept` 中的 {code} 不是任何检查项' },
    hint: {
      en: 'The code stands in brackets where the finding is shown.',
      zh: '代码写在检查结果的方括号中。',
    },
  },
  'policy-test-empty': {
    text: { en: 'A test that expects nothing', zh: '该测试没有写预期结果' },
    hint: { en: 'Add `out:` or `entity:`.', zh: '请补充 `out:` 或 `entity:`。' },
  },
  'lint-failed': {
    text: { en: 'The policy does not fit: {count} finding(s)', zh: '策略检查未通过：{count} 项' },
    hint: {
      en: 'Repair the findings, or acknowledge one with `accept: [{ code, column, reason }]`.',
      zh: '请逐项修正，或用 `accept: [{ code, column, reason }]` 确认接受。',
    },
  },
  'lint-column-unknown': {
    text: { en: 'The input has no column `{column}`', zh: '输入中没有列 `{column}`' },
  },
  'lint-column-unlisted': {
    text: { en: 'Column `{column}` of the input is not in the policy', zh: '输入的列 `{column}` 不在策略中' },
    hint: {
      en: 'Add it to columns, or set `unlisted: drop` to leave such columns out.',
      zh: '请加入 columns，或设置 `unlisted: drop` 舍弃未列出的列。',
    },
  },
  'lint-column-dropped': {
    text: {
      en: 'Column `{column}` is not in the policy and is left out (`unlisted: drop`)',
      zh: '列 `{column}` 不在策略中，将被舍弃（`unlisted: drop`）',
    },
  },
  'lint-operator-entity': {
    text: {
      en: '`{use}` does not suit column `{column}`, which holds {entity}',
      zh: '列 `{column}` 的内容是 {entity}，不适合用 `{use}`',
    },
    hint: { en: 'See `lethe list operators`.', zh: '见 `lethe list operators`。' },
  },
  'lint-reversible': {
    text: {
      en: '`{use}` on column `{column}` can be turned back by anyone with a list of candidates',
      zh: '列 `{column}` 使用 `{use}`，持有候选清单者即可还原',
    },
    hint: {
      en: 'Use `pseudonym` or `suppress`, or acknowledge it with `accept`.',
      zh: '请改用 `pseudonym` 或 `suppress`，或在 `accept` 中确认。',
    },
  },
  'lint-direct-kept': {
    text: {
      en: 'Column `{column}` has role {role} and would be published as it is',
      zh: '列 `{column}` 的角色是 {role}，却会原样发布',
    },
    hint: { en: 'Suppress, mask or pseudonymise it.', zh: '请删除、屏蔽或假名化。' },
  },
  'lint-identifier-kept': {
    text: {
      en: 'Column `{column}` would be published as it is, but holds {entity}',
      zh: '列 `{column}` 会原样发布，但其内容是 {entity}',
    },
    hint: {
      en: 'Give it role direct and an operator, or acknowledge it with `accept`.',
      zh: '请设为 direct 并指定算子，或在 `accept` 中确认。',
    },
  },
  'lint-rare-identifiers': {
    text: {
      en: 'Column `{column}` would be published as it is, but {count} cells hold {entity}',
      zh: '列 `{column}` 会原样发布，但有 {count} 个单元格含 {entity}',
    },
    hint: { en: 'Use `redact`, or clean the source.', zh: '请使用 `redact`，或先清理源数据。' },
  },
  'lint-nothing-published': {
    text: {
      en: 'Nothing would be published: every column is dropped',
      zh: '没有可发布的内容：所有列都被删除',
    },
    hint: {
      en: 'Keep, generalise, mask or pseudonymise at least one column.',
      zh: '请至少保留、泛化、遮蔽或假名化一列。',
    },
  },
  'lint-model-unpublished': {
    text: {
      en: '{model} protects column {column}, which is dropped',
      zh: '{model} 保护的列 {column} 已被删除',
    },
    hint: {
      en: 'Nobody learns what is dropped: give the column `role: direct`, or take the model from it.',
      zh: '已删除的列无从得知：请将该列设为 `role: direct`，或去掉该列上的模型。',
    },
  },
  'lint-no-model': {
    text: {
      en: 'There are quasi-identifiers but no privacy model',
      zh: '存在准标识列，但没有设置隐私模型',
    },
    hint: { en: 'Add `privacy: { k: 5 }`.', zh: '请补充 `privacy: { k: 5 }`。' },
  },
  'lint-sensitive-unprotected': {
    text: {
      en: 'No model protects the sensitive column `{column}` against inference',
      zh: '敏感列 `{column}` 没有防推断的模型',
    },
    hint: { en: 'Add `privacy: { l: 2 }`.', zh: '请补充 `privacy: { l: 2 }`。' },
  },
  'lint-seed': {
    text: {
      en: 'With `{key}` the key outlives the run: the release stays personal information',
      zh: '使用 `{key}` 时密钥在运行后仍存在：发布结果仍属个人信息',
    },
  },
  'lint-accept-unused': {
    text: { en: '`accept` names {code}, which does not occur', zh: '`accept` 中的 {code} 并未出现' },
  },
  'write-head': {
    text: {
      en: 'A suggestion from {rows} records and {columns} columns. Read every line before you run it.',
      zh: '根据 {rows} 条记录、{columns} 列给出的建议。运行前请逐行核对。',
    },
  },
  'write-next': {
    text: {
      en: 'Then: lethe plan (what will happen), lethe run (do it, prove it, publish or refuse).',
      zh: '随后：lethe plan（查看将要做什么），lethe run（执行、证明、发布或拒绝）。',
    },
  },
  'write-dataset': {
    text: {
      en: 'What this release is; goes into manifest and report.',
      zh: '本次发布的说明，会写入清单和报告。',
    },
  },
  'write-required': {
    text: {
      en: 'fill in: the release profile asks for it',
      zh: '请填写：发布等级要求注明',
    },
  },
  'write-term': {
    text: {
      en: 'standard terms; put yours in place',
      zh: '标准条款，可改为自己的约定',
    },
  },
  'write-profiles': {
    text: {
      en: 'the bar that the output is held to; others: `lethe list profiles`',
      zh: '输出须达到的发布等级；其他等级见 `lethe list profiles`',
    },
  },
  'write-input': {
    text: {
      en: 'Probed: {encoding}, delimiter {delimiter}. State `encoding:` or `delimiter:` only if that is wrong.',
      zh: '探测结果：{encoding}，分隔符 {delimiter}。仅在不正确时填写 `encoding:` 或 `delimiter:`。',
    },
  },
  'write-typed': {
    text: { en: 'Read as {format}, types and all.', zh: '按 {format} 读取，保留类型。' },
  },
  'write-roles': {
    text: {
      en: 'direct: identifies alone. quasi: identifies in combination. sensitive: what nobody should learn. linking: joins to other sources. text: may contain anything. safe: none of these.',
      zh: 'direct 直接标识；quasi 准标识（组合可识别）；sensitive 敏感属性；linking 关联键；text 自由文本；safe 以上都不是。',
    },
  },
  'write-privacy': {
    text: { en: 'What the output must meet.', zh: '输出必须满足的条件。' },
  },
  'write-k': {
    text: {
      en: 'every record looks like at least {others} others',
      zh: '每条记录至少与另外 {others} 条无法区分',
    },
  },
  'write-l': {
    text: {
      en: 'every such group has at least {l} different sensitive values',
      zh: '每组至少有 {l} 个不同的敏感值',
    },
  },
  'write-suppression': {
    text: { en: 'share of records that may be dropped', zh: '允许删除的记录占比' },
  },
});
