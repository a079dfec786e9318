import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockJob } from '../../src/engine/lock.js';
import { lockEffects } from '../../src/stores/lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-job-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a job', () => {
  it('is held from before its folder is made, and leaves nothing', async () => {
    const target = join(folder, 'out', 'data.csv');
    const letGo = await lockJob(target);
    mkdirSync(join(folder, 'out'));
    await expect(lockJob(target)).rejects.toMatchObject({
      code: 'job-running',
      args: { path: 'data.csv', pid: process.pid },
    });
    await (await lockJob(join(folder, 'out', 'other.csv')))(); // another job
    await letGo();
    await (await lockJob(target))();
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  it('is held by one of two, also where the folder is made between their looks', async () => {
    const target = join(folder, 'out', 'data.csv');
    let other: Promise<() => Promise<void>> | null = null;
    const createNew = async (path: string, text: string) => {
      mkdirSync(join(folder, 'out'));
      other = lockJob(target); // sees a nearer folder than the first, and comes before it
      await other;
      return lockEffects.createNew(path, text);
    };
    await expect(
      lockJob(target, {}, { ...lockEffects, createNew, wait: async () => {} }),
    ).rejects.toMatchObject({
      code: 'job-running',
    });
    await (await other!)();
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  it('is waited for as long as was asked', async () => {
    const target = join(folder, 'data.csv');
    const letGo = await lockJob(target);
    const told: number[] = [];
    const waiting = (pid: number) => {
      told.push(pid);
      void letGo();
    };
    await (await lockJob(target, { wait: 60, waiting }))();
    expect(told).toEqual([process.pid]);
  });

  it('of dead runs goes to one of many that come at once', async () => {
    const target = join(folder, 'data.csv');
    const letGo = await lockJob(target);
    const [sign] = readdirSync(folder);
    await letGo();
    const name = sign!.slice(0, sign!.lastIndexOf('.'));
    for (const when of ['000000000', '000000001'])
      writeFileSync(join(folder, `${name}.${when}-${2 ** 22 + 1}--${'0'.repeat(16)}-0`), '');
    const ends = await Promise.allSettled(Array.from({ length: 8 }, () => lockJob(target)));
    const held = ends.filter((end) => end.status === 'fulfilled');
    expect(held.length).toBe(1);
    expect(readdirSync(folder).length).toBe(1);
    await held[0]!.value();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says where it cannot be put up', async () => {
    const createNew = () => Promise.reject(Object.assign(new Error(), { code: 'EROFS' }));
    const refused = lockJob(join(folder, 'data.csv'), {}, { ...lockEffects, createNew });
    await expect(refused).rejects.toMatchObject({
      code: 'output-failed',
      args: { path: folder, reason: 'EROFS' },
    });
  });
});
