import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

const blockBytes = 1 << 20;

/** What became of a file. */
export interface Shredded {
  bytes: number; // overwritten
  links: number; // names that the file had beside this one; their content is overwritten too
}

/**
 * Overwrites a file with random bytes, flushes it and takes its name away, and that of a link that led to it. What a disk,
 * a copy or a snapshot keeps elsewhere is beyond a program's reach. Throws the system's error.
 */
export function shredFile(path: string): Shredded {
  const real = realpathSync(path);
  const { size, nlink } = statSync(real);
  const file = openSync(real, 'r+');
  try {
    for (let at = 0; at < size; ) {
      const block = randomBytes(Math.min(blockBytes, size - at));
      at += writeSync(file, block, 0, block.length, at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  unlinkSync(real);
  if (real !== path && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(path);
  syncFolderOf(real);
  if (existsSync(real) || existsSync(path)) throw Object.assign(new Error(), { code: 'EEXIST' });
  return { bytes: size, links: nlink - 1 };
}

/** Flushes the folder of a file, so that a name that was made or taken away stays so. */
export function syncFolderOf(path: string): void {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } catch {
    // Some file systems cannot flush a folder.
  } finally {
    closeSync(folder);
  }
}
