import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Held, type LockEffects, lockEffects, takeLock } from '../../src/stores/lock.js';
import { isAlive, startOf } from '../../src/stores/process.js';

const dead = 2 ** 22 + 1; // above the kernel's limit of process numbers
const signOf = (pid: number, start = '', when = '000000000') =>
  `lock.${when}-${pid}-${start}-${'0'.repeat(16)}-0`;

/** Which run steps next, of those that may; the same numbers give the same order. */
type Choose = (options: number) => number;

/** What runs find: files by folder, the nearest to the target last, and whether somebody makes a nearer one meanwhile. */
interface Start {
  folders: Map<string, Set<string>>;
  making?: boolean;
}

/** What came of a number of runs that wanted one lock. */
interface Course {
  mostInside: number;
  gotIn: number;
  left: string[]; // files
}

/**
 * Lets runs of the lock take turns, one effect each, over folders in memory, until all have ended. Who waits has no turn
 * before another had one.
 */
async function interleave(runs: number, { folders, making }: Start, choose: Choose): Promise<Course> {
  const course: Course = { mostInside: 0, gotIn: 0, left: [] };
  const turns = new Map<number, { from: number; go: () => void }>();
  let [steps, inside, ended] = [0, 0, 0];
  const turn = <T>(who: number, act: () => T, from = 0) =>
    new Promise<T>((done) => {
      turns.set(who, { from, go: () => done(act()) });
    });
  const change = (who: number, path: string, how: 'add' | 'delete') => {
    const cut = path.lastIndexOf('/');
    return turn(who, () => folders.get(path.slice(0, cut))![how](path.slice(cut + 1)));
  };
  const effectsOf = (who: number): LockEffects => ({
    list: (folder) => turn(who, () => [...folders.get(folder)!]),
    createNew: async (path) => {
      await change(who, path, 'add');
      return true;
    },
    removeFile: async (path) => {
      if (!(await change(who, path, 'delete'))) throw new Error('gone');
    },
    wait: () => turn(who, () => {}, steps + 1),
    isAlive: (pid) => pid !== dead,
  });
  const live = async (who: number) => {
    if (making) await turn(who, () => {}); // some come after it is made
    const lock = await takeLock('lock', () => [...folders.keys()].reverse(), effectsOf(who));
    if (lock.held) {
      course.gotIn++;
      course.mostInside = Math.max(course.mostInside, ++inside);
      await turn(who, () => {});
      inside--;
      await lock.letGo();
    }
    ended++;
  };
  const lives = Array.from({ length: runs }, (_, who) => live(who));
  if (making) turns.set(runs, { from: 0, go: () => folders.set('/a/out', new Set()) });
  for (;;) {
    await new Promise(setImmediate); // until everybody is at the next step
    if (ended === runs) break;
    const may = [...turns].sort().filter(([, { from }]) => from <= steps);
    const able = may.length > 0 ? may : [...turns].sort();
    const [who, { go }] = able[choose(able.length)]!;
    turns.delete(who);
    steps++;
    go();
  }
  await Promise.all(lives);
  for (const names of folders.values()) course.left.push(...names);
  return course;
}

/** Every order in which the runs can take their turns, by walking the tree of choices. */
async function everyCourse(runs: number, start: () => Start): Promise<Course[]> {
  const courses: Course[] = [];
  const path: { choice: number; options: number }[] = [];
  do {
    let depth = 0;
    const choose = (options: number) => {
      if (depth === path.length) path.push({ choice: 0, options });
      return path[depth++]!.choice;
    };
    courses.push(await interleave(runs, start(), choose));
    while (path.length && path.at(-1)!.choice + 1 === path.at(-1)!.options) path.pop();
    if (path.length) path.at(-1)!.choice++;
  } while (path.length);
  return courses;
}

/** Numbers in a fixed order that looks like none (xorshift). */
function shuffled(seed: number): Choose {
  let state = seed;
  return (options) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % options;
  };
}

const starts: [string, () => Start][] = [
  ['that is free', () => ({ folders: new Map([['/a', new Set()]]) })],
  ['whose folder is made meanwhile', () => ({ folders: new Map([['/a', new Set()]]), making: true })],
  ['of a dead run', () => ({ folders: new Map([['/a', new Set([signOf(dead)])]]) })],
  ['of a dead run further up', () => ({ folders: new Map([['/a', new Set([signOf(dead)])], ['/a/out', new Set()]]) })],
]; // biome-ignore format: a table

