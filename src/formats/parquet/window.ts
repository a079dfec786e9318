import type { ColumnMetaData, PageHeader } from 'hyparquet';
import type { StoredBytes } from '../../core/format.js';
import type { KernelHost } from '../../kernels/host.js';

const headerBytes = 4096; // what a header without long statistics needs

/** The bytes of a column chunk, a window at a time, in kernel memory. */
export class ChunkWindow {
  readonly #part: StoredBytes;
  readonly #host: KernelHost;
  readonly #region: string;
  readonly #bytes: number;
  readonly #parse: (reader: { view: DataView; offset: number }) => PageHeader;
  readonly #end: number; // in the file
  #offset: number; // in the file, of the end of the window
  #from = 0; // of what is left, in the region
  #to = 0;

  constructor(
    part: StoredBytes,
    meta: ColumnMetaData,
    host: KernelHost,
    region: string,
    bytes: number,
    parse: (reader: { view: DataView; offset: number }) => PageHeader,
  ) {
    this.#part = part;
    this.#host = host;
    this.#region = region;
    this.#bytes = bytes;
    this.#parse = parse;
    this.#offset = chunkStart(meta);
    this.#end = this.#offset + Number(meta.total_compressed_size);
  }

  /** The header of the next page; null where there is none, or it is no header. */
  header(): PageHeader | null {
    for (let wanted = headerBytes; ; wanted *= 4) {
      const there = this.#fill(wanted);
      if (there === 0) return null;
      const pointer = this.#host.region(this.#region, 0) + this.#from;
      const reader = {
        view: new DataView(this.#host.memory.buffer as ArrayBuffer, pointer, there),
        offset: 0,
      };
      try {
        const header = this.#parse(reader);
        if (header.type === undefined) return null;
        this.#from += reader.offset;
        return header;
      } catch {
        if (there < wanted) return null;
      }
    }
  }

  /** Pointer to the next bytes, which it passes over; valid until the next header. Null where the chunk ends before. */
  body(bytes: number): number | null {
    if (this.#fill(bytes) < bytes) return null;
    const pointer = this.#host.region(this.#region, 0) + this.#from;
    this.#from += bytes;
    return pointer;
  }

  /** Reads on until `wanted` bytes are left, or the chunk is; returns how many are. */
  #fill(wanted: number): number {
    const left = this.#to - this.#from;
    const more = Math.min(Math.max(wanted, this.#bytes) - left, this.#end - this.#offset);
    if (left >= wanted || more <= 0) return left;
    const pointer = this.#host.region(this.#region, left + more);
    const { bytes } = this.#host;
    bytes.copyWithin(pointer, pointer + this.#from, pointer + this.#to);
    this.#part.readInto(bytes.subarray(pointer + left, pointer + left + more), this.#offset);
    this.#offset += more;
    this.#from = 0;
    this.#to = left + more;
    return this.#to;
  }
}

/** Where the first page of a chunk lies in the file. */
export function chunkStart(meta: ColumnMetaData): number {
  const data = Number(meta.data_page_offset);
  const dictionary = Number(meta.dictionary_page_offset ?? 0n);
  return dictionary > 0 && dictionary < data ? dictionary : data;
}
