import {
  close as closeLater,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';

/** A file for a while, by its descriptor and a path that leads to it; `close` gives its room back. */
export interface ScratchFile {
  file: number;
  path: string;
  close(): void;
}

/**
 * Opens a file that only its owner can read. Its name is removed at once where an open file can be reached without one, so that
 * not even a killed run leaves it behind; elsewhere when it is closed, or the process ends. Throws the system's errors.
 */
export function scratchFile(folder: string): ScratchFile {
  const own = mkdtempSync(join(folder, '.lethe-scratch-'));
  const remove = () => rmSync(own, { recursive: true, force: true });
  try {
    const named = join(own, 'scratch');
    const file = openSync(named, 'wx+', 0o600);
    const nameless = `/proc/self/fd/${file}`;
    if (existsSync(nameless)) {
      unlinkSync(named);
      remove();
      // Nobody waits until the system has taken back what a large file held.
      return { file, path: nameless, close: () => closeLater(file, () => {}) };
    }
    process.once('exit', remove);
    const close = () => {
      closeSync(file);
      process.removeListener('exit', remove);
      remove();
    };
    return { file, path: named, close };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Fills `into` with the bytes of a file from `at`. Throws `scratch-failed` where it is shorter. */
export function readScratch(file: number, at: number, into: Uint8Array): void {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, into.length - done, at + done);
    if (read === 0) throw new LetheError('scratch-failed', { path: 'scratch', reason: 'EOF' });
    done += read;
  }
}
