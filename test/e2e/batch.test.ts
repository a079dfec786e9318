import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bin, filesBelow, root, scratch, sha256 } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const canary = '绝密金丝雀';
const header = '姓名,手机号,年龄,金额\n';
const rows = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, i) =>
      `${canary}${i % 7},1391234${String((i + from) % 9000).padStart(4, '0')},${20 + (i % 50)},${i % 97}\n`,
  ).join('');
const columns = `  姓名: { role: direct, use: suppress }
  手机号: { role: direct, use: pseudonym, domain: person }
  年龄: { role: quasi, hierarchy: age }
  金额: { role: safe }`;

let serial = 0;
/** A job in a folder of its own. */
function job(input: string, extra = '', stated = columns): string {
  const folder = join(place.folder, `job-${serial++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'in.csv'), input);
  writeFileSync(
    join(folder, 'lethe.yaml'),
    `version: 1
dataset: { name: 夜间"任务, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: in.csv${extra} }
output: { path: out/data.csv }
columns:
${stated}
privacy: { k: 3, suppression: 0.1 }
attacks: { sample: 100, guesses: 10000 }
`,
  );
  return folder;
}
const run = (folder: string, ...flags: string[]) => letheHere(['run', ...flags], { cwd: folder });

// The compiled engine where no command line is shown: without a process for each run.
const compiled = async (path: string) => import(pathToFileURL(join(root, 'dist/src', path)).href);
const { runPolicy } = await compiled('engine/index.js');
const { parsePolicy } = await compiled('policy/index.js');
const components = await (await compiled('cli/components.js')).shippedComponents();
/** The result of a run, or its error. */
async function within(folder: string, options: object = {}) {
  const path = join(folder, 'lethe.yaml');
  const policy = parsePolicy(readFileSync(path, 'utf8'), path, components);
  return runPolicy(policy, { workers: 1, ...options }).catch((error: unknown) => error);
}
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('--events', () => {
  it('tells every phase and the end, one JSON document a line', async () => {
    const folder = job(header + rows(2000));
    const { status, stdout, stderr } = await run(folder, '--events', '-');
    expect(status).toBe(0);
    const events = lines(stdout);
    expect(events[0]).toMatchObject({ version: 1, event: 'run-started', policy: 'lethe.yaml' });
    const begun = events.filter(({ event }) => event === 'phase-started').map(({ phase }) => phase);
    const ended = events.filter(({ event }) => event === 'phase-finished').map(({ phase }) => phase);
    expect(begun).toEqual(['profile', 'fit', 'frontier', 'apply', 'prove', 'attack', 'utility']);
    expect(ended).toEqual(begun);
    expect(events.at(-1)).toMatchObject({ event: 'run-finished', verdict: 'published', exitCode: 0 });
    for (const one of events) expect(Date.parse(one.time)).toBeGreaterThan(0);
    expect(stdout + stderr).not.toContain(canary);
  });

  it('tells how a run failed', async () => {
    const folder = job(`${header}${rows(20)}${canary},1\n`);
    const { status } = await run(folder, '--events', 'events.ndjson');
    expect(status).toBe(2);
    const text = readFileSync(join(folder, 'events.ndjson'), 'utf8');
    expect(lines(text).at(-1)).toMatchObject({ event: 'run-failed', exitCode: 2, place: { line: 22 } });
    expect(text).not.toContain(canary);
  });

  it('does not share standard output', async () => {
    const { status, stdout } = await run(job(header + rows(20)), '--events', '-', '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout).error.code).toBe('cli-events-stdout');
  });
});

describe('--metrics', () => {
  const value = (text: string, name: string) =>
    Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1]);

  it('are written whatever happens, and remember the last success', async () => {
    const folder = job(header + rows(500));
    const path = join(folder, 'lethe.prom');
    expect((await run(folder, '--metrics', 'lethe.prom')).status).toBe(0);
    const good = readFileSync(path, 'utf8');
    expect(value(good, 'lethe_run_exit_code')).toBe(0);
    expect(good).toContain('lethe_records{job="夜间\\"任务",state="in"} 500');
    for (const line of good.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) lethe_\w+ .+|lethe_\w+\{.+\} (\d+(\.\d+)?(e-?\d+)?|\+Inf|NaN))$/);
    }
    writeFileSync(join(folder, 'in.csv'), `${header}${canary},1\n`);
    expect((await run(folder, '--metrics', 'lethe.prom')).status).toBe(2);
    const bad = readFileSync(path, 'utf8');
    expect(value(bad, 'lethe_run_exit_code')).toBe(2);
    const last = 'lethe_last_success_timestamp_seconds';
    expect(value(bad, last)).toBe(value(good, last));
    writeFileSync(join(folder, 'lethe.yaml'), 'version: 2\n');
    expect((await run(folder, '--metrics', 'lethe.prom')).status).toBe(2);
    expect(value(readFileSync(path, 'utf8'), last)).toBe(value(good, last));
    expect(readdirSync(folder).filter((name) => name.startsWith('lethe.prom'))).toEqual(['lethe.prom']);
  });
});

describe('--metrics that cannot be written', () => {
  it('stop a job before it begins, and change nothing of one that has ended', async () => {
    const folder = job(header + rows(500));
    const nowhere = await run(folder, '--metrics', 'nowhere/lethe.prom', '--json');
    expect([nowhere.status, JSON.parse(nowhere.stdout).error.args]).toEqual([
      2,
      { path: 'nowhere/lethe.prom', reason: 'ENOENT' },
    ]);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

describe('a file that --events or --metrics must not replace', () => {
  const keyed = `  姓名: { role: direct, use: suppress }
  手机号: { role: direct, use: suppress }
  年龄: { role: quasi, hierarchy: { file: ages.csv } }
  金额: { role: safe }`;
  const ages = Array.from({ length: 50 }, (_, i) => `${20 + i},*\n`).join('');

  for (const flag of ['--events', '--metrics']) {
    it(`is kept by ${flag}, and nothing runs`, async () => {
      const folder = job(header + rows(60), '', keyed);
      writeFileSync(join(folder, 'ages.csv'), ages);
      writeFileSync(join(folder, 'notes.txt'), 'of somebody else\n');
      mkdirSync(join(folder, 'out'));
      mkdirSync(join(folder, 'folder'));
      const before = filesBelow(folder).map((path) => [path, sha256(path)]);
      const taken = ['in.csv', './out/../in.csv', 'lethe.yaml', 'ages.csv', 'notes.txt', 'folder'];
      for (const path of taken) {
        const { status, json } = await run(folder, flag, path, '--json');
        expect([path, status, json.error.code]).toEqual([path, 2, 'watch-file-taken']);
        expect(json.error.args).toMatchObject({ option: flag, path });
      }
      for (const path of ['out/data.csv', 'out/manifest.json', 'out/run.log', 'out/evidence/x']) {
        const { status, json } = await run(folder, flag, path, '--json');
        expect([path, status, json.error.code]).toEqual([path, 2, 'watch-file-place']);
      }
      expect(filesBelow(folder).map((path) => [path, sha256(path)])).toEqual(before);
      // What stands in the published folder is no file of ours to replace either.
      expect((await run(folder)).status).toBe(0);
      const { status, json } = await run(folder, flag, 'out/data.csv', '--json');
      expect([status, json.error.code]).toEqual([2, 'watch-file-taken']);
      expect((await run(folder, flag, 'own.log')).status).toBe(0);
      expect((await run(folder, flag, 'own.log')).status).toBe(0); // its own is written anew
    });
  }

  it('is a table of lines that look like events, or the other of the two files', async () => {
    const folder = job('', '', '  event: { role: safe }\n  version: { role: safe }');
    writeFileSync(join(folder, 'in.csv'), '{"version":1,"event":"run-started"}\n');
    const policy = join(folder, 'lethe.yaml');
    writeFileSync(
      policy,
      readFileSync(policy, 'utf8').replace('path: in.csv', 'path: in.csv, format: jsonl'),
    );
    const codes = [];
    for (const flags of [
      ['--events', 'in.csv'],
      ['--events', 'a', '--metrics', './a'],
    ]) {
      const { status, json } = await run(folder, ...flags, '--json');
      codes.push([status, json.error.code]);
    }
    expect(codes).toEqual([
      [2, 'watch-file-place'],
      [2, 'watch-file-place'],
    ]);
    expect(readFileSync(join(folder, 'in.csv'), 'utf8')).toBe('{"version":1,"event":"run-started"}\n');
  });

  it('may stand beside a table that is published beside its source', async () => {
    const folder = job(header + rows(60));
    const policy = join(folder, 'lethe.yaml');
    writeFileSync(policy, readFileSync(policy, 'utf8').replace('out/data.csv', 'data.csv'));
    expect((await run(folder, '--events', 'run.ndjson', '--metrics', 'm.prom')).status).toBe(0);
    for (const path of ['data.csv', 'manifest.json', 'report.html', 'evidence/run.ndjson']) {
      const { status, json } = await run(folder, '--metrics', path, '--json');
      expect([status, json.error.code]).toEqual([2, expect.stringMatching(/^watch-file-(taken|place)$/)]);
    }
  });
});

describe('--if-changed', () => {
  it('does nothing for the same source, policy and version, and runs for another', async () => {
    const folder = job(header + rows(500));
    const data = join(folder, 'out/data.csv');
    const again = async () => {
      const result = await within(folder, { ifChanged: true });
      expect(result.verdict).toBe('published');
      return result.unchanged === true;
    };
    expect(await again()).toBe(false); // nothing stands yet
    const first = sha256(data);
    expect(await again()).toBe(true);
    expect((await run(folder, '--if-changed')).stdout).toContain('Nothing to do');
    expect(sha256(data)).toBe(first); // an ephemeral key would have made another
    writeFileSync(data, 'changed by hand');
    expect(await again()).toBe(false);
    writeFileSync(join(folder, 'in.csv'), header + rows(500, 1));
    expect(await again()).toBe(false);
    writeFileSync(join(folder, 'lethe.yaml'), `${readFileSync(join(folder, 'lethe.yaml'), 'utf8')}# note\n`);
    expect(await again()).toBe(false);
    expect(await again()).toBe(true);
  });
});

