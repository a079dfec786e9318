import { table } from './table.js';

/** What a PostgreSQL database may answer. Its own words are not repeated: they quote values. */
export const postgresMessages = table({
  'postgres-address': {
    text: {
      en: 'Not the address of one table or query in PostgreSQL',
      zh: '不是 PostgreSQL 中某个表或查询的地址',
    },
    hint: {
      en: 'postgres://user@host/database?table=schema.name, or an address without table= and query: "select …" beside it.',
      zh: 'postgres://user@host/database?table=schema.name；或不带 table=，并另写 query: "select …"。',
    },
  },
  'postgres-password': {
    text: {
      en: 'The address holds a password, which would stand in policies, plans and logs',
      zh: '地址中含有密码，会出现在策略、计划和日志中',
    },
    hint: {
      en: 'Use PGPASSWORD, ~/.pgpass (PGPASSFILE), or ?password-file=path.',
      zh: '请使用 PGPASSWORD、~/.pgpass（PGPASSFILE）或 ?password-file=路径。',
    },
  },
  'postgres-no-table': {
    text: { en: 'No such table: {table} ({server})', zh: '没有该表：{table}（{server}）' },
    hint: {
      en: 'Name it as schema.name; capitals need quotes.',
      zh: '请写作 schema.name；大写字母需加引号。',
    },
  },
  'postgres-no-column': {
    text: {
      en: 'A column that the query names is not there: {table} ({server})',
      zh: '查询引用的列不存在：{table}（{server}）',
    },
  },
  'postgres-permission': {
    text: { en: 'Permission denied: {table} ({server})', zh: '没有权限：{table}（{server}）' },
    hint: {
      en: 'Reading needs SELECT on the table; writing needs CREATE on its schema, and ownership of the old table.',
      zh: '读取需要表的 SELECT 权限；写入需要模式的 CREATE 权限以及旧表的所有权。',
    },
  },
  'postgres-login': {
    text: {
      en: 'The server does not let us in: {server} ({state})',
      zh: '服务器拒绝登录：{server}（{state}）',
    },
    hint: {
      en: 'Check user, database and password (PGPASSWORD, ~/.pgpass or ?password-file=).',
      zh: '请检查用户、数据库和密码（PGPASSWORD、~/.pgpass 或 ?password-file=）。',
    },
  },
  'postgres-tls': {
    text: {
      en: 'No TLS connection that can be trusted: {server} ({state})',
      zh: '无法建立可信的 TLS 连接：{server}（{state}）',
    },
    hint: {
      en: 'sslmode=verify-full needs the CA of the server: &sslrootcert=ca.pem.',
      zh: 'sslmode=verify-full 需要服务器的 CA 证书：&sslrootcert=ca.pem。',
    },
  },
  'postgres-lost': {
    text: {
      en: 'The connection was lost or refused: {table} ({server}, {state})',
      zh: '连接丢失或被拒绝：{table}（{server}，{state}）',
    },
    hint: {
      en: 'Nothing was published. Run again when the server is up.',
      zh: '未发布任何内容。请在服务器可用后重新运行。',
    },
  },
  'postgres-disk': {
    text: {
      en: 'The disk of the server is full: {table} ({server})',
      zh: '服务器磁盘已满：{table}（{server}）',
    },
    hint: { en: 'Nothing was published; the old table stands.', zh: '未发布任何内容；旧表保持不变。' },
  },
  'postgres-bytes': {
    text: {
      en: 'A value that PostgreSQL cannot hold (a NUL byte, or no UTF-8): {table} ({server})',
      zh: '存在 PostgreSQL 无法存储的值（NUL 字节或非 UTF-8）：{table}（{server}）',
    },
    hint: {
      en: 'Nothing was published; the old table stands. Replace the byte in the source, or leave the column out. A line that is named is the first with such a value.',
      zh: '未发布任何内容；旧表保持不变。请在源数据中替换该字节，或不发布该列。所指行为首个含此类值的行。',
    },
  },
  'postgres-value': {
    text: {
      en: 'A value is not of the type of its column: {table} ({server}, {state})',
      zh: '存在与列类型不符的值：{table}（{server}，{state}）',
    },
    hint: {
      en: 'Nothing was published; the old table stands. State another type: columns: … { type: text }. A line that is named is the first with such a value.',
      zh: '未发布任何内容；旧表保持不变。请注明其他类型：columns: … { type: text }。所指行为首个含此类值的行。',
    },
  },
  'postgres-condition': {
    text: {
      en: 'The records do not meet “{condition}” of the table that they replace: {table} ({server}, {state})',
      zh: '记录不满足被替换表的约束“{condition}”：{table}（{server}，{state}）',
    },
    hint: { en: 'Nothing was published; the old table stands.', zh: '未发布任何内容；旧表保持不变。' },
  },
  'postgres-writes': {
    text: {
      en: 'The query would write, and sources are read only: {table} ({server})',
      zh: '该查询会写入数据，而数据源是只读的：{table}（{server}）',
    },
  },
  'postgres-depended': {
    text: {
      en: 'Other objects depend on the old table, which is replaced: {table} ({server})',
      zh: '有其他对象依赖将被替换的旧表：{table}（{server}）',
    },
    hint: {
      en: 'Views on it must be dropped first, or publish under another name.',
      zh: '请先删除依赖它的视图，或以其他名称发布。',
    },
  },
  'postgres-attached': {
    text: {
      en: 'What hangs on the old table would be lost or would change records: {what}; table {table} ({server})',
      zh: '旧表上的这些对象会丢失，或会改变记录：{what}；表 {table}（{server}）',
    },
    hint: {
      en: 'It stays where the columns stay. Else drop it first, or publish under another name with a view of your own. Triggers, rules, foreign keys of other tables and inherited tables are never kept.',
      zh: '列不变时这些对象会保留；否则请先删除它们，或以其他名称发布并自建视图。触发器、规则、其他表的外键和继承表无法保留。',
    },
  },
  'postgres-unsure': {
    text: {
      en: 'The server was lost while it committed: whether the table was published is not known: {table} ({server})',
      zh: '服务器在提交时失去连接：无法得知表是否已发布：{table}（{server}）',
    },
    hint: {
      en: 'Run again when the server is up: the next run looks, and finishes what was published.',
      zh: '服务器恢复后请重新运行：下一次运行会检查，并补全已发布的内容。',
    },
  },
  'publish-half': {
    text: {
      en: 'The table is published in its database, its manifest and report are not yet: {path} ({reason})',
      zh: '数据库中的表已发布，但清单和报告尚未发布：{path}（{reason}）',
    },
    hint: {
      en: 'They wait in a hidden folder beside the target. Mend the cause and run again: the next run publishes them first.',
      zh: '它们保存在目标旁的隐藏文件夹中。请排除原因后重新运行：下一次运行会先发布它们。',
    },
  },
  'postgres-taken': {
    text: {
      en: 'The table is there and is no release of Lethe: {table} ({server})',
      zh: '该表已存在，且不是 Lethe 发布的：{table}（{server}）',
    },
    hint: { en: 'Name another table, or drop this one yourself.', zh: '请指定其他表名，或自行删除该表。' },
  },
  'postgres-short': {
    text: {
      en: 'The server took {arrived} of {records} records: {table} ({server})',
      zh: '服务器只接收了 {records} 条中的 {arrived} 条记录：{table}（{server}）',
    },
  },
  'postgres-query': {
    text: {
      en: 'The query is not understood: {table} ({server}, {state})',
      zh: '查询无法执行：{table}（{server}，{state}）',
    },
  },
  'postgres-fault': {
    text: {
      en: 'The server reported an error: {table} ({server}, {state})',
      zh: '服务器报告错误：{table}（{server}，{state}）',
    },
    hint: {
      en: 'The code is explained under “PostgreSQL Error Codes”.',
      zh: '代码含义见 “PostgreSQL Error Codes”。',
    },
  },
});
