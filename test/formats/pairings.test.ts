import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedComponents } from '../../src/cli/components.js';
import { runPolicy } from '../../src/engine/index.js';
import { openTable } from '../../src/engine/source.js';
import { formats } from '../../src/formats/index.js';
import { parsePolicy } from '../../src/policy/index.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-pairings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The cells that every format must give, as wire text. */
const table = [
  ['id', 'code', 'score', 'ok', 'day', 'note', 'none'],
  ['1', '00123', '1.5', 'true', '2020-02-29', '张三,甲 "乙"', ''],
  ['-22', '110101199003070000', '-0.25', 'false', '1999-12-31', 'a\nb', ''],
  ['3', '""', '1000000', '', '', ' _x0041_ \u0001', ''],
  ['', 'x', '', 'true', '2038-01-19', '', ''],
];
const types = { id: 'integer', score: 'float', ok: 'boolean', day: 'date' };

const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => (cell === '""' ? cell : quoted(cell))).join(',')).join('\n');
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

async function convert(
  from: string,
  to: string,
  typed: boolean,
  how: { workers: number; chunkBytes?: number } = { workers: 1 },
): Promise<void> {
  const columns = table[0]!.map((name) => {
    const type = typed ? types[name as keyof typeof types] : undefined;
    return `  ${name}: { role: safe${type ? `, type: ${type}` : ''} }`;
  });
  const text = [
    'version: 1',
    'dataset: { name: t, profile: internal-sharing, owner: o, source: s, purpose: p, recipient: r, agreement: a, authorisation: z }',
    `input: { path: ${JSON.stringify(from)} }`,
    `output: { path: ${JSON.stringify(to)} }`,
    'columns:',
    ...columns,
    '',
  ].join('\n');
  const file = join(folder, 'lethe.yaml');
  writeFileSync(file, text);
  const result = await runPolicy(parsePolicy(text, file, await shippedComponents()), how);
  expect(result.verdict).toBe('published');
}

/** The wire text of a file, by its own reader. */
async function cellsOf(path: string): Promise<{ text: string; types: unknown }> {
  const source = await openTable({ path });
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of source.stream(0)) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString().trimEnd(), types: source.types };
  } finally {
    source.close();
  }
}

const names = ['csv', ...formats.map(({ name }) => name)];
const extension = (name: string) => formats.find((one) => one.name === name)?.extensions[0] ?? 'csv';
const first = (name: string) => join(folder, `first-${name}`, `t.${extension(name)}`);

describe('the same table in every format', () => {
  const wire = csv(table.slice(1));

  beforeAll(async () => {
    writeFileSync(join(folder, 't.csv'), `${csv(table)}\n`);
    for (const name of names) await convert(join(folder, 't.csv'), first(name), true);
  });

  it.each(names.flatMap((from) => names.map((to) => [from, to] as const)))('%s → %s', async (from, to) => {
    const target = join(folder, `${from}-${to}`, `t.${extension(to)}`);
    await convert(first(from), target, from === 'csv');
    if (to === 'csv') {
      expect(readFileSync(target, 'utf8')).toBe(`${csv(table)}\n`);
      return;
    }
    const found = await cellsOf(target);
    expect(found.text).toBe(wire);
    // JSON and sheets have no dates of their own or none of every kind; what they have is kept.
    const direct = await cellsOf(first(to));
    const lossy = (name: string) => name === 'json' || name === 'jsonl';
    if (!lossy(from)) expect(found.types).toEqual(direct.types);
  });

  it.each(names)('%s has the same bytes for any number of workers', async (to) => {
    const paths = [1, 3].map((workers) => join(folder, `workers-${workers}-${to}`, `t.${extension(to)}`));
    for (const [index, path] of paths.entries()) {
      await convert(
        first('parquet'),
        path,
        false,
        index === 0 ? { workers: 1 } : { workers: 3, chunkBytes: 65_536 },
      );
    }
    expect(readFileSync(paths[0]!).equals(readFileSync(paths[1]!))).toBe(true);
  });

  it('is what DuckDB reads', async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = async (path: string) => {
      const read = path.endsWith('.parquet')
        ? `'${path}'`
        : `read_json('${path}', columns = {id: 'BIGINT', code: 'VARCHAR', score: 'DOUBLE', ok: 'BOOLEAN', day: 'DATE', note: 'VARCHAR'})`;
      const result = await connection.runAndReadAll(`select id, code, score, ok, day, note from ${read}`);
      return result.getRowsJson();
    };
    const expected = [
      ['1', '00123', 1.5, true, '2020-02-29', '张三,甲 "乙"'],
      ['-22', '110101199003070000', -0.25, false, '1999-12-31', 'a\nb'],
      ['3', '', 1000000, null, null, ' _x0041_ \u0001'],
      [null, 'x', null, true, '2038-01-19', null],
    ];
    for (const name of ['parquet', 'jsonl', 'json']) expect(await rows(first(name)), name).toEqual(expected);
  });
});