describe('columns that changed since the last release', async () => {
  const table = (names: string, count: number, cell: (i: number) => string) =>
    `${names}\n${Array.from({ length: count }, (_, i) => cell(i)).join('\n')}\n`;

  it.each([
    ['added', header.replace('\n', ',备注\n') + rows(60).replaceAll('\n', ',x\n'), 'schema-policy', '+ 备注'],
    ['removed', table('姓名,手机号,年龄', 60, (i) => `${canary},1391234${1000 + i},${20 + (i % 3)}`), 'schema-policy', '- 金额'],
    ['renamed', header.replace('手机号', '手机号码') + rows(60), 'schema-policy', '手机号 → 手机号码'],
    ['reordered', table('手机号,姓名,年龄,金额', 60, (i) => `1391234${1000 + i},${canary},${20 + (i % 3)},${i}`), 'schema-drift', '手机号 #2 → #1'],
    ['another type', header + rows(60).replace(/,(\d+)\n/g, ',约$1元\n'), 'schema-drift', '金额: number → text'],
  ])('%s', async (_, second, code, change) => {
    const folder = job(header + rows(60));
    expect((await within(folder)).verdict).toBe('published');
    const before = sha256(join(folder, 'out/data.csv'));
    writeFileSync(join(folder, 'in.csv'), second);
    const error = await within(folder);
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.args.changes).toContain(change);
    expect(JSON.stringify([error.args, error.related])).not.toContain(canary);
    expect(sha256(join(folder, 'out/data.csv'))).toBe(before);
    if (code === 'schema-drift') {
      expect((await within(folder, { acceptDrift: true })).verdict).toBe('published');
      expect((await within(folder)).verdict).toBe('published'); // the accepted columns are the known ones now
    }
  }); // biome-ignore format: a table
});

