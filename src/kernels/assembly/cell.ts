// Cells of a rectangle: unquoting, copying, quoting, counting characters. Loads may run over by up to 95, stores by up to 64
// bytes: every region has slack after it. Nothing here allocates.

export const QUOTE: u32 = 0x22;
export const CR: u32 = 0x0d;
export const LF: u32 = 0x0a;

/** Unquoted text of the cell last opened. Globals, because a kernel function returns one value only. */
export let cellText: usize = 0;
export let cellLength: usize = 0;

/** Copies n bytes, running over by up to 63. The regions must not overlap. */
// @ts-ignore: decorator
@inline
export function copy(to: usize, from: usize, n: usize): void {
  v128.store(to, v128.load(from));
  if (n > 16) copyLong(to, from, n);
}

function copyLong(to: usize, from: usize, n: usize): void {
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
  v128.store(to, v128.load(from, 48), 48);
  if (n <= 64) return;
  if (n > 1024) {
    memory.copy(to, from, n);
    return;
  }
  let i: usize = 64;
  do {
    v128.store(to + i, v128.load(from + i));
    i += 16;
  } while (i < n);
}

/** As copy, for several cells at once: seldom no more than 16 bytes, so that these are not asked for. */
// @ts-ignore: decorator
@inline
export function copySpan(to: usize, from: usize, n: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  if (n > 32) copyLong(to, from, n);
}

/** Lanes that force a cell into quotes. */
// @ts-ignore: decorator
@inline
export function specials(v: v128, delimiters: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(v, delimiters), i8x16.eq(v, i8x16.splat(0x22))),
    v128.or(i8x16.eq(v, i8x16.splat(0x0d)), i8x16.eq(v, i8x16.splat(0x0a))),
  );
}

/** Whether [text, text + n) has to be quoted for its characters. */
export function hasSpecial(text: usize, n: usize, delimiters: v128): bool {
  let i: usize = 0;
  for (; i + 16 <= n; i += 16) {
    if (v128.any_true(specials(v128.load(text + i), delimiters))) return true;
  }
  if (i == n) return false;
  return (i8x16.bitmask(specials(v128.load(text + i), delimiters)) & ((1 << (<i32>(n - i))) - 1)) != 0;
}

/** Puts the cell written at [start, end) into quotes, doubling its own; returns the new end. */
export function quoteWritten(start: usize, end: usize): usize {
  let quotes: usize = 0;
  for (let p = start; p < end; p++) quotes += usize(<u32>load<u8>(p) == QUOTE);
  if (quotes == 0) {
    memory.copy(start + 1, start, end - start);
    store<u8>(start, QUOTE);
    store<u8>(end + 1, QUOTE);
    return end + 2;
  }
  let to = end + quotes + 1;
  const after = to + 1;
  store<u8>(to, QUOTE);
  let from = end;
  while (from > start) {
    const byte = load<u8>(--from);
    store<u8>(--to, byte);
    if (<u32>byte == QUOTE) store<u8>(--to, QUOTE);
  }
  store<u8>(start, QUOTE);
  return after;
}

/**
 * Opens the quoted cell [text, text + n), n ≥ 1 and its first byte a quote: sets cellText and cellLength. Only a cell
 * with doubled quotes is copied, to `scratch`, which must hold n bytes. A quote without its partner is text.
 */
export function openQuoted(text: usize, n: usize, scratch: usize): void {
  if (n < 2 || <u32>load<u8>(text + n - 1) != QUOTE) {
    cellText = text;
    cellLength = n;
    return;
  }
  text++;
  n -= 2;
  let i: usize = 0;
  const quotes = i8x16.splat(0x22);
  while (i < n) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(text + i), quotes));
    if (hits != 0) {
      i += ctz(hits);
      break;
    }
    i += 16;
  }
  cellText = text;
  cellLength = n;
  if (i >= n) return;
  copy(scratch, text, i);
  let to = scratch + i;
  while (i < n) {
    const byte = load<u8>(text + i);
    store<u8>(to++, byte);
    i += 1 + usize(<u32>byte == QUOTE && i + 1 < n && <u32>load<u8>(text + i + 1) == QUOTE);
  }
  cellText = scratch;
  cellLength = to - scratch;
}

/**
 * Opens field `column` of `record`: sets cellText and cellLength and returns whether there is a value (false: null).
 * For the column passes; the row loop has its own copy, which knows the record's start.
 */
// @ts-ignore: decorator
@inline
export function openCell(
  text: usize,
  ends: usize,
  columns: usize,
  record: usize,
  column: usize,
  scratch: usize,
): bool {
  const entry = ends + (((record * columns + column) as usize) << 2);
  const start: usize = entry == ends ? 0 : ((load<u32>(entry - 4) & 0x7fffffff) + 1);
  let end: usize = load<u32>(entry);
  if (<i32>end < 0) {
    end &= 0x7fffffff;
    if (end > start && <u32>load<u8>(text + end - 1) == CR) end--;
  }
  if (start == end) return false;
  if (<u32>load<u8>(text + start) == QUOTE) openQuoted(text + start, end - start, scratch);
  else {
    cellText = text + start;
    cellLength = end - start;
  }
  return true;
}

/** Bit i of the result: byte i of the 16 at v begins a character. */
// @ts-ignore: decorator
@inline
export function leads(v: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.gt_s(v, i8x16.splat(-65))); // one instruction; ≥ takes two
}

/** Number of characters of any text. */
export function countCharacters(text: usize, n: usize): usize {
  let count: usize = 0;
  let i: usize = 0;
  for (; i + 16 <= n; i += 16) count += popcnt(leads(v128.load(text + i)));
  if (i < n) count += popcnt(leads(v128.load(text + i)) & ((1 << (<u32>(n - i))) - 1));
  return count;
}

/** Byte offset of character k (n, if there are no more than k). */
export function characterOffset(text: usize, n: usize, k: usize): usize {
  for (let i: usize = 0; i < n; i += 16) {
    let mask = leads(v128.load(text + i));
    if (n - i < 16) mask &= (1 << (<u32>(n - i))) - 1;
    const here = <usize>popcnt(mask);
    if (k < here) {
      while (k > 0) {
        mask &= mask - 1;
        k--;
      }
      return i + ctz(mask);
    }
    k -= here;
  }
  return n;
}

/** Hash of a text: murmur's finalisers over 8-byte words; every use compares the bytes as well. */
export function hashText(text: usize, n: usize): u32 {
  let h: u64 = <u64>n * 0x9e3779b97f4a7c15;
  let left = n;
  while (left > 8) {
    h = (h ^ load<u64>(text)) * 0xff51afd7ed558ccd;
    h ^= h >> 32;
    text += 8;
    left -= 8;
  }
  if (left > 0) {
    h = (h ^ (load<u64>(text) << (64 - (left << 3)))) * 0xff51afd7ed558ccd;
    h ^= h >> 32;
  }
  h *= 0xc4ceb9fe1a85ec53;
  return <u32>(h >> 32);
}

/** Whether two texts of n bytes are equal. */
export function sameText(a: usize, b: usize, n: usize): bool {
  let i: usize = 0;
  for (; i + 16 <= n; i += 16) {
    if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
  }
  if (i == n) return true;
  const equal = i8x16.bitmask(i8x16.eq(v128.load(a + i), v128.load(b + i)));
  const wanted = (1 << (<i32>(n - i))) - 1;
  return (equal & wanted) == wanted;
}
