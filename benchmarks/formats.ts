import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { TypedColumn } from '../src/core/format.js';
import { openTable } from '../src/engine/source.js';
import { stagedRecords } from '../src/engine/typed-target.js';
import { formatNamed } from '../src/formats/index.js';
import { generateResidents, residentColumns } from './data.js';

/**
 * Throughput of the formats, per CPU second and as megabytes of the same table as CSV, against DuckDB (and parquet-wasm)
 * on the same files in the same run: `node dist/benchmarks/formats.js [--table people] [--rows N] [--only name,…]`.
 * `--alternate N` writes and reads Parquet N times in turns with the peers and prints the ratios of every round, their
 * median and the worst; `--threads` are DuckDB's.
 */
const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1]!;
};
const rows = Number(option('rows', '200000'));
const names = option('only', 'parquet,arrow,jsonl,xlsx').split(',');
const folder = mkdtempSync(join(tmpdir(), 'lethe-formats-'));

const narrow: TypedColumn[] = [
  { name: 'id', type: { kind: 'integer', bits: 64, signed: true } },
  { name: 'name', type: { kind: 'text' } },
  { name: 'city', type: { kind: 'text' } },
  { name: 'born', type: { kind: 'date' } },
  { name: 'income', type: { kind: 'float', bits: 64 } },
  { name: 'note', type: { kind: 'text' } },
];

const dates = new Set(['出生日期', '登记日期']);
/** The table of residents that the whole pipeline is measured on: 14 columns, 205 bytes a record. */
const residents: TypedColumn[] = residentColumns.map((name) => ({
  name,
  type: dates.has(name)
    ? { kind: 'date' }
    : name === '月收入'
      ? { kind: 'float', bits: 64 }
      : { kind: 'text' },
}));
const people = option('table', 'narrow') === 'people';
const columns = people ? residents : narrow;
const duckTypes = { integer: 'BIGINT', text: 'VARCHAR', date: 'DATE', float: 'DOUBLE' } as Record<
  string,
  string
>;

/** Blocks of the table as wire text. */
function* blocks(): Generator<Buffer> {
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + 10_000); row++) {
      const hash = (Math.imul(row, 2_654_435_761) >>> 0) % 1_000_003;
      const day = `${1930 + (hash % 80)}-${String((hash % 12) + 1).padStart(2, '0')}-${String((hash % 28) + 1).padStart(2, '0')}`;
      text += `${row},姓名${hash},城市${hash % 300},${day},${hash / 7},编号 ${hash} 的备注${row % 9 === 0 ? '' : ' 无'}\n`;
    }
    yield Buffer.from(text);
  }
}

let megabytes = 0;
async function timed(what: string, act: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  const begin = performance.now();
  await act();
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  const wall = (performance.now() - begin) / 1000;
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const speed = `${(megabytes / cpu).toFixed(1)} MB/CPU s`;
  process.stdout.write(
    `${what.padEnd(28)} ${wall.toFixed(2)} s wall  ${cpu.toFixed(2)} s CPU  ${speed}  peak ${Math.round(Number(peak) / 1024)} MB\n`,
  );
  return cpu;
}

const csv = join(folder, 'table.csv');
const file = openSync(csv, 'w');
if (people) generateResidents(file, { rows, seed: 1 });
else {
  writeSync(file, `${columns.map(({ name }) => name).join(',')}\n`);
  for (const block of blocks()) writeSync(file, block);
}
closeSync(file);
megabytes = statSync(csv).size / 1e6;
process.stdout.write(`${rows} records, ${megabytes.toFixed(1)} MB as CSV, node ${process.version}\n`);
const header = Buffer.byteLength(columns.map(({ name }) => name).join(',')) + 1;
const threads = option('threads', '1');
const alternate = Number(option('alternate', '0'));
const parquet = join(folder, 'duck.parquet');
const connect = async () => (await DuckDBInstance.create(':memory:', { threads })).connect();
const typed = columns.map(({ name, type }) => `'${name}': '${duckTypes[type.kind]}'`).join(', ');
const read = `read_csv('${csv}', header = true, auto_detect = false, columns = {${typed}})`;
const duckWrites = `copy (from ${read}) to '${parquet}' (format parquet, compression snappy)`;
/** Writing and reading a format: `path` is its file. */
function work(name: string) {
  const format = formatNamed(name)!;
  const path = join(folder, `table.${format.extensions[0]}`);
  return {
    path,
    async write(blocks: Iterable<Uint8Array>) {
      const out = openSync(path, 'w');
      const writer = await format.create(columns, (bytes) => void writeSync(out, bytes), {});
      for (const block of blocks) await writer.write(block);
      await writer.end();
      closeSync(out);
    },
    read: async () => (await openTable({ path })).close(),
  };
}

/** Parquet in turns with its peers, all of them warm. */
async function rounds(): Promise<void> {
  const { path, write, read } = work('parquet');
  const { readParquet } = await import('parquet-wasm');
  const connection = await connect();
  const ratios: Record<'write' | 'read', number[]> = { write: [], read: [] };
  await write([]);
  for (let round = 0; round < alternate; round++) {
    const ours = await timed('lethe csv → parquet', () => write(stagedRecords(csv, header)));
    const theirs = await timed('duckdb csv → parquet', async () => void (await connection.run(duckWrites)));
    const reads = await timed('lethe reads parquet', read);
    const wasm = await timed(
      'parquet-wasm reads parquet',
      async () => void readParquet(readFileSync(path)).intoIPCStream(),
    );
    ratios.write.push(theirs / ours);
    ratios.read.push(wasm / reads);
  }
  const shown = (values: number[]) => values.map((value) => value.toFixed(2)).join(' ');
  for (const [what, values] of Object.entries(ratios)) {
    const sorted = [...values].sort((a, b) => a - b);
    process.stdout.write(
      `${what}: ${shown(values)}; median ${shown([sorted[sorted.length >> 1]!])}, least ${shown([sorted[0]!])}\n`,
    );
  }
  const size = (of: string) => (statSync(of).size / 1e6).toFixed(1);
  process.stdout.write(`sizes: lethe ${size(path)} MB, duckdb ${size(parquet)} MB\n`);
}

for (const name of alternate > 0 ? [] : names) {
  const { write, read } = work(name);
  await write([]); // libraries and kernels are loaded before the clock runs, as DuckDB's are
  await read().catch(() => {}); // an empty table has nothing to read
  await timed(`lethe writes ${name}`, () => write(stagedRecords(csv, header)));
  await timed(`lethe reads ${name}`, read);
}
if (alternate > 0) await rounds();
else if (!process.argv.includes('--alone')) {
  const connection = await connect();
  const json = join(folder, 'duck.jsonl');
  const copy = join(folder, 'copy.csv');
  await timed('duckdb csv → parquet', async () => void (await connection.run(duckWrites)));
  await timed(
    'duckdb parquet → csv',
    async () => void (await connection.run(`copy (from '${parquet}') to '${copy}'`)),
  );
  await timed(
    'duckdb csv → jsonl',
    async () => void (await connection.run(`copy (from ${read}) to '${json}' (format json)`)),
  );
  await timed(
    'duckdb jsonl → csv',
    async () => void (await connection.run(`copy (from read_json('${json}')) to '${copy}'`)),
  );
  const { readParquet } = await import('parquet-wasm');
  await timed(
    'parquet-wasm reads parquet',
    async () => void readParquet(readFileSync(parquet)).intoIPCStream(),
  );
}
rmSync(folder, { recursive: true, force: true });
