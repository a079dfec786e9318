import { table } from './table.js';

/** What the gate says about a release. Names and numbers only. */
export const releaseMessages = table({
  'k-below-profile': {
    text: {
      en: 'The smallest class has {k} records; {profile} asks for {required}',
      zh: '最小等价类只有 {k} 条记录；{profile} 要求至少 {required} 条',
    },
    hint: {
      en: 'Set privacy: { k: {required} }; the search then generalises further or drops more records.',
      zh: '将 privacy 中的 k 设为 {required}；检索会进一步泛化或删除更多记录。',
    },
  },
  'risk-above-profile': {
    text: {
      en: 'The largest risk of a class is {theta}; {profile} allows {limit}',
      zh: '等价类的最大风险为 {theta}；{profile} 允许 {limit}',
    },
    hint: {
      en: 'Classes of at least {k} records meet it: set privacy: { k: {k} }.',
      zh: '等价类不少于 {k} 条记录即可满足：将 privacy 中的 k 设为 {k}。',
    },
  },
  'l-below-profile': {
    text: {
      en: 'A class has {found} distinct value of {column}; {profile} asks for {required}',
      zh: '某个等价类中“{column}”只有 {found} 种取值；{profile} 要求至少 {required} 种',
    },
    hint: {
      en: 'Add privacy: { l: { model: distinct, value: {required} } }, or suppress {column}.',
      zh: '加上 privacy: { l: { model: distinct, value: {required} } }，或删除“{column}”列。',
    },
  },
  'l-by-empty': {
    text: {
      en: 'Empty cells of {column} count as a value; without them a class has {found}, and {profile} asks for {required}',
      zh: '“{column}”的空单元格按一种取值计；不计空值时某个等价类只有 {found} 种，{profile} 要求 {required} 种',
    },
    hint: {
      en: 'If an empty cell tells as much as a value does (no illness), accept this with a reason; else suppress {column} or ask for a larger l.',
      zh: '若空值本身有含义（例如无病），请在 accept 中说明理由；否则请删除“{column}”列或提高 l。',
    },
  },
  'l-unmeasured': {
    text: {
      en: 'The diversity of {column} was not measured; {profile} asks for {required} distinct values in every class',
      zh: '未测量“{column}”的多样性；{profile} 要求每个等价类至少 {required} 种取值',
    },
    hint: {
      en: 'Add privacy: { l: { model: distinct, value: {required} } }, or suppress {column}.',
      zh: '加上 privacy: { l: { model: distinct, value: {required} } }，或删除“{column}”列。',
    },
  },
  'model-not-met': {
    text: {
      en: 'The output does not meet the policy: {model} {column} has {measure} = {found}, stated {stated}',
      zh: '输出未满足策略：{model} {column} 的 {measure} = {found}，策略要求 {stated}',
    },
    hint: {
      en: 'Allow more suppression, give the hierarchies more levels, or state a weaker model.',
      zh: '请允许更多的记录删除、为层级增加级数，或放宽该模型。',
    },
  },
  'model-classes-fail': {
    text: {
      en: 'The output does not meet the policy: {model} {column} fails in {classes} classes with {records} records, or for the table as a whole',
      zh: '输出未满足策略：{model} {column} 在 {classes} 个等价类（{records} 条记录）或整表上不成立',
    },
    hint: {
      en: 'The output is compared with itself, the search compared with the input: allow less suppression, or state a weaker model.',
      zh: '验证以输出自身为准，检索以输入为准：请减少允许删除的记录，或放宽该模型。',
    },
  },
  'model-unmeasured': {
    text: {
      en: 'The output alone cannot show that {model} {column} is met',
      zh: '仅凭输出无法证明 {model} {column} 已满足',
    },
    hint: {
      en: 'Publish the columns that the model is about, or state another model.',
      zh: '请发布该模型涉及的列，或改用其他模型。',
    },
  },
  'missing-remains': {
    text: {
      en: '{count} records with an empty quasi-identifier would be published; the policy suppresses them',
      zh: '将发布 {count} 条准标识符为空的记录；策略要求删除此类记录',
    },
    hint: {
      en: 'An operator may have emptied cells: leave it out, or set privacy: { missing: own }.',
      zh: '可能有操作清空了单元格：请去掉该操作，或设 privacy: { missing: own }。',
    },
  },
  'missing-known': {
    text: {
      en: 'k = {k} counts empty cells as wildcards; whoever knows the empty cells finds classes of {known}, and {required} are asked for',
      zh: 'k = {k} 将空单元格视为通配；知道空单元格真实取值的人可缩小到 {known} 条，而要求为 {required} 条',
    },
    hint: {
      en: 'Set privacy: { missing: own }, or accept it with the reason why nobody knows these cells: accept: [{ code: missing-known, reason: … }].',
      zh: '设 privacy: { missing: own }；若无人知道这些单元格的取值，请说明理由：accept: [{ code: missing-known, reason: … }]。',
    },
  },
  'direct-published': {
    text: {
      en: 'The direct identifier {column} ({entity}) would be published; {profile} allows none',
      zh: '直接标识符“{column}”（{entity}）将被发布；{profile} 不允许',
    },
    hint: {
      en: 'Set columns: {column}: { use: suppress }, or mask or replace it.',
      zh: '将列“{column}”设为 use: suppress，或改用 mask、replace。',
    },
  },
  'authentication-published': {
    text: {
      en: '{column} is named like what authenticates a user (JR/T 0171: C3), which never leaves; {profile} does not take it',
      zh: '“{column}”的列名表明其为用户鉴别信息（JR/T 0171：C3），不得流出；{profile} 不允许',
    },
    hint: {
      en: 'Set columns: {column}: { use: suppress }, or accept it with a reason where it is none.',
      zh: '将列“{column}”设为 use: suppress；若并非鉴别信息，请在 accept 中说明理由。',
    },
  },
  'role-understated': {
    text: {
      en: '{column} holds {entity}, and its role {role} keeps that out of the proof; {profile} does not take it',
      zh: '“{column}”含有 {entity}，而角色 {role} 使其不计入验证；{profile} 不允许',
    },
    hint: {
      en: 'Set columns: {column}: { role: {fit} }, with an operator or a hierarchy where it shall be published.',
      zh: '将列“{column}”设为 role: {fit}；若要发布，请加上操作或泛化层次。',
    },
  },
  'role-doubtful': {
    text: {
      en: '{column} holds {entity}, which may tell people apart; with the role {role} no class counts it',
      zh: '“{column}”含有 {entity}，可能区分个体；角色为 {role} 时不计入等价类',
    },
    hint: {
      en: 'Set columns: {column}: { role: {fit} }. If it describes no person: accept: [{ code: role-doubtful, column: {column}, reason: … }].',
      zh: '将列“{column}”设为 role: {fit}。若与人无关：accept: [{ code: role-doubtful, column: {column}, reason: … }]。',
    },
  },
  'column-singles-out': {
    text: {
      en: 'Nearly every value of {column} is different: whoever knows one finds its record',
      zh: '“{column}”的取值几乎各不相同：知道其中一个取值即可找到对应记录',
    },
    hint: {
      en: 'Suppress, round or bucket {column}. If nobody outside knows its values: accept: [{ code: column-singles-out, column: {column}, reason: … }].',
      zh: '请删除“{column}”，或取整、分段。若外人不掌握其取值：accept: [{ code: column-singles-out, column: {column}, reason: … }]。',
    },
  },
  'residual-identifiers': {
    text: {
      en: 'Identifiers are left in {column}: {entity} in {count} cells',
      zh: '“{column}”列中仍有 {count} 个单元格含有 {entity}',
    },
    hint: {
      en: 'Suppress {column}, or redact it with that entity included.',
      zh: '删除“{column}”列，或脱敏时包含该类标识。',
    },
  },
  'column-reversible': {
    text: {
      en: '{column} ({use}) can be turned back by anyone with a list of candidates; {profile} asks for irreversible output',
      zh: '“{column}”（{use}）可被任何掌握候选值的人还原；{profile} 要求不可复原',
    },
    hint: {
      en: 'Set columns: {column}: { use: suppress }, or use a pseudonym with the key of the run.',
      zh: '将列“{column}”设为 use: suppress，或改用随运行销毁密钥的 pseudonym。',
    },
  },
  'key-living': {
    text: {
      en: 'The key of {column} ({use}) still exists; {profile} asks for irreversible output',
      zh: '“{column}”（{use}）的密钥仍然存在；{profile} 要求不可复原',
    },
    hint: {
      en: 'Remove key: and seed: from the policy, so that the key is made for the run and destroyed; or release as internal-sharing.',
      zh: '从策略中删去 key 与 seed，使密钥随运行生成并销毁；或按 internal-sharing 发布。',
    },
  },
  'column-restorable': {
    text: {
      en: '{column} ({use}) can be turned back: the release stays personal information',
      zh: '“{column}”（{use}）可以还原：该数据仍属于个人信息',
    },
    hint: {
      en: 'Publish it only to those whom the agreement or authorisation names.',
      zh: '只可提供给协议或授权所列的接收方。',
    },
  },
  'pseudonym-equality': {
    text: {
      en: '{column} ({use}) keeps equality: records of one person can still be put together',
      zh: '“{column}”（{use}）保留相等关系：同一人的记录仍可归并',
    },
    hint: {
      en: 'Suppress {column} unless the recipient needs to join records; then accept this with a reason.',
      zh: '如接收方无需归并记录，请删除“{column}”列；否则在 accept 中说明理由。',
    },
  },
  'still-personal-information': {
    text: {
      en: 'De-identified, not anonymised: a release under {profile} is still personal information',
      zh: '属去标识化而非匿名化：按 {profile} 发布的数据仍属于个人信息',
    },
    hint: {
      en: 'Keep it within the bodies that are bound, and accept this with a reason.',
      zh: '仅限受约束的单位内使用，并在 accept 中说明理由。',
    },
  },
  'linking-published': {
    text: {
      en: '{column} joins to other sources and would be published as it is; {profile} allows none',
      zh: '“{column}”可与其他数据源关联且将原样发布；{profile} 不允许',
    },
    hint: {
      en: 'Set columns: {column}: { use: suppress }, or use a pseudonym.',
      zh: '将列“{column}”设为 use: suppress，或改用 pseudonym。',
    },
  },
  'free-text-forbidden': {
    text: {
      en: 'The free text {column} would be published; {profile} allows none',
      zh: '自由文本“{column}”将被发布；{profile} 不允许',
    },
    hint: { en: 'Set columns: {column}: { use: suppress }.', zh: '将列“{column}”设为 use: suppress。' },
  },
  'free-text-raw': {
    text: {
      en: 'The free text {column} would be published as it is',
      zh: '自由文本“{column}”将原样发布',
    },
    hint: {
      en: 'Set columns: {column}: { use: redact } or { use: suppress }.',
      zh: '将列“{column}”设为 use: redact 或 use: suppress。',
    },
  },
  'free-text-published': {
    text: {
      en: 'The redacted free text {column} is published: what a recogniser does not know, it leaves standing',
      zh: '“{column}”为脱敏后的自由文本：识别器不认识的内容会保留下来',
    },
    hint: {
      en: 'Read a sample of the output, then accept this with a reason, or suppress {column}.',
      zh: '请抽查输出并在 accept 中说明理由，或删除“{column}”列。',
    },
  },
  'geography-too-fine': {
    text: {
      en: '{column} is published at the level {level}; {profile} allows nothing finer than {finest}',
      zh: '“{column}”发布到“{level}”一级；{profile} 不允许细于 {finest}',
    },
    hint: {
      en: 'Set the lowest of the levels of {column} to {finest} in its hierarchy, or suppress it.',
      zh: '将“{column}”层级 levels 的最低级设为 {finest}，或删除该列。',
    },
  },
  'date-too-fine': {
    text: {
      en: '{column} is published at the level {level}; {profile} allows nothing finer than the year',
      zh: '“{column}”发布到“{level}”一级；{profile} 不允许细于年',
    },
    hint: {
      en: 'Set the lowest of the levels of {column} to year.',
      zh: '将“{column}”的最低级设为年。',
    },
  },
  'age-over-89': {
    text: {
      en: '{column} tells that somebody is older than 89; {profile} wants all ages from 90 on in one class',
      zh: '“{column}”显示有人超过 89 岁；{profile} 要求 90 岁及以上合为一类',
    },
    hint: {
      en: 'Publish ages by a hierarchy that ends in >=90 (age, from level 1 on) instead of the values of {column}, or suppress the column.',
      zh: '请按以 >=90 收尾的层级（age，自第 1 级起）发布年龄，不要发布“{column}”的原值；或删除该列。',
    },
  },
  'trajectory-published': {
    text: {
      en: '{column} together with {time} draws movements; {profile} allows none',
      zh: '“{column}”与“{time}”合在一起构成行踪轨迹；{profile} 不允许',
    },
    hint: { en: 'Suppress {column} or {time}.', zh: '删除“{column}”或“{time}”列。' },
  },
  'dataset-field-missing': {
    text: {
      en: '{profile} asks for dataset: {field} ({source})',
      zh: '{profile} 要求填写 dataset 的 {field}（{source}）',
    },
    hint: { en: 'State {field} under dataset: in the policy.', zh: '请在策略的 dataset 中填写 {field}。' },
  },
  'dataset-field-wanted': {
    text: {
      en: '{profile} would like dataset: {field} on record ({source})',
      zh: '{profile} 宜在 dataset 中记录 {field}（{source}）',
    },
    hint: {
      en: 'State {field} under dataset:, for example disposal: deleted on the last day, confirmed in writing.',
      zh: '请在 dataset 中填写 {field}，例如 disposal: 期满删除并书面确认。',
    },
  },
  'mark-forbids': {
    text: {
      en: 'The dataset is marked {mark}: {profile} may not publish it',
      zh: '数据集标注为 {mark}：不得按 {profile} 发布',
    },
    hint: {
      en: 'Only the office that classified the data can lift dataset: { marks }; nothing else in the policy does.',
      zh: '只有定密或定级部门可以解除 dataset 中的 marks；策略中的其他设置均不能代替。',
    },
  },
  'mark-needs-expiry': {
    text: {
      en: 'The dataset is marked {mark}: it needs a last day of use',
      zh: '数据集标注为 {mark}：须写明使用截止日期',
    },
    hint: {
      en: 'State dataset: { expiry: YYYY-MM-DD }.',
      zh: '请在 dataset 中填写 expiry（YYYY-MM-DD）。',
    },
  },
  'mark-cross-border': {
    text: {
      en: 'The dataset is marked {mark}: it leaves the country',
      zh: '数据集标注为 {mark}：数据将出境',
    },
    hint: {
      en: 'Check before handing it over whether a security assessment, standard contract or certification is due.',
      zh: '提供之前请确认是否须通过出境安全评估、订立标准合同或取得认证。',
    },
  },
  'counts-disagree': {
    text: {
      en: '{in} records came in; {out} out, {suppressed} suppressed and {quarantined} quarantined do not add up',
      zh: '输入 {in} 条记录；输出 {out}、删除 {suppressed}、隔离 {quarantined}，合计不符',
    },
    hint: {
      en: 'Nothing was published. This is a fault of Lethe: please report the numbers.',
      zh: '未发布任何内容。这是 Lethe 的缺陷，请反馈这些数字。',
    },
  },
  'proof-disagrees': {
    text: {
      en: 'The proof read {records} records, the run wrote {out}',
      zh: '验证读到 {records} 条记录，而写出了 {out} 条',
    },
    hint: {
      en: 'Nothing was published. This is a fault of Lethe: please report the numbers.',
      zh: '未发布任何内容。这是 Lethe 的缺陷，请反馈这些数字。',
    },
  },
  'all-suppressed': {
    text: {
      en: 'No record is left: {in} came in, {suppressed} were suppressed',
      zh: '没有剩余记录：输入 {in} 条，删除 {suppressed} 条',
    },
    hint: {
      en: 'Ask for smaller classes, or give the quasi-identifiers coarser levels.',
      zh: '请要求较小的等价类，或为准标识符提供更粗的级别。',
    },
  },
  'no-column-published': {
    text: { en: 'None of the {columns} columns is published', zh: '{columns} 列中没有任何一列被发布' },
    hint: { en: 'Keep or generalise at least one column.', zh: '请至少保留或泛化一列。' },
  },
  'suppression-above-policy': {
    text: {
      en: '{suppressed} records were suppressed ({share} of all); the policy allows {limit} (suppression: {stated})',
      zh: '删除了 {suppressed} 条记录（占 {share}）；策略允许 {limit} 条（suppression: {stated}）',
    },
    hint: {
      en: 'Set privacy: { suppression: … } to at least {share}, or coarser levels.',
      zh: '将 privacy 中的 suppression 设为不小于 {share}，或采用更粗的级别。',
    },
  },
  'records-quarantined': {
    text: {
      en: '{count} records could not be read and were set aside',
      zh: '{count} 条记录无法读取，已隔离',
    },
    hint: {
      en: 'They are not in the release; repair them and run again, or accept this with a reason.',
      zh: '它们不在发布内容中；请修复后重新运行，或在 accept 中说明理由。',
    },
  },
  'profile-unknown': {
    text: { en: 'Unknown release profile: {profile}', zh: '未知的发布类型：{profile}' },
    hint: { en: 'One of: {known}.', zh: '可选：{known}。' },
  },
});