describe('one job at a time', () => {
  it('a second run is refused while the first goes on, or waits for it', async () => {
    const folder = job(header + rows(40_000));
    const first = spawn(process.execPath, [bin, 'run', '-q', '--workers', '1'], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((done) => first.on('exit', done));
    const locked = () => readdirSync(folder).some((name) => name.startsWith('.lethe-job-'));
    for (let tries = 0; tries < 400 && !locked(); tries++) await new Promise((done) => setTimeout(done, 10));
    first.kill('SIGSTOP');
    const refused = await run(folder, '--json');
    expect(refused.status).toBe(2);
    expect(JSON.parse(refused.stdout).error).toMatchObject({ code: 'job-running', args: { pid: first.pid } });
    first.kill('SIGCONT');
    expect((await run(folder, '-q', '--wait')).status).toBe(0);
    expect(await ended).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'lethe.yaml', 'out']);
  });

  it('the lock of a dead run is taken over', async () => {
    const folder = job(header + rows(40_000));
    const first = spawn(process.execPath, [bin, 'run', '-q'], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise((done) => first.on('exit', done));
    const locked = () => readdirSync(folder).some((name) => name.startsWith('.lethe-job-'));
    for (let tries = 0; tries < 400 && !locked(); tries++) await new Promise((done) => setTimeout(done, 10));
    first.kill('SIGKILL');
    await ended;
    expect(locked()).toBe(true);
    expect((await run(folder, '-q')).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'lethe.yaml', 'out']);
  });
});

