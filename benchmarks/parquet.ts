import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { Compression, StoredBytes } from '../src/core/format.js';
import { openTable } from '../src/engine/source.js';
import { stagedRecords } from '../src/engine/typed-target.js';
import { ChunkCells } from '../src/formats/parquet/chunk.js';
import { unpackers } from '../src/formats/parquet/codecs.js';
import { plainSpecOf } from '../src/formats/parquet/plain.js';
import { footerOf } from '../src/formats/parquet/read.js';
import { columnsOf } from '../src/formats/parquet/schema.js';
import { createParquet } from '../src/formats/parquet/write.js';
import { CellKernels, parquetHost } from '../src/kernels/parquet/cells.js';
import { writeTable } from './typed-table.js';

/**
 * Parquet in turns with DuckDB (writing) and parquet-wasm (reading), CPU seconds, every round and the ratios:
 * `node dist/benchmarks/parquet.js [--table people] [--rows N] [--rounds N] [--compression zstd] [--threads N] [--write]`
 * (`--write`: no reading).
 * Every reader is a process of its own, because compilers of WebAssembly work on in the background: `fresh` is all that
 * reading once costs, start and compilation too; `warm` the median of the last six of twelve readings in the same process. What is read:
 * by Lethe cells in memory (`cells`), and text that lanes run over, spooled (`text`); by parquet-wasm Arrow columns
 * (`wasm`), as an IPC stream in memory.
 */
const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1]!;
};

async function cpu(act: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Those of the process, as parquet-wasm has one instance for all files. */
let kernels: CellKernels | undefined;

/** Decodes all columns of a file to cells: where their text lies, and how long it is. */
async function readCells(path: string): Promise<void> {
  const file = openSync(path, 'r');
  const part: StoredBytes = {
    shown: path,
    bytes: statSync(path).size,
    read: (offset, bytes) => {
      const read = new Uint8Array(bytes);
      readSync(file, read, 0, bytes, offset);
      return read;
    },
    readInto: (target, offset) => void readSync(file, target, 0, target.length, offset),
    stream: () => (async function* () {})(),
  };
  const footer = await footerOf(part);
  kernels ??= new CellKernels(parquetHost());
  const codecs = await unpackers();
  const columns = columnsOf(footer, {}, path);
  for (const [group, { num_rows, columns: chunks }] of footer.row_groups.entries()) {
    const rows = Number(num_rows);
    for (const [slot, column] of columns.entries()) {
      const plain = plainSpecOf(column, false)!;
      const meta = chunks[column.leaf]!.meta_data!;
      const place = { file: path, column: column.name, group };
      const spec = { place, slot, meta, rows, optional: column.optional, plain, dropped: false };
      const cells = new ChunkCells(spec, kernels, part, 1 << 20, codecs, parquetHeader);
      for (let left = rows; left > 0; left -= cells.rows) {
        cells.rows = 0;
        cells.next();
        if (!cells.proven && kernels.invalidText(cells.cells, cells.rows) >= 0) throw new Error('text');
      }
    }
  }
  closeSync(file);
}

const readText = async (path: string) => (await openTable({ path })).close();
const readArrow = async (path: string) =>
  (await import('parquet-wasm')).readParquet(readFileSync(path)).intoIPCStream();
const ways = { cells: readCells, text: readText, wasm: readArrow };
type Way = keyof typeof ways;

const one = option('reader', '') as Way | '';
if (one) {
  const total = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const marks: number[] = [];
  for (let times = 0; times < 12; times++) {
    await ways[one](option('path', ''));
    marks.push(total());
  }
  process.stdout.write(JSON.stringify(marks));
} else {
  await compare();
}

/** Seconds of reading once in a new process, and of reading again in it. */
function readBy(way: Way, path: string): { fresh: number; warm: number } {
  const script = fileURLToPath(import.meta.url);
  const { stdout } = spawnSync(process.execPath, [script, '--reader', way, '--path', path], {
    encoding: 'utf8',
  });
  const marks = JSON.parse(stdout) as number[];
  const again = marks.slice(1).map((mark, at) => mark - marks[at]!);
  again.splice(0, again.length >> 1); // compilers are at work until then
  return { fresh: marks[0]!, warm: middleOf(again) };
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-parquet-'));
  const rows = Number(option('rows', '1000000'));
  const csv = join(folder, 'table.csv');
  const { columns, header, megabytes, scan } = writeTable(csv, option('table', 'narrow'), rows);
  const compression = option('compression', 'snappy') as Compression;
  const [path, peer] = [join(folder, 'lethe.parquet'), join(folder, 'duck.parquet')];
  const threads = option('threads', '1');
  const { DuckDBInstance } = await import('@duckdb/node-api'); // readers are not to load it
  const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
  const write = async (blocks: Iterable<Uint8Array>) => {
    const out = openSync(path, 'w');
    const writer = await createParquet(columns, (bytes) => void writeSync(out, bytes), { compression });
    for (const block of blocks) await writer.write(block);
    await writer.end();
    closeSync(out);
  };
  const copy = `copy (from ${scan}) to '${peer}' (format parquet, compression ${compression === 'none' ? 'uncompressed' : compression})`;
  const ratios = new Map<string, number[]>();
  process.stdout.write(
    `${rows} records, ${megabytes.toFixed(1)} MB as CSV, ${compression}, node ${process.version}\n`,
  );
  const rounds = Number(option('rounds', '5'));
  const reading = !process.argv.includes('--write');
  await write([]); // kernels are loaded before the clock runs, as DuckDB is
  for (let round = 0; round < rounds; round++) {
    const seconds: Record<string, number> = {
      write: await cpu(() => write(stagedRecords(csv, header))),
      duckdb: await cpu(() => connection.run(copy)),
    };
    const now: Record<string, number> = { 'write to duckdb': seconds.duckdb! / seconds.write! };
    if (reading) {
      const [cells, text, wasm] = (['cells', 'text', 'wasm'] as const).map((way) => readBy(way, path));
      for (const [what, by] of Object.entries({ cells: cells!, text: text!, wasm: wasm! })) {
        seconds[`${what} fresh`] = by.fresh;
        seconds[`${what} warm`] = by.warm;
        if (what === 'wasm') continue;
        now[`${what} to wasm, fresh`] = wasm!.fresh / by.fresh;
        now[`${what} to wasm, warm`] = wasm!.warm / by.warm;
      }
    }
    const line = Object.entries(seconds).map(([what, one]) => `${what} ${one.toFixed(2)}`);
    process.stdout.write(`${line.join('  ')}\n`);
    for (const [what, ratio] of Object.entries(now)) ratios.set(what, [...(ratios.get(what) ?? []), ratio]);
  }
  for (const [what, all] of ratios) {
    process.stdout.write(
      `${what}: median ${middleOf(all).toFixed(2)}, least ${Math.min(...all).toFixed(2)} (${all.map((one) => one.toFixed(2)).join(' ')})\n`,
    );
  }
  const size = (of: string) => (statSync(of).size / 1e6).toFixed(1);
  process.stdout.write(`sizes: lethe ${size(path)} MB, duckdb ${size(peer)} MB\n`);
  rmSync(folder, { recursive: true, force: true });
}
