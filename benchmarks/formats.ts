import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openTable } from '../src/engine/source.js';
import { stagedRecords } from '../src/engine/typed-target.js';
import { formatNamed } from '../src/formats/index.js';
import { writeTable } from './typed-table.js';

/**
 * Throughput of the formats, per CPU second and as megabytes of the same table as CSV, against DuckDB (and parquet-wasm)
 * on the same files in the same run: `node dist/benchmarks/formats.js [--table people] [--rows N] [--only name,…]`.
 */
const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1]!;
};
const rows = Number(option('rows', '200000'));
const names = option('only', 'parquet,arrow,jsonl,xlsx').split(',');
const folder = mkdtempSync(join(tmpdir(), 'lethe-formats-'));

const csv = join(folder, 'table.csv');
const { columns, header, megabytes, scan } = writeTable(csv, option('table', 'narrow'), rows);
async function timed(what: string, act: () => Promise<void>): Promise<void> {
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
}

process.stdout.write(`${rows} records, ${megabytes.toFixed(1)} MB as CSV, node ${process.version}\n`);
const paths = new Map<string, string>();
for (const name of names) {
  const format = formatNamed(name)!;
  const path = join(folder, `table.${format.extensions[0]}`);
  paths.set(name, path);
  const write = async (blocks: Iterable<Uint8Array>) => {
    const out = openSync(path, 'w');
    const writer = await format.create(columns, (bytes) => void writeSync(out, bytes), {});
    for (const block of blocks) await writer.write(block);
    await writer.end();
    closeSync(out);
  };
  const read = async () => (await openTable({ path })).close();
  await write([]); // libraries and kernels are loaded before the clock runs, as DuckDB's are
  await read().catch(() => {}); // an empty table has nothing to read
  await timed(`lethe writes ${name}`, () => write(stagedRecords(csv, header)));
  await timed(`lethe reads ${name}`, read);
}
if (!process.argv.includes('--alone')) {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const parquet = join(folder, 'duck.parquet');
  const json = join(folder, 'duck.jsonl');
  const copy = join(folder, 'copy.csv');
  await timed(
    'duckdb csv → parquet',
    async () => void (await connection.run(`copy (from ${scan}) to '${parquet}'`)),
  );
  await timed(
    'duckdb parquet → csv',
    async () => void (await connection.run(`copy (from '${parquet}') to '${copy}'`)),
  );
  await timed(
    'duckdb csv → jsonl',
    async () => void (await connection.run(`copy (from ${scan}) to '${json}' (format json)`)),
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
