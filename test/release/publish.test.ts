import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  cleanStagings,
  createStaging,
  publishRelease,
  type ReleaseEffects,
  releaseEffects,
  verifyRelease,
} from '../../src/release/index.js';
import { type Held, takeLock } from '../../src/stores/lock.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lethe-publish-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Fills a staging folder with a release whose manifest vouches for its files. */
function stage(staging: string, data: string, name = 'residents.csv'): void {
  const report = `<p>${data.length}</p>`;
  writeFileSync(join(staging, name), data);
  writeFileSync(join(staging, 'report.html'), report);
  const outputs = [{ name, sha256: sha256(data) }];
  const manifest = { version: 1, outputs, report: { name: 'report.html', sha256: sha256(report) } };
  writeFileSync(join(staging, 'manifest.json'), JSON.stringify(manifest));
}

/** The real effects, the n-th step of which fails as a full disk does. Counts its steps. */
function failing(at: number): { effects: ReleaseEffects; steps: () => number } {
  let step = 0;
  const effects: Record<string, unknown> = {};
  for (const [name, effect] of Object.entries(releaseEffects)) {
    effects[name] = (...args: unknown[]) => {
      if (name !== 'isAlive' && ++step === at) {
        return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      }
      return (effect as (...args: unknown[]) => unknown)(...args);
    };
  }
  return { effects: effects as unknown as ReleaseEffects, steps: () => step };
}

async function publish(
  target: string,
  data: string,
  effects?: ReleaseEffects,
  pid = process.pid,
): Promise<void> {
  const staging = await createStaging(target, { pid, id: 'abc123' });
  stage(staging, data);
  await publishRelease(staging, target, effects);
}

const leftovers = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('.lethe-'));

