// Keys of tuples from the codes of a block of rows, all columns in one call.
import { packCodes } from './tuples';

/**
 * Writes a key of `words` u64 for each row. Fields are described as in tuples.ts, in order of their words; where a remap would
 * stand is the pointer to the codes of the column.
 */
export function packRows(keys: usize, words: u32, fields: usize, count: u32, rows: u32): void {
  let word: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const field = fields + (<usize>i << 4);
    const own = load<u32>(field);
    packCodes(keys, words, own, load<u32>(field, 4), i == 0 || own != word, load<u32>(field, 12), rows);
    word = own;
  }
}
