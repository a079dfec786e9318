import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageFile } from '../src/kernels/host.js';
import { residentColumns } from './data.js';

/**
 * What the attacks cost: the whole job on a table with everything that is attacked (classes, a sensitive column, a column of
 * tokens, a set of columns of a register, earlier releases), by the phases that the run itself reports.
 *
 *   node dist/benchmarks/attacks.js [--rows 1e6] [--rounds 3] [--earlier 1] [--workers 2] [--dir /tmp/x] [--save]
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1e6' },
    rounds: { type: 'string', default: '3' },
    earlier: { type: 'string', default: '1' }, // releases that the measured one is compared with
    workers: { type: 'string', default: '2' },
    dir: { type: 'string', default: tmpdir() },
    save: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(values.dir, 'lethe-attacks-'));
const dist = packageFile('dist');
const table = join(folder, 'residents.csv');
const rows = String(Number(values.rows));
execFileSync(process.execPath, [
  join(dist, 'benchmarks/data.js'),
  '--rows',
  rows,
  '--seed',
  '7',
  '-o',
  table,
]);

interface Ran {
  verdict: string;
  reasons: { code: string }[];
  timings: Record<string, number>;
  attacks: { attacks: { attack: string }[] };
  wall: number; // seconds
}

/** One release with `earlier` ones before it. */
function release(name: string, earlier: readonly string[]): Ran {
  const policy = join(folder, `${name}.yaml`);
  const treated: Record<string, string> = {
    手机号: 'role: direct, use: pseudonym',
    住址: 'role: quasi, hierarchy: cn-address, levels: [county, "*"]',
    出生日期: 'role: quasi, hierarchy: date, levels: [year, "*"]',
    性别: 'role: quasi',
    民族: 'role: quasi',
    职业: 'role: quasi',
    月收入: 'role: sensitive, use: bucket, width: 5000',
    婚姻状况: 'role: sensitive',
  };
  const columns = residentColumns.map(
    (column) => `  ${column}: { ${treated[column] ?? 'role: safe, use: suppress'} }`,
  );
  writeFileSync(
    policy,
    `version: 1
dataset: { name: residents, owner: o, source: s, purpose: p, profile: open-conditional, agreement: a, recipient: r, expiry: 2036-12-31, earlier: [${earlier.join(', ')}] }
input: { path: residents.csv }
output: { path: ${name}/residents.csv }
columns:
${columns.join('\n')}
privacy: { k: 5, l: 2, suppression: 0.1 }
attacks: { known: [[性别, 出生日期, 婚姻状况]] }
`,
  );
  const begin = performance.now();
  const flags = ['--json', '--quiet', '--no-repairs', '--workers', values.workers];
  const ran = spawnSync(process.execPath, [join(dist, 'src/cli/main.js'), 'run', '-p', policy, ...flags], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = (performance.now() - begin) / 1000;
  if (ran.status === 2 || ran.stdout === '') throw new Error(ran.stderr);
  const result = JSON.parse(ran.stdout) as Ran;
  const { verdict, reasons } = result;
  if (name !== 'measured' && verdict !== 'published')
    throw new Error(`${name}: ${reasons.map(({ code }) => code)}`);
  return { ...result, wall };
}

const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1]!;
const earlier: string[] = [];
while (earlier.length < Number(values.earlier)) {
  const name = `earlier-${earlier.length + 1}`;
  release(name, earlier);
  earlier.push(name);
}
const rounds = Array.from({ length: Number(values.rounds) }, () => {
  const ran = release('measured', earlier);
  rmSync(join(folder, 'measured'), { recursive: true, force: true });
  return ran;
});
rmSync(folder, { recursive: true, force: true });

const kinds = [...new Set(rounds[0]!.attacks.attacks.map(({ attack }) => attack))];
const attack = median(rounds.map(({ timings }) => timings.attack!));
const wall = median(rounds.map((ran) => ran.wall));
const ratio = median(rounds.map((ran) => ran.wall / (ran.wall - ran.timings.attack!)));
const phases = ['profile', 'fit', 'apply', 'prove', 'attack'];
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const text = `# What the attacks cost

Commit ${commit}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${values.workers} workers; ${Number(rows).toLocaleString('en')} records of 14 columns, of which eight are published: five
quasi-identifiers, two sensitive columns, one column of tokens; a register's columns; ${earlier.length} earlier release(s). Attacks that ran: ${kinds.join(', ')}.
Median of ${rounds.length} runs (\`node dist/benchmarks/attacks.js\`); the last was ${rounds.at(-1)!.verdict}.

| phase | wall s |
|---|---|
${phases.map((phase) => `| ${phase} | ${median(rounds.map(({ timings }) => timings[phase]!)).toFixed(2)} |`).join('\n')}
| whole process | ${wall.toFixed(2)} |

Whole job with all attacks ÷ without: **${ratio.toFixed(2)}** (bar: below 3; attacks take ${attack.toFixed(2)} s).
`;
process.stdout.write(text);
if (values.save) {
  const results = packageFile('benchmarks/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'attacks.md'), text);
}
