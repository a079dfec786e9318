import { table } from './table.js';

/** Lines of `lethe --help`: what commands, arguments and options are for. */
export const helpMessages = table({
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
  'help-arg-schema': {
    text: {
      en: 'policy, profile, check, compare, run or manifest',
      zh: 'policy、profile、check、compare、run 或 manifest',
    },
  },
  'help-opt-json': { text: { en: 'print one JSON document', zh: '输出一个 JSON 文档' } },
  'help-opt-quiet': { text: { en: 'no progress', zh: '不显示进度' } },
  'help-opt-color': { text: { en: 'no colours', zh: '不使用颜色' } },
  'help-opt-lang': { text: { en: 'language: en or zh', zh: '语言：en 或 zh' } },
  'help-opt-workers': { text: { en: 'number of worker threads', zh: '工作线程数' } },
  'help-opt-chunk': { text: { en: 'bytes that a worker takes at a time', zh: '工作线程每次处理的字节数' } },
  'help-opt-memory': {
    text: {
      en: 'MiB for distinct combinations: more are counted on disk (2048)',
      zh: '用于不同取值组合的内存（MiB），超出部分在磁盘上计数（2048）',
    },
  },
  'help-opt-policy': { text: { en: 'policy file (lethe.yaml)', zh: '策略文件（lethe.yaml）' } },
  'help-help': {
    text: { en: 'show the help of Lethe, or of a command', zh: '显示 Lethe 或某个命令的帮助' },
  },
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
  'help-opt-person': {
    text: {
      en: 'column that tells persons apart: classes then count persons, not records',
      zh: '区分个人的列：等价类按人而非按记录计数',
    },
  },
  'help-opt-missing': {
    text: {
      en: 'what an empty quasi-identifier is: a value (own), compatible with all (wildcard), its record left out (suppress)',
      zh: '准标识符为空时：视为一种取值（own）、与任意取值相容（wildcard）、不计其记录（suppress）',
    },
  },
  'help-opt-max-risk': {
    text: { en: 'highest prosecutor risk that passes', zh: '可通过的最高检察官风险' },
  },
});
