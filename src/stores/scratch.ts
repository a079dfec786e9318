import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';

/** A file for what memory has no room for, by its descriptor; `close` gives its room back. */
export interface ScratchFile {
  file: number;
  close(): void;
}

/**
 * Opens a file that only its owner can read. Its name is removed at once where an open file can be reached without one, so that
 * not even a killed run leaves it behind; elsewhere when it is closed. Throws `output-failed`.
 */
export function scratchFile(folder: string): ScratchFile {
  let own: string | undefined;
  try {
    own = mkdtempSync(join(folder, '.lethe-scratch-'));
    const file = openSync(join(own, 'tuples'), 'wx+', 0o600);
    const nameless = existsSync(`/proc/self/fd/${file}`);
    const remove = () => rmSync(own!, { recursive: true, force: true });
    if (nameless) {
      unlinkSync(join(own, 'tuples'));
      remove();
    } else process.once('exit', remove);
    return {
      file,
      close() {
        closeSync(file);
        if (nameless) return;
        process.removeListener('exit', remove);
        remove();
      },
    };
  } catch (error) {
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('output-failed', { path: folder, reason });
  }
}

/** Fills `into` with the bytes of a file from `at`. Throws `output-failed` where it is shorter. */
export function readScratch(file: number, at: number, into: Uint8Array): void {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, into.length - done, at + done);
    if (read === 0) throw new LetheError('output-failed', { path: 'scratch', reason: 'EOF' });
    done += read;
  }
}
