import { crc32 } from 'node:zlib';
import type { ColumnMetaData, CompressionCodec, Encoding, SchemaElement } from 'hyparquet';
import type { TypedColumn } from '../../core/format.js';
import type { KernelHost } from '../../kernels/host.js';
import { type ColumnSpec, PageColumn, type PageLimits } from '../../kernels/parquet/columns.js';
import { typedCell } from '../cells.js';
import { headerRoom, type PageFacts, writePageHeader } from './page-header.js';

const perUnit = { milli: 3, micro: 6, nano: 9 } as const;

/** How the kernels write a column of a type that is stored as `element`. */
export function columnSpecOf({ type }: TypedColumn, element: SchemaElement): ColumnSpec {
  const wide = element.type === 'INT64';
  const spec = (kind: ColumnSpec['kind'], digits = 0, more = 0): ColumnSpec => ({ kind, digits, more });
  switch (type.kind) {
    case 'text':
      return spec('text');
    case 'boolean':
      return spec('boolean');
    case 'integer':
      return spec(wide ? 'integer64' : 'integer32', type.bits, type.signed ? 1 : 0);
    case 'float':
      return spec(type.bits === 32 ? 'float' : 'double');
    case 'decimal':
      if (element.type === 'FIXED_LEN_BYTE_ARRAY') return spec('fixed', element.type_length);
      return spec(wide ? 'decimal64' : 'decimal32', type.scale, type.precision);
    case 'date':
      return spec('day');
    case 'time':
      return spec(wide ? 'time64' : 'time32', perUnit[type.unit]);
    case 'timestamp':
      return spec('moment', perUnit[type.unit], type.utc ? 1 : 0);
  }
}

/** Packs the bytes at `pointer` of kernel memory; what it returns is valid until the next call. */
export type Pack = (pointer: number, bytes: number) => Uint8Array;

/** What the writer of a file brings to its columns. */
export interface ChunkContext {
  host: KernelHost;
  codec: CompressionCodec;
  pack: Pack;
}

/** One column of the row group that is being written: its pages, packed, until the group ends. */
export class ChunkWriter {
  readonly #context: ChunkContext;
  readonly #column: TypedColumn;
  readonly #element: SchemaElement;
  readonly #spec: ColumnSpec;
  readonly #pages: PageColumn;
  #held = new Uint8Array(1 << 16); // pages, packed; used again for every group
  #packed = 0; // bytes of them
  #unpacked = 0; // bytes of pages and headers before they were packed
  #nulls = 0;
  #extent: [bigint, bigint] | null | undefined; // null: not known
  #pays = true; // whether the dictionary of the last group did

  constructor(
    context: ChunkContext,
    slot: number,
    column: TypedColumn,
    element: SchemaElement,
    limits: PageLimits,
  ) {
    this.#context = context;
    this.#column = column;
    this.#element = element;
    this.#spec = columnSpecOf(column, element);
    const { kind } = this.#spec;
    const codes = kind === 'boolean' || kind === 'fixed' ? 0 : limits.codes;
    this.#pages = new PageColumn(context.host, slot, this.#spec, { ...limits, codes });
    this.#pages.begin(true);
  }

  /** The pages of the column in kernel memory, to which cells are appended. */
  get pages(): PageColumn {
    return this.#pages;
  }

  /** Does what the kernels stopped for, other than asking. */
  resume(stop: 'page' | 'plain' | 'grow'): void {
    if (stop === 'grow') {
      this.#pages.grow();
      return;
    }
    this.#endPage();
    if (stop === 'page') return;
    this.#pages.giveUp();
    this.#pays = false;
  }

  /** Tells the kernels what the cell of this text is; false where it is not of the column's type. */
  answer(text: string, scratch: number): boolean {
    const value = this.#bitsOf(text);
    if (value === null) return false;
    this.#pages.answer(value, scratch);
    return true;
  }

