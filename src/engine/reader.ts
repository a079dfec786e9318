import { closeSync, read as readBytes } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';
import type { KernelHost } from '../kernels/host.js';
import type { Structure } from '../kernels/structure.js';
import { openSource, readFully } from '../stores/file.js';
import type { ChunkRing } from './chunk-ring.js';
import type { Control } from './control.js';
import { longestRecord, strayQuote, suspicious } from './stray-quote.js';
import type { Wire } from './task.js';

/** A run of whole records in kernel memory, in the source's encoding. */
export interface RecordRun {
  chunk: number;
  part: number; // index of the part file
  pointer: number;
  length: number; // bytes; 0 where no record starts in the chunk
  byte: number; // offset of the first record in its part file
  lastOfPart: boolean;
}

/** The bytes that workers see of one part file. */
export interface WirePart {
  path: string;
  start: number; // first byte after header and byte order mark
  end: number; // exclusive
}

/** One chunk of a pass: a range of one part. */
export interface ChunkRange {
  part: number;
  start: number;
  end: number; // exclusive
  firstOfPart: boolean;
  lastOfPart: boolean;
}

/** A chunk that is being read. */
interface Coming {
  chunk: number;
  region: string; // of kernel memory
  memory: Uint8Array; // all of it: what arrived after it grew may lie elsewhere
  have: Promise<number>; // bytes; 0 where reading failed: it is tried again
  bytes: number; // the same, once arrived
}

const overlapBytes = 16 * 1024;
const quoteByte = 0x22;

/** What a pass does with the fingerprints of chunks. */
export type Fingerprints = 'none' | 'store' | 'compare';

/** How parts are divided: the same division for every pass, so that fingerprints can be compared. */
export function chunkRanges(parts: readonly WirePart[], chunkBytes: number): ChunkRange[] {
  const ranges: ChunkRange[] = [];
  parts.forEach((part, index) => {
    for (let start = part.start; start < part.end; start += chunkBytes) {
      const end = Math.min(start + chunkBytes, part.end);
      ranges.push({
        part: index,
        start,
        end,
        firstOfPart: start === part.start,
        lastOfPart: end === part.end,
      });
    }
  });
  return ranges;
}

/**
 * Reads chunks of seekable files straight into kernel memory. A record belongs to the chunk in which its first byte
 * lies; whether that byte lies inside quotes follows from the quote parities of all chunks before it, which lanes
 * publish to each other before they parse (PERF: 13 GB/s), so quoted newlines across chunks are exact.
 */
export class RangeReader {
  readonly #files = new Map<number, number>();
  #overlap = overlapBytes;
  #region = 'raw'; // of the chunk that was read last
  #coming: Coming | null = null;

  constructor(
    private readonly host: KernelHost,
    private readonly structure: Structure,
    private readonly parts: readonly WirePart[],
    private readonly ranges: readonly ChunkRange[],
    private readonly control: Control,
    private readonly wire: Pick<Wire, 'delimiter' | 'columns'>,
    private readonly ring: ChunkRing | null = null,
  ) {}

  /**
   * Begins to read a chunk beside the work on the one before, by a thread of the system: where a core is left for it. Nothing else
   * may be asked for before `arrive`.
   */
  ahead(chunk: number): void {
    const region = this.#region === 'raw' ? 'raw.ahead' : 'raw';
    const { file, origin, wanted } = this.#place(chunk);
    const pointer = this.host.region(region, wanted);
    const have = new Promise<number>((resolve) =>
      readBytes(file, this.host.bytes, pointer, wanted, origin, (error, read) => resolve(error ? 0 : read)),
    );
    this.#coming = { chunk, region, memory: this.host.bytes, have, bytes: 0 };
  }

