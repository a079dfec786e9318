import { table } from './table.js';

/** Faults of typed formats: JSON, Parquet, Arrow, XLSX. Paths and names of columns are named, never a cell. */
export const formatMessages = table({
  'format-unknown': { text: { en: 'Format not known: {format}', zh: '未知格式：{format}' } },
  'format-mixed': {
    text: { en: 'Parts of a table have different formats: {path}', zh: '表的各部分格式不同：{path}' },
    hint: { en: 'Read the files of one format at a time.', zh: '请一次只读取一种格式的文件。' },
  },
  'format-compressed': {
    text: { en: '{format} cannot be inside gzip: {path}', zh: '{format} 不能再用 gzip 压缩：{path}' },
    hint: { en: 'It compresses in itself; unpack the file first.', zh: '该格式自带压缩；请先解压。' },
  },
  'format-broken': {
    text: {
      en: 'Not a complete {format} file, or damaged: {what}',
      zh: '{format} 文件不完整或已损坏：{what}',
    },
    hint: {
      en: 'Write or copy the file again; nothing was published.',
      zh: '请重新生成或复制该文件；没有发布任何内容。',
    },
  },
  'format-too-large': {
    text: {
      en: '{format}: {what} claims {bytes} bytes, more than the {limit} allowed',
      zh: '{format}：{what} 声称有 {bytes} 字节，超过允许的 {limit}',
    },
    hint: {
      en: 'A damaged or hostile file; a table written by a common program stays far below.',
      zh: '文件可能已损坏或有恶意；常用程序写出的表远低于此。',
    },
  },
  'option-not-for-format': {
    text: { en: 'output: {option} means nothing for {format}', zh: 'output: {option} 对 {format} 没有意义' },
  },
  'column-type-unsupported': {
    text: {
      en: 'Column {column} holds {type}, which cannot be treated cell by cell',
      zh: '列 {column} 的类型为 {type}，无法逐格处理',
    },
    hint: {
      en: 'Flatten it in the source, or give it use: suppress.',
      zh: '请在源中展开该列，或设 use: suppress。',
    },
  },
  'column-not-text': {
    text: {
      en: 'Column {column} holds bytes that are no UTF-8 text',
      zh: '列 {column} 含有不是 UTF-8 文本的字节',
    },
    hint: { en: 'Give it use: suppress, or store text.', zh: '请设 use: suppress，或改存文本。' },
  },
  'value-out-of-range': {
    text: {
      en: 'Column {column} holds a {type} outside the years 1 to 9999',
      zh: '列 {column} 含有公元 1 至 9999 年以外的 {type}',
    },
  },
  'number-lost-digits': {
    text: {
      en: 'Column {column} holds whole numbers of 16 or more digits in a type that keeps 15: digits were lost before the file was written',
      zh: '列 {column} 以只能保留 15 位的类型存放 16 位以上的整数：写入文件前数字已丢失',
    },
    hint: {
      en: 'Identifiers must be stored as text: export the column again as text, or give it use: suppress.',
      zh: '标识号须以文本存放：请以文本重新导出该列，或设 use: suppress。',
    },
  },
  'cell-not-typed': {
    text: {
      en: 'Record {record} of the output: the cell of column {column} is no {type}',
      zh: '输出第 {record} 条记录：列 {column} 的内容不是 {type}',
    },
    hint: {
      en: 'State another type in the policy: columns: {column}: { type: text }.',
      zh: '请在策略中注明其他类型：columns: {column}: { type: text }。',
    },
  },
  'json-invalid': { text: { en: 'Not valid JSON', zh: '不是合法的 JSON' } },
  'json-cut-short': { text: { en: 'JSON ends within a record', zh: 'JSON 在记录中间结束' } },
  'json-not-records': {
    text: { en: 'A record that is no JSON object', zh: '记录不是 JSON 对象' },
    hint: {
      en: 'A table is one object a line, or a list of objects.',
      zh: '表应为每行一个对象，或对象数组。',
    },
  },
  'json-key-twice': {
    text: { en: 'Key {path} occurs twice in one object', zh: '同一对象中键 {path} 出现两次' },
    hint: { en: 'Which of them counts is not defined.', zh: '无法确定以哪一个为准。' },
  },
  'json-key-empty': { text: { en: 'An empty key', zh: '键为空' } },
  'json-key-long': { text: { en: 'A key of more than {limit} bytes', zh: '键超过 {limit} 字节' } },
  'json-too-deep': {
    text: { en: 'Nested more than {limit} levels deep', zh: '嵌套超过 {limit} 层' },
  },
  'json-too-wide': {
    text: {
      en: 'More than {limit} different paths, at {path}',
      zh: '不同路径超过 {limit} 个，位于 {path}',
    },
    hint: {
      en: 'Long lists make a column for every position: give the list use: suppress, or flatten it.',
      zh: '长列表的每个位置都成为一列：请对该列表设 use: suppress，或先展开。',
    },
  },
  'json-path-new': {
    text: { en: 'A path that was not there before: {path}', zh: '出现了先前没有的路径：{path}' },
    hint: { en: 'The file changed while it was read.', zh: '读取过程中文件发生了变化。' },
  },
  'json-surrogate': {
    text: { en: 'Half of a surrogate pair, which is no character', zh: '孤立的代理项，不是字符' },
  },
  'json-number-range': {
    text: { en: 'A number that no double can hold', zh: '数值超出双精度范围' },
  },
  'workbook-old': {
    text: {
      en: 'A workbook of the old kind (.xls, .et), or one with a password: neither is read',
      zh: '旧格式工作簿（.xls、.et）或设有密码的工作簿：均不能读取',
    },
    hint: {
      en: 'Save it as .xlsx without a password, or export the sheet as CSV.',
      zh: '请另存为不带密码的 .xlsx，或将工作表导出为 CSV。',
    },
  },
  'sheet-unstated': {
    text: { en: 'The workbook has several sheets: {sheets}', zh: '工作簿有多个工作表：{sheets}' },
    hint: {
      en: 'Name one: input: { sheet: … } in the policy; `lethe init <input> --sheet …` drafts it, `profile` and `check` take --sheet too.',
      zh: '请指定一个：策略中写 input: { sheet: … }；`lethe init <输入> --sheet …` 可生成策略，`profile`、`check` 也接受 --sheet。',
    },
  },
  'sheet-unknown': {
    text: { en: 'No sheet {sheet}; there are: {sheets}', zh: '没有工作表 {sheet}；现有：{sheets}' },
  },
  'sheet-row-wide': {
    text: {
      en: 'Row has {found} cells, the header has {expected}',
      zh: '该行有 {found} 个单元格，表头有 {expected} 个',
    },
    hint: {
      en: 'The first row that is not empty names the columns: remove titles above it.',
      zh: '第一个非空行作为表头：请删除其上方的标题行。',
    },
  },
  'sheet-full': {
    text: {
      en: 'A sheet holds {limit} rows, the table has more',
      zh: '一个工作表最多 {limit} 行，表中记录超出',
    },
    hint: { en: 'Write Parquet or CSV.', zh: '请改写为 Parquet 或 CSV。' },
  },
  'sheet-cell-long': {
    text: {
      en: 'Record {record}: the cell of column {column} is longer than the {limit} characters that a sheet keeps',
      zh: '第 {record} 条记录：列 {column} 的内容超过工作表允许的 {limit} 个字符',
    },
  },
});
