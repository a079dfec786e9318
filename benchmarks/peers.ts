import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse';

/**
 * The peers of the pipeline benchmark, each a process of its own: `node dist/benchmarks/peers.js <peer> <in> <out>`.
 * All do the same work on the residents table: six columns masked, two generalised.
 */
const [peer, input, output, threads = '2'] = process.argv.slice(2) as [string, string, string, string?];

const quote = (path: string) => `'${path.replaceAll("'", "''")}'`;
const read = `read_csv(${quote(input)}, header=true, all_varchar=true, quote='"', escape='"', delim=',')`;
const head = (column: string, n: number) =>
  `CASE WHEN length(${column}) <= ${n} THEN repeat('*', length(${column})) ELSE substr(${column}, 1, ${n}) || repeat('*', length(${column}) - ${n}) END`;
const ends = (column: string, n: number, m: number) =>
  `CASE WHEN length(${column}) <= ${n + m} THEN repeat('*', length(${column})) ELSE substr(${column}, 1, ${n}) || repeat('*', length(${column}) - ${n + m}) || substr(${column}, length(${column}) - ${m - 1}) END`;

/** The SQL of the masking; `token` gives the expression of a pseudonymised column. */
function masking(token?: (column: string) => string): string {
  return `SELECT
    ${token ? token('姓名') : head('姓名', 1)} AS 姓名,
    ${token ? token('身份证号') : ends('身份证号', 6, 4)} AS 身份证号,
    ${ends('手机号', 3, 4)} AS 手机号,
    ${head('固定电话', 4)} AS 固定电话,
    CASE WHEN strpos(邮箱, '@') > 1 THEN repeat('*', strpos(邮箱, '@') - 1) || substr(邮箱, strpos(邮箱, '@')) ELSE repeat('*', length(邮箱)) END AS 邮箱,
    ${head('住址', 6)} AS 住址,
    substr(出生日期, 1, 7) AS 出生日期,
    性别, 民族, 婚姻状况, 职业,
    CASE WHEN 月收入 IS NULL THEN NULL ELSE '[' || (CAST(floor(CAST(月收入 AS BIGINT) / 5000) AS BIGINT) * 5000) || '-' || (CAST(floor(CAST(月收入 AS BIGINT) / 5000) AS BIGINT) * 5000 + 4999) || ']' END AS 月收入,
    登记日期, 备注 FROM ${read}`;
}

async function duckdb(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  const connection = await instance.connect();
  await connection.run('SET preserve_insertion_order = true');
  await connection.run(sql);
}

/** The way a plain script does it: objects by csv-parse, string masking, quoting by hand. */
async function objects(): Promise<void> {
  const keep = (text: string, n: number, m: number) =>
    text.length <= n + m
      ? '*'.repeat(text.length)
      : text.slice(0, n) + '*'.repeat(text.length - n - m) + text.slice(text.length - m);
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  let first = true;
  const mask = new Transform({
    writableObjectMode: true,
    transform(row: Record<string, string>, _encoding, done) {
      const lines = first ? `${Object.keys(row).join(',')}\n` : '';
      first = false;
      row.姓名 = keep(row.姓名!, 1, 0);
      row.身份证号 = keep(row.身份证号!, 6, 4);
      row.手机号 = keep(row.手机号!, 3, 4);
      row.固定电话 = keep(row.固定电话!, 4, 0);
      const at = row.邮箱!.indexOf('@');
      row.邮箱 = at > 0 ? '*'.repeat(at) + row.邮箱!.slice(at) : '*'.repeat(row.邮箱!.length);
      row.住址 = keep(row.住址!, 6, 0);
      row.出生日期 = row.出生日期!.slice(0, 7);
      if (row.月收入) {
        const low = Math.floor(Number(row.月收入) / 5000) * 5000;
        row.月收入 = `[${low}-${low + 4999}]`;
      }
      done(null, `${lines}${Object.values(row).map(cell).join(',')}\n`);
    },
  });
  await pipeline(createReadStream(input), parse({ columns: true }), mask, createWriteStream(output));
}

const peers: Record<string, () => Promise<void>> = {
  'duckdb-mask': () => duckdb(`COPY (${masking()}) TO ${quote(output)} (HEADER, DELIMITER ',')`),
  'duckdb-sha256': () =>
    duckdb(
      `COPY (${masking((column) => `sha256('0123456789abcdef0123456789abcdef' || ${column})`)}) TO ${quote(output)} (HEADER, DELIMITER ',')`,
    ),
  'duckdb-group': () =>
    duckdb(
      `COPY (SELECT 性别, 民族, 婚姻状况, 职业, substr(出生日期, 1, 4), count(*) FROM ${read} GROUP BY ALL) TO ${quote(output)} (HEADER, DELIMITER ',')`,
    ),
  'csv-parse': objects,
};

const run = peers[peer];
if (!run) throw new Error(`no such peer: ${peer}`);
await run();
process.stderr.write(`maxrss ${process.resourceUsage().maxRSS}\n`);
