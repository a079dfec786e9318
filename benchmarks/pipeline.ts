import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { packageFile } from '../src/kernels/host.js';
import { residentColumns } from './data.js';
import { residentsPolicy } from './job-policy.js';

/**
 * The whole program against its peers on the same data in the same run. First checks that all outputs agree, then
 * times the contestants interleaved, each as a process of its own, and prints medians and ratios.
 *
 *   node dist/benchmarks/pipeline.js [--bytes 500e6] [--rounds 5] [--workers 2] [--large 5e9] [--dir /dev/shm/x] [--save]
 */
const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: '500e6' },
    rounds: { type: 'string', default: '5' },
    workers: { type: 'string', default: '2' },
    large: { type: 'string' },
    dir: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const bytes = Number(values.bytes);
const rounds = Number(values.rounds);
const workers = values.workers;
const place = values.dir ?? (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
mkdirSync(place, { recursive: true });
const dir = mkdtempSync(join(place, 'lethe-pipeline-'));
const dist = packageFile('dist');

// Certificates that a machine adds are read at the start of every node process, a tenth of the shortest measurement, and
// options for all of them may be anything.
const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...environment } = process.env;

interface Measure {
  wall: number; // seconds
  cpu: number; // seconds, user + system, children included
  rss: number; // MB
}

const table = generate(bytes, 'full');
const sample = generate(bytes / 10, 'tenth');
const out = (name: string) => join(dir, `${name}.csv`);
const policy = join(dir, 'lethe.yaml');
writeFileSync(policy, residentsPolicy(table, join(dir, 'job', 'residents.csv')));
const node = (script: string, ...args: string[]) => [process.execPath, join(dist, script), ...args];
const peer = (name: string, input = table) => node('benchmarks/peers.js', name, input, out(name), workers);
const lethe = (mode: string, input = table) =>
  node('benchmarks/lethe.js', mode, input, out(`lethe-${mode}`), workers);

const contestants: Record<string, string[]> = {
  cp: ['cp', table, out('cp')],
  'lethe apply': lethe('mask'),
  'duckdb mask': peer('duckdb-mask'),
  'lethe apply, HMAC on 2 columns': lethe('tokens'),
  'duckdb mask, sha256 on 2 columns': peer('duckdb-sha256'),
  'lethe whole job': node(
    'benchmarks/peak.js',
    join(dist, 'src/cli/main.js'),
    ...['run', '-p', policy, '--workers', workers, '--quiet'],
  ),
  'duckdb group by': peer('duckdb-group'),
};

await checkAgreement();
const measured = new Map<string, Measure[]>(Object.keys(contestants).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, command] of Object.entries(contestants)) measured.get(name)!.push(time(command));
}
const tenth = Array.from({ length: Math.min(rounds, 3) }, () => ({
  lethe: time(lethe('mask', sample)),
  objects: time(peer('csv-parse', sample)),
}));
report();
rmSync(dir, { recursive: true, force: true });

function generate(size: number, name: string): string {
  const path = join(dir, `residents-${name}.csv`);
  execFileSync(
    process.execPath,
    [join(dist, 'benchmarks/data.js'), '--bytes', String(size), '--seed', '7', '-o', path],
    {
      stdio: 'ignore',
    },
  );
  return path;
}

/** Every cell that Lethe writes is the cell that DuckDB writes, on a tenth of the data. */
async function checkAgreement(): Promise<void> {
  for (const [ours, theirs] of [
    [lethe('mask', sample), peer('duckdb-mask', sample)],
    [lethe('mask', sample), peer('csv-parse', sample)],
  ] as const) {
    time(ours);
    time(theirs);
    const a = out('lethe-mask');
    const b = theirs.at(-2)!;
    const columns = residentColumns.map((name) => `"${name}"`).join(', ');
    const rows = (path: string) =>
      `(SELECT row_number() OVER () AS r, ${columns} FROM read_csv('${path}', header=true, all_varchar=true, quote='"', escape='"', delim=',', nullstr='', parallel=false))`;
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const result = await connection.runAndReadAll(
      `SELECT (SELECT count(*) FROM ${rows(a)}), (SELECT count(*) FROM (${rows(a)} EXCEPT ${rows(b)}))`,
    );
    const [count, different] = result.getRows()[0]!.map(Number) as [number, number];
    if (count === 0 || different > 0)
      throw new Error(`${different} of ${count} records differ from ${theirs[2]}`);
    process.stdout.write(`agreement with ${theirs[2]}: ${count} records, 0 differ\n`);
    connection.closeSync();
  }
}

