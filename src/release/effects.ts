import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type LockEffects, lockEffects } from '../stores/lock.js';

/** What publishing does to the world, one step per call, so that a test can fail any of them. */
export interface ReleaseEffects extends LockEffects {
  exists(path: string): Promise<boolean>;
  makeFolder(path: string): Promise<void>; // with its parents
  read(path: string): Promise<Buffer>;
  write(path: string, bytes: string | Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  removeFolder(path: string): Promise<void>; // with its content
  sync(path: string): Promise<void>; // flushes a file or a folder to the disk
  sha256(path: string): Promise<string>; // hex
  modified(path: string): Promise<number>; // milliseconds since 1970
}

/** The real file system. */
export const releaseEffects: ReleaseEffects = {
  ...lockEffects,
  exists: (path) =>
    stat(path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
        throw error;
      },
    ),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  read: (path) => readFile(path),
  write: (path, bytes) => writeFile(path, bytes),
  rename,
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
  sync: async (path) => {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } catch (error) {
      // Some file systems cannot flush a folder; a file that cannot be flushed stays an error.
      if (!(await handle.stat()).isDirectory()) throw error;
    } finally {
      await handle.close();
    }
  },
  sha256: async (path) => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
    return hash.digest('hex');
  },
  modified: async (path) => (await stat(path)).mtimeMs,
};
