import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { between } from '../stores/postgres-between.js';
import { password } from '../stores/postgres-server.js';
import { bin } from './cli.js';
import { canary, columns, postgresJobs, table } from './postgres-jobs.js';

const { server, job, run, errorOf, rows } = await postgresJobs();

const few = columns.split('\n').slice(0, 4).join('\n');
const query = 'select "姓名", "手机号", "年龄", "金额" from people';
const source = () => `{ path: '${server.address('x').replace('?table=x', '')}', query: '${query}' }`;
const ledger = (folder: string) => ['--ledger', join(folder, 'ledger.ndjson')];
const eventsOf = (folder: string) =>
  readFileSync(join(folder, 'ledger.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).event);
const hidden = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('.'));

describe.skipIf(server === null)('a table in PostgreSQL and its manifest', () => {
  beforeAll(async () => {
    await server.sql(table('people', 400));
  });
  let target = '';
  let serial = 0;
  beforeEach(() => {
    target = `open_${serial++}`;
  });
  const count = async () => (await rows(`SELECT count(*)::int AS n FROM ${target}`))[0].n;
  const markOf = async () =>
    (await rows(`SELECT obj_description(to_regclass('${target}')) AS mark`))[0].mark as string | null;
  const more = () => server.sql('INSERT INTO people SELECT * FROM people LIMIT 40');

  /** Runs the command line in a process of its own that dies at the n-th renaming of a file. */
  const killedAt = (folder: string, renaming: number, ...flags: string[]) =>
    new Promise<string | null>((done) => {
      const preload = join(folder, 'preload.mjs');
      writeFileSync(
        preload,
        `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
const { rename } = fs.promises; let count = 0;
fs.promises.rename = (...paths) => { if (++count === ${renaming}) process.kill(process.pid, 'SIGKILL'); return rename(...paths); };
syncBuiltinESMExports();`,
      );
      const args = ['--import', preload, bin, 'run', '-p', join(folder, 'lethe.yaml'), '-q', ...flags];
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      child.on('exit', (_, signal) => done(signal));
    });

  it('a run that is killed between the two is finished by the next one, wherever it was', async () => {
    const folder = job(source(), server.address(target), few);
    expect(await killedAt(folder, 1, ...ledger(folder))).toBe('SIGKILL');
    const release = join(folder, `${target}.release`);
    expect(existsSync(release)).toBe(false);
    expect(await count()).toBeGreaterThan(300);
    expect(eventsOf(folder)).toEqual(['draft']);
    const next = await run(folder, '--if-changed', ...ledger(folder));
    expect(next.json).toMatchObject({ verdict: 'published', unchanged: true });
    expect(eventsOf(folder)).toEqual(['draft', 'published']);
    expect(hidden(folder)).toEqual([]);

    // Over a release that stands, between the renaming of two of its files: the old manifest is gone by then.
    await more();
    const [before, mark] = [await count(), await markOf()];
    expect(await killedAt(folder, 3, ...ledger(folder))).toBe('SIGKILL');
    expect(existsSync(join(release, 'manifest.json'))).toBe(false);
    expect(await count()).toBeGreaterThan(before);
    expect(await markOf()).not.toBe(mark);
    const last = await run(folder, '--if-changed', ...ledger(folder));
    expect(last.json).toMatchObject({ verdict: 'published', unchanged: true });
    expect(eventsOf(folder)).toEqual(['draft', 'published', 'draft', 'published']);
    expect(hidden(release)).toEqual([]);
  });

  it('where the folder cannot be renamed it says so, keeps it, and the next run publishes it', async () => {
    const release = (name = '') => join(folder, `${target}.release`, name);
    const line = await between(server, 'client', 'COMMIT', () =>
      mkdirSync(release(`${target}.csv`), { recursive: true }),
    );
    const folder = job(source(), line.address(target), few);
    expect(await errorOf(folder)).toMatchObject({
      status: 2,
      code: 'publish-half',
      args: { path: release(), reason: 'EISDIR' },
    });
    rmdirSync(release(`${target}.csv`));
    expect((await run(folder, '--if-changed')).json.unchanged).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['lethe.yaml', `${target}.release`]);
    expect(hidden(release())).toEqual([]);
  });

  it('an answer that is lost while the server commits is asked for again', async () => {
    const heard = await between(server, 'client', 'COMMIT', () => {}, 'forward and cut');
    const done = await run(job(source(), heard.address(target), few));
    expect(done.json.verdict).toBe('published');
    expect(await count()).toBe(done.json.counts.out);
    const before = await markOf();

    const unheard = await between(server, 'client', 'COMMIT', () => {}, 'cut');
    await more();
    const folder = job(source(), unheard.address(target), few);
    expect(await errorOf(folder)).toMatchObject({ status: 2, code: 'postgres-lost' });
    expect(await markOf()).toBe(before);
    expect(readdirSync(folder)).toEqual(['lethe.yaml']);
  });

  it('where nobody answers, it does not say what it cannot know; the next run finds out', async () => {
    const line = await between(server, 'client', 'COMMIT', () => line.close(), 'cut');
    const folder = job(source(), line.address(target), few);
    expect(await errorOf(folder)).toMatchObject({ status: 2, code: 'postgres-unsure' });
    expect(hidden(folder)).toHaveLength(1);
    expect(await rows(`SELECT to_regclass('${target}') AS there`)).toEqual([{ there: null }]);
  });

  it('--if-changed does not take a table for granted that somebody has dropped', async () => {
    const folder = job(source(), server.address(target), few);
    expect((await run(folder)).status).toBe(0);
    expect((await run(folder, '--if-changed')).json.unchanged).toBe(true);
    await server.sql(`DROP TABLE ${target}`);
    expect((await run(folder, '--if-changed')).json.unchanged).toBeUndefined();
    expect(await count()).toBeGreaterThan(300);
  });

  it('a right that is withdrawn while the job runs: the target is unchanged', async () => {
    await server.sql(`DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN PASSWORD '${password}';
      GRANT SELECT ON people TO clerk; GRANT CREATE, USAGE ON SCHEMA public TO clerk`);
    const reading = await between(server, 'client', 'COPY (SELECT', () =>
      server.sql('REVOKE SELECT ON people FROM clerk'),
    );
    const read = job(reading.address('people', 'clerk'), server.address(target));
    expect(await errorOf(read)).toMatchObject({
      status: 2,
      code: 'postgres-permission',
      args: { table: 'people' },
    });
    const writing = await between(server, 'client', 'FROM STDIN', () =>
      server.sql('REVOKE CREATE ON SCHEMA public FROM clerk'),
    );
    const write = job(source(), writing.address(`public.${target}`, 'clerk'), few);
    expect(await errorOf(write)).toMatchObject({
      status: 2,
      code: 'postgres-permission',
      args: { table: `public.${target}` },
    });
    for (const folder of [read, write]) expect(readdirSync(folder)).toEqual(['lethe.yaml']);
    expect(await rows(`SELECT relname FROM pg_class WHERE relname ~ 'lethe_staging|${target}'`)).toEqual([]);
  });

  it('SIGINT while the server copies: exit 130 in events and metrics, and nothing is left', async () => {
    const line = await between(server, 'client', 'FROM STDIN', () => child.kill('SIGINT'), 'drop');
    const folder = job(source(), line.address(target), few);
    const args = [bin, 'run', '-p', 'lethe.yaml', '-q', '--events', 'e.ndjson', '--metrics', 'm.prom'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    expect(await new Promise((done) => child.on('exit', done))).toBe(130);
    const last = readFileSync(join(folder, 'e.ndjson'), 'utf8').trimEnd().split('\n').at(-1)!;
    expect(JSON.parse(last)).toMatchObject({ event: 'run-failed', exitCode: 130, code: 'run-interrupted' });
    expect(readFileSync(join(folder, 'm.prom'), 'utf8')).toMatch(/^lethe_run_exit_code\{job="t"\} 130$/m);
    expect(readdirSync(folder).sort()).toEqual(['e.ndjson', 'lethe.yaml', 'm.prom']);
    expect(await rows(`SELECT relname FROM pg_class WHERE relname ~ 'lethe_staging|${target}'`)).toEqual([]);
  });

  it('a replaced table keeps owner, rights and comments, and gains no rights by default', async () => {
    const folder = job(source(), server.address(target), few);
    expect((await run(folder)).status).toBe(0);
    const words = `${(await markOf())!}\n季度公开`;
    await server.sql(`DROP ROLE IF EXISTS owner, reader, other; CREATE ROLE owner; CREATE ROLE reader; CREATE ROLE other;
      GRANT CREATE ON SCHEMA public TO owner; ALTER TABLE ${target} OWNER TO owner;
      GRANT SELECT ON ${target} TO reader WITH GRANT OPTION; GRANT UPDATE ("年龄") ON ${target} TO reader;
      COMMENT ON TABLE ${target} IS '${words}'; COMMENT ON COLUMN ${target}."年龄" IS '按段';
      ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO other`);
    const told = () =>
      rows(`SELECT relowner::regrole::text AS owner, relacl::text AS rights, attacl::text AS some, col_description(c.oid, attnum) AS note
        FROM pg_class c JOIN pg_attribute ON attrelid = c.oid WHERE c.oid = '${target}'::regclass AND attname = '年龄'`);
    const before = await told();
    await more();
    const again = await run(folder);
    await server.sql('ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM other');
    expect(again.status).toBe(0);
    expect(await told()).toEqual(before);
    expect(await markOf()).toMatch(/^lethe release [0-9a-f]{64}\n季度公开$/);
    expect(await markOf()).not.toBe(words);
    expect(await count()).toBe(again.json.counts.out);
  });

  it('what hangs on a table stays while its columns stay, and is refused by name where it would be lost', async () => {
    const folder = job(source(), server.address(target), few);
    expect((await run(folder)).status).toBe(0);
    await server.sql(`CREATE INDEX ${target}_ages ON ${target} ("年龄"); CREATE VIEW ${target}_view AS SELECT "年龄" FROM ${target};
      ALTER TABLE ${target} ALTER "年龄" SET NOT NULL, ADD CONSTRAINT ${target}_sane CHECK ("金额" >= 0);
      CREATE POLICY mine ON ${target} USING (true); ALTER TABLE ${target} ENABLE ROW LEVEL SECURITY`);
    const hanging = () =>
      rows(`SELECT DISTINCT pg_describe_object(classid, objid, objsubid) AS what FROM pg_depend
        WHERE refobjid = '${target}'::regclass AND deptype <> 'i' ORDER BY 1`);
    const before = await hanging();
    expect(before).toHaveLength(4);
    await more();
    const again = await run(folder);
    expect(again.status).toBe(0);
    expect(await hanging()).toEqual(before);
    const { out } = again.json.counts;
    expect(await count()).toBe(out);
    expect(await rows(`SELECT count(*)::int AS n FROM ${target}_view`)).toEqual([{ n: out }]);

    // Another column fewer: nothing of it could be kept.
    const mark = await markOf();
    const fewer = few.replace('金额: { role: safe }', '金额: { role: safe, use: suppress }');
    const lost = await errorOf(job(source(), server.address(target), fewer));
    expect(lost).toMatchObject({ status: 2, code: 'postgres-attached', args: { table: target } });
    expect(lost.args.what).toContain(`index ${target}_ages`);
    expect(lost.args.what).toContain(`view ${target}_view`);

    // A condition that the new records do not meet: told by its name, never by a value.
    await server.sql(`ALTER TABLE ${target} ADD CONSTRAINT ${target}_low CHECK ("金额" < 601)`);
    await server.sql(`INSERT INTO people SELECT '${canary}', '139', 33, 700 FROM generate_series(1, 9)`);
    const unmet = await errorOf(folder);
    expect(unmet).toMatchObject({
      status: 2,
      code: 'postgres-condition',
      args: { condition: `${target}_low` },
    });
    expect(JSON.stringify(unmet)).not.toContain(canary);

    // A trigger could change what was proven.
    await server.sql(`ALTER TABLE ${target} DROP CONSTRAINT ${target}_low;
      CREATE FUNCTION ${target}_spoil() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW."年龄" := 0; RETURN NEW; END';
      CREATE TRIGGER spoil BEFORE INSERT ON ${target} FOR EACH ROW EXECUTE FUNCTION ${target}_spoil()`);
    const spoilt = await errorOf(folder);
    expect(spoilt).toMatchObject({ status: 2, code: 'postgres-attached' });
    expect(spoilt.args.what).toBe(`trigger spoil on table ${target}`);
    expect(await markOf()).toBe(mark);
    expect(await count()).toBe(out);
  });

  it('several tables of one database appear in one transaction, and their folder after it', async () => {
    const folder = job(source(), server.address(target), few);
    const [one, other] = [`${target}_a`, `${target}_b`];
    const stated = (name: string) => `  ${name}:
    input: ${source()}
    output: { path: '${server.address(name)}' }
    columns: { 姓名: { role: direct, use: suppress }, 手机号: { role: direct, use: suppress }, 年龄: { role: quasi, hierarchy: age }, 金额: { role: safe } }
    privacy: { k: 3, suppression: 0.1 }`;
    writeFileSync(
      join(folder, 'lethe.yaml'),
      `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
output: { path: out/ }
attacks: { sample: 100, guesses: 10000 }
tables:
${stated(one)}
${stated(other)}
`,
    );
    const there = () =>
      rows(`SELECT relname AS name FROM pg_class WHERE relname IN ('${one}', '${other}') ORDER BY 1`);
    await server.sql(`CREATE TABLE ${other} (a int)`);
    expect(await errorOf(folder)).toMatchObject({
      status: 2,
      code: 'postgres-taken',
      args: { table: other },
    });
    expect(await there()).toEqual([{ name: other }]);
    await server.sql(`DROP TABLE ${other}`);
    expect(await killedAt(folder, 1)).toBe('SIGKILL');
    expect(await there()).toEqual([{ name: one }, { name: other }]);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect((await run(folder, '--if-changed')).json).toMatchObject({ verdict: 'published', unchanged: true });
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['tables.json', one, other].sort());
    expect(hidden(folder)).toEqual([]);
  });
});