describe('publishRelease', () => {
  test('makes the folder in one step where there is none, and nothing is left over', async () => {
    const target = join(root, 'out', 'residents.csv');
    await publish(target, 'a,b\n');
    expect(readdirSync(join(root, 'out')).sort()).toEqual(['manifest.json', 'report.html', 'residents.csv']);
    expect(await verifyRelease(join(root, 'out'))).toEqual([]);
    expect(leftovers(root)).toEqual([]);
  });

  test('replaces a release in a folder that exists, and leaves other files alone', async () => {
    const target = join(root, 'out', 'residents.csv');
    mkdirSync(join(root, 'out'));
    writeFileSync(join(root, 'out', 'notes.txt'), 'mine');
    await publish(target, 'first');
    await publish(target, 'second');
    expect(readFileSync(target, 'utf8')).toBe('second');
    expect(readFileSync(join(root, 'out', 'notes.txt'), 'utf8')).toBe('mine');
    expect(await verifyRelease(join(root, 'out'))).toEqual([]);
    expect(leftovers(join(root, 'out'))).toEqual([]);
  });

  test('takes away the parts of an older release that the new one has not', async () => {
    const target = join(root, 'out', 'part-1.csv');
    const first = await createStaging(target, { pid: process.pid, id: 'one' });
    stage(first, 'part', 'part-1.csv');
    writeFileSync(join(first, 'part-2.csv'), 'more');
    const manifest = JSON.parse(readFileSync(join(first, 'manifest.json'), 'utf8'));
    manifest.outputs.push({ name: 'part-2.csv', sha256: sha256('more') });
    writeFileSync(join(first, 'manifest.json'), JSON.stringify(manifest));
    await publishRelease(first, target);
    expect(existsSync(join(root, 'out', 'part-2.csv'))).toBe(true);
    const second = await createStaging(target, { pid: process.pid, id: 'two' });
    stage(second, 'part', 'part-1.csv');
    await publishRelease(second, target);
    expect(readdirSync(join(root, 'out')).sort()).toEqual(['manifest.json', 'part-1.csv', 'report.html']);
  });

  test('takes away the papers of a signed release, the key among them, where the new one is not signed', async () => {
    const target = join(root, 'out', 'residents.csv');
    const first = await createStaging(target, { pid: process.pid, id: 'one' });
    stage(first, 'signed');
    mkdirSync(join(first, 'evidence'));
    for (const name of ['SHA256SUMS', 'manifest.sig', 'signer.pem'])
      writeFileSync(join(first, 'evidence', name), name);
    const manifest = JSON.parse(readFileSync(join(first, 'manifest.json'), 'utf8'));
    manifest.evidence = [{ name: 'evidence/signer.pem', sha256: sha256('signer.pem') }];
    writeFileSync(join(first, 'manifest.json'), JSON.stringify(manifest));
    await publishRelease(first, target);
    expect(await verifyRelease(join(root, 'out'))).toEqual([]);
    await publish(target, 'not signed');
    expect(readFileSync(target, 'utf8')).toBe('not signed');
    expect(readdirSync(join(root, 'out', 'evidence'))).toEqual([]);
    expect(await verifyRelease(join(root, 'out'))).toEqual([]);
  });

  test('refuses a folder that holds the release of another file, or a manifest that is not ours', async () => {
    const target = join(root, 'out', 'residents.csv');
    await publish(target, 'first');
    const other = join(root, 'out', 'visits.csv');
    const staging = await createStaging(other, { pid: process.pid, id: 'b' });
    stage(staging, 'x', 'visits.csv');
    await expect(publishRelease(staging, other)).rejects.toMatchObject({ code: 'release-folder-taken' });
    writeFileSync(join(root, 'out', 'manifest.json'), '{"name":"a web page"}');
    await expect(publish(target, 'second')).rejects.toMatchObject({ code: 'release-folder-taken' });
    expect(readFileSync(join(root, 'out', 'manifest.json'), 'utf8')).toBe('{"name":"a web page"}');
  });

  test('waits for a run that is publishing into the folder, and takes over from a dead one', async () => {
    const target = join(root, 'out', 'residents.csv');
    await publish(target, 'first');
    const folder = join(root, 'out');
    const lock = (await takeLock('.lethe-lock', () => [folder])) as Held;
    let waits = 0;
    const patient = { ...releaseEffects, wait: async () => void waits++ };
    await expect(publish(target, 'second', patient)).rejects.toMatchObject({ code: 'release-busy' });
    expect(waits).toBeGreaterThan(10);
    expect(readFileSync(target, 'utf8')).toBe('first');
    await publish(target, 'third', { ...releaseEffects, wait: lock.letGo });
    expect(readFileSync(target, 'utf8')).toBe('third');
    writeFileSync(join(folder, `.lethe-lock.000000000-${2 ** 22 + 1}--${'0'.repeat(16)}-0`), '');
    await publish(target, 'fourth', patient);
    expect(readdirSync(folder).filter((name) => name.startsWith('.lethe-lock'))).toEqual([]);
  });

  test('makes no folder before there is something to publish', async () => {
    const target = join(root, 'a', 'b', 'out', 'residents.csv');
    const staging = await createStaging(target, { pid: process.pid, id: 'deep' });
    expect(readdirSync(root)).toEqual([`.lethe-${process.pid}-deep`]);
    stage(staging, 'a,b\n');
    await publishRelease(staging, target);
    expect(await verifyRelease(join(root, 'a', 'b', 'out'))).toEqual([]);
  });

  test('refuses a staging folder without manifest or report', async () => {
    const target = join(root, 'out', 'residents.csv');
    const staging = await createStaging(target, { pid: process.pid, id: 'c' });
    writeFileSync(join(staging, 'residents.csv'), 'x');
    await expect(publishRelease(staging, target)).rejects.toMatchObject({ code: 'staging-incomplete' });
    expect(existsSync(join(root, 'out'))).toBe(false);
  });
});

