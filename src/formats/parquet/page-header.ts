import type { Encoding } from 'hyparquet';

/** A page as its header describes it. */
export interface PageFacts {
  kind: 'data' | 'dictionary';
  unpacked: number; // bytes
  packed: number; // bytes
  checksum: number; // CRC-32 of the packed bytes, as a signed number
  values: number; // nulls too; of a dictionary its size
  encoding: Extract<Encoding, 'PLAIN' | 'RLE_DICTIONARY'>;
}

const encodings = { PLAIN: 0, RLE_DICTIONARY: 8 } as const;
const rle = 3; // of both kinds of levels
const integer = 0x15; // the next field, an i32
const end = 0;

/** Bytes that a header needs at most. */
export const headerRoom = 64;

/**
 * Writes the header of a page (version 1) at the start of `out`, in Thrift's compact protocol (parquet.thrift,
 * `PageHeader`), and returns its length. Written here and not by the library, because its general writer took as long as
 * the checksum of the page.
 */
export function writePageHeader(out: Uint8Array, page: PageFacts): number {
  const { kind, encoding } = page;
  let at = 0;
  const number = (value: number) => {
    out[at++] = integer;
    for (let rest = ((value << 1) ^ (value >> 31)) >>> 0; ; rest >>>= 7) {
      if (rest < 0x80) {
        out[at++] = rest;
        return;
      }
      out[at++] = rest | 0x80;
    }
  };
  number(kind === 'data' ? 0 : 2);
  number(page.unpacked);
  number(page.packed);
  number(page.checksum);
  out[at++] = kind === 'data' ? 0x1c : 0x3c; // a structure: field 5, or 7
  number(page.values);
  number(encodings[encoding]);
  if (kind === 'data') {
    number(rle);
    number(rle);
  }
  out[at++] = end;
  out[at++] = end;
  return at;
}
