import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { between } from '../stores/postgres-between.js';
import { password } from '../stores/postgres-server.js';
import { filesBelow } from './cli.js';
import { letheHere } from './here.js';
import { canary, columns, postgresJobs, table } from './postgres-jobs.js';

const { place, server, job, run, errorOf, rows } = await postgresJobs();

describe.skipIf(server === null)('PostgreSQL', () => {
  beforeAll(async () => {
    await server.sql(table('people', 3000));
  });

  it('reads and writes tables: types stay where a column is kept, NULL and empty text are told apart', async () => {
    const before = await server.sql('SELECT md5(string_agg(p::text, chr(10))) FROM people p');
    const folder = job(server.address('public.people'), server.address('opened'));
    const result = await run(folder);
    expect(result.status).toBe(0);
    const summary = result.json;
    expect(summary.database).toMatchObject({ table: 'opened' });
    const types = await server.sql(
      "SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'opened'::regclass AND attnum > 0 ORDER BY attnum",
    );
    expect(types.rows).toEqual([
      { attname: '手机号', type: 'text' },
      { attname: '年龄', type: 'text' },
      { attname: '金额', type: 'numeric(10,2)' },
      { attname: '登记', type: 'timestamp with time zone' },
      { attname: '在册', type: 'boolean' },
      { attname: '编号', type: 'bigint' },
      { attname: '备考', type: 'text' },
    ]);
    const kept = await server.sql(
      'SELECT count(*)::int AS n FROM opened o JOIN people p USING ("编号", "金额", "登记", "在册") WHERE o."备考" IS NOT DISTINCT FROM p."备考"',
    );
    expect(kept.rows[0]).toEqual({ n: summary.counts.out });
    expect(summary.counts.out).toBeGreaterThan(2700);
    // The bytes beside the manifest are those that the table holds.
    const file = readFileSync(summary.output[0].path, 'utf8');
    expect(file).toContain('9007199254740994');
    expect(file).toMatch(/2024-01-01T\d\d:00:00Z/);
    const checked = await letheHere(['check', summary.output[0].path, '--qi', '年龄', '--json', '-q']);
    expect(checked.status).toBe(0);
    const after = await server.sql('SELECT md5(string_agg(p::text, chr(10))) FROM people p');
    expect(after.rows).toEqual(before.rows);
  });

  it.each(['parquet', 'arrow', 'jsonl', 'xlsx'])(
    'gives the same cells through %s, and its types again',
    async (format) => {
      const stated = columns.split('\n').slice(3).join('\n');
      const out = job(server.address('people'), `out/people.${format}`, `${stated}\nunlisted: drop`);
      expect((await run(out)).status).toBe(0);
      const back = job(join(out, `out/people.${format}`), server.address(`from_${format}`), stated);
      expect((await run(back)).status).toBe(0);
      const types = await server.sql(
        `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'from_${format}'::regclass AND attnum > 0 ORDER BY attnum`,
      );
      const expected = ['numeric(10,2)', 'timestamp with time zone', 'boolean', 'bigint', 'text'];
      const found = types.rows.map(({ type }) => type);
      // JSON has neither moments nor decimals of its own; a sheet has no moments of UTC, and numbers of 15 digits.
      if (format === 'parquet' || format === 'arrow') expect(found).toEqual(expected);
      else expect(found.slice(2, 3)).toEqual(['boolean']);
      const unlike = await server.sql(
        `SELECT count(*)::int AS n FROM people p LEFT JOIN from_${format} f ON f."编号"::bigint = p."编号" WHERE f."金额"::numeric <> p."金额" OR f."登记"::timestamptz <> p."登记" OR f."在册" <> p."在册" OR f."备考" IS DISTINCT FROM p."备考" OR f."编号" IS NULL`,
      );
      expect(unlike.rows[0]).toEqual({ n: 0 });
    },
  );

  it('gives the same cells through CSV as directly, and into CSV', async () => {
    const out = job(server.address('people'), 'out/people.csv');
    expect((await run(out)).status).toBe(0);
    const direct = readFileSync(join(place.folder, 'job-0/opened.release/opened.csv'), 'utf8');
    expect(readFileSync(join(out, 'out/people.csv'), 'utf8')).toBe(direct);
    const csv = await server.sql('SELECT "姓名", "手机号", "年龄" FROM people');
    const text = csv.rows.map((row) => Object.values(row).join(',')).join('\n');
    const stated = columns.split('\n').slice(0, 3).join('\n');
    const into = job('in.csv', server.address('from_csv'), stated);
    writeFileSync(join(into, 'in.csv'), `姓名,手机号,年龄\n${text}\n`);
    expect((await run(into)).status).toBe(0);
    const counted = await server.sql(
      'SELECT count(*)::int AS n, count(DISTINCT "手机号")::int AS phones FROM from_csv',
    );
    expect(counted.rows[0]).toMatchObject({ phones: 1 });
  });

  it('reads a query, and nothing that it calls can write', async () => {
    const stated = '  年龄: { role: quasi, hierarchy: age }\n  金额: { role: safe }';
    const address = server.address('x').replace('?table=x', '');
    const read = job(
      `{ path: '${address}', query: 'select "年龄", sum("金额") as "金额" from people group by 1, "手机号"' }`,
      'out/a.csv',
      stated,
    );
    expect((await run(read)).status).toBe(0);
    await server.sql(
      'CREATE OR REPLACE FUNCTION sneaky() RETURNS int LANGUAGE sql AS $$ INSERT INTO people ("年龄") VALUES (1) RETURNING 1 $$',
    );
    const writes = job(
      `{ path: '${address}', query: 'select sneaky() as "年龄", 1 as "金额"' }`,
      'out/a.csv',
      stated,
    );
    expect((await errorOf(writes)).code).toBe('postgres-writes');
    const wrong = job(`{ path: '${address}', query: 'select nowhere from people' }`, 'out/a.csv', stated);
    expect((await errorOf(wrong)).code).toBe('postgres-no-column');
  });

  it('replaces its own release with its grants, and no other table', async () => {
    await server.sql(
      "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'x'; GRANT SELECT ON opened TO reader",
    );
    const folder = job(server.address('people'), server.address('opened'));
    expect((await run(folder)).status).toBe(0);
    const granted = await server.sql("SELECT has_table_privilege('reader', 'opened', 'SELECT') AS yes");
    expect(granted.rows[0]).toEqual({ yes: true });
    await server.sql('DROP TABLE IF EXISTS mine; CREATE TABLE mine (a int); INSERT INTO mine VALUES (42)');
    const other = job(server.address('people'), server.address('mine'));
    expect(await errorOf(other)).toMatchObject({ code: 'postgres-taken' });
    expect((await server.sql('SELECT a FROM mine')).rows).toEqual([{ a: 42 }]);
  });

  it('publishes nothing where the gate refuses, and leaves no staging table', async () => {
    const stated = columns.replace(
      '手机号: { role: direct, use: mask, keep: [3, 0] }',
      '手机号: { role: safe }',
    );
    const folder = job(server.address('people'), server.address('never'), stated);
    const text = readFileSync(join(folder, 'lethe.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'lethe.yaml'),
      text.replace('internal-sharing', 'open-conditional, agreement: a, recipient: r, expiry: 2030-01-01'),
    );
    const result = await run(folder);
    expect(result.status).toBe(1);
    const left = await server.sql(
      "SELECT relname FROM pg_class WHERE relname LIKE 'lethe_staging%' OR relname = 'never'",
    );
    expect(left.rows).toEqual([]);
    expect(readdirSync(folder)).toEqual(['lethe.yaml']);
  });

  it('says what is wrong by table and place, never by value', async () => {
    await server.sql("DROP ROLE IF EXISTS nobody; CREATE ROLE nobody LOGIN PASSWORD 'y'");
    const cases: [string, string, string, string][] = [
      [server.address('nowhere'), 'out/a.csv', 'postgres-no-table', password],
      [server.address('nowhere.people'), 'out/a.csv', 'postgres-no-table', password],
      [server.address('people', 'nobody'), 'out/a.csv', 'postgres-permission', 'y'],
      [server.address('people'), server.address('public.denied', 'nobody'), 'postgres-login', password],
      [server.address('people'), 'out/a.csv', 'postgres-login', 'wrong'],
      [server.address('people').replace(String(server.port), '1'), 'out/a.csv', 'postgres-lost', password],
      [server.address('people').replace('@', ':secret@'), 'out/a.csv', 'postgres-password', password],
      [server.address('people').replace('table=people', ''), 'out/a.csv', 'postgres-address', password],
    ];
    for (const [input, output, code, secret] of cases) {
      const folder = job(input, output);
      process.env.PGPASSWORD = secret;
      const result = await run(folder);
      process.env.PGPASSWORD = password;
      expect(`${result.status} ${result.json.error.code}`).toBe(`2 ${code}`);
      expect(result.stdout + result.stderr).not.toContain(secret === 'y' ? canary : secret);
      expect(readdirSync(folder)).toEqual(['lethe.yaml']);
    }
  });

  it('names table, line and column of a value that the server refuses', async () => {
    const stated = '  姓名: { role: safe }\n  年龄: { role: quasi, hierarchy: age }';
    const folder = job('in.csv', server.address('nul'), stated);
    const rows = Array.from({ length: 40 }, (_, i) => `${canary},${20 + (i % 2)}`);
    rows[16] = `${canary}\u0000x,20`;
    writeFileSync(join(folder, 'in.csv'), `姓名,年龄\n${rows.join('\n')}\n`);
    const result = await run(folder);
    expect(result.status).toBe(2);
    expect(result.json.error).toMatchObject({
      code: 'postgres-bytes',
      args: { table: 'nul' },
      place: { file: join(folder, 'in.csv'), line: 18, field: '姓名' },
    });
    expect(result.stdout + result.stderr).not.toContain(canary);
  });

  it('a column that was added is told by name, the target unchanged', async () => {
    await server.sql(table('growing', 200));
    const folder = job(server.address('growing'), server.address('grown'));
    expect((await run(folder)).status).toBe(0);
    const before = await server.sql('SELECT count(*) FROM grown');
    await server.sql('ALTER TABLE growing ADD COLUMN "新列" text');
    const result = await run(folder);
    expect(result.json.error).toMatchObject({ code: 'schema-policy', args: { changes: '+ 新列' } });
    expect((await server.sql('SELECT count(*) FROM grown')).rows).toEqual(before.rows);
  });

  it('reads one snapshot: what is committed while it reads is not in it', async () => {
    await server.sql(table('moving', 500));
    // After the columns were asked for and before the records are: a second snapshot would hold the new ones.
    const line = await between(server, 'client', 'COPY (SELECT', () =>
      server.sql(
        "INSERT INTO moving SELECT '', '139', 33, 1, now(), true, 1, '' FROM generate_series(1, 500)",
      ),
    );
    const { json } = await run(job(line.address('moving'), 'out/a.csv'));
    expect(json.counts.in).toBe(500);
    expect(await rows('SELECT count(*)::int AS n FROM moving')).toEqual([{ n: 1000 }]);
  });

  it('credentials come from a file or ~/.pgpass and are found nowhere', async () => {
    const folder = job(
      `${server.address('people')}&password-file=secret.txt`,
      `${server.address('canary')}&password-file=secret.txt`,
    );
    writeFileSync(join(folder, 'secret.txt'), `${password}\n`);
    const events = ['--events', join(folder, 'events.ndjson'), '--metrics', join(folder, 'm.prom')];
    delete process.env.PGPASSWORD;
    const result = await run(folder, ...events);
    expect(result.status).toBe(0);
    const planned = await letheHere(['plan', '-p', join(folder, 'lethe.yaml'), '--json']);
    const pass = join(folder, 'pgpass');
    writeFileSync(pass, `127.0.0.1:${server.port}:*:postgres:${password}\n`, { mode: 0o600 });
    const again = job(server.address('people'), server.address('canary'));
    process.env.PGPASSFILE = pass;
    expect((await run(again)).status).toBe(0);
    delete process.env.PGPASSFILE;
    process.env.PGPASSWORD = password;
    expect(result.stdout + result.stderr + planned.stdout + planned.stderr).not.toContain(password);
    for (const path of filesBelow(folder)) {
      if (!/secret\.txt$|pgpass$/.test(path)) expect(readFileSync(path).includes(password), path).toBe(false);
    }
  });

  it('TLS is verified where the address says so', async (context) => {
    if (server.certificate === null) context.skip('openssl is not here');
    const trusted = job(`${server.address('people')}&sslmode=verify-full&sslrootcert=ca.pem`, 'out/a.csv');
    writeFileSync(join(trusted, 'ca.pem'), readFileSync(server.certificate!));
    expect((await run(trusted)).status).toBe(0);
    const unknown = job(`${server.address('people')}&sslmode=verify-full`, 'out/a.csv');
    expect((await errorOf(unknown)).code).toBe('postgres-tls');
  });

  it('a full disk of the server leaves the old table alone', async (context) => {
    const disk = join(server.folder, 'tiny');
    mkdirSync(disk);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300k,mode=777', 'tmpfs', disk]).status !== 0) {
      context.skip('a small tmpfs cannot be mounted here');
    }
    try {
      const { uid, gid } = statSync(server.folder);
      chownSync(disk, uid, gid);
      await server.sql(`CREATE TABLESPACE tiny LOCATION '${disk}'`);
      await server.sql(`CREATE ROLE tiny SUPERUSER LOGIN PASSWORD '${password}'`);
      await server.sql('ALTER ROLE tiny SET default_tablespace = tiny');
      const before = await server.sql('SELECT count(*) FROM opened');
      await server.sql(table('wide', 20_000));
      const result = await run(job(server.address('wide'), server.address('opened', 'tiny')));
      expect(result.status).toBe(2);
      expect(result.json.error).toMatchObject({ code: 'postgres-disk', args: { table: 'opened' } });
      expect(result.stdout + result.stderr).not.toContain(canary);
      expect((await server.sql('SELECT count(*) FROM opened')).rows).toEqual(before.rows);
    } finally {
      await server.sql('DROP TABLESPACE IF EXISTS tiny');
      spawnSync('umount', [disk]);
    }
  });

  it('a server that is killed in the middle of either copy leaves the target as it was', async () => {
    const before = await rows('SELECT count(*)::int AS n FROM opened');
    for (const [out, words] of [
      ['out/a.csv', 'COPY (SELECT'],
      [null, 'FROM STDIN'],
    ] as const) {
      const line = await between(server, 'client', words, () => server.kill());
      const folder = job(line.address('people'), out ?? line.address('opened'));
      expect(await errorOf(folder)).toMatchObject({ status: 2, code: 'postgres-lost' });
      line.close();
      server.start();
      expect(readdirSync(folder)).toEqual(['lethe.yaml']);
    }
    expect(await rows('SELECT count(*)::int AS n FROM opened')).toEqual(before);
  });
});
