import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL server of its own for a test file: a temporary data folder, a free port, password and socket. */
export interface TestServer {
  port: number;
  folder: string;
  certificate: string | null; // of the server, its own CA; null without openssl
  /** Address of a table in database `lethe` for a user. */
  address(table: string, user?: string): string;
  sql(text: string): Promise<pg.QueryResult>;
  /** Ends the server at once, as a crash would. */
  kill(): void;
  start(): void;
  stop(): void;
}

export const password = 'canary-p4ssw0rd-kanarienvogel';

/** Starts a server, or returns why that is not possible here. */
export async function startServer(): Promise<TestServer | string> {
  const programs = programsFolder();
  if (programs === null) return 'PostgreSQL is not installed (apt-get install postgresql)';
  const account = accountOf();
  if (account === null) return 'PostgreSQL does not run as root, and there is no user postgres';
  const folder = mkdtempSync(join(tmpdir(), 'lethe-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const secret = join(folder, 'secret');
  writeFileSync(secret, password, { mode: 0o644 });
  if (account.uid !== undefined)
    for (const path of [folder, data]) chownSync(path, account.uid, account.gid!);
  const run = (program: string, ...args: string[]) =>
    spawnSync(join(programs, program), args, {
      ...account,
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: 60_000,
    });
  const init = run(
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '--pwfile',
    secret,
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  );
  if (init.status !== 0) {
    rmSync(folder, { recursive: true });
    return `initdb: ${init.stderr.trim().split('\n').at(-1)}`;
  }
  const cert = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=lethe',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-keyout',
    join(data, 'server.key'),
    '-out',
    join(data, 'server.crt'),
  ]);
  const tls = cert.status === 0;
  if (tls) {
    chmodSync(join(data, 'server.key'), 0o600);
    if (account.uid !== undefined) {
      for (const name of ['server.key', 'server.crt']) chownSync(join(data, name), account.uid, account.gid!);
    }
  }
  const port = await freePort();
  const start = () => {
    const flags = `-p ${port} -h 127.0.0.1 -k ${folder} -c fsync=off -c max_connections=30${tls ? ' -c ssl=on' : ''}`;
    // The log goes to a file: a pipe that the server inherits would keep the call waiting.
    const started = run(
      'pg_ctl',
      '-D',
      data,
      '-w',
      '-t',
      '60',
      '-l',
      join(folder, 'log'),
      '-o',
      flags,
      'start',
    );
    if (started.status !== 0) throw new Error(`pg_ctl: ${started.stdout}${started.stderr}`);
  };
  start();
  const client = (database: string) =>
    new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database });
  const sqlIn = async (database: string, text: string) => {
    const one = client(database);
    await one.connect();
    try {
      return await one.query(text);
    } finally {
      await one.end();
    }
  };
  await sqlIn('postgres', 'CREATE DATABASE lethe');
  return {
    port,
    folder,
    certificate: tls ? join(data, 'server.crt') : null,
    address: (table, user = 'postgres') => `postgres://${user}@127.0.0.1:${port}/lethe?table=${table}`,
    sql: (text) => sqlIn('lethe', text),
    kill: () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
    },
    start,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function programsFolder(): string | null {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(home, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return (
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl'))) ?? null
  );
}

/** The account that the server runs under: our own, or `postgres` where we are root. */
function accountOf(): { uid?: number; gid?: number } | null {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
