import { crc32 } from 'node:zlib';
import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { LetheError } from '../../core/diagnostics.js';
import type { StoredBytes } from '../../core/format.js';
import type { CellKernels, PlainSpec } from '../../kernels/parquet/cells.js';
import { lostDigits } from '../typed.js';
import type { Unpack } from './codecs.js';
import { type ChunkPlace, largestPage, pageBroken, pageTooLarge } from './faults.js';
import type { CellSource } from './source.js';
import { ChunkWindow } from './window.js';

/** Rows of a page that are still decoded in one piece; a longer page goes through the library. */
const longestPage = 1 << 24;

/** Thrown where a page is written in a way that the kernels do not read, and the library may. */
export class PageUnknown extends Error {}

export type ParseHeader = (reader: { view: DataView; offset: number }) => PageHeader;

/** What reading a column chunk needs to know. */
export interface ChunkSpec {
  place: ChunkPlace;
  slot: number; // of the column, for its regions in kernel memory
  meta: ColumnMetaData;
  rows: number;
  optional: boolean;
  plain: PlainSpec;
  dropped: boolean; // the policy does not publish the column
}

const encodings: ReadonlySet<string> = new Set(['PLAIN', 'PLAIN_DICTIONARY', 'RLE_DICTIONARY', 'RLE']);

/** A column chunk of flat values, decoded by the kernels a page at a time. */
export class ChunkCells implements CellSource {
  rows = 0;
  cells = 0;
  proven = false;
  readonly #spec: ChunkSpec;
  readonly #kernels: CellKernels;
  readonly #window: ChunkWindow;
  readonly #unpack: Unpack | undefined;
  #dictionary: { cells: number; size: number; proven: boolean } | null = null;
  #done = 0; // rows of pages before
  #page = 0; // the one that is read, dictionaries included

  constructor(
    spec: ChunkSpec,
    kernels: CellKernels,
    part: StoredBytes,
    windowBytes: number,
    codecs: Readonly<Record<string, Unpack>>,
    parse: ParseHeader,
  ) {
    this.#spec = spec;
    this.#kernels = kernels;
    this.#window = new ChunkWindow(part, spec.meta, kernels.host, `packed-${spec.slot}`, windowBytes, parse);
    this.#unpack = codecs[spec.meta.codec];
    const seen = this.#region('seen', 2);
    kernels.host.bytes.fill(0, seen, seen + 2);
  }

  take(rows: number): void {
    this.rows -= rows;
    this.cells += rows * 8;
  }

  next(): void {
    try {
      while (this.rows === 0) this.#read();
    } catch (error) {
      if (error instanceof LetheError || error instanceof PageUnknown) throw error;
      throw this.#broken();
    }
  }

  end(): void {
    const { place, plain, dropped, slot } = this.#spec;
    if (plain.kind !== 'double' || dropped) return;
    // Whole numbers alone, some of them as long as an identifier, of which a double keeps 15 digits.
    const seen = this.#kernels.host.region(`seen-${slot}`, 2);
    const [fraction, long] = this.#kernels.host.bytes.subarray(seen, seen + 2);
    if (long && !fraction) throw lostDigits(place.file, place.column);
  }

  #broken(): LetheError {
    return pageBroken(this.#spec.place, this.#page);
  }

