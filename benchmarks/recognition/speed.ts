import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyTally } from '../../src/engine/chunk.js';
import { profileTable } from '../../src/engine/index.js';
import { openPass } from '../../src/engine/pass.js';
import type { LaneTask } from '../../src/engine/task.js';
import { KernelHost, packageFile, slack } from '../../src/kernels/host.js';
import { Structure } from '../../src/kernels/structure.js';
import { Survey } from '../../src/kernels/survey.js';
import { tallyOf, typeTable } from '../../src/profile/index.js';
import { CellSearch, defaultRecognition, findAll } from '../../src/recognisers/index.js';
import { columnOf, personalKinds } from './columns.js';
import { remarksWithSpans } from './texts.js';
import * as words from './words.js';

/** Milliseconds of CPU of the best of some runs: of all threads, as neighbours on the machine must not count. */
function best(run: () => void, rounds = 5): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e3);
  }
  return least;
}

const bytesOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/** Lines of the report on speed; generates a table of the given size for the full scan. */
export async function speed(bytes: number): Promise<string[]> {
  const lines = [
    '## Speed',
    '',
    `CPU time of one process, best of several runs; wall where it says so. Load average at the start: ${loadavg()[0]!.toFixed(1)}.`,
    '',
    '| | figure |',
    '|---|---|',
  ];
  const row = (name: string, figure: string) => lines.push(`| ${name} | ${figure} |`);
  const mbs = (size: number, ms: number) =>
    `${(size / 1e3 / ms).toFixed(size / 1e3 / ms < 100 ? 1 : 0)} MB/s`;

  const texts = remarksWithSpans(20_000, 5).map(({ text }) => text);
  row('free text, remarks of which two thirds hold identifiers, `findAll`', mbs(bytesOf(texts), best(() => search(texts)))); // biome-ignore format: one row
  const plain = Array.from(
    { length: 20_000 },
    (_, i) => words.remarks[i % 6]! + words.remarks[(i >> 3) % 6]!,
  );
  row(
    'remarks without identifiers, `findAll`',
    mbs(
      bytesOf(plain),
      best(() => search(plain)),
    ),
  );
  const column = plain.map((text, i) => `${text}第${i}次`);
  row('remarks without candidates, distinct, by the kernel (parse, classify, prefilter)', kernelSpeed(column, 60, mbs)); // biome-ignore format: one row
  row('redaction of a column of the former remarks in the lane (parse, scan, search, replace, write)', mbs(...(await redaction(texts)))); // biome-ignore format: one row
  row('redaction of a column of the latter, distinct, in the lane', mbs(...(await redaction(column))));
  row('the kernel\'s scan alone of the former (words, names, signals), as strings where something may be found', mbs(...scanning(texts))); // biome-ignore format: one row
  row('the kernel\'s scan alone of the latter', mbs(...scanning(column))); // biome-ignore format: one row
  const hostile = [1, 2].map((times) => '1380013800-'.repeat(45_000 * times));
  const [once, twice] = hostile.map((text) => best(() => void findAll(text), 3)) as [number, number];
  row('hostile cell of 0.5 and 1 MB, `findAll`', `${once.toFixed(0)} ms, ${twice.toFixed(0)} ms (×${(twice / once).toFixed(1)})`); // biome-ignore format: one row
  const glued = '张'.repeat(340_000);
  row('1 MB of one Han character, `findAll`', `${best(() => void findAll(glued), 3).toFixed(0)} ms`);

  for (const values of [250, 1000]) {
    const tallies = personalKinds.map((kind, i) =>
      tallyOf(columnOf(kind, i + 1, values, true), kind.headers[0]!),
    );
    const ms = best(() => void typeTable(tallies), 7);
    row(
      `typing, ${tallies.length} columns of ${values} values, per column`,
      `${(ms / tallies.length).toFixed(2)} ms`,
    );
  }
  if (bytes > 0) {
    const { path, folder } = table(bytes);
    const size = statSync(path).size;
    await profileTable({ path }, { workers: 1 }); // reads the file into the page cache
    const runs: { wall: number; cpu: number }[] = [];
    for (let round = 0; round < 3; round++) {
      const before = process.cpuUsage();
      const started = process.hrtime.bigint();
      await profileTable({ path }, { workers: 1 });
      const { user, system } = process.cpuUsage(before);
      runs.push({ wall: Number(process.hrtime.bigint() - started) / 1e6, cpu: (user + system) / 1e3 });
    }
    rmSync(folder, { recursive: true, force: true });
    const wall = Math.min(...runs.map((one) => one.wall));
    const cpu = Math.min(...runs.map((one) => one.cpu));
    row(`full-scan profile of ${(size / 1e6).toFixed(0)} MB, 14 columns, one worker, wall`, mbs(size, wall));
    row('the same, CPU of all threads (SHA-256 of the file on the main thread included)', mbs(size, cpu));
  }
  return [...lines, ''];
}

