import { table } from './table.js';

/** What can go wrong while a job runs. */
export const runMessages = table({
  'run-interrupted': {
    text: { en: 'Interrupted; nothing was published', zh: '已中断；未发布任何内容' },
    hint: { en: 'Run the same command again.', zh: '请重新运行同一命令。' },
  },
  'worker-lost': {
    text: {
      en: 'A worker was lost during {phase}; nothing was published',
      zh: '{phase} 阶段有工作线程丢失；未发布任何内容',
    },
    hint: {
      en: 'Most often too little memory. Run again, with fewer workers if it repeats: --workers 1.',
      zh: '多半是内存不足。请重新运行；若再次发生，请减少线程：--workers 1。',
    },
  },
  'output-failed': {
    text: { en: 'Output cannot be written: {path} ({reason})', zh: '无法写入输出：{path}（{reason}）' },
    hint: {
      en: 'Check permissions and free space; the source is unchanged.',
      zh: '请检查权限和磁盘空间；源文件未改动。',
    },
  },
  'spool-failed': {
    text: {
      en: 'The copy that {name} is read from has no room: {path} ({reason})',
      zh: '没有空间存放读取 {name} 所需的副本：{path}（{reason}）',
    },
    hint: {
      en: 'It needs about the size of the table as CSV; TMPDIR names another folder.',
      zh: '约需该表 CSV 形式的大小；可用 TMPDIR 指定其他文件夹。',
    },
  },
  'scratch-failed': {
    text: {
      en: 'Combinations that memory has no room for cannot be put on the disk: {path} ({reason})',
      zh: '内存容纳不下的组合无法写入磁盘：{path}（{reason}）',
    },
    hint: {
      en: '--memory states how much memory there is; otherwise free some space there.',
      zh: '可用 --memory 指定可用内存，或在该处腾出空间。',
    },
  },
  'output-is-input': {
    text: { en: 'The output would overwrite the input: {path}', zh: '输出会覆盖输入：{path}' },
    hint: { en: 'Name another output path.', zh: '请指定其他输出路径。' },
  },
  'output-taken': {
    text: {
      en: '{path} is there already, and no release of Lethe names it',
      zh: '{path} 已存在，且不属于 Lethe 的任何发布内容',
    },
    hint: {
      en: 'Nothing was read. Name another output, or move that file away.',
      zh: '未读取任何数据。请更换输出位置，或移走该文件。',
    },
  },
  'output-under-file': {
    text: { en: 'The output lies under a file: {path}', zh: '输出路径位于文件之下：{path}' },
    hint: { en: 'Name a folder, or a file in a folder.', zh: '请指定文件夹，或文件夹中的文件。' },
  },
  'output-not-file': {
    text: {
      en: 'The output exists and is no regular file: {path}',
      zh: '输出路径已存在且不是普通文件：{path}',
    },
    hint: {
      en: 'Name a file, a folder that ends in /, or - for standard output.',
      zh: '请指定文件、以 / 结尾的文件夹，或用 - 表示标准输出。',
    },
  },
  'output-name-reserved': {
    text: {
      en: 'A release needs this name for itself: {path}',
      zh: '该文件名由发布内容自身占用：{path}',
    },
    hint: { en: 'Give the data file another name.', zh: '请为数据文件换一个名称。' },
  },
  'output-name-twice': {
    text: {
      en: 'Two part files have the same name: {path}',
      zh: '有两个部分文件同名：{path}',
    },
    hint: { en: 'Rename one, or name one file as output.', zh: '请重命名其中之一，或将输出指定为单个文件。' },
  },
  'quarantine-published': {
    text: {
      en: 'The quarantine file would be published with the data: {path}',
      zh: '隔离文件会与数据一同发布：{path}',
    },
    hint: {
      en: 'It holds personal data: name a path outside the folder of the output.',
      zh: '其中含有个人信息：请指定输出文件夹以外的路径。',
    },
  },
  'column-unlisted': {
    text: {
      en: 'The input has a column that the policy does not name: {name}',
      zh: '输入中有策略未列出的列：{name}',
    },
    hint: {
      en: 'Add it under columns:, or set unlisted: drop.',
      zh: '请在 columns: 下添加该列，或设置 unlisted: drop。',
    },
  },
  'column-missing': {
    text: {
      en: 'The input has no column of this name: {name}',
      zh: '输入中没有名为 {name} 的列',
    },
    hint: { en: 'Columns of the input: {columns}', zh: '输入的列：{columns}' },
  },
  'header-differs': {
    text: { en: 'Part files with different headers: {path}', zh: '各部分文件的表头不一致：{path}' },
  },
  'recode-unknown': {
    text: {
      en: 'Record {record} of a chunk holds a value in column {column} that the survey did not see',
      zh: '某数据块第 {record} 条记录第 {column} 列的值在普查时未出现',
    },
    hint: { en: 'The source changed while it was read.', zh: '读取过程中源文件发生了变化。' },
  },
  'program-invalid': {
    text: {
      en: 'The row program cannot be run: {what} (column {column})',
      zh: '行程序无法执行：{what}（第 {column} 列）',
    },
  },
  'side-missing': {
    text: {
      en: 'Column {column}: {missing} values of a chunk were left without a result',
      zh: '第 {column} 列：一个数据块中有 {missing} 个值没有得到处理结果',
    },
  },
  'chunk-not-utf8': {
    text: { en: 'Column {column} holds bytes that are not UTF-8', zh: '第 {column} 列含有非 UTF-8 的字节' },
    hint: { en: 'State the encoding of the source in the policy.', zh: '请在策略中写明数据源的编码。' },
  },
  'not-supported': {
    text: { en: 'This version does not support {what}', zh: '当前版本不支持 {what}' },
  },
  'no-solution': {
    text: {
      en: 'No generalisation meets the models with at most {limit} of {records} records suppressed',
      zh: '在最多删除 {limit} 条（共 {records} 条）记录的前提下，没有任何泛化能满足隐私模型',
    },
    hint: {
      en: 'Raise privacy.suppression, add hierarchy levels, or suppress a quasi-identifier.',
      zh: '请提高 privacy.suppression、增加泛化层级，或删除某个准标识符列。',
    },
  },
  'persons-disagree': {
    text: {
      en: 'The classes with persons are not the classes of the published bytes: nothing is published',
      zh: '按个人统计的等价类与待发布数据的等价类不一致：未发布任何内容',
    },
    hint: {
      en: 'The output format writes a counted column in another form; publish as CSV, or state the column as text.',
      zh: '输出格式改变了计数列的写法；请以 CSV 发布，或将该列的类型设为 text。',
    },
  },
  'person-role': {
    text: {
      en: 'privacy.person names {column}, whose role is {role}: it must tell persons apart and be no quasi-identifier or sensitive value',
      zh: 'privacy.person 指定的“{column}”角色为 {role}：该列应区分个人，不能是准标识符或敏感值',
    },
    hint: {
      en: 'Name the column of the person’s number, with the role direct or linking; it need not be published.',
      zh: '请指定个人编号所在的列，角色为 direct 或 linking；该列不必发布。',
    },
  },
  'person-wildcard': {
    text: {
      en: 'Persons ({column}) are not counted where an empty cell matches every value: one person would stand in several classes at once',
      zh: '空单元格与任意取值相容时不能按个人（{column}）计数：同一个人会同时属于多个等价类',
    },
    hint: {
      en: 'Take `missing: own` or `missing: suppress`, or leave `person` out to count records (`--missing`, `--person` on the command line).',
      zh: '请改用 `missing: own` 或 `missing: suppress`；或去掉 `person`，按记录计数（命令行为 `--missing`、`--person`）。',
    },
  },
  'person-algorithm': {
    text: {
      en: 'The search algorithm {algorithm} counts records; it cannot count persons (privacy.person)',
      zh: '搜索算法 {algorithm} 按记录计数，不能按个人计数（privacy.person）',
    },
    hint: {
      en: 'These can: {known} (`search: { algorithm: … }`).',
      zh: '可按个人计数的算法：{known}（`search: { algorithm: … }`）。',
    },
  },
  'missing-beyond-limit': {
    text: {
      en: '{lacking} of {records} records have an empty quasi-identifier and are to be suppressed; the limit is {limit}',
      zh: '{records} 条记录中有 {lacking} 条的准标识符为空，应予删除；上限为 {limit} 条',
    },
    hint: {
      en: 'Raise privacy.suppression, set privacy: { missing: own }, or suppress the columns that are often empty.',
      zh: '请提高 privacy.suppression，或设 privacy: { missing: own }，或删除经常为空的列。',
    },
  },
  'internal-error': {
    text: { en: 'Internal error in {phase}', zh: '{phase} 阶段内部错误' },
    hint: { en: 'Please report it with the command and the version.', zh: '请连同命令和版本号一并反馈。' },
  },
});