describe('a failure at any step', () => {
  test.each(['a new folder', 'a folder with an older release'])(
    'leaves no release or a whole one: %s',
    async (kind) => {
      const target = join(root, 'out', 'residents.csv');
      const counter = failing(Number.POSITIVE_INFINITY);
      const prepare = async () => {
        rmSync(join(root, 'out'), { recursive: true, force: true });
        if (kind !== 'a new folder') await publish(target, 'old');
      };
      await prepare();
      await publish(target, 'new', counter.effects);
      const total = counter.steps();
      expect(total).toBeGreaterThan(6);
      for (let at = 1; at <= total; at++) {
        await prepare();
        await publish(target, 'new', failing(at).effects).catch(() => {});
        const faults = existsSync(join(root, 'out')) ? await verifyRelease(join(root, 'out')) : null;
        const whole = faults?.length === 0;
        const none =
          faults === null ||
          faults.some(({ file, state }) => file === 'manifest.json' && state === 'missing');
        expect(whole || none, `step ${at}`).toBe(true);
        await publish(target, 'again');
        expect(await verifyRelease(join(root, 'out')), `re-run after step ${at}`).toEqual([]);
        expect(readFileSync(target, 'utf8')).toBe('again');
      }
    },
  );

  test('is reported by path and code', async () => {
    const target = join(root, 'out', 'residents.csv');
    await expect(publish(target, 'new', failing(3).effects)).rejects.toMatchObject({
      code: 'publish-failed',
      args: { reason: 'ENOSPC' },
    });
  });
});

describe('cleanStagings', () => {
  test('removes what dead processes left, keeps the living and the strange', async () => {
    const target = join(root, 'out', 'residents.csv');
    const dead = await createStaging(target, { pid: 2 ** 22 + 1, id: 'dead' }); // above the kernel's pid limit
    const living = await createStaging(target, { pid: process.pid, id: 'living' });
    mkdirSync(join(root, '.lethe-notes'));
    expect(await cleanStagings(target)).toBe(1);
    expect(existsSync(dead)).toBe(false);
    expect(existsSync(living)).toBe(true);
    expect(existsSync(join(root, '.lethe-notes'))).toBe(true);
  });
});

describe('verifyRelease', () => {
  test('names files that changed or are gone', async () => {
    const target = join(root, 'out', 'residents.csv');
    await publish(target, 'data');
    writeFileSync(target, 'other');
    rmSync(join(root, 'out', 'report.html'));
    expect(await verifyRelease(join(root, 'out'))).toEqual([
      { file: 'residents.csv', state: 'changed' },
      { file: 'report.html', state: 'missing' },
    ]);
  });
});