function search(texts: readonly string[]): void {
  for (const text of texts) findAll(text);
}

/** A column of texts through structure and survey, `megabytes` of it, as a worker does. */
function kernelSpeed(
  texts: readonly string[],
  megabytes: number,
  mbs: (size: number, ms: number) => string,
): string {
  const host = KernelHost.load();
  const structure = new Structure(host);
  const chunk = Buffer.from(`${texts.join('\n')}\n`);
  const text = host.region('text', chunk.length + slack);
  host.bytes.set(chunk, text);
  const rounds = Math.ceil((megabytes * 1e6) / chunk.length);
  const ms = best(() => {
    const survey = new Survey(
      host,
      { columns: 1, tally: true, distinct: false, code: [] },
      { search: findAll },
    );
    for (let i = 0; i < rounds; i++) {
      const rectangle = structure.index(text, chunk.length, 44, 1);
      if ('fault' in rectangle) throw new Error(rectangle.fault);
      survey.add(rectangle);
    }
    survey.finish();
  }, 9);
  return mbs(rounds * chunk.length, ms);
}

/** Bytes of a column of texts and the CPU milliseconds that a lane takes to redact it, structure and output included. */
async function redaction(texts: readonly string[]): Promise<[bytes: number, ms: number]> {
  const host = KernelHost.load();
  const structure = new Structure(host);
  const pass = await openPass(host, {
    wire: { encoding: 'utf-8', delimiter: ',', columns: 1, ragged: 'error', names: ['remark'] },
    feed: { kind: 'files', parts: [], ranges: [], control: new SharedArrayBuffer(8), ahead: false, prints: 'none', outputs: [] },
    pass: {
      kind: 'apply',
      instructions: [{ op: 'side', slot: 0 }],
      sides: [{ slot: 0, column: { name: 'remark', index: 0, role: 'text', entity: 'text', use: 'redact', params: {} } as never }],
      recodings: [],
      suppressed: null,
      local: null,
      keys: new Map(),
      runKey: new Uint8Array(32),
      directColumns: [],
      output: { delimiter: ',', newline: '\n', encoding: 'utf-8' },
      hierarchyFiles: {},
    },
  } as LaneTask); // biome-ignore format: a task, read as a table
  const chunk = Buffer.from(`${texts.join('\n')}\n`);
  const text = host.region('text', chunk.length + slack);
  host.bytes.set(chunk, text);
  const tally = emptyTally();
  const ms = best(() => {
    const rectangle = structure.index(text, chunk.length, 44, 1);
    if ('fault' in rectangle) throw new Error(rectangle.fault);
    pass.chunk(rectangle, tally);
  }, 9);
  return [chunk.length, ms];
}

/** Bytes of texts and the CPU milliseconds that the kernel's scan of them takes. */
function scanning(texts: readonly string[]): [bytes: number, ms: number] {
  const host = KernelHost.load();
  const search = new CellSearch(host, defaultRecognition);
  const encoded = texts.map((text) => Buffer.from(text));
  const blob = host.region('texts', bytesOf(texts));
  const cells = host.region('cells', texts.length * 8);
  const pairs = new Uint32Array(texts.length * 2);
  let at = blob;
  for (const [i, bytes] of encoded.entries()) {
    host.bytes.set(bytes, at);
    pairs.set([at, bytes.length], 2 * i);
    at += bytes.length;
  }
  new Uint32Array(host.bytes.buffer, cells, pairs.length).set(pairs);
  return [at - blob, best(() => search.each(cells, texts.length, () => {}), 9)];
}

function table(bytes: number): { path: string; folder: string } {
  const folder = join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lethe-recognition');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'residents.csv');
  execFileSync(
    process.execPath,
    [packageFile('dist/benchmarks/data.js'), '--bytes', String(bytes), '--seed', '7', '-o', path],
    { stdio: 'ignore' },
  );
  return { path, folder };
}
