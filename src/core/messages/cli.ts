import { table } from './table.js';

/** The words of the command line: its own errors, and the labels of what it prints. */
export const cliMessages = table({
  'cli-option-unknown': {
    text: { en: 'Unknown option {option}', zh: '没有选项 {option}' },
    hint: { en: 'See `lethe {command} --help`.', zh: '见 `lethe {command} --help`。' },
  },
  'cli-command-unknown': {
    text: { en: 'Unknown command {name}', zh: '没有命令 {name}' },
    hint: { en: 'See `lethe --help`.', zh: '见 `lethe --help`。' },
  },
  'cli-command-missing': {
    text: { en: 'No command given', zh: '没有给出命令' },
    hint: { en: 'See `lethe --help`.', zh: '见 `lethe --help`。' },
  },
  'cli-argument-missing': {
    text: { en: 'Argument {name} is missing', zh: '缺少参数 {name}' },
    hint: { en: 'See `lethe {command} --help`.', zh: '见 `lethe {command} --help`。' },
  },
  'cli-argument-excess': {
    text: { en: 'Too many arguments for {command}', zh: '{command} 的参数过多' },
    hint: { en: 'See `lethe {command} --help`.', zh: '见 `lethe {command} --help`。' },
  },
  'cli-option-invalid': {
    text: { en: 'Option {option} must be {expected}', zh: '选项 {option} 应为 {expected}' },
  },
  'cli-option-value': {
    text: { en: 'Option {option} needs a value', zh: '选项 {option} 需要一个值' },
  },
  'cli-option-missing': {
    text: { en: 'Option {option} is required', zh: '缺少必需的选项 {option}' },
  },
  'cli-usage': {
    text: { en: 'The command line is not understood', zh: '无法理解该命令行' },
    hint: { en: 'See `lethe {command} --help`.', zh: '见 `lethe {command} --help`。' },
  },
  'cli-file-taken': {
    text: { en: '{path} exists and is not overwritten', zh: '{path} 已存在，不会覆盖' },
    hint: { en: 'Name another file with -o.', zh: '请用 -o 指定其他文件。' },
  },
  'cli-system': {
    text: { en: '{path}: the system says {reason}', zh: '{path}：系统返回 {reason}' },
  },
  'cli-internal': {
    text: {
      en: 'An error inside Lethe ({name}); nothing was published',
      zh: 'Lethe 内部错误（{name}）；没有发布任何内容',
    },
    hint: {
      en: 'Please report it with the lines below; they contain no data.',
      zh: '请附上以下各行反馈；其中不含数据。',
    },
  },
  'cli-policy-written': {
    text: {
      en: 'There was no policy: a suggestion is now in {path}; nothing was published',
      zh: '没有找到策略：已生成建议 {path}；没有发布任何内容',
    },
    hint: {
      en: 'Read it, then: lethe plan -p {quoted} and lethe run -p {quoted}',
      zh: '请核对后执行：lethe plan -p {quoted}，然后 lethe run -p {quoted}',
    },
  },
  'cli-diff-terminal': {
    text: {
      en: '--diff shows cells and prints to a terminal only',
      zh: '--diff 会显示单元格内容，只输出到终端',
    },
  },
  'cli-diff-input': {
    text: { en: '--diff cannot preview this input: {path}', zh: '--diff 无法预览该输入：{path}' },
    hint: { en: 'It reads plain files in UTF-8 or GB18030.', zh: '仅支持 UTF-8 或 GB18030 编码的普通文件。' },
  },
  'cli-hierarchy-missing': {
    text: {
      en: 'No hierarchy file for column {column} in {path}',
      zh: '{path} 中没有列 {column} 的层级文件',
    },
    hint: {
      en: 'Files are named {column}.csv or <anything>_hierarchy_{column}.csv.',
      zh: '文件名应为 {column}.csv 或 <任意>_hierarchy_{column}.csv。',
    },
  },
  'cli-hierarchy-ambiguous': {
    text: {
      en: 'More than one hierarchy file for column {column} in {path}',
      zh: '{path} 中列 {column} 有多个层级文件',
    },
  },
  'cli-name-unknown': {
    text: { en: 'Nothing is called {name}', zh: '没有名为 {name} 的内容' },
    hint: { en: 'See `lethe list`.', zh: '见 `lethe list`。' },
  },
  'cli-detect-line': {
    text: {
      en: 'Line {line} of the input is not JSON with a `text`',
      zh: '输入第 {line} 行不是带有 `text` 的 JSON',
    },
  },
  'cli-detect-long': {
    text: {
      en: 'Line {line} of the input is longer than {limit} MiB',
      zh: '输入第 {line} 行超过 {limit} MiB',
    },
    hint: {
      en: 'Every text is a line of its own; cut this one where a sentence ends.',
      zh: '每段文本各占一行；请在句末处把这段文本拆开。',
    },
  },
  'cli-detect-encoding': {
    text: { en: 'Line {line} of the input is not UTF-8', zh: '输入第 {line} 行不是 UTF-8' },
    hint: {
      en: 'Convert it first, for example with `iconv -f gb18030 -t utf-8`.',
      zh: '请先转换编码，例如 `iconv -f gb18030 -t utf-8`。',
    },
  },
  'cli-model-parameter': {
    text: { en: 'Model {model}: {key} is not understood', zh: '模型 {model}：无法理解 {key}' },
    hint: { en: 'See `lethe explain {model}`.', zh: '见 `lethe explain {model}`。' },
  },
  'cli-model-incomplete': {
    text: { en: 'Model {model} needs {key}', zh: '模型 {model} 需要 {key}' },
    hint: {
      en: 'Write `--model {model},{key}=…`; `lethe explain {model}` tells what it means.',
      zh: '请写 `--model {model},{key}=…`；含义见 `lethe explain {model}`。',
    },
  },
  'cli-tests-none': {
    text: { en: 'The policy has no tests', zh: '策略中没有测试' },
    hint: { en: 'Add a `tests:` block.', zh: '请补充 `tests:`。' },
  },
  'test-column-left': {
    text: {
      en: 'What happens to {column} is decided by the search; its output cannot be tested cell by cell',
      zh: '{column} 的处理由搜索决定，无法逐格测试输出',
    },
  },
  'did-you-mean': {
    text: { en: 'Did you mean `{suggestion}`?', zh: '是否想写 `{suggestion}`？' },
  },
  'type-string': { text: { en: 'text', zh: '文本' } },
  'type-number': { text: { en: 'a number', zh: '数字' } },
  'type-nan': { text: { en: '.nan, which is no number', zh: '.nan（不是数值）' } },
  'type-infinity': { text: { en: '.inf, which is not finite', zh: '.inf（无穷）' } },
  'type-int': { text: { en: 'a whole number', zh: '整数' } },
  'type-boolean': { text: { en: 'true or false', zh: 'true 或 false' } },
  'type-object': { text: { en: 'a block of keys', zh: '键值块' } },
  'type-record': { text: { en: 'a block of keys', zh: '键值块' } },
  'type-array': { text: { en: 'a list', zh: '列表' } },
  'type-tuple': { text: { en: 'a list', zh: '列表' } },
  'type-null': { text: { en: 'nothing', zh: '空' } },
  'part-magic': { text: { en: 'its beginning or end', zh: '文件头或文件尾' } },
  'part-encrypted-footer': { text: { en: 'its footer, which is encrypted', zh: '已加密的文件尾元数据' } },
  'part-footer': { text: { en: 'its footer', zh: '文件尾元数据' } },
  'part-row-group': { text: { en: 'row group {number}', zh: '行组 {number}' } },
  'part-column-chunk': { text: { en: 'the place of a column', zh: '列的位置' } },
  'part-page': { text: { en: 'page {number}', zh: '数据页 {number}' } },
  'part-schema': { text: { en: 'its schema', zh: '表结构' } },
  'part-end-of-file': { text: { en: 'its end', zh: '文件尾' } },
  'part-record-batch': { text: { en: 'record batch {number}', zh: '记录批 {number}' } },
  'part-zip-directory': { text: { en: 'the directory of the archive', zh: '压缩包目录' } },
  'part-sheet': { text: { en: 'the sheet', zh: '工作表' } },
  'cli-fact': { text: { en: '{name}: {value}', zh: '{name}：{value}' } },
  'word-error': { text: { en: 'error', zh: '错误' } },
  'word-warning': { text: { en: 'warning', zh: '警告' } },
  'word-info': { text: { en: 'note', zh: '提示' } },
  'word-column': { text: { en: 'column', zh: '列' } },
  'word-record': { text: { en: 'record', zh: '记录' } },
  'word-hint': { text: { en: 'hint', zh: '建议' } },
  'word-entity': { text: { en: 'entity', zh: '实体' } },
  'word-role': { text: { en: 'role', zh: '角色' } },
  'word-grade': { text: { en: 'grade', zh: '级别' } },
  'word-share': { text: { en: 'share', zh: '占比' } },
  'word-filled': { text: { en: 'filled', zh: '非空' } },
  'word-distinct': { text: { en: 'distinct', zh: '不同值' } },
  'word-also': { text: { en: 'also found', zh: '另含' } },
  'word-operator': { text: { en: 'what happens', zh: '处理方式' } },
  'word-why': { text: { en: 'why', zh: '理由' } },
  'word-levels': { text: { en: 'levels', zh: '层级' } },
  'word-models': { text: { en: 'models', zh: '模型' } },
  'word-search': { text: { en: 'search', zh: '搜索' } },
  'word-output': { text: { en: 'output', zh: '输出' } },
  'word-input': { text: { en: 'input', zh: '输入' } },
  'word-manifest': { text: { en: 'manifest', zh: '清单' } },
  'word-report': { text: { en: 'report', zh: '报告' } },
  'word-time': { text: { en: 'time', zh: '用时' } },
  'word-parameters': { text: { en: 'parameters', zh: '参数' } },
  'word-examples': { text: { en: 'examples', zh: '示例' } },
  'word-source': { text: { en: 'source', zh: '出处' } },
  'word-thresholds': { text: { en: 'what the gate asks for', zh: '发布要求' } },
  'word-reversibility': { text: { en: 'reversibility', zh: '可逆性' } },
  'word-keeps': { text: { en: 'can still be told, at most', zh: '至多仍可看出' } },
  'word-answered': { text: { en: 'which entities answer which word', zh: '用语与对应实体' } },
  'word-default': { text: { en: 'default', zh: '默认' } },
  'word-required': { text: { en: 'required', zh: '必填' } },
  'word-measure': { text: { en: 'measure', zh: '指标' } },
  'word-value': { text: { en: 'value', zh: '数值' } },
  'word-before': { text: { en: 'before', zh: '处理前' } },
  'word-after': { text: { en: 'after', zh: '处理后' } },
  'word-searched': { text: { en: 'generalised as far as the models need', zh: '按模型需要泛化' } },
  'word-records': { text: { en: 'records', zh: '记录数' } },
  'word-classes': { text: { en: 'equivalence classes', zh: '等价类' } },
  'word-uniques': { text: { en: 'records alone in their class', zh: '唯一记录' } },
  'word-risk': { text: { en: 'highest risk', zh: '最高风险' } },
  'word-taken-out': { text: { en: '(take it out)', zh: '（删去）' } },
  'word-emptied': { text: { en: 'cells emptied', zh: '清空的单元格' } },
  'word-persons': { text: { en: 'persons (what classes count)', zh: '人数（等价类按人计）' } },
  'word-missing': { text: { en: 'records with an empty quasi-identifier', zh: '准标识符为空的记录' } },
  'word-k-known': {
    text: { en: 'k where the empty cells are known', zh: '空单元格已被知晓时的 k' },
  },
  'word-mean-risk': { text: { en: 'mean risk', zh: '平均风险' } },
  'cli-profile-summary': {
    text: {
      en: '{rows} records, {columns} columns, {encoding}, delimiter {delimiter}',
      zh: '{rows} 条记录，{columns} 列，{encoding}，分隔符 {delimiter}',
    },
  },
  'cli-profile-typed': {
    text: {
      en: '{rows} records, {columns} columns, {format}',
      zh: '{rows} 条记录，{columns} 列，{format}',
    },
  },
  'cli-init-written': {
    text: { en: 'Policy written: {path}', zh: '已写入策略：{path}' },
    hint: {
      en: 'Read it, then: lethe plan -p {quoted} and lethe run -p {quoted}',
      zh: '请核对后执行：lethe plan -p {quoted}，然后 lethe run -p {quoted}',
    },
  },
  'cli-run-published': { text: { en: 'Published', zh: '已发布' } },
  'cli-run-refused': { text: { en: 'Refused: nothing was published', zh: '已拒绝：没有发布任何内容' } },
  'cli-label-anonymised': { text: { en: 'anonymised', zh: '匿名化' } },
  'cli-label-de-identified': {
    text: { en: 'de-identified: still personal information', zh: '去标识化：仍属个人信息' },
  },
  'cli-search-summary': {
    text: {
      en: '{metric} {loss}, {suppressed} records suppressed, {nodes} nodes, {optimal}',
      zh: '{metric} {loss}，删除 {suppressed} 条记录，评估 {nodes} 个节点，{optimal}',
    },
  },
  'cli-search-finest': {
    text: {
      en: 'More distinct combinations than memory has room for: the search began at {levels} and did not look at finer levels (--memory)',
      zh: '不同取值组合超出内存：搜索从 {levels} 开始，未评估更细的级别（可用 --memory 调整）',
    },
  },
  'cli-search-gap': {
    text: { en: '{best}: no choice of levels is below {bound}', zh: '{best}：任何级别组合都不低于 {bound}' },
  },
  'word-repairs': { text: { en: 'what would have to change', zh: '需要修改' } },
  'word-optimal': { text: { en: 'optimal', zh: '最优' } },
  'word-best-found': { text: { en: 'best found', zh: '已找到的最佳' } },
  'cli-tests-summary': {
    text: { en: '{passed} of {total} tests passed', zh: '{total} 项测试通过 {passed} 项' },
  },
  'cli-test-failed': {
    text: { en: 'Test of column {column} fails', zh: '列 {column} 的测试未通过' },
  },
  'word-expected': { text: { en: 'expected', zh: '预期' } },
  'word-found': { text: { en: 'found', zh: '实际' } },
  'cli-model-unmet': {
    text: { en: '{model} is {found}, required is {expected}', zh: '{model} 为 {found}，要求 {expected}' },
  },
  'cli-model-fails': {
    text: {
      en: '{model} fails in {classes} classes with {records} records, or for the table as a whole',
      zh: '{model} 在 {classes} 个等价类（{records} 条记录）或整表上不成立',
    },
  },
  'cli-model-unmeasured': {
    text: {
      en: 'The table alone cannot show that {model} is met',
      zh: '仅凭该表无法证明 {model} 已满足',
    },
  },
  'cli-failing': {
    text: { en: '{classes} classes, {records} records', zh: '{classes} 个等价类，{records} 条记录' },
  },
  'cli-without': { text: { en: '{column}: {records} records fail', zh: '{column}：{records} 条记录不满足' } },
  'word-model': { text: { en: 'model', zh: '模型' } },
  'word-met': { text: { en: 'met', zh: '满足' } },
  'word-yes': { text: { en: 'yes', zh: '是' } },
  'word-no': { text: { en: 'no', zh: '否' } },
  'word-unmeasured': { text: { en: 'not measurable', zh: '无法度量' } },
  'word-failing': { text: { en: 'failing', zh: '不满足' } },
  'word-smallest': { text: { en: 'sizes of the smallest', zh: '最小的类大小' } },
  'word-without': { text: { en: 'without the worst column', zh: '去掉最不利的列后' } },
  'progress-line': {
    text: {
      en: '{phase}: {percent}, {rows} records, {rate} MB/s',
      zh: '{phase}：{percent}，{rows} 条记录，{rate} MB/s',
    },
  },
  'phase-profile': { text: { en: 'profile', zh: '识别' } },
  'phase-plan': { text: { en: 'plan', zh: '计划' } },
  'phase-fit': { text: { en: 'fit', zh: '拟合' } },
  'phase-frontier': { text: { en: 'frontier', zh: '其他设置' } },
  'phase-apply': { text: { en: 'apply', zh: '处理' } },
  'phase-prove': { text: { en: 'prove', zh: '证明' } },
  'phase-persons': { text: { en: 'persons', zh: '人数' } },
  'phase-join': { text: { en: 'join', zh: '关联' } },
  'phase-attack': { text: { en: 'attack', zh: '攻击' } },
  'phase-utility': { text: { en: 'utility', zh: '可用性' } },
  'phase-gate': { text: { en: 'gate', zh: '门禁' } },
  'word-header': { text: { en: 'header', zh: '表头' } },
  'word-values': { text: { en: 'values', zh: '取值' } },
  'word-proven': { text: { en: 'proven', zh: '有据' } },
  'word-together': { text: { en: 'together', zh: '综合' } },
  'word-confidence': { text: { en: 'confidence', zh: '置信度' } },
  'word-forms': { text: { en: 'forms of the values', zh: '取值形式' } },
  'word-nothing': { text: { en: 'nothing that identifies', zh: '无可识别内容' } },
  'cli-explain-basis': {
    text: {
      en: '{filled} of {records} cells filled, {distinct} distinct values; judged by all of them',
      zh: '{records} 个单元格中 {filled} 个非空，{distinct} 种取值；依据全部取值',
    },
  },
  'cli-explain-sample': {
    text: {
      en: '{filled} of {records} cells filled, {distinct} distinct values; every cell scanned for its form, {witnesses} values looked at closely',
      zh: '{records} 个单元格中 {filled} 个非空，{distinct} 种取值；全部单元格检查形式，其中 {witnesses} 个取值细查',
    },
  },
  'cli-explain-candidates': {
    text: { en: 'what was considered, strongest first', zh: '考虑过的实体，由强到弱' },
  },
  'cli-column-unknown': {
    text: { en: 'The table has no column {column}', zh: '表中没有列 {column}' },
    hint: { en: 'Columns of the table: {known}', zh: '表中的列：{known}' },
  },
  'cli-profile-joint': {
    text: {
      en: '{uniques} records ({share}) stand alone by {columns}: treat as quasi-identifiers',
      zh: '{columns} 可单独指向 {uniques} 条记录（{share}）：应视为准标识',
    },
  },
  'cli-profile-category': {
    text: {
      en: '{column} is sensitive personal information (PIPL art. 28): {categories}',
      zh: '{column} 属于敏感个人信息（《个人信息保护法》第 28 条）：{categories}',
    },
  },
  'reason-policy': { text: { en: 'the policy says so', zh: '策略指定' } },
  'reason-role': { text: { en: 'follows from its role', zh: '由角色决定' } },
  'reason-unlisted': { text: { en: 'the policy does not name it', zh: '策略未列出' } },
  'warning-blank-lines': { text: { en: 'there are blank lines', zh: '存在空行' } },
  'cli-profile-hint': {
    text: {
      en: '{column} ({distinct} distinct values) may tell people apart in combination: consider `role: quasi`',
      zh: '{column}（{distinct} 种取值）与其他列组合可能区分个人：可考虑 `role: quasi`',
    },
  },
});
