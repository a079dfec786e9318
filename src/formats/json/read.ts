import { LetheError } from '../../core/diagnostics.js';
import type { ReadOptions, StoredBytes, TableReader, TypedColumn } from '../../core/format.js';
import { blockBytes, WireBuilder } from '../wire.js';
import { cut, RecordParser } from './parse.js';
import { stepsOf, typeOf } from './paths.js';

const windowBytes = 1 << 20;
const longestRecord = 64 << 20; // bytes

/**
 * Opens JSON records: one object after the other (JSON Lines) or a list of objects. Which keys there are is known at
 * the end only, so the parts are read once for that, and once more for their records.
 */
export async function openJson(parts: readonly StoredBytes[], options: ReadOptions): Promise<TableReader> {
  const parser = new RecordParser(new Set(options.discarded), true);
  for (const name of options.known?.names ?? []) seed(parser, name, options.known!.nested);
  for (const part of parts) {
    for await (const _ of eachJson(part, parser, () => {}, options.signal)) {
      // paths and kinds are what is wanted
    }
  }
  if (parser.settle().length === 0) throw new LetheError('input-empty', { path: parts[0]!.shown });
  const expected = options.known?.names;
  if (expected && expected.length !== parser.columns.length) {
    throw new LetheError('internal-error', { phase: 'prove' });
  }
  return {
    columns: parser.columns.map(
      (place, index): TypedColumn => ({
        name: expected?.[index] ?? place.discarded ?? place.path,
        type: typeOf(place.kinds),
      }),
    ),
    async *records(part) {
      const wire = new WireBuilder();
      const emit = () => parser.emit(wire);
      for await (const _ of eachJson(parts[part]!, parser, emit, options.signal)) {
        if (wire.length >= blockBytes) yield wire.take();
      }
      if (wire.length > 0) yield wire.take();
    },
  };
}

/** Makes the place of a column that is expected. */
function seed(parser: RecordParser, name: string, nested: boolean): void {
  let place = parser.root;
  for (const step of nested ? stepsOf(name) : [name]) {
    place = typeof step === 'number' ? parser.item(place, step) : parser.child(place, step, null);
  }
  place.isValue = true;
}

/**
 * Lets the parser read every record of a part and calls `taken` after each; yields once in a while, when more bytes are
 * needed. Throws with file, line and byte.
 */
async function* eachJson(
  part: StoredBytes,
  parser: RecordParser,
  taken: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<void> {
  const source = part.stream()[Symbol.asyncIterator]();
  let bytes = new Uint8Array(windowBytes * 2);
  let end = 0;
  let at = 0;
  let before = 0; // bytes and lines of the file before the window
  let lines = 0;
  let final = false;
  let held: Uint8Array = new Uint8Array(0);
  const fill = async (): Promise<void> => {
    if (signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
    lines += newlines(bytes, 0, at);
    before += at;
    bytes.copyWithin(0, at, end);
    end -= at;
    at = 0;
    if (end > longestRecord) throw new LetheError('record-too-long', { limit: longestRecord }, { byte: 0 });
    if (end * 2 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes.subarray(0, end));
      bytes = larger;
    }
    while (end < bytes.length && !final) {
      if (held.length === 0) {
        const next = await source.next();
        if (next.done) {
          final = true;
          break;
        }
        held = next.value;
      }
      const room = Math.min(held.length, bytes.length - end);
      bytes.set(held.subarray(0, room), end);
      held = held.subarray(room);
      end += room;
      if (end >= windowBytes) break;
    }
    parser.window(bytes, end, final);
  };
  try {
    await fill();
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
    let list: 'before' | 'between' | 'behind' | null = null;
    for (let first = true; ; first = false) {
      at = parser.skip(at);
      while (at >= end && !final) {
        await fill();
        at = parser.skip(at);
      }
      if (first && bytes[at] === 0x5b && at < end) {
        list = 'before';
        at++;
        continue;
      }
      if (at >= end) {
        if (list !== null && list !== 'behind') throw new LetheError('json-cut-short', {}, { byte: at });
        return;
      }
      if (list === 'behind') throw new LetheError('json-invalid', {}, { byte: at });
      if (list !== null && bytes[at] === 0x5d) {
        list = 'behind';
        at++;
        continue;
      }
      if (list === 'between') {
        if (bytes[at] !== 0x2c) throw new LetheError('json-invalid', {}, { byte: at });
        at = parser.skip(at + 1);
        while (at >= end && !final) {
          await fill();
          at = parser.skip(at);
        }
      }
      let next = parser.record(at);
      while (next === cut) {
        yield;
        await fill();
        next = parser.record(at);
      }
      taken();
      at = next;
      if (list !== null) list = 'between';
    }
  } catch (error) {
    if (!(error instanceof LetheError) || error.place?.byte === undefined || error.place.file !== undefined)
      throw error;
    const { byte } = error.place;
    throw new LetheError(error.code, error.args, {
      file: part.shown,
      line: lines + newlines(bytes, 0, byte) + 1,
      byte: before + byte,
    });
  } finally {
    await source.return?.(undefined);
  }
}

function newlines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === 0x0a) count++;
  return count;
}
