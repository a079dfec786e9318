import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LetheError } from '../../core/diagnostics.js';
import { aboutOf, bearsOut, type LedgerEntry, type LedgerNote, parsed } from './entry.js';
import { type MatterState, stateAfter } from './matters.js';

/** Where an append goes on: the last entry, and what a dead writer left behind it. */
export interface LedgerEnd {
  last: LedgerEntry | null;
  size: number; // bytes up to the last line feed
  torn: number; // bytes after it
}

const feed = 0x0a;
const firstLook = 1 << 16; // bytes; a line is a few hundred
const block = 1 << 20; // bytes

/**
 * The end of a ledger, read from its end: an append must not cost the walk of the whole chain. An absent file is an empty
 * ledger. Throws `ledger-broken` where the last entry does not bear out its own hash, `ledger-unreadable`.
 */
export function endOf(path: string): LedgerEnd {
  const end = reading(path, (file) => {
    const { size } = fstatSync(file);
    for (let length = firstLook; ; length *= 4) {
      const start = Math.max(0, size - length);
      const bytes = readAt(file, start, size - start);
      const close = bytes.lastIndexOf(feed);
      const open = close > 0 ? bytes.lastIndexOf(feed, close - 1) : -1;
      if (open < 0 && start > 0) continue; // the last line begins before
      const torn = bytes.length - close - 1;
      if (close < 0) return { last: null, size: 0, torn };
      const last = parsed(bytes.toString('utf8', open + 1, close));
      return last !== null && bearsOut(last) ? { last, size: start + close + 1, torn } : null;
    }
  });
  if (end === undefined) return { last: null, size: 0, torn: 0 };
  if (end !== null) return end;
  const line = countLines(path);
  throw new LetheError('ledger-broken', { line }, { file: path, line });
}

/** The bytes from a place on, as they stand now. */
export function readFrom(path: string, position: number): Buffer {
  return (
    reading(path, (file) => readAt(file, position, Math.max(0, fstatSync(file).size - position))) ??
    Buffer.alloc(0)
  );
}

/** The state of what a note is about, read off the entries that name it; what was searched once is not searched again. */
export class StateSearch {
  readonly #path: string;
  readonly #note: LedgerNote;
  #state: MatterState | null = null;
  #upTo = 0; // bytes

  constructor(path: string, note: LedgerNote) {
    this.#path = path;
    this.#note = note;
  }

  /** The state after the entries in the first `size` bytes, which end with a line feed. */
  at(size: number): MatterState | null {
    if (size > this.#upTo) reading(this.#path, (file) => this.#search(file, size));
    return this.#state;
  }

  #search(file: number, size: number): void {
    const { matter, id } = aboutOf(this.#note);
    const mark = Buffer.from(`"${matter}":"${id}"`);
    for (let length = block; this.#upTo < size; ) {
      const bytes = readAt(file, this.#upTo, Math.min(length, size - this.#upTo));
      const whole = bytes.lastIndexOf(feed) + 1;
      if (whole === 0) {
        if (this.#upTo + bytes.length >= size) return; // not what it was when its end was read
        length *= 2; // a line that is longer
        continue;
      }
      for (let at = bytes.indexOf(mark); at >= 0 && at < whole; ) {
        const close = bytes.indexOf(feed, at);
        const entry = parsed(bytes.toString('utf8', bytes.lastIndexOf(feed, at) + 1, close));
        if (entry && aboutOf(entry).matter === matter && aboutOf(entry).id === id) {
          this.#state = stateAfter(this.#state, entry.event) ?? this.#state;
        }
        at = bytes.indexOf(mark, close);
      }
      this.#upTo += whole;
    }
  }
}

function countLines(path: string): number {
  let lines = 0;
  for (const byte of readFrom(path, 0)) if (byte === feed) lines++;
  return lines;
}

/** Undefined where there is no file. */
function reading<T>(path: string, read: (file: number) => T): T | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      return read(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'ENOENT') return undefined;
    throw new LetheError('ledger-unreadable', { path, reason });
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}
