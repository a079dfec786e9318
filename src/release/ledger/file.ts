import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LetheError } from '../../core/diagnostics.js';
import { realPath } from '../../stores/file.js';
import {
  chained,
  endOfLedger,
  type Ledger,
  type LedgerEntry,
  type LedgerNote,
  lineOf,
  readLedger,
  stateAfter,
} from './entry.js';

const waitAtMost = 60_000; // milliseconds

/** Reads a ledger and checks its chain. Throws `ledger-unreadable`. */
export function openLedger(path: string): Ledger {
  return readLedger(readText(path), path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new LetheError('ledger-unreadable', { path, reason: codeOf(error) });
  }
}

/**
 * Appends one entry and returns once it is on the disk. Writers of one machine take turns; a line that a dead writer left
 * unfinished was never acknowledged and is cut off. Throws `ledger-broken` where the last entry is not sound, `ledger-order`
 * where the event may not follow, `ledger-unreadable`, `ledger-busy`.
 */
export async function appendLedger(path: string, note: LedgerNote): Promise<LedgerEntry> {
  const letGo = await takeTurn(path);
  try {
    const text = existsSync(path) ? readText(path) : '';
    const end = endOfLedger(text, note.release);
    if (end === null) {
      const line = text.split('\n').length - 1;
      throw new LetheError('ledger-broken', { line }, { file: path, line });
    }
    if (stateAfter(end.state, note.event) === null) {
      const line = (end.last?.sequence ?? 0) + 1;
      throw new LetheError('ledger-order', { event: note.event, state: end.state ?? '—', line });
    }
    const entry = chained(note, end.last);
    write(path, lineOf(entry), end.torn);
    return entry;
  } finally {
    letGo();
  }
}

function write(path: string, line: string, torn: number): void {
  const isNew = !existsSync(path);
  try {
    const file = openSync(path, isNew ? 'wx+' : 'r+', 0o644);
    try {
      const size = fstatSync(file).size - torn;
      if (torn > 0) ftruncateSync(file, size);
      const bytes = Buffer.from(line);
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(file, bytes, done, bytes.length - done, size + done);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isNew) syncFolder(dirname(resolve(path)));
  } catch (error) {
    throw new LetheError('output-failed', { path, reason: codeOf(error) });
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Waits until no other process writes to the ledger. The turn is a socket that the kernel closes with its process, so
 * that kill -9 leaves nothing behind: an abstract one under Linux, a pipe under Windows, a file in the ledger's folder elsewhere.
 */
async function takeTurn(path: string): Promise<() => void> {
  const name = createHash('sha256')
    .update(realPath(resolve(path)))
    .digest('hex')
    .slice(0, 32);
  const address =
    process.platform === 'linux'
      ? `\0lethe-ledger-${name}`
      : process.platform === 'win32'
        ? `\\\\.\\pipe\\lethe-ledger-${name}`
        : join(dirname(resolve(path)), `.lethe-ledger-${name.slice(0, 16)}`);
  const { createServer } = await import('node:net');
  for (const deadline = performance.now() + waitAtMost; performance.now() < deadline; ) {
    const server = createServer();
    const taken = await new Promise<boolean>((done, failed) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? done(false) : failed(error),
      );
      server.listen(address, () => done(true));
    });
    if (taken) return () => server.close();
    await pause(2 + Math.floor(performance.now() % 7));
  }
  throw new LetheError('ledger-busy', { path });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