  /**
   * Ends the chunk, which lies at `offset` of the file. Returns its bytes, valid until the next cell, and what the
   * footer says of it.
   */
  end(rows: number, offset: number): { parts: readonly Uint8Array[]; meta: ColumnMetaData } {
    this.#endPage();
    const encodings: Encoding[] = ['PLAIN', 'RLE'];
    const data = this.#packed;
    if (this.#pages.size > 0) {
      encodings.push('RLE_DICTIONARY');
      this.#widen('dictionary');
      const { pointer, bytes } = this.#pages.dictionary();
      this.#push(pointer, bytes, { kind: 'dictionary', values: this.#pages.size, encoding: 'PLAIN' });
    }
    const before = this.#packed - data; // the dictionary goes first
    const meta: ColumnMetaData = {
      type: this.#element.type!,
      encodings,
      path_in_schema: [this.#column.name],
      codec: this.#context.codec,
      num_values: BigInt(rows),
      total_uncompressed_size: BigInt(this.#unpacked),
      total_compressed_size: BigInt(this.#packed),
      data_page_offset: BigInt(offset + before),
      ...(before > 0 ? { dictionary_page_offset: BigInt(offset) } : {}),
      statistics: this.#statistics(),
    };
    const parts = [this.#held.subarray(data, this.#packed), this.#held.subarray(0, data)];
    this.#packed = 0;
    this.#unpacked = 0;
    this.#nulls = 0;
    this.#extent = undefined;
    this.#pages.begin(this.#pays);
    return { parts, meta };
  }

  #endPage(): void {
    const { rows, present, coded } = this.#pages;
    if (rows === 0) return;
    this.#nulls += rows - present;
    if (!coded) this.#widen('page');
    // A page of nulls alone would need a dictionary that may stay empty.
    if (coded && this.#pages.size === 0) this.#pages.giveUp();
    const encoding = this.#pages.coded ? 'RLE_DICTIONARY' : 'PLAIN';
    const { pointer, bytes } = this.#pages.takePage();
    this.#push(pointer, bytes, { kind: 'data', values: rows, encoding });
  }

  #push(pointer: number, bytes: number, of: Pick<PageFacts, 'kind' | 'values' | 'encoding'>): void {
    const packed = this.#context.pack(pointer, bytes);
    const room = this.#packed + headerRoom + packed.length;
    if (room > this.#held.length) {
      const larger = new Uint8Array(Math.max(room, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#packed));
      this.#held = larger;
    }
    const header = writePageHeader(this.#held.subarray(this.#packed), {
      ...of,
      unpacked: bytes,
      packed: packed.length,
      checksum: crc32(packed) | 0,
    });
    this.#held.set(packed, this.#packed + header);
    this.#packed += header + packed.length;
    this.#unpacked += header + bytes;
  }

  /** The value of a cell that the kernels did not read; null where it is none of the type. */
  #bitsOf(text: string): bigint | Uint8Array | null {
    const { type } = this.#column;
    const value = typedCell(text, type);
    if (value === null || typeof value === 'string') return null;
    if (type.kind === 'float') {
      const view = new DataView(new ArrayBuffer(8));
      if (type.bits === 64) view.setFloat64(0, value as number, true);
      else view.setFloat32(0, value as number, true);
      return view.getBigInt64(0, true);
    }
    const whole = BigInt(value);
    if (this.#spec.kind === 'fixed') return fixed(whole, this.#spec.digits);
    // Nanoseconds leave 64 bits in the years 1677 and 2262.
    return type.kind === 'timestamp' && whole !== BigInt.asIntN(64, whole) ? null : whole;
  }

  #widen(of: 'page' | 'dictionary'): void {
    if (this.#extent === null || !this.#ordered()) return;
    const { present, size } = this.#pages;
    if ((of === 'page' ? present : size) === 0) return;
    const found = this.#pages.extent(of);
    if (!found || !this.#extent) this.#extent = found;
    else {
      const [low, high] = found;
      const number = (bits: bigint) => (this.#spec.kind === 'double' ? doubleOf(bits) : bits);
      if (number(low) < number(this.#extent[0])) this.#extent[0] = low;
      if (number(high) > number(this.#extent[1])) this.#extent[1] = high;
    }
  }

  /** Whether readers order the stored numbers as the kernels do. */
  #ordered(): boolean {
    const { kind, more } = this.#spec;
    if (kind === 'integer32' || kind === 'integer64') return more === 1;
    return kind !== 'text' && kind !== 'boolean' && kind !== 'fixed' && kind !== 'float';
  }

  #statistics(): NonNullable<ColumnMetaData['statistics']> {
    const nulls = { null_count: BigInt(this.#nulls) };
    if (!this.#extent) return nulls;
    const shown = (bits: bigint) => {
      if (this.#spec.kind === 'double') return doubleOf(bits);
      return this.#element.type === 'INT32' && this.#column.type.kind !== 'decimal' ? Number(bits) : bits;
    };
    return { ...nulls, min_value: shown(this.#extent[0]), max_value: shown(this.#extent[1]) };
  }
}

function doubleOf(bits: bigint): number {
  return new Float64Array(BigInt64Array.of(bits).buffer)[0]!;
}

/** Two's complement of so many bytes, the highest first. */
function fixed(value: bigint, bytes: number): Uint8Array {
  const out = new Uint8Array(bytes);
  for (let at = bytes - 1, rest = value; at >= 0; at--, rest >>= 8n) out[at] = Number(rest & 0xffn);
  return out;
}
