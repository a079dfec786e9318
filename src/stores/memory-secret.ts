import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Where Linux keeps files in memory: what stands there is gone with the machine's next start, and reaches a disk only as the memory of
 * the program itself may, where the machine swaps without encryption.
 */
const memoryFolder = '/dev/shm';
const tmpfs = 0x01021994;
const secretBytes = 32;
const cutAge = 60_000; // ms after which a secret without a folder is no longer being written

/**
 * Makes a secret that outlives this process and not this machine's run, in a file in memory that its owner alone may read.
 * `id`: 12 hex digits; `home`: the folder in which `.lethe-<pid>-<id>` stands, so that a secret whose folder has gone is
 * found by `sweepSecrets`. Null where the system has no such place.
 */
export function makeSecret(id: string, home: string, place = memoryFolder): Uint8Array | null {
  if (!inMemory(place)) return null;
  const secret = new Uint8Array(randomBytes(secretBytes));
  const whole = Buffer.concat([secret, Buffer.from(resolve(home))]);
  let made = false;
  try {
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
    const file = openSync(pathOf(id, place), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600);
    made = true;
    try {
      // One write: nobody sees a secret without its folder but who dies in the middle of it.
      if (writeSync(file, whole, 0, whole.length) < whole.length) throw new Error();
    } finally {
      closeSync(file);
    }
    return secret;
  } catch {
    secret.fill(0);
    if (made) destroyQuietly(id, place);
    return null; // no room, or no right to write there: the job goes on without
  } finally {
    whole.fill(0, 0, secretBytes);
  }
}

/** A secret that was made before; null where it is gone, or where anyone else could have read or made it. */
export function readSecret(id: string, place = memoryFolder): Uint8Array | null {
  const bytes = read(id, place)?.bytes;
  if (!bytes || bytes.length <= secretBytes) return null;
  const secret = new Uint8Array(bytes.subarray(0, secretBytes));
  bytes.fill(0);
  return secret;
}

/** Overwrites a secret and takes its name away; nothing happens where there is none. Throws the system's error. */
export function destroySecret(id: string, place = memoryFolder): void {
  const path = pathOf(id, place);
  try {
    const file = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW);
    try {
      writeSync(file, new Uint8Array(secretBytes), 0, secretBytes, 0);
    } finally {
      closeSync(file);
    }
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Destroys the secrets of this user whose folder has gone, and those cut short whose maker has died; returns how many. */
export function sweepSecrets(place = memoryFolder): number {
  let destroyed = 0;
  for (const { id, home, age } of listSecrets(place)) {
    if (home === '' ? age < cutAge : !isGone(home, id)) continue;
    if (destroyQuietly(id, place)) destroyed++;
  }
  return destroyed;
}

/** The secrets of this user: their ids, the folders they were made for (empty: cut short) and their ages (ms). */
export function listSecrets(place = memoryFolder): { id: string; home: string; age: number }[] {
  return (namesIn(place) ?? []).flatMap((name) => {
    const id = new RegExp(`^lethe-${owner()}-([0-9a-f]{12})$`).exec(name)?.[1];
    const found = id === undefined ? null : read(id, place);
    if (id === undefined || !found) return [];
    const home = found.bytes.subarray(secretBytes).toString('utf8');
    found.bytes.fill(0);
    return [{ id, home, age: found.age }];
  });
}

/** Whether a folder holds no staging folder with this id any more; not where that cannot be told. */
function isGone(home: string, id: string): boolean {
  const around = namesIn(home);
  return around !== null && !around.some((one) => one.startsWith('.lethe-') && one.endsWith(`-${id}`));
}

/** False where it could not be done: the next run tries again. */
function destroyQuietly(id: string, place: string): boolean {
  try {
    destroySecret(id, place);
    return true;
  } catch {
    return false;
  }
}

/** What stands in a file of this user's that nobody else may read, and for how long (ms); null for any other. */
function read(id: string, place: string): { bytes: Buffer; age: number } | null {
  try {
    const file = openSync(pathOf(id, place), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const stat = fstatSync(file);
      const own = stat.isFile() && stat.uid === owner() && (stat.mode & 0o077) === 0;
      return own ? { bytes: readFileSync(file), age: Date.now() - stat.mtimeMs } : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Names in a folder; none where it is gone, null where that cannot be told. */
function namesIn(folder: string): string[] | null {
  try {
    return readdirSync(folder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : null;
  }
}

function inMemory(place: string): boolean {
  try {
    return process.getuid !== undefined && statfsSync(place).type === tmpfs;
  } catch {
    return false;
  }
}

function pathOf(id: string, place: string): string {
  return join(place, `lethe-${owner()}-${id}`);
}

function owner(): number {
  return process.getuid?.() ?? -1;
}
