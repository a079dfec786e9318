import { LetheError } from '../core/diagnostics.js';
import { MarkedHash, type Marks } from '../release/marks.js';
import { ChunkRing } from './chunk-ring.js';
import type { Control } from './control.js';
import type { ChunkRange } from './reader.js';
import { feedFile, hashMarked, type TableSource } from './source.js';

/** SHA-256 of a table's stored bytes, and the marks that tell where two files differ. */
export interface HashedSource {
  sha256: string; // hex
  marks: Marks;
}

/**
 * SHA-256 of a table as stored, beside a pass over it. Where the lanes read the stored bytes, they hand over what they have read, so
 * that what is hashed is what was counted, and nothing is read twice. Bytes that no lane reads (headers, chunks that a killed run had
 * done) are read here; so is all of a table that is decoded first, or that no pass goes over.
 */
export class SourceHash {
  readonly #stop = new AbortController();
  #ring: ChunkRing | null = null;
  #result: Promise<HashedSource> | null = null;

  constructor(
    private readonly source: TableSource,
    private readonly signal: AbortSignal | undefined,
  ) {
    if (!readAsStored(source)) this.#begin(this.#read());
  }

  /** The ring in which the lanes of a pass over these chunks hand over what they read; null where that is not hashed. */
  follow(ranges: readonly ChunkRange[], control: Control, slots: number): ChunkRing | null {
    if (this.#result || ranges.length === 0) return null;
    this.#ring = new ChunkRing(ranges, slots);
    this.#begin(this.#take(ranges, control, this.#ring));
    return this.#ring;
  }

  /** The hash, once all bytes have come by. Throws `input-…`, `run-interrupted`. */
  end(): Promise<HashedSource> {
    return this.#result ?? this.#begin(this.#read());
  }

  /** After a fault nobody wants to wait for the hash of the rest. */
  close(): void {
    this.#stop.abort();
    this.#ring?.close();
  }

  #begin(result: Promise<HashedSource>): Promise<HashedSource> {
    result.catch(() => {}); // awaited by whoever asks for the end; a failing pass comes first
    this.#result = result;
    return result;
  }

  #read(): Promise<HashedSource> {
    return hashMarked(this.source.parts, this.source.bytes, this.#signals());
  }

  async #take(ranges: readonly ChunkRange[], control: Control, ring: ChunkRing): Promise<HashedSource> {
    const hash = new MarkedHash(this.source.bytes);
    const signal = this.#signals();
    try {
      let chunk = 0;
      for (const [part, { path, start }] of this.source.files!.entries()) {
        await feedFile(path, hash, signal, 0, start);
        for (; ranges[chunk]?.part === part; chunk++) {
          const range = ranges[chunk]!;
          if (control.isKept(chunk)) await feedFile(path, hash, signal, range.start, range.end);
          else {
            const bytes = await ring.take(chunk);
            if (!bytes) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
            hash.update(bytes);
          }
          ring.release(chunk);
          await new Promise((resolve) => setImmediate(resolve)); // signals and progress have their turn
        }
      }
      return hash.end();
    } finally {
      ring.close(); // lanes wait no longer, whatever happened
    }
  }

  #signals(): AbortSignal {
    return this.signal ? AbortSignal.any([this.signal, this.#stop.signal]) : this.#stop.signal;
  }
}

/** Whether workers read the bytes as they are stored, all but what comes before the first record. */
function readAsStored({ files, parts }: TableSource): boolean {
  return (
    files?.every(({ path, end }, part) => path === parts[part]!.path && end === parts[part]!.bytes) ?? false
  );
}
