import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spoolDatabase } from '../src/engine/database.js';
import { openDatabaseSession, postgresAddress } from '../src/stores/postgres/index.js';

/**
 * PostgreSQL: how long Lethe and `psql \copy` take for the same table, and the CPU time that each of them needs beside
 * the server: `node dist/benchmarks/postgres.js postgres://user@host:port/database [--rows N] [--rounds N]`, password in
 * PGPASSWORD. Creates the tables lethe_benchmark and lethe_benchmark_out.
 */
const server = process.argv[2]!;
const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1]!;
};
const rows = Number(option('rows', '1000000'));
const rounds = Number(option('rounds', '3'));
const folder = mkdtempSync(join(tmpdir(), 'lethe-postgres-'));
const columns = [
  { name: 'id', declared: 'bigint' },
  { name: 'name', declared: 'text' },
  { name: 'born', declared: 'date' },
  { name: 'income', declared: 'double precision' },
  { name: 'note', declared: 'text' },
];

interface Measure {
  wall: number; // seconds
  cpu: number; // seconds of the client
}

/** Runs psql; times by the shell's own clock, which counts its children. */
function psql(...commands: string[]): Measure {
  const words = commands.flatMap((command) => ['-c', `'${command.replaceAll("'", "'\\''")}'`]);
  const script = `TIMEFORMAT='%R %U %S'; time psql -q -X -v ON_ERROR_STOP=1 '${server}' ${words.join(' ')}`;
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [wall = 0, user = 0, system = 0] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { wall, cpu: user + system };
}

async function lethe(act: () => Promise<void>): Promise<Measure> {
  const before = process.cpuUsage();
  const begin = performance.now();
  await act();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - begin) / 1000, cpu: (user + system) / 1e6 };
}

const median = (of: number[]) => of.sort((one, other) => one - other)[of.length >> 1]!;
const shown = (what: string, measures: readonly Measure[]) => {
  const wall = median(measures.map((one) => one.wall));
  const cpu = median(measures.map((one) => one.cpu));
  const speed = (megabytes / wall).toFixed(0);
  process.stdout.write(
    `${what.padEnd(34)} ${wall.toFixed(2)} s wall  ${cpu.toFixed(2)} s CPU of the client  ${speed} MB/s\n`,
  );
};

psql(
  'drop table if exists lethe_benchmark',
  `create table lethe_benchmark as select i::bigint as id, '姓名' || (i::bigint * 7919 % 1000003) as name,
   date '1930-01-01' + (i::bigint * 31 % 29000)::int as born, (i::bigint * 7919 % 1000003) / 7.0::float8 as income,
   '编号 ' || i || case when i % 9 = 0 then ', 无' else '' end as note from generate_series(1, ${rows}) t(i)`,
  'vacuum analyze lethe_benchmark',
);
const csv = join(folder, 'table.csv');
psql(`\\copy lethe_benchmark to '${csv}' (format csv, header)`);
const megabytes = statSync(csv).size / 1e6;
process.stdout.write(`${rows} records, ${megabytes.toFixed(1)} MB as CSV, node ${process.version}\n`);

const out: [Measure[], Measure[]] = [[], []];
const back: [Measure[], Measure[]] = [[], []];
for (let round = 0; round < rounds; round++) {
  const copy = join(folder, 'copy.csv');
  out[0].push(psql(`\\copy lethe_benchmark to '${copy}' (format csv, header)`));
  let path = '';
  out[1].push(
    await lethe(async () => {
      path = (await spoolDatabase({ path: `${server}?table=lethe_benchmark` }, undefined)).part.path;
    }),
  );
  // Byte for byte what psql was given.
  if (!readFileSync(path).equals(readFileSync(csv))) throw new Error('the copies differ');
  const declared = columns.map(({ name, declared }) => `${name} ${declared}`).join(', ');
  back[0].push(
    psql(
      'drop table if exists lethe_benchmark_out',
      'begin',
      `create table lethe_benchmark_out (${declared})`,
      `\\copy lethe_benchmark_out from '${csv}' (format csv, header)`,
      `\\copy lethe_benchmark_out to '${copy}' (format csv, header)`,
      'commit',
    ),
  );
  psql('drop table lethe_benchmark_out');
  copyFileSync(csv, copy);
  back[1].push(
    await lethe(async () => {
      const address = postgresAddress(`${server}?table=lethe_benchmark_out`, undefined, '.');
      const session = await openDatabaseSession(address);
      const target = await session.target(address, `benchmark_${round}`);
      await target.load(copy, columns, rows);
      await target.place('benchmark');
      await session.commit();
    }),
  );
}
shown('psql \\copy to', out[0]);
shown('lethe reads a table', out[1]);
shown('psql \\copy from, and to', back[0]);
shown('lethe loads and reads back', back[1]);
psql('drop table lethe_benchmark', 'drop table lethe_benchmark_out');
rmSync(folder, { recursive: true, force: true });