describe('a lock that several runs want at once', () => {
  // Signs are as old as the turns they were made in, so that the same choices give the same course.
  beforeEach(() => {
    let now = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => ++now);
  });
  afterEach(() => void vi.restoreAllMocks());

  it.each(starts)('%s is held by one at a time, in every order of two runs', async (_, start) => {
    const courses = await everyCourse(2, start);
    expect(courses.length).toBeGreaterThan(100);
    for (const { mostInside, gotIn, left } of courses) {
      expect(mostInside).toBe(1);
      expect(gotIn).toBeGreaterThan(0);
      expect(left).toEqual([]);
    }
  });

  it.each(starts)('%s is held by one at a time, in a thousand orders of four runs', async (_, start) => {
    for (let seed = 1; seed <= 1000; seed++) {
      const { mostInside, gotIn, left } = await interleave(4, start(), shuffled(seed * 2654435761));
      expect([mostInside, left], `seed ${seed}`).toEqual([1, []]);
      expect(gotIn).toBeGreaterThan(0);
    }
  });
});

describe('a lock in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lethe-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const take = (effects = lockEffects) => takeLock('lock', () => [folder], effects);
  const put = (name: string) => writeFileSync(join(folder, name), '');

  it('is held until it is let go of', async () => {
    const first = (await take()) as Held;
    expect(first.held).toBe(true);
    expect(await take()).toEqual({ held: false, pid: process.pid });
    await first.letGo();
    const second = (await take()) as Held;
    expect(second.held).toBe(true);
    await second.letGo();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is that of a living process, also of a copy of this module in it', async () => {
    put(signOf(process.pid, startOf(process.pid) ?? ''));
    expect(await take()).toEqual({ held: false, pid: process.pid });
  });

  it.skipIf(startOf(process.pid) === null)(
    'is not that of a process whose number is used again',
    async () => {
      put(signOf(process.pid, '1'));
      const lock = (await take()) as Held;
      expect(lock.held).toBe(true);
      expect(readdirSync(folder).length).toBe(1);
      await lock.letGo();
    },
  );

  it('leaves files alone that are no signs of it', async () => {
    const others = ['lock', 'lock.txt', 'locked.csv', `other-${signOf(dead)}`, `${signOf(dead)}.csv`];
    others.forEach(put);
    await ((await take()) as Held).letGo();
    expect(readdirSync(folder).sort()).toEqual(others.sort());
  });

  it('is free again where its sign could not be removed', async () => {
    const stuck = { ...lockEffects, removeFile: () => Promise.reject(new Error('EIO')) };
    await ((await take(stuck)) as Held).letGo();
    expect(readdirSync(folder).length).toBe(1);
    const lock = (await take()) as Held;
    expect(lock.held).toBe(true);
    await lock.letGo();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not taken, and leaves nothing, where others cannot be looked for', async () => {
    let looks = 0;
    const list = (path: string) =>
      ++looks === 2 ? Promise.reject(new Error('EIO')) : lockEffects.list(path);
    await expect(take({ ...lockEffects, list })).rejects.toThrow('EIO');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is that of a later run which stays: it had looked before the earlier one put up its sign', async () => {
    let waits = 0;
    const createNew = async (path: string, text: string) => {
      put(signOf(process.ppid, '', 'zzzzzzzzz')); // looked before this run's sign stood
      return lockEffects.createNew(path, text);
    };
    const wait = async () => void waits++;
    expect(await take({ ...lockEffects, createNew, wait })).toEqual({ held: false, pid: process.ppid });
    expect(waits).toBe(50);
    expect(readdirSync(folder).length).toBe(1);
  });
});

describe('a process', () => {
  it('is alive while it runs, and is not another of its number', () => {
    const start = startOf(process.pid);
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(process.pid, start)).toBe(true);
    expect(isAlive(dead)).toBe(false);
    if (start !== null) expect(isAlive(process.pid, `${start}0`)).toBe(false);
  });
});