  /** Waits for what is being read: nobody may let go of its memory before. */
  async arrive(): Promise<void> {
    if (this.#coming) this.#coming.bytes = await this.#coming.have;
  }

  /** Where a chunk and what is read beyond it begin, with the byte before: that tells whether a record starts right here. */
  #place(chunk: number) {
    const range = this.ranges[chunk]!;
    const part = this.parts[range.part]!;
    const lead = range.firstOfPart ? 0 : 1;
    const origin = range.start - lead;
    const size = range.end - range.start;
    const wanted = Math.min(lead + size + this.#overlap, part.end - origin);
    return { range, part, file: this.#open(range.part, part.path), lead, origin, size, wanted };
  }

  /**
   * The records that start in a chunk; its fingerprint is stored, or compared with the one stored by an earlier pass. The chunk's bytes
   * are handed over where somebody takes them.
   */
  read(chunk: number, prints: Fingerprints): RecordRun {
    const { range, part, file, lead, origin, size, wanted } = this.#place(chunk);
    let have = 0;
    if (this.#coming?.chunk === chunk) {
      this.#region = this.#coming.region;
      if (this.#coming.memory === this.host.bytes) have = Math.min(this.#coming.bytes, wanted);
    }
    this.#coming = null;
    let pointer = this.host.region(this.#region, wanted);
    if (have < wanted) have += readFully(file, this.host.bytes, pointer + have, wanted - have, origin + have);
    if (have < wanted) throw new LetheError('input-changed', { path: part.path });

    const own = pointer + lead;
    const { print, parity } =
      prints === 'none'
        ? { print: null, parity: this.structure.parity(own, size) }
        : this.structure.fingerprintAndParity(own, size);
    const before = this.control.quote(chunk);
    const after = before !== (parity === 1);
    if (!range.lastOfPart) this.control.publishQuote(chunk + 1, after);
    if (print !== null && prints === 'store') this.control.setFingerprint(chunk, print);
    else if (print !== null && this.control.fingerprint(chunk) !== print)
      throw new LetheError('input-changed', { path: part.path });
    this.ring?.put(chunk, this.host.bytes, own, size, this.control);

    const { lastOfPart } = range;
    // Every field is named: copying a begun object would leave 1.5 KB behind.
    const run = (pointer: number, length: number, byte: number): RecordRun => ({
      chunk,
      part: range.part,
      pointer,
      length,
      byte,
      lastOfPart,
    });
    let first = 0;
    if (!range.firstOfPart) {
      const leadIsQuote = this.host.bytes[pointer] === quoteByte;
      const end = this.structure.recordEnd(pointer, lead + size, 0, before !== leadIsQuote);
      if (end < 0 || end + 1 >= lead + size) return run(own, 0, range.start);
      first = end + 1;
    }
    if (range.lastOfPart) {
      return run(pointer + first, have - first, origin + first);
    }
    // The last record of the chunk runs to the first record end at or after the chunk's last byte.
    let from = lead + size - 1;
    let inQuote = after !== (this.host.bytes[pointer + from] === quoteByte);
    for (;;) {
      const end = this.structure.recordEnd(pointer, have, from, inQuote);
      if (end >= 0) {
        return run(pointer + first, end + 1 - first, origin + first);
      }
      if (origin + have >= part.end) {
        return run(pointer + first, have - first, origin + first);
      }
      if (have - first > longestRecord) {
        throw new LetheError(
          'record-too-long',
          { limit: longestRecord },
          { file: part.path, byte: origin + first },
        );
      }
      if (have - from > suspicious) this.#refuseStrayQuote(pointer + first, have - first, origin + first);
      inQuote = inQuote !== (this.structure.parity(pointer + from, have - from) === 1);
      from = have;
      const more = Math.min(have, part.end - origin - have);
      pointer = this.host.region(this.#region, have + more);
      const got = readFully(file, this.host.bytes, pointer + have, more, origin + have);
      if (got < more) throw new LetheError('input-changed', { path: part.path });
      have += more;
      this.#overlap = Math.max(this.#overlap, Math.min(have - size, 1 << 20));
    }
  }

  /** Says so before memory fills. */
  #refuseStrayQuote(pointer: number, length: number, byte: number): void {
    const line = strayQuote(this.host, this.structure, pointer, length, this.wire);
    if (line !== null) throw new LetheError('quote-stray', {}, { line, byte });
  }

  close(): void {
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
  }

  #open(part: number, path: string): number {
    let file = this.#files.get(part);
    if (file === undefined) {
      file = openSource(path);
      this.#files.set(part, file);
    }
    return file;
  }
}