describe('quarantined records', async () => {
  const sealedJob = (type: 'x25519' | 'ec') => {
    const folder = job(
      `${header}${rows(60)}${canary},1\n`,
      ', ragged: quarantine, quarantine: rejects.sealed, recipient: public.pem',
    );
    const pair =
      type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('x25519');
    writeFileSync(join(folder, 'public.pem'), pair.publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(folder, 'private.pem'), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return folder;
  };

  it.each(['x25519', 'ec'] as const)('are opened by the recipient alone (%s)', async (type) => {
    const folder = sealedJob(type);
    expect((await run(folder, '-q')).status).toBe(0);
    for (const path of filesBelow(folder)) {
      if (!path.endsWith('in.csv')) expect(readFileSync(path).includes(canary), path).toBe(false);
    }
    const opened = await letheHere(['unseal', 'rejects.sealed', '--key', 'private.pem'], { cwd: folder });
    expect(opened).toMatchObject({ status: 0, stdout: `${canary},1\n` });
    const other = sealedJob(type);
    writeFileSync(join(other, 'rejects.sealed'), readFileSync(join(folder, 'rejects.sealed')));
    const wrong = await letheHere(['unseal', 'rejects.sealed', '--key', 'private.pem', '--json'], {
      cwd: other,
    });
    expect(JSON.parse(wrong.stdout).error.code).toBe('seal-broken');
    const bytes = readFileSync(join(folder, 'rejects.sealed'));
    bytes[bytes.length - 20]! ^= 1;
    writeFileSync(join(folder, 'rejects.sealed'), bytes);
    expect(
      (await letheHere(['unseal', 'rejects.sealed', '--key', 'private.pem'], { cwd: folder })).status,
    ).toBe(2);
  });

  it('need a public key', async () => {
    const folder = sealedJob('x25519');
    writeFileSync(join(folder, 'public.pem'), readFileSync(join(folder, 'private.pem')));
    const result = await run(folder, '--json');
    expect(JSON.parse(result.stdout).error.code).toBe('recipient-invalid');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('need a key that is there', async () => {
    const folder = sealedJob('x25519');
    rmSync(join(folder, 'public.pem'));
    expect(JSON.parse((await run(folder, '--json')).stdout).error.code).toBe('sign-key-unreadable');
  });

  it('are made by openssl as the hint says', async (context) => {
    const folder = sealedJob('x25519');
    const made = spawnSync('openssl', ['genpkey', '-algorithm', 'X25519', '-out', 'private.pem'], {
      cwd: folder,
    });
    if (made.status !== 0) context.skip('openssl is not here');
    spawnSync('openssl', ['pkey', '-in', 'private.pem', '-pubout', '-out', 'public.pem'], { cwd: folder });
    expect((await run(folder, '-q')).status).toBe(0);
    const opened = await letheHere(['unseal', 'rejects.sealed', '--key', 'private.pem'], { cwd: folder });
    expect(opened.stdout).toBe(`${canary},1\n`);
  });
});
