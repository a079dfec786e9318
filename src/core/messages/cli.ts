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
  'cli-model-parameter': {
    text: { en: 'Model {model}: {key} is not understood', zh: '模型 {model}：无法理解 {key}' },
    hint: { en: 'See `lethe explain {model}`.', zh: '见 `lethe explain {model}`。' },
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
  'type-int': { text: { en: 'a whole number', zh: '整数' } },
  'type-boolean': { text: { en: 'true or false', zh: 'true 或 false' } },
  'type-object': { text: { en: 'a block of keys', zh: '键值块' } },
  'type-record': { text: { en: 'a block of keys', zh: '键值块' } },
  'type-array': { text: { en: 'a list', zh: '列表' } },
  'type-tuple': { text: { en: 'a list', zh: '列表' } },
  'type-null': { text: { en: 'nothing', zh: '空' } },
  'cli-fact': { text: { en: '{name}: {value}', zh: '{name}：{value}' } },
  'word-error': { text: { en: 'error', zh: '错误' } },
  'word-warning': { text: { en: 'warning', zh: '警告' } },
  'word-info': { text: { en: 'note', zh: '提示' } },
  'word-hint': { text: { en: 'hint', zh: '建议' } },
  'word-column': { text: { en: 'column', zh: '列' } },
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
  'word-mean-risk': { text: { en: 'mean risk', zh: '平均风险' } },
  'cli-profile-summary': {
    text: {
      en: '{rows} records, {columns} columns, {encoding}, delimiter {delimiter}',
      zh: '{rows} 条记录，{columns} 列，{encoding}，分隔符 {delimiter}',
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
  'progress-line': {
    text: {
      en: '{phase}: {percent}, {rows} records, {rate} MB/s',
      zh: '{phase}：{percent}，{rows} 条记录，{rate} MB/s',
    },
  },
  'phase-profile': { text: { en: 'profile', zh: '识别' } },
  'phase-plan': { text: { en: 'plan', zh: '计划' } },
  'phase-fit': { text: { en: 'fit', zh: '拟合' } },
  'phase-apply': { text: { en: 'apply', zh: '处理' } },
  'phase-prove': { text: { en: 'prove', zh: '证明' } },
  'phase-gate': { text: { en: 'gate', zh: '门禁' } },
  'help-usage': { text: { en: 'Usage:', zh: '用法：' } },
  'help-arguments': { text: { en: 'Arguments:', zh: '参数：' } },
  'help-options': { text: { en: 'Options:', zh: '选项：' } },
  'help-global': { text: { en: 'Global Options:', zh: '通用选项：' } },
  'help-commands': { text: { en: 'Commands:', zh: '命令：' } },
  'help-lethe': {
    text: {
      en: 'Turns a table about people into one that may be opened or traded, and proves it.',
      zh: '把关于人的数据表处理成可以开放或交易的表，并给出证明。',
    },
  },
  'help-exit': {
    text: {
      en: 'Exit codes: 0 done, 1 the tool says no, 2 usage, policy, input or internal error, 130 interrupted.',
      zh: '退出码：0 完成；1 检查未通过；2 用法、策略、输入或内部错误；130 已中断。',
    },
  },
  'help-profile': {
    text: { en: 'Show what each column of a table is', zh: '识别表中每一列的内容' },
  },
  'help-explain-column': {
    text: {
      en: 'Why a column is typed as it is: evidence and alternatives in numbers, no values',
      zh: '说明一列为何如此识别：以数字列出依据与备选，不显示取值',
    },
  },
  'help-arg-column': { text: { en: 'column: its name or its number from 1', zh: '列名，或从 1 起的列序号' } },
  'help-opt-why': { text: { en: 'tell what was considered for every column', zh: '列出每一列的识别依据' } },
  'help-opt-joint': {
    text: {
      en: 'count sets of columns that single records out: auto (up to 200 000 records), always, never',
      zh: '统计能单独指向个体的列组合：auto（不超过 20 万条记录）、always、never',
    },
  },
  'help-opt-reference-date': {
    text: {
      en: 'day that ages are taken at, YYYY-MM-DD; else the latest date of the table',
      zh: '计算年龄的基准日 YYYY-MM-DD；默认取表中最晚日期',
    },
  },
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
  },
  'cli-profile-joint': {
    text: {
      en: '{columns} single out {uniques} records ({share}): treat as quasi-identifiers',
      zh: '{columns} 可单独指向 {uniques} 条记录（{share}）：应视为准标识',
    },
  },
  'cli-profile-category': {
    text: {
      en: '{column} is sensitive personal information (PIPL art. 28): {categories}',
      zh: '{column} 属于敏感个人信息（《个人信息保护法》第 28 条）：{categories}',
    },
  },
  'help-init': { text: { en: 'Write a commented policy for a table', zh: '为一张表生成带注释的策略' } },
  'help-plan': {
    text: { en: 'Show what a policy does to each column and why', zh: '查看策略对每一列做什么及其理由' },
  },
  'help-run': {
    text: { en: 'Process, prove, and publish or refuse', zh: '处理、证明，然后发布或拒绝' },
  },
  'help-check': {
    text: { en: 'Measure privacy models and risk on any table', zh: '在任意表上度量隐私模型与风险' },
  },
  'help-anonymise': {
    text: {
      en: 'Search the best generalisation with ARX hierarchies, without a policy',
      zh: '不用策略，直接用 ARX 层级文件搜索最优泛化',
    },
  },
  'help-detect': {
    text: {
      en: 'Find identifiers in texts: NDJSON {quote} on stdin, spans on stdout',
      zh: '查找文本中的标识符：标准输入为 NDJSON {quote}，标准输出为位置',
    },
  },
  'help-test': { text: { en: 'Run the tests of a policy', zh: '运行策略中的测试' } },
  'help-list': { text: { en: 'List what is registered', zh: '列出已注册的内容' } },
  'help-explain': {
    text: { en: 'Explain a component or a message code', zh: '解释一个组件或消息代码' },
  },
  'help-schema': { text: { en: 'Print a JSON Schema', zh: '输出 JSON Schema' } },
  'help-completion': { text: { en: 'Print a completion script for a shell', zh: '输出 shell 补全脚本' } },
  'help-arg-input': {
    text: { en: 'file, folder or glob; - is stdin', zh: '文件、文件夹或通配符；- 表示标准输入' },
  },
  'help-arg-name': { text: { en: 'name or message code', zh: '名称或消息代码' } },
  'help-arg-kind': { text: { en: 'what to list', zh: '列出哪一类' } },
  'help-arg-shell': { text: { en: 'bash, zsh or fish', zh: 'bash、zsh 或 fish' } },
  'help-arg-schema': { text: { en: 'policy, profile, check or run', zh: 'policy、profile、check 或 run' } },
  'help-opt-json': { text: { en: 'print one JSON document', zh: '输出一个 JSON 文档' } },
  'help-opt-quiet': { text: { en: 'no progress', zh: '不显示进度' } },
  'help-opt-color': { text: { en: 'no colours', zh: '不使用颜色' } },
  'help-opt-lang': { text: { en: 'language: en or zh', zh: '语言：en 或 zh' } },
  'help-opt-workers': { text: { en: 'number of worker threads', zh: '工作线程数' } },
  'help-opt-chunk': { text: { en: 'bytes that a worker takes at a time', zh: '工作线程每次处理的字节数' } },
  'help-opt-policy': { text: { en: 'policy file (lethe.yaml)', zh: '策略文件（lethe.yaml）' } },
  'help-opt-help': { text: { en: 'show this help', zh: '显示帮助' } },
  'help-opt-version': { text: { en: 'show the version', zh: '显示版本' } },
  'help-opt-encoding': {
    text: { en: 'encoding instead of the probed one', zh: '指定编码，不用探测结果' },
  },
  'help-opt-delimiter': {
    text: { en: 'delimiter instead of the probed one', zh: '指定分隔符，不用探测结果' },
  },
  'help-opt-header': { text: { en: 'the first record is data', zh: '首条记录是数据' } },
  'help-opt-ragged': {
    text: { en: 'records of another length: error or pad', zh: '字段数不符的记录：error 或 pad' },
  },
  'help-opt-lenient': { text: { en: 'tolerate stray quotes', zh: '容忍多余的引号' } },
  'help-opt-format': {
    text: { en: 'format of the input, by its name where absent', zh: '输入格式，未给出时按文件名判断' },
  },
  'help-opt-sheet': { text: { en: 'sheet of a workbook', zh: '工作簿中的工作表' } },
  'help-opt-output': { text: { en: 'file to write', zh: '写入的文件' } },
  'help-opt-report': {
    text: { en: 'write the report here, also when refused', zh: '报告写到此处，拒绝时也写' },
  },
  'help-opt-profile': {
    text: { en: 'release profile (open-conditional)', zh: '发布等级（open-conditional）' },
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
  'help-opt-diff': {
    text: {
      en: 'show so many records before and after, on a terminal only',
      zh: '显示若干条记录处理前后，仅限终端',
    },
  },
  'help-opt-qi': { text: { en: 'quasi-identifiers, comma-separated', zh: '准标识列，逗号分隔' } },
  'help-opt-sensitive': { text: { en: 'sensitive columns, comma-separated', zh: '敏感列，逗号分隔' } },
  'help-opt-k': { text: { en: 'k of k-anonymity', zh: 'k-匿名的 k' } },
  'help-opt-l': { text: { en: 'l of distinct l-diversity', zh: 'distinct l-多样性的 l' } },
  'help-opt-t': { text: { en: 't of t-closeness (equal distance)', zh: 't-接近的 t（等距）' } },
  'help-opt-model': {
    text: {
      en: 'a privacy model as name,parameter=value,… (repeatable)',
      zh: '隐私模型，形如 名称,参数=值,…（可重复）',
    },
  },
  'help-opt-hierarchies': {
    text: {
      en: 'folder with one hierarchy file per quasi-identifier',
      zh: '层级文件所在文件夹，每个准标识列一个',
    },
  },
  'help-opt-algorithm': { text: { en: 'how to search', zh: '搜索算法' } },
  'help-opt-metric': { text: { en: 'utility metric', zh: '效用度量' } },
  'help-opt-aggregate': {
    text: { en: 'how the columns’ losses are joined', zh: '各列损失的合并方式' },
  },
  'help-opt-gs-factor': {
    text: { en: 'weight of suppression against generalisation, 0 to 1', zh: '删除与泛化之间的权重，0 到 1' },
  },
  'help-opt-suppression': {
    text: { en: 'share of records that may be suppressed', zh: '允许删除的记录占比' },
  },
  'help-opt-budget': {
    text: {
      en: 'seconds after which the best found so far is taken',
      zh: '到达该秒数即采用目前最佳结果',
    },
  },
  'help-opt-nodes': {
    text: {
      en: 'lattice nodes after which the best found so far is taken: the same result on every machine',
      zh: '评估该数量的格点后采用目前最佳结果：在任何机器上结果相同',
    },
  },
  'help-opt-max-risk': {
    text: { en: 'highest prosecutor risk that passes', zh: '可通过的最高检察官风险' },
  },
});
