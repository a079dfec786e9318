import { randomBytes } from 'node:crypto';
import { readdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, startOf } from './process.js';

/** What a lock does to the world, one step per call, so that a test can put another run between any two of them. */
export interface LockEffects {
  list(folder: string): Promise<string[]>; // names; empty where there is no such folder
  /** Writes a file that must not be there yet; false where it is. */
  createNew(path: string, text: string): Promise<boolean>;
  removeFile(path: string): Promise<void>;
  wait(milliseconds: number): Promise<void>;
  isAlive(pid: number, start?: string | null): boolean;
}

/** The real file system, and the real processes. */
export const lockEffects: LockEffects = {
  list: (folder) =>
    readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    }),
  createNew: (path, text) =>
    writeFile(path, text, { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    ),
  removeFile: unlink,
  wait: (milliseconds) => pause(milliseconds),
  isAlive,
};

/** A lock that is held until it is let go of, which never fails: a sign that cannot be removed no longer counts. */
export interface Held {
  held: true;
  path: string; // of the holder's sign
  letGo(): Promise<void>;
}

/** A lock that another run holds, or is taking. */
export interface Busy {
  held: false;
  pid: number;
}

const settleTries = 50;
const settlePause = 20; // milliseconds

/**
 * Takes a lock, or tells who is there. Every run puts up a sign of its own, `<name>.<when>-<pid>-<start>-<run>-<n>`, in
 * the first of the folders, and then looks for others in all of them; who sees none holds the lock until its sign is gone.
 *
 * **Two never hold it together**: each put up its sign before it looked, so whoever looked last saw the other's. That
 * rests on nothing but files that a listing shows once they are there: no hard links, no time, no content.
 *
 * **A dead run's sign is taken away without a race**: its name says whose it is and is never used again, so however
 * late it is removed, and by however many, it cannot be that of a run that lives.
 *
 * **One of several that come at once gets in**: the later sign goes. A later one that stays has looked before the earlier
 * stood, and holds the lock; the earlier gives it a second to go before it thinks so.
 *
 * `folders` is asked anew for every look, since folders on the way to a target may be made meanwhile. Throws the
 * system's error where a sign cannot be put up.
 */
export async function takeLock(
  name: string,
  folders: () => readonly string[],
  effects: LockEffects = lockEffects,
): Promise<Held | Busy> {
  const [standing] = await othersOf(null, name, folders(), effects);
  if (standing) return { held: false, pid: standing.pid };
  const home = folders()[0]!;
  let sign: Sign;
  let path: string;
  do {
    sign = newSign();
    path = join(home, `${name}.${sign.text}`);
    own.add(sign.text); // before the file is there, so that no other look in this process takes it for a left one
  } while (!(await putUp(path, sign, effects)));
  const letGo = async () => {
    own.delete(sign.text);
    await effects.removeFile(path).catch(() => {});
  };
  try {
    for (let tries = 0; ; tries++) {
      const others = await othersOf(sign, name, [home, ...folders()], effects);
      if (others.length === 0) return { held: true, path, letGo };
      const first = others.find(({ text }) => text < sign.text) ?? (tries < settleTries ? null : others[0]!);
      if (first) {
        await letGo();
        return { held: false, pid: first.pid };
      }
      await effects.wait(settlePause);
    }
  } catch (error) {
    await letGo();
    throw error;
  }
}

/** Whose a sign is, as its name says. */
interface Sign {
  text: string; // the name without that of the lock; earlier ones sort first
  pid: number;
  start: string | null;
  run: string;
}

const signPattern = /^[0-9a-z]{9}-(\d+)-(\d*)-([0-9a-f]{16})-\d+$/;

// A process may load this module twice, in threads: each knows its own signs only.
const run = randomBytes(8).toString('hex');
const own = new Set<string>();
let made = 0;

function newSign(): Sign {
  const when = Date.now().toString(36).padStart(9, '0');
  const start = startOf(process.pid);
  const text = `${when}-${process.pid}-${start ?? ''}-${run}-${made++}`;
  return { text, pid: process.pid, start, run };
}

async function putUp(path: string, sign: Sign, effects: LockEffects): Promise<boolean> {
  try {
    return await effects.createNew(path, '');
  } catch (error) {
    own.delete(sign.text);
    throw error;
  }
}

/** Signs of other runs that live; those of dead ones are taken away. */
async function othersOf(
  mine: Sign | null,
  name: string,
  folders: readonly string[],
  effects: LockEffects,
): Promise<Sign[]> {
  const others: Sign[] = [];
  for (const folder of new Set(folders)) {
    const names = await effects.list(folder).catch((error: unknown) => {
      if (folder === folders[0]) throw error;
      return []; // a folder further up that may not be listed: no run of ours could lock there either
    });
    for (const file of names) {
      const sign = file.startsWith(`${name}.`) ? signOf(file.slice(name.length + 1)) : null;
      if (sign === null || sign.text === mine?.text) continue;
      if (stands(sign, effects)) others.push(sign);
      else await effects.removeFile(join(folder, file)).catch(() => {}); // gone already, or not ours to remove
    }
  }
  return others;
}

function signOf(text: string): Sign | null {
  const match = signPattern.exec(text);
  return match && { text, pid: Number(match[1]), start: match[2] || null, run: match[3]! };
}

/** Whether the run behind a sign goes on; one of this module that it does not know is left from a removal that failed. */
function stands(sign: Sign, effects: LockEffects): boolean {
  return sign.run === run ? own.has(sign.text) : effects.isAlive(sign.pid, sign.start);
}