  #read(): void {
    const { meta, rows, place } = this.#spec;
    const header = this.#window.header();
    if (!header) throw this.#broken();
    const { compressed_page_size: packed, uncompressed_page_size: bytes, type } = header;
    if (!(packed >= 0 && bytes >= 0)) throw this.#broken();
    if (bytes > largestPage || packed > largestPage)
      throw pageTooLarge(place, this.#page, Math.max(bytes, packed));
    const from = this.#window.body(packed);
    if (from === null) throw this.#broken();
    if (header.crc !== undefined) {
      // Not every writer states one; where it is there, a changed byte does not become a changed cell.
      const sum = crc32(this.#kernels.host.bytes.subarray(from, from + packed));
      if (sum !== header.crc >>> 0) throw this.#broken();
    }
    if (type === 'DICTIONARY_PAGE') this.#readDictionary(header, from);
    else if (type === 'DATA_PAGE' || type === 'DATA_PAGE_V2') {
      const count = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? -1;
      if (!(count >= 0 && count <= rows - this.#done)) throw this.#broken();
      if (count > longestPage || !meta.codec) throw new PageUnknown();
      if (type === 'DATA_PAGE') this.#readFirst(header, from, count);
      else this.#readSecond(header, from, count);
      this.#done += count;
    }
    this.#page++;
  }

  #region(name: string, bytes: number): number {
    return this.#kernels.host.region(`${name}-${this.#spec.slot}`, bytes);
  }

  /** The bytes of a page, unpacked; in memory of the column, so that its cells may point there. */
  #unpacked(from: number, packed: number, bytes: number, region: 'page' | 'dictionary'): number {
    const { codec } = this.#spec.meta;
    if (codec === 'UNCOMPRESSED') {
      if (packed !== bytes) throw this.#broken();
      if (region === 'page') return from;
      const kept = this.#region(region, bytes);
      this.#kernels.host.bytes.copyWithin(kept, from, from + bytes);
      return kept;
    }
    const { host } = this.#kernels;
    const out = this.#region(region, bytes);
    if (codec === 'SNAPPY') {
      if (!this.#kernels.unsnap(from, packed, out, bytes)) throw this.#broken();
      return out;
    }
    if (!this.#unpack) throw new PageUnknown();
    const unpacked = this.#unpack(host.copy(from, packed), bytes);
    if (unpacked.length !== bytes) throw this.#broken();
    host.bytes.set(unpacked, out);
    return out;
  }

  #readDictionary(header: PageHeader, from: number): void {
    const { plain } = this.#spec;
    const { num_values: size = -1, encoding } = header.dictionary_page_header ?? {};
    const { compressed_page_size: packed, uncompressed_page_size: bytes } = header;
    if (this.#dictionary || this.#done > 0 || !(size >= 0 && size <= bytes)) throw this.#broken();
    if (encoding !== 'PLAIN' && encoding !== 'PLAIN_DICTIONARY') throw new PageUnknown();
    const values = this.#unpacked(from, packed, bytes, 'dictionary');
    const cells = this.#region('dictionary-cells', size * 8);
    const text = this.#region('dictionary-text', this.#kernels.textRoom(plain, size));
    const proven = this.#plain(values, bytes, size, cells, text);
    this.#dictionary = { cells, size, proven };
  }

  #readFirst(header: PageHeader, from: number, count: number): void {
    const { compressed_page_size: packed, uncompressed_page_size: bytes } = header;
    const { encoding, definition_level_encoding: levelEncoding } = header.data_page_header!;
    let at = this.#unpacked(from, packed, bytes, 'page');
    const end = at + bytes;
    let present = count;
    if (this.#spec.optional) {
      if (levelEncoding !== 'RLE') throw new PageUnknown();
      if (bytes < 4) throw this.#broken();
      const size = new DataView(this.#kernels.host.memory.buffer).getUint32(at, true);
      at += 4;
      if (size > end - at) throw this.#broken();
      present = this.#levels(at, size, count);
      at += size;
    }
    this.#values(encoding, at, end - at, count, present);
  }

  #readSecond(header: PageHeader, from: number, count: number): void {
    const { compressed_page_size: packed, uncompressed_page_size: bytes } = header;
    const page = header.data_page_header_v2!;
    const size = page.definition_levels_byte_length;
    if (page.repetition_levels_byte_length !== 0 || !(size >= 0 && size <= packed && size <= bytes)) {
      throw this.#broken();
    }
    const present = this.#spec.optional ? this.#levels(from, size, count) : count;
    const at =
      page.is_compressed === false || bytes === size
        ? from + size
        : this.#unpacked(from + size, packed - size, bytes - size, 'page');
    if (at === from + size && packed < bytes) throw this.#broken();
    this.#values(page.encoding, at, bytes - size, count, present);
  }

  #levels(from: number, bytes: number, count: number): number {
    const present = this.#kernels.levels(from, bytes, count, this.#kernels.host.region('levels', count + 8));
    if (present < 0) throw this.#broken();
    return present;
  }

  #values(encoding: string, from: number, bytes: number, count: number, present: number): void {
    const { plain } = this.#spec;
    if (!encodings.has(encoding)) throw new PageUnknown();
    const { host } = this.#kernels;
    const cells = this.#region('cells', count * 8);
    this.proven = true;
    if (encoding === 'PLAIN') {
      const text = this.#region('text', this.#kernels.textRoom(plain, present));
      this.proven = this.#plain(from, bytes, present, cells, text);
    } else if (encoding === 'RLE') {
      if (plain.kind !== 'boolean') throw this.#broken();
      this.#booleans(from, bytes, present, cells);
    } else if (present > 0) {
      if (bytes < 1 || !this.#dictionary) throw this.#broken();
      const { size, cells: dictionary, proven } = this.#dictionary;
      const codes = host.region('codes', present * 4);
      const largest = this.#kernels.codes(from + 1, bytes - 1, host.bytes[from]!, present, codes);
      if (largest < 0 || largest >= size) throw this.#broken();
      this.#kernels.coded(codes, present, dictionary, cells);
      this.proven = proven;
    }
    if (present < count) this.#kernels.spread(host.region('levels', 0), count, present, cells);
    this.cells = cells;
    this.rows = count;
  }

  /** Truth values as runs: a length, and codes of one bit into the dictionary (false, true). */
  #booleans(from: number, bytes: number, present: number, cells: number): void {
    const { host } = this.#kernels;
    const size = bytes < 4 ? bytes : new DataView(host.memory.buffer).getUint32(from, true);
    if (bytes < 4 || size > bytes - 4) throw this.#broken();
    const both = this.#region('dictionary-cells', 16);
    const bits = this.#region('dictionary', 1);
    host.bytes[bits] = 2;
    this.#plain(bits, 1, 2, both, 0);
    const codes = host.region('codes', present * 4);
    if (this.#kernels.codes(from + 4, size, 1, present, codes) < 0) throw this.#broken();
    this.#kernels.coded(codes, present, both, cells);
  }

  /** Makes cells of PLAIN values. Returns whether they are known to be UTF-8. */
  #plain(from: number, bytes: number, count: number, cells: number, text: number): boolean {
    const { plain, place } = this.#spec;
    const fault = this.#kernels.plain(plain, from, bytes, count, cells, text, this.#region('seen', 2));
    if (fault === 'range') {
      const args = { column: place.column, type: plain.kind };
      throw new LetheError('value-out-of-range', args, { file: place.file, field: place.column });
    }
    if (fault) throw this.#broken();
    return plain.kind !== 'text' || plain.lenient || this.#kernels.areUtf8(from, bytes, cells, count);
  }
}
