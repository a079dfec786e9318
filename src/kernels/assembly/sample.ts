// Choosing records by a keyed hash of their bytes: which ones depends neither on workers nor on chunks.
import { fingerprint } from './structure';
import { CR } from './cell';

/** Mixes a 64-bit print with a key to 32 bits (the finaliser of MurmurHash3). */
// @ts-ignore: decorator
@inline
function keyed(print: u64, key: u32): u32 {
  let value = ((<u32>print ^ key) * 0x85ebca6b) ^ <u32>(print >>> 32);
  value = (value ^ (value >>> 16)) * 0x85ebca6b;
  value = (value ^ (value >>> 13)) * 0xc2b2ae35;
  return value ^ (value >>> 16);
}

/**
 * Writes a pair (record, hash) to `out` for every record of a rectangle whose hash is below `below` (up to 2^32) and
 * returns how many; a record's bytes end before its line end.
 */
export function sampleRows(
  text: usize, ends: usize, records: u32, columns: u32, key: u32, below: f64, out: usize,
): u32 {
  const limit = <u64>below;
  let start = text;
  let last = ends + (<usize>(columns - 1) << 2);
  let taken: u32 = 0;
  for (let record: u32 = 0; record < records; record++, last += <usize>columns << 2) {
    const feed = text + <usize>(load<u32>(last) & 0x7fffffff);
    const end = feed > start && <u32>load<u8>(feed - 1) == CR ? feed - 1 : feed;
    const hash = keyed(fingerprint(start, end - start), key);
    if (<u64>hash < limit) {
      store<u32>(out + (<usize>taken << 3), record);
      store<u32>(out + (<usize>taken << 3), hash, 4);
      taken++;
    }
    start = feed + 1;
  }
  return taken;
}
