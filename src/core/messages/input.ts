import { table } from './table.js';

/** Faults of the table that came in: encoding, dialect, shape. */
export const inputMessages = table({
  'input-not-found': {
    text: { en: 'Input not found: {path}', zh: '找不到输入：{path}' },
    hint: { en: 'Check the path; a glob needs quotes.', zh: '请检查路径；通配符需要加引号。' },
  },
  'path-scheme': {
    text: {
      en: 'No table can be read or written at an address of {scheme}//',
      zh: '无法读写 {scheme}// 地址的表',
    },
    hint: {
      en: 'Name a file, a folder, - or postgres://…; fetch the file first: curl -o in.csv ….',
      zh: '请指定文件、文件夹、- 或 postgres://…；可先下载：curl -o in.csv …。',
    },
  },
  'input-twice': {
    text: { en: 'The input names the same file twice: {path}', zh: '输入中同一文件出现两次：{path}' },
    hint: {
      en: 'Records that count twice look safer than they are. Name every file once; look for links in the folder.',
      zh: '重复计数的记录会显得比实际更安全。请确保每个文件只出现一次，并检查文件夹中的链接。',
    },
  },
  'input-unreadable': {
    text: { en: 'Input cannot be read: {path} ({reason})', zh: '无法读取输入：{path}（{reason}）' },
    hint: { en: 'Check the permissions.', zh: '请检查读取权限。' },
  },
  'input-empty': {
    text: { en: 'Input has no header and no records: {path}', zh: '输入没有表头也没有记录：{path}' },
  },
  'input-no-records': {
    text: {
      en: 'Input has no records that can be released: {path}',
      zh: '输入中没有可发布的记录：{path}',
    },
    hint: {
      en: 'It holds a header, blank lines or quarantined records only.',
      zh: '其中只有表头、空行或被隔离的记录。',
    },
  },
  'input-changed': {
    text: { en: 'The source changed while it was read: {path}', zh: '读取过程中源文件发生了变化：{path}' },
    hint: { en: 'Run again on a file that nobody writes to.', zh: '请在无人写入的文件上重新运行。' },
  },
  'encoding-invalid': {
    text: { en: 'Bytes that are not valid {encoding}', zh: '存在不合法的 {encoding} 字节' },
    hint: {
      en: 'Where it has another, state it: input: { encoding: … } or --encoding (utf-8, gb18030, utf-16le, utf-16be). Else the file is damaged, or no text.',
      zh: '若为其他编码，请注明：input: { encoding: … } 或 --encoding（utf-8、gb18030、utf-16le、utf-16be）；否则文件已损坏或不是文本。',
    },
  },
  'record-ragged': {
    text: {
      en: 'Record has {found} fields, the header has {expected}',
      zh: '该记录有 {found} 个字段，表头有 {expected} 个',
    },
    hint: {
      en: 'Repair the line, or set input: { ragged: pad } or { ragged: quarantine }.',
      zh: '请修正该行，或设置 input: { ragged: pad } 或 { ragged: quarantine }。',
    },
  },
  'quote-stray': {
    text: { en: 'A quote where RFC 4180 allows none', zh: '引号出现在 RFC 4180 不允许的位置' },
    hint: {
      en: 'Repair the line, or set input: { lenient: true } to read it with the tolerant parser.',
      zh: '请修正该行，或设置 input: { lenient: true } 使用宽松解析。',
    },
  },
  'quote-unclosed': {
    text: { en: 'A quoted field that never ends', zh: '引号字段没有结束' },
    hint: { en: 'The record starts at the place given.', zh: '该记录起始于所示位置。' },
  },
  'record-too-long': {
    text: { en: 'Record is longer than {limit} bytes', zh: '记录超过 {limit} 字节' },
    hint: { en: 'Most often an unclosed quote.', zh: '多半是引号没有闭合。' },
  },
  'record-unreadable': {
    text: { en: 'Record that the tolerant parser cannot read', zh: '宽松解析也无法读取该记录' },
    hint: { en: 'Repair the line given.', zh: '请修正所示的行。' },
  },
  'character-unencodable': {
    text: {
      en: 'Column {column} holds a character that {encoding} cannot write',
      zh: '列 {column} 含有 {encoding} 无法写出的字符',
    },
    hint: {
      en: 'Set output: { encoding: utf-8 }, or replace the character in the source.',
      zh: '请设置 output: { encoding: utf-8 }，或在源文件中替换该字符。',
    },
  },
  'header-unencodable': {
    text: {
      en: 'The header holds a character that {encoding} cannot write, at position {column}',
      zh: '表头第 {column} 个字符无法用 {encoding} 写出',
    },
    hint: { en: 'Set output: { encoding: utf-8 }.', zh: '请设置 output: { encoding: utf-8 }。' },
  },
  'gzip-broken': {
    text: { en: 'Compressed input is cut short or damaged: {path}', zh: '压缩文件不完整或已损坏：{path}' },
    hint: {
      en: 'The line given is the first that cannot be unpacked. Copy or make the file again.',
      zh: '所示行是第一处无法解压的位置。请重新复制或生成该文件。',
    },
  },
  'header-holds-data': {
    text: {
      en: 'The first record holds an identifier in field {position}: it is data, or a column is named after a person',
      zh: '首条记录的第 {position} 个字段含有标识：它是数据，或某列以个人标识命名',
    },
    hint: {
      en: 'Set input: { header: false } (or --no-header) where the table has no header; else give the column another name.',
      zh: '若表格没有表头，请设 input: { header: false }（或 --no-header）；否则请更改该列名称。',
    },
  },
  'header-duplicate': {
    text: {
      en: 'Columns {first} and {second} have the same name',
      zh: '第 {first} 列与第 {second} 列同名',
    },
    hint: {
      en: 'Rename one of them; if the first record is data, say header: false.',
      zh: '请更改其中一个列名；若首行是数据，请设置 header: false。',
    },
  },
});
