// Column passes before the row loop: recoding lookups, distinct cells of a chunk. Hash tables are
// open-addressing with 8-byte entries (hash in the upper half, index + 1 in the lower, 0 = free), sized by the caller
// to at most half full, and every hit is verified by comparison.
import { DAYS, labelsOfDays } from './days';
import { CACHE_BYTES, codeIn, ENTRY, headOf, holds, keep, LONGEST, setOf, tailOf } from './codes';
import { CR, cellLength, cellText, copy, hashText, leads, openCell, openQuoted, QUOTE, sameText } from './cell';

/**
 * Fills a table of `mask` + 1 entries with `count` texts: text i is bytes offsets[i]…offsets[i+1] of blob. Returns how
 * many occur twice (the first counts).
 */
export function buildTable(table: usize, mask: u32, blob: usize, offsets: usize, count: usize): u32 {
  memory.fill(table, 0, ((<usize>mask) + 1) << 3);
  let duplicates: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const from = <usize>load<u32>(offsets + (i << 2));
    const n = <usize>load<u32>(offsets + (i << 2), 4) - from;
    const hash = hashText(blob + from, n);
    if (lookUp(table, mask, blob, offsets, blob + from, n, hash) >= 0) {
      duplicates++;
      continue;
    }
    let at = hash & mask;
    while (load<u32>(table + ((<usize>at) << 3)) != 0) at = (at + 1) & mask;
    store<u32>(table + ((<usize>at) << 3), <u32>i + 1);
    store<u32>(table + ((<usize>at) << 3), hash, 4);
  }
  return duplicates;
}

/** Whether each of `count` numbers is at least 0 and below `limit`. */
export function areBelow(numbers: usize, count: usize, limit: u32): bool {
  let all = true;
  for (const end = numbers + (count << 2); numbers < end; numbers += 4) all = all && load<u32>(numbers) < limit;
  return all;
}

/** Index of a text in a table, -1 when it is not there. */
// @ts-ignore: decorator
@inline
function lookUp(table: usize, mask: u32, blob: usize, offsets: usize, text: usize, n: usize, hash: u32): i32 {
  let at = hash & mask;
  while (true) {
    const entry = table + ((<usize>at) << 3);
    const index = load<u32>(entry);
    if (index == 0) return -1;
    if (load<u32>(entry, 4) == hash) {
      const bounds = offsets + ((<usize>index - 1) << 2);
      const from = <usize>load<u32>(bounds);
      if (<usize>load<u32>(bounds, 4) - from == n && sameText(blob + from, text, n)) return <i32>index - 1;
    }
    at = (at + 1) & mask;
  }
}

// Codes of raw cells of up to 8 bytes, behind the cache of longer ones: 1024 entries of 16 bytes, each the last cell that
// came there (its bytes as a word, its length, 0 for a free entry, and its code).
const WORD_MIX: u64 = 0x9e3779b97f4a7c15;
const WORD_SHIFT: u64 = 54;
const WORD_ENTRY: usize = 16;

/** Bytes of the cache of a recoded column; zeroed before its first use. */
export function recodingCacheBytes(): usize {
  return CACHE_BYTES + (WORD_ENTRY << 10);
}

/**
 * codes[r] = labelOf[index of the value of the record], `nullCode` for nulls. Returns the first record whose value is
 * not in the table (also a null with nullCode -1), or `records`. `cache` remembers codes of raw cells; `days` is a table of the labels of
 * dates by their digits (days.ts), or 0.
 */
export function recodeColumn(
  text: usize,
  ends: usize,
  columns: usize,
  records: usize,
  column: usize,
  scratch: usize,
  table: usize,
  mask: u32,
  blob: usize,
  offsets: usize,
  labelOf: usize,
  nullCode: i32,
  codes: usize,
  cache: usize,
  days: usize,
): usize {
  if (days == 0)
    return recodeCells(
      text, ends, columns, 0, records, column, scratch, table, mask, blob, offsets, labelOf, nullCode, codes, cache, false,
    );
  const stride = columns << 2;
  let r: usize = 0;
  while (r < records) {
    // The first cell of a chunk has no entry before it.
    const first = (r | column) == 0;
    const next: usize = first ? 1 : min(r + DAYS, records);
    const entry = ends + r * stride + (column << 2);
    if (first || !labelsOfDays(days, text, entry, stride, next - r, codes + (r << 2))) {
      const known = recodeCells(
        text, ends, columns, r, next, column, scratch, table, mask, blob, offsets, labelOf, nullCode, codes, cache, !first,
      );
      if (known < next) return known;
    }
    r = next;
  }
  return records;
}

