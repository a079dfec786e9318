import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageFile } from '../src/kernels/host.js';
import { listSecrets } from '../src/stores/memory-secret.js';
import { residentsPolicy } from './job-policy.js';

/**
 * Kills a job with SIGKILL and runs it again, over and over. Every trial ends with the bytes of a run that nobody killed, shows
 * nothing until then, and leaves nothing else; its CPU time, that of the killed process included, is held against the run that
 * nobody killed.
 *
 *   node dist/benchmarks/resume.js [--bytes 2e9] [--trials 20] [--chain 20] [--seed 1] [--workers 2] [--dir /dev/shm/x] [--save]
 *
 * `trials`: jobs that are killed once, each at another random moment. `chain`: kills of one job, one after the other.
 */
const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: '2e9' },
    trials: { type: 'string', default: '20' },
    chain: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    dir: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const bytes = Number(values.bytes);
const root = existsSync('/dev/shm') ? '/dev/shm/lethe-resume' : join(tmpdir(), 'lethe-resume');
const dir = values.dir ?? root;
const home = join(dir, 'job');
const output = join(home, 'residents.csv');
const policy = join(dir, 'lethe.yaml');
const dist = packageFile('dist');

interface Run {
  wall: number; // seconds
  cpu: number; // seconds, user + system
  killed: boolean;
  resumed: Record<string, number> | null; // bytes per phase
}

mkdirSync(dir, { recursive: true });
const table = join(dir, 'residents.csv');
const generator = [join(dist, 'benchmarks/data.js'), '--bytes', String(bytes), '--seed', '7', '-o', table];
execFileSync(process.execPath, generator, { stdio: 'ignore' });
const settings = { seed: 'killed and resumed', identity: 'use: pseudonym, domain: person' };
writeFileSync(policy, residentsPolicy(table, output, settings));
const random = seeded(Number(values.seed));
const lines: string[] = [];

await run(); // everything is in the cache now
const whole = await run();
const wanted = sha256(output);
say(`# Killed and resumed`, '');
const { length } = cpus();
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
  cwd: packageFile('.'),
  encoding: 'utf8',
});
say(
  `Commit ${commit.trim()}, Node ${process.version}, ${length} × ${cpus()[0]?.model}, ${values.workers} workers; ${(statSync(table).size / 1e6).toFixed(0)} MB CSV, 14 columns; seed ${values.seed}.`,
  `Uninterrupted: ${whole.wall.toFixed(1)} s, ${whole.cpu.toFixed(1)} CPU s. Without checkpoints (\`--no-resume\`): ${(await run(undefined, '--no-resume')).cpu.toFixed(1)} CPU s.`,
  '',
);

const ratios: number[] = [];
say(
  '| killed at | CPU s until then | CPU s after | × uninterrupted | not done again |',
  '|---|---|---|---|---|',
);
for (let trial = 0; trial < Number(values.trials); trial++) {
  rmSync(home, { recursive: true, force: true });
  const moment = random() * whole.wall;
  const first = await run(moment);
  if (first.killed) assertHidden();
  const second = first.killed ? await run() : first;
  assertDone();
  const ratio = (first.cpu + (first.killed ? second.cpu : 0)) / whole.cpu;
  ratios.push(ratio);
  say(
    `| ${first.killed ? `${moment.toFixed(1)} s` : 'it had ended'} | ${first.cpu.toFixed(1)} | ${second.cpu.toFixed(1)} | ${ratio.toFixed(2)} | ${reusedText(second)} |`,
  );
}
if (ratios.length > 0) {
  const mean = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
  say(
    '',
    `${ratios.length} trials: bytes equal in all; mean ${mean.toFixed(3)} ×, worst ${Math.max(...ratios).toFixed(3)} ×.`,
  );
}

if (Number(values.chain) > 0) {
  rmSync(home, { recursive: true, force: true });
  let cpu = 0;
  let kills = 0;
  for (; kills < Number(values.chain); kills++) {
    const one = await run(random() * 2 * (whole.wall / Number(values.chain)) + 1);
    cpu += one.cpu;
    if (!one.killed) break;
    assertHidden();
  }
  if (!existsSync(output)) cpu += (await run()).cpu;
  assertDone();
  say('', `One job killed ${kills} times: bytes equal, ${(cpu / whole.cpu).toFixed(2)} × the CPU time.`);
}
if (values.save) writeFileSync(packageFile('benchmarks/results/resume.md'), `${lines.join('\n')}\n`);
rmSync(dir, { recursive: true, force: true });

/** Runs the job, and kills it after so many seconds. */
async function run(killAfter?: number, ...options: string[]): Promise<Run> {
  if (killAfter === undefined && options.length > 0) rmSync(home, { recursive: true, force: true });
  const before = childrenCpu();
  const begin = performance.now();
  const args = [
    join(dist, 'src/cli/main.js'),
    'run',
    '-p',
    policy,
    '--workers',
    values.workers,
    '-q',
    '--json',
  ];
  const child = spawn(process.execPath, [...args, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const timer =
    killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter * 1000);
  const { text, signal, code, errors } = await ended(child);
  clearTimeout(timer);
  if (signal === null && code !== 0) throw new Error(`exit code ${code}\n${errors}`);
  const resumed = signal === null ? JSON.parse(text).resumed : undefined;
  return {
    wall: (performance.now() - begin) / 1000,
    cpu: childrenCpu() - before,
    killed: signal !== null,
    resumed: resumed?.reused ?? null,
  };
}

function ended(
  child: ChildProcess,
): Promise<{ text: string; errors: string; signal: NodeJS.Signals | null; code: number | null }> {
  let text = '';
  let errors = '';
  child.stdout!.on('data', (piece) => {
    text += piece;
  });
  child.stderr!.on('data', (piece) => {
    errors += piece;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ text, errors, signal, code }));
  });
}

/** CPU seconds of all children that have ended, killed ones too: getrusage of this process does not tell them apart. */
function childrenCpu(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Nothing of a killed run can be seen. */
function assertHidden(): void {
  if (existsSync(home)) throw new Error('a killed run shows its output');
}

/** The release stands, has the bytes of the run that nobody killed, and nothing else is left. */
function assertDone(): void {
  if (sha256(output) !== wanted) throw new Error('the bytes differ');
  const left = [...readdirSync(dir), ...readdirSync(home)].filter((name) => name.startsWith('.'));
  // Other jobs on this machine may have secrets of their own.
  const own = listSecrets().filter((one) => [dir, home].some((folder) => one.home === resolve(folder)));
  const secrets = own.map(({ id }) => `secret ${id}`);
  if (left.length + own.length > 0) throw new Error(`left behind: ${[...left, ...secrets].join(' ')}`);
}

function reusedText({ resumed }: Run): string {
  if (resumed === null) return '';
  return Object.entries(resumed)
    .map(([phase, size]) => `${phase} ${(size / 1e6).toFixed(0)} MB`)
    .join(', ');
}

function sha256(path: string): string {
  const hash = createHash('sha256');
  const block = Buffer.alloc(1 << 22);
  const file = openSync(path, 'r');
  for (let got = readSync(file, block); got > 0; got = readSync(file, block))
    hash.update(block.subarray(0, got));
  closeSync(file);
  return hash.digest('hex');
}

/** Numbers in [0, 1): mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function say(...more: string[]): void {
  lines.push(...more);
  process.stdout.write(`${more.join('\n')}\n`);
}