/** Runs a command by bash's `time`, which counts the CPU of all threads and children. */
function time(command: string[]): Measure {
  if (command.includes('run')) rmSync(join(dir, 'job'), { recursive: true, force: true });
  else rmSync(command.at(-1) === workers ? command.at(-2)! : command.at(-1)!, { force: true });
  const result = spawnSync('bash', ['-c', 'TIMEFORMAT="times %R %U %S"; time "$@"', 'time', ...command], {
    encoding: 'utf8',
    env: environment,
  });
  if (result.status !== 0) throw new Error(`${command.join(' ')} failed:\n${result.stderr}`);
  const [, wall, user, system] = /times ([\d.]+) ([\d.]+) ([\d.]+)/
    .exec(result.stderr)!
    .map(Number) as number[];
  const rss = /maxrss (\d+)/.exec(result.stderr);
  return { wall: wall!, cpu: user! + system!, rss: rss ? Number(rss[1]) / 1024 : 0 };
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function summary(list: readonly Measure[]): Measure {
  return {
    wall: median(list.map((one) => one.wall)),
    cpu: median(list.map((one) => one.cpu)),
    rss: Math.max(...list.map((one) => one.rss)),
  };
}

function report(): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    encoding: 'utf8',
    cwd: packageFile('.'),
  }).trim();
  const size = statSync(table).size;
  const lines = [
    `# Pipeline benchmark`,
    '',
    `Commit ${commit}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${workers} workers; ${(size / 1e6).toFixed(0)} MB CSV, 14 columns, six masked, two generalised; medians of ${rounds} interleaved rounds.`,
    '',
    '| | wall s | CPU s | MB/s wall | peak MB |',
    '|---|---|---|---|---|',
  ];
  const all = new Map([...measured].map(([name, list]) => [name, summary(list)]));
  for (const [name, one] of all) {
    lines.push(
      `| ${name} | ${one.wall.toFixed(2)} | ${one.cpu.toFixed(2)} | ${(size / 1e6 / one.wall).toFixed(0)} | ${one.rss ? one.rss.toFixed(0) : ''} |`,
    );
  }
  const ours = summary(tenth.map((one) => one.lethe));
  const objects = summary(tenth.map((one) => one.objects));
  const perByte = objects.cpu / statSync(sample).size / (all.get('lethe apply')!.cpu / size);
  lines.push(
    `| csv-parse objects, a tenth of the data | ${objects.wall.toFixed(2)} | ${objects.cpu.toFixed(2)} | ${(size / 1e7 / objects.wall).toFixed(0)} | ${objects.rss.toFixed(0)} |`,
    `| lethe apply, the same tenth | ${ours.wall.toFixed(2)} | ${ours.cpu.toFixed(2)} | ${(size / 1e7 / ours.wall).toFixed(0)} | ${ours.rss.toFixed(0)} |`,
    '',
    '| ratio | bar | wall | CPU |',
    '|---|---|---|---|',
  );
  const ratio = (label: string, bar: string, a: string, b: string) => {
    const x = all.get(a)!;
    const y = all.get(b)!;
    lines.push(`| ${label} | ${bar} | ${(x.wall / y.wall).toFixed(2)} | ${(x.cpu / y.cpu).toFixed(2)} |`);
  };
  ratio('DuckDB masking / apply', '≥ 5', 'duckdb mask', 'lethe apply');
  ratio('apply / cp', '≤ 2.5', 'lethe apply', 'cp');
  ratio('whole job / DuckDB masking', '≤ 0.7', 'lethe whole job', 'duckdb mask');
  ratio(
    'DuckDB sha256 / apply with HMAC',
    '≥ 3',
    'duckdb mask, sha256 on 2 columns',
    'lethe apply, HMAC on 2 columns',
  );
  lines.push(
    `| csv-parse objects / apply, per byte | ≥ 40 | ${(objects.wall / statSync(sample).size / (all.get('lethe apply')!.wall / size)).toFixed(0)} | ${perByte.toFixed(0)} |`,
  );
  if (values.large) lines.push('', large(Number(values.large), all.get('lethe apply')!, size));
  const text = `${lines.join('\n')}\n`;
  process.stdout.write(text);
  if (values.save) writeFileSync(packageFile('benchmarks/results/pipeline.md'), text);
}

/** A file ten times as large: the same speed and memory. */
function large(size: number, small: Measure, smallSize: number): string {
  rmSync(table);
  const path = generate(size, 'large');
  const runs = Array.from({ length: 3 }, () => time(lethe('mask', path)));
  const one = summary(runs);
  const speed = size / 1e6 / one.wall;
  const before = smallSize / 1e6 / small.wall;
  return `${(size / 1e9).toFixed(1)} GB: apply ${one.wall.toFixed(2)} s wall, ${one.cpu.toFixed(2)} s CPU, ${speed.toFixed(0)} MB/s (${((speed / before - 1) * 100).toFixed(1)} % against the smaller file), peak ${one.rss.toFixed(0)} MB.`;
}
