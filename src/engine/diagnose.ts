import { closeSync } from 'node:fs';
import { LetheError, type Place } from '../core/diagnostics.js';
import { openSource, readFully } from '../stores/file.js';
import { ChunkParser, emptyTally } from './chunk.js';
import { Control } from './control.js';
import { cutRecords, mainKernels } from './cut.js';
import { chunkRanges, RangeReader } from './reader.js';
import type { TableSource } from './source.js';
import type { Failure } from './task.js';

const dataFaults = new Set<string>([
  'quote-stray',
  'quote-unclosed',
  'record-ragged',
  'record-too-long',
  'encoding-invalid',
]);
const scanBytes = 1 << 20;
const newline = 0x0a;

/** A fault of the data with its code, arguments and absolute place. */
export interface FirstFault {
  failure: Pick<Failure, 'code' | 'args'>;
  place: Place;
}

/**
 * The first fault of a table, by place. Lanes meet faults in any order, and one stray quote makes everything after
 * it look wrong; so once a pass has failed, the table is read again from its start by one reader, until the fault.
 * Faults that do not come from the data are returned as they are.
 */
export async function firstFault(
  failure: Failure,
  source: TableSource,
  chunkBytes: number, // of the pass
): Promise<FirstFault> {
  const asIs = { failure, place: failure.place ?? {} };
  if (failure.code === 'character-unencodable') {
    return { failure, place: await placeOfRun(failure, source, chunkBytes) };
  }
  if (!dataFaults.has(failure.code)) return asIs;
  const found = source.files ? scanFiles(source) : await scanStream(source);
  return found ?? asIs;
}

function scanFiles(source: TableSource): FirstFault | null {
  const { host, structure } = mainKernels();
  const ranges = chunkRanges(source.files!, scanBytes);
  const control = new Control(ranges.length);
  const reader = new RangeReader(host, structure, source.files!, ranges, control, source.wire);
  const parser = new ChunkParser(host, structure, source.wire);
  try {
    for (const [chunk, range] of ranges.entries()) {
      if (range.firstOfPart) control.publishQuote(chunk, false);
      const path = source.files![range.part]!.path;
      let byte = range.start;
      try {
        const run = reader.read(chunk, 'none');
        byte = run.byte;
        if (run.length > 0) parser.parse(run.pointer, run.length, true, emptyTally());
      } catch (error) {
        const fault = faultOf(error);
        if (!fault) throw error;
        const before = newlinesBefore(path, fault.place?.byte ?? byte);
        return { failure: fault, place: { file: path, line: before + (fault.place?.line ?? 1) } };
      }
    }
    return null;
  } finally {
    reader.close();
  }
}

async function scanStream(source: TableSource): Promise<FirstFault | null> {
  const { host, structure } = mainKernels();
  const parser = new ChunkParser(host, structure, source.wire);
  for (const [index, part] of source.parts.entries()) {
    let lines = await linesBeforeData(source, index);
    try {
      for await (const bytes of cutRecords(source, index, scanBytes)) {
        const pointer = host.region('diagnose', bytes.length);
        host.bytes.set(bytes, pointer);
        parser.parse(pointer, bytes.length, true, emptyTally());
        for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines++;
      }
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      const { file, line } = fault.place ?? {};
      // What decoding and the tolerant parser find has its place in the source already.
      if (file !== undefined) return { failure: fault, place: fault.place! };
      return { failure: fault, place: { file: part.shown, line: lines + (line ?? 1) } };
    }
  }
  return null;
}

/** The absolute place of a fault of which a lane knows the line in its run of records. */
async function placeOfRun(failure: Failure, source: TableSource, chunkBytes: number): Promise<Place> {
  const { file, byte, line } = failure.place ?? {};
  if (file !== undefined) {
    return line === undefined ? { file } : { file, line: newlinesBefore(file, byte ?? 0) + line };
  }
  let chunk = 0;
  for (const [index, part] of source.parts.entries()) {
    let lines = await linesBeforeData(source, index);
    for await (const bytes of cutRecords(source, index, chunkBytes)) {
      if (chunk++ === failure.chunk) {
        return line === undefined ? { file: part.shown } : { file: part.shown, line: lines + line };
      }
      for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines++;
    }
  }
  return {};
}

/** Lines of the header and of blank lines before the first record of a streamed part. */
export async function linesBeforeData(source: TableSource, part: number): Promise<number> {
  let left = source.starts[part]!;
  let count = 0;
  for await (const piece of source.stream(part)) {
    const bytes = piece.subarray(0, Math.min(left, piece.length));
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
    left -= bytes.length;
    if (left === 0) break;
  }
  return count;
}

function faultOf(error: unknown): LetheError | null {
  return error instanceof LetheError && dataFaults.has(error.code) ? error : null;
}

function newlinesBefore(path: string, end: number): number {
  const file = openSource(path);
  const block = Buffer.alloc(1 << 20);
  let count = 0;
  try {
    for (let position = 0; position < end; ) {
      const got = readFully(file, block, 0, Math.min(block.length, end - position), position);
      if (got === 0) break;
      const bytes = block.subarray(0, got);
      for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
      position += got;
    }
    return count;
  } finally {
    closeSync(file);
  }
}