/** As recodeColumn without a table of days; `rest`: of the records only those whose code is negative. */
function recodeCells(
  text: usize,
  ends: usize,
  columns: usize,
  from: usize,
  to: usize,
  column: usize,
  scratch: usize,
  table: usize,
  mask: u32,
  blob: usize,
  offsets: usize,
  labelOf: usize,
  nullCode: i32,
  codes: usize,
  cache: usize,
  rest: bool,
): usize {
  const words = cache + CACHE_BYTES;
  const stride = columns << 2;
  let entry = ends + from * stride + (column << 2);
  codes += from << 2;
  for (let r = from; r < to; r++, entry += stride, codes += 4) {
    if (rest && load<i32>(codes) >= 0) continue;
    const p = entry == ends ? text : text + (load<u32>(entry - 4) & 0x7fffffff) + 1;
    let end: usize = load<u32>(entry);
    if (<i32>end < 0) {
      end = text + (end & 0x7fffffff);
      if (end > p && <u32>load<u8>(end - 1) == CR) end--;
    } else end += text;
    const n = <u32>(end - p);
    if (n == 0) {
      if (nullCode < 0) return r;
      store<i32>(codes, nullCode);
      continue;
    }
    if (n <= 8) {
      // What most coded columns hold: one word and one comparison.
      const word = load<u64>(p) << <u64>(64 - (n << 3));
      const place = words + <usize>((word * WORD_MIX) >>> WORD_SHIFT) * WORD_ENTRY;
      if (load<u64>(place) == word && load<u32>(place, 8) == n) {
        store<u32>(codes, load<u32>(place, 12));
        continue;
      }
      const code = recodeCell(p, n, scratch, table, mask, blob, offsets, labelOf);
      if (code < 0) return r;
      store<i32>(codes, code);
      store<u64>(place, word);
      store<u32>(place, n, 8);
      store<i32>(place, code, 12);
      continue;
    }
    let head = i8x16.splat(0);
    let tail = head;
    let at: usize = 0;
    if (n <= LONGEST) {
      head = headOf(p, n);
      tail = tailOf(p, n);
      at = setOf(cache, head, tail, n);
      if (holds(at, head, tail, n)) {
        store<u32>(codes, codeIn(at));
        continue;
      }
      if (holds(at + ENTRY, head, tail, n)) {
        store<u32>(codes, codeIn(at + ENTRY));
        continue;
      }
    }
    const code = recodeCell(p, n, scratch, table, mask, blob, offsets, labelOf);
    if (code < 0) return r;
    store<i32>(codes, code);
    if (at) keep(at, head, tail, n, <u32>code);
  }
  return to;
}

/** Label of a raw cell that is not empty, -1 where the table does not know its value. */
function recodeCell(
  p: usize,
  n: usize,
  scratch: usize,
  table: usize,
  mask: u32,
  blob: usize,
  offsets: usize,
  labelOf: usize,
): i32 {
  let cell = p;
  let length = n;
  if (<u32>load<u8>(p) == QUOTE) {
    openQuoted(p, n, scratch);
    cell = cellText;
    length = cellLength;
  }
  const index = lookUp(table, mask, blob, offsets, cell, length, hashText(cell, length));
  return index < 0 ? -1 : load<i32>(labelOf + ((<usize>index) << 2));
}

/**
 * Lists the non-null cells of a column: cells[i] = (pointer, bytes) of the unquoted text, index[r] = its i, -1 for
 * nulls. With a table (mask ≠ 0, at least twice as many entries as records) each text is listed once, in order of
 * first occurrence. Cells with doubled quotes are unquoted into `scratch`, which holds as many bytes as the chunk.
 * Returns the number of cells.
 */
export function listCells(
  text: usize,
  ends: usize,
  columns: usize,
  records: usize,
  column: usize,
  scratch: usize,
  table: usize,
  mask: u32,
  cells: usize,
  index: usize,
): usize {
  if (mask != 0) memory.fill(table, 0, ((<usize>mask) + 1) << 3);
  let count: usize = 0;
  for (let r: usize = 0; r < records; r++) {
    if (!openCell(text, ends, columns, r, column, scratch)) {
      store<i32>(index + (r << 2), -1);
      continue;
    }
    const cell = cellText;
    const n = cellLength;
    let i = count;
    if (mask != 0) {
      const hash = hashText(cell, n);
      let at = hash & mask;
      while (true) {
        const entry = table + ((<usize>at) << 3);
        const known = <usize>load<u32>(entry);
        if (known == 0) {
          store<u32>(entry, <u32>count + 1);
          store<u32>(entry, hash, 4);
          break;
        }
        if (load<u32>(entry, 4) == hash) {
          const other = cells + ((known - 1) << 3);
          if (load<usize>(other, 4) == n && sameText(load<usize>(other), cell, n)) {
            i = known - 1;
            break;
          }
        }
        at = (at + 1) & mask;
      }
    }
    if (i == count) {
      store<usize>(cells + (count << 3), cell);
      store<usize>(cells + (count << 3), n, 4);
      count++;
      // Unquoted text in scratch stays there until the pass is over.
      if (cell == scratch) scratch += n;
    }
    store<i32>(index + (r << 2), <i32>i);
  }
  return count;
}

/**
 * Copies cells one after the other to `blob` (room for their bytes) and writes the length of each in UTF-16 code
 * units to `units`; returns the bytes.
 */
export function joinCells(cells: usize, count: usize, blob: usize, units: usize): usize {
  let to = blob;
  for (let i: usize = 0; i < count; i++) {
    const cell = load<usize>(cells + (i << 3));
    const n = load<usize>(cells + (i << 3), 4);
    copy(to, cell, n);
    to += n;
    let length: u32 = 0;
    for (let j: usize = 0; j < n; j += 16) {
      const v = v128.load(cell + j);
      const within = n - j < 16 ? (1 << (<u32>(n - j))) - 1 : 0xffff;
      // A character of four bytes takes two code units.
      length += popcnt(leads(v) & within) + popcnt(i8x16.bitmask(i8x16.ge_u(v, i8x16.splat(-16))) & within);
    }
    store<u32>(units + (i << 2), length);
  }
  return to - blob;
}