describe('over the lock of a dead publisher', () => {
  const built = join(import.meta.dirname, '..', '..', 'dist', 'src', 'release', 'index.js');
  // Publishes a staged release, and dies among the files of the folder while it holds it.
  const dying = `
    const [built, staging, target] = process.argv.slice(1);
    const { publishRelease, releaseEffects } = await import(built);
    const rename = () => process.kill(process.pid, 'SIGKILL');
    await publishRelease(staging, target, { ...releaseEffects, rename });`;

  /** The real effects, each after what `before` does. Waiting takes no time. */
  function each(before: (name: string) => Promise<void>): ReleaseEffects {
    const effects: Record<string, unknown> = {};
    for (const [name, effect] of Object.entries({ ...releaseEffects, wait: async () => {} })) {
      effects[name] = async (...args: unknown[]) => {
        await before(name);
        return (effect as (...args: unknown[]) => unknown)(...args);
      };
    }
    return { ...(effects as unknown as ReleaseEffects), isAlive: releaseEffects.isAlive };
  }

  function gate(): { open: () => void; opened: Promise<void> } {
    let open = () => {};
    const opened = new Promise<void>((done) => {
      open = done;
    });
    return { open, opened };
  }

  /** A release with the lock, and the staging folder, of a process that died while it exchanged the files. */
  async function abandoned(folder: string): Promise<void> {
    const target = join(folder, 'residents.csv');
    await publish(target, 'first');
    const staging = await createStaging(target, { pid: 2 ** 22 + 1, id: 'dead' });
    stage(staging, 'never');
    const args = ['--input-type=module', '-e', dying, built, staging, target];
    const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([signal, stderr]).toEqual(['SIGKILL', '']);
    expect(leftovers(folder).length).toBe(2);
  }

  test('two never exchange files together, whatever step of one the other comes at', async () => {
    await abandoned(join(root, 'abandoned'));
    let steps = 1;
    for (let at = 1; at <= steps; at++) {
      const folder = join(root, `at-${at}`);
      const target = join(folder, 'residents.csv');
      cpSync(join(root, 'abandoned'), folder, { recursive: true });
      const staged = async (id: string) => {
        const staging = await createStaging(target, { pid: process.pid, id });
        stage(staging, id);
        return staging;
      };
      const [slow, fast] = [await staged('slow'), await staged('fast')];
      const inside = new Set<string>();
      const together: string[] = [];
      const does = (who: string, name: string) => {
        if (name === 'rename' && inside.add(who).size > 1) together.push(`${who} at ${at}`);
        if (name === 'removeFolder') inside.delete(who); // its staging folder, when all else is done
      };
      const ending = (published: Promise<void>) => published.catch((error: unknown) => error);
      const [among, letGo] = [gate(), gate()];
      let fastEnd: Promise<unknown> = Promise.resolve();
      const stops = async (name: string) => {
        does('fast', name);
        if (name !== 'rename') return;
        among.open();
        await letGo.opened;
      };
      steps = 0;
      const meets = async (name: string) => {
        if (++steps === at) {
          fastEnd = ending(publishRelease(fast, target, each(stops))).finally(among.open);
          await among.opened;
        }
        does('slow', name);
      };
      const slowEnd = await ending(publishRelease(slow, target, each(meets)));
      letGo.open();
      const failed = [slowEnd, await fastEnd].filter((end) => end !== undefined);
      expect(together).toEqual([]);
      expect(failed.length, `at ${at}`).toBeLessThan(2);
      for (const error of failed) expect(error).toMatchObject({ code: 'release-busy' });
      expect(await verifyRelease(folder)).toEqual([]);
    }
    expect(steps).toBeGreaterThan(10);
  });
});

describe('kill -9', () => {
  const built = join(import.meta.dirname, '..', '..', 'dist', 'src', 'release', 'index.js');
  const script = `
    import { createHash } from 'node:crypto';
    import { writeFileSync } from 'node:fs';
    import { join } from 'node:path';
    const { createStaging, publishRelease } = await import(process.argv[1]);
    const sha256 = (text) => createHash('sha256').update(text).digest('hex');
    process.stdout.write('go');
    for (let i = 0; ; i++) {
      const staging = await createStaging(process.argv[2], { pid: process.pid, id: 'x' + i });
      const data = String(i).repeat(50000);
      const report = '<p>' + i + '</p>';
      writeFileSync(join(staging, 'residents.csv'), data);
      writeFileSync(join(staging, 'report.html'), report);
      const outputs = [{ name: 'residents.csv', sha256: sha256(data) }];
      const manifest = { version: 1, outputs, report: { name: 'report.html', sha256: sha256(report) } };
      writeFileSync(join(staging, 'manifest.json'), JSON.stringify(manifest));
      await publishRelease(staging, process.argv[2]);
    }`;

  test('at random moments leaves no release or a whole one, and a re-run cleans up', async () => {
    expect(existsSync(built), 'run `npm run build` first').toBe(true);
    const target = join(root, 'out', 'residents.csv');
    let seen = 0;
    for (let i = 0; i < 12; i++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, built, target]);
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      child.kill('SIGKILL');
      await ended;
      if (existsSync(join(root, 'out'))) {
        const faults = await verifyRelease(join(root, 'out'));
        if (faults.length === 0) seen++;
        else expect(faults).toEqual([{ file: 'manifest.json', state: 'missing' }]);
      }
      await cleanStagings(target);
      await publish(target, 'after');
      expect(await verifyRelease(join(root, 'out'))).toEqual([]);
      expect([...leftovers(root), ...leftovers(join(root, 'out'))]).toEqual([]);
      if (i % 2) rmSync(join(root, 'out'), { recursive: true });
    }
    expect(seen).toBeGreaterThan(0);
  });
});
