// Which records may mention the value of another of their cells inside a text. A superset, found on bytes: a mention
// needs the first characters of the value in a row in the text, whatever their case, width and separators. Characters are
// compared by class, which is nearly the character.

import { CR, LF, QUOTE } from './cell';

const seen = memory.data(256, 16); // per class of character, 1 if it stands in the text
const longest = 32; // characters of a value that are looked for
const wanted = memory.data(longest, 16); // their classes, a byte each

/** What a byte that a cell begins with says of the cell in a wide text: one of the kinds below. */
const kinds = memory.data(256);
const NARROW: u32 = 0; // ASCII that counts: it stands in no wide text
const HAN: u32 = 1; // in the texts that have its bit
const UNKNOWN: u32 = 2; // has to be looked at
const notWide: u64 = -1; // instead of the Han characters of a text

/** Classes of ASCII, by byte: no character that counts has these two. */
const classes = memory.data(128);
const SKIP: u8 = 0;
const ODD: u8 = 1;

const skip: u32 = 0x1ff; // a separator: people put it in and leave it out
const odd: u32 = 0x1fe; // a character whose folding is not plain: look at the record

// Length of the character at p: 1 to 4.
// @ts-ignore: decorator
@inline
function width(lead: u32): usize {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

// @ts-ignore: decorator
@inline
function asciiClass(c: u32): u32 {
  if (c - 65 < 26) return c + 32;
  // space, ( ) * , - . / _
  if (c == 32 || c - 9 < 5 || c == 95 || c - 40 < 3 || c - 44 < 4) return skip;
  if (c < 32) return odd;
  return c;
}

/** Class of the character at p: ASCII (full-width folded) is itself, Han is one of 128, separators and oddities apart. */
function classAt(p: usize, lead: u32): u32 {
  if (lead < 0x80) return asciiClass(lead);
  if (lead == 0xef) {
    const point: u32 = (<u32>load<u8>(p, 1) << 6) | (<u32>load<u8>(p, 2) & 0x3f);
    const narrow: u32 = (point & 0xfff) - 0xf01 + 33; // U+FF01 … U+FF5E
    if ((point & 0xfff) >= 0xf01 && (point & 0xfff) <= 0xf5e) return asciiClass(narrow);
    return odd;
  }
  if (lead >= 0xe4 && lead <= 0xe9) {
    const b: u32 = load<u8>(p, 1);
    const c: u32 = load<u8>(p, 2);
    return 128 + (((lead * 31 + b) * 31 + c) & 127);
  }
  return odd;
}

// @ts-ignore: decorator
@inline
function has(c: u32): bool {
  return load<u8>(seen + c) != 0;
}

/** Whether the bytes of a Han character stand in a text. */
// @ts-ignore: decorator
@inline
function holdsHan(start: usize, end: usize, han: usize): bool {
  const first = i8x16.splat(load<i8>(han));
  const second = i8x16.splat(load<i8>(han, 1));
  const third = i8x16.splat(load<i8>(han, 2));
  for (let p = start; p < end; p += 16) {
    const same = v128.and(
      v128.and(i8x16.eq(v128.load(p), first), i8x16.eq(v128.load(p, 1), second)),
      i8x16.eq(v128.load(p, 2), third),
    );
    const at = i8x16.bitmask(same);
    if (at != 0 && p + <usize>ctz(at) < end) return true;
  }
  return false;
}

/** Whether a text holds neither letters, digits and signs of any width nor the Kelvin sign: Han and its punctuation, mostly. */
// @ts-ignore: decorator
@inline
function isWide(start: usize, end: usize): bool {
  const space = i8x16.splat(32);
  const full = i8x16.splat(-17); // 0xef
  const kelvin = i8x16.splat(-30); // 0xe2
  for (let p = start; p < end; p += 16) {
    const block = v128.load(p);
    const other = v128.or(
      i8x16.gt_s(block, space),
      v128.or(i8x16.eq(block, full), i8x16.eq(block, kelvin)),
    );
    const at = i8x16.bitmask(other);
    if (at != 0 && p + <usize>ctz(at) < end) return false;
  }
  return true;
}

/** Whether the value at `start` cannot stand in a wide text: it begins with ASCII that counts, or with a Han character that is not there. */
// @ts-ignore: decorator
@inline
function isElsewhere(start: usize, end: usize, text: usize, textEnd: usize): bool {
  if (end <= start) return true;
  const first = load<u8>(start) == QUOTE ? start + 1 : start;
  const lead: u32 = load<u8>(first);
  if (lead < 0x80) return lead != QUOTE && asciiClass(lead) < 128;
  return lead >= 0xe4 && lead <= 0xe9 && !holdsHan(text, textEnd, first);
}

/** Writes the classes of a text's characters to `out`, separators, quotes and oddities left out; -1 if the Kelvin sign is there. */
function readText(start: usize, end: usize, out: usize): i32 {
  memory.fill(seen, 0, 256);
  let length: i32 = 0;
  for (let p = start; p < end; ) {
    const lead: u32 = load<u8>(p);
    let c: u32;
    if (lead < 0x80) {
      c = load<u8>(classes + lead);
      p++;
      if (c <= ODD) continue;
    } else {
      c = classAt(p, lead);
      // The Kelvin sign is the one letter outside of ASCII whose lower case is plain.
      if (lead == 0xe2 && load<u8>(p, 1) == 0x84 && load<u8>(p, 2) == 0xaa) return -1;
      p += width(lead);
      if (c >= 256) continue;
    }
    if (c == QUOTE) continue;
    store<u8>(seen + c, 1);
    store<u8>(out + length, c);
    length++;
  }
  return length;
}

// By the lower and the upper half of a byte: bits that both have for line feeds, ( , / ; [ and what full-width forms begin with.
const lowerHalves = memory.data<u8>([0, 0, 0, 8, 0, 0, 0, 0, 2, 0, 1, 4, 2, 0, 0, 10], 16);
const upperHalves = memory.data<u8>([1, 0, 2, 4, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0], 16);

/** Whether a value may be of several, or have a remark in brackets: each is looked for, so that its first characters decide nothing. */
// @ts-ignore: decorator
@inline
function isCompound(start: usize, end: usize): bool {
  const lower = v128.load(lowerHalves);
  const upper = v128.load(upperHalves);
  for (let p = start; p < end; p += 16) {
    const block = v128.load(p);
    const bits = v128.and(
      i8x16.swizzle(lower, v128.and(block, i8x16.splat(15))),
      i8x16.swizzle(upper, i8x16.shr_u(block, 4)),
    );
    const at = i8x16.bitmask(i8x16.ne(bits, i8x16.splat(0)));
    if (at != 0 && p + <usize>ctz(at) < end) return true;
  }
  return false;
}

const POINT_ZERO: u32 = 0x302e; // `.0` as it is loaded

/** Whether a text that was read may hold the value at `start`, or what else that is looked for by. */
function mayHold(sequence: usize, length: i32, start: usize, end: usize): bool {
  if (end > start && load<u8>(start) == QUOTE) {
    start++;
    end--;
  }
  if (holds(sequence, length, start, end)) return true;
  if (end - start > 2 && <u32>load<u16>(end - 2) == POINT_ZERO) return holds(sequence, length, start, end - 2);
  if (end <= start || load<u8>(start) != 0x30) return false;
  // A landline may be written without its area code.
  for (let p = start + 3; p < end && p < start + 5; p++) {
    const mark: u32 = load<u8>(p);
    if (mark != 45 && mark != 32) continue;
    let stop = p + 1;
    while (stop < end && <u32>load<u8>(stop) - 48 < 10) stop++;
    return holds(sequence, length, p + 1, stop);
  }
  return false;
}

/** Whether a text that was read may hold a value: its first characters in a row, two at least. */
function holds(sequence: usize, length: i32, start: usize, end: usize): bool {
  let size: i32 = 0;
  for (let p = start; p < end && size < longest; ) {
    const lead: u32 = load<u8>(p);
    let c: u32;
    if (lead < 0x80) {
      c = load<u8>(classes + lead);
      p++;
      if (c == SKIP) continue;
      if (c == ODD) return true;
    } else {
      c = classAt(p, lead);
      p += width(lead);
      if (c == skip) continue;
      if (c == odd) return true;
    }
    if (c == QUOTE) return true;
    if (!has(c)) return false;
    store<u8>(wanted + size, c);
    size++;
  }
  if (size < 2) return false;
  const first = load<u8>(wanted);
  for (let at: i32 = 0; at + size <= length; at++) {
    if (load<u8>(sequence + at) != first) continue;
    let same: i32 = 1;
    while (same < size && load<u8>(sequence + at + same) == load<u8>(wanted + same)) same++;
    if (same == size) return true;
  }
  return false;
}

function fillKinds(): void {
  for (let byte: u32 = 0; byte < 128; byte++) {
    const c = asciiClass(byte);
    store<u8>(classes + byte, c == skip ? SKIP : c == odd ? ODD : c);
  }
  for (let byte: u32 = 0; byte < 256; byte++) {
    const narrow = byte < 0x80 && byte != QUOTE && asciiClass(byte) < 128;
    store<u8>(kinds + byte, <u8>(narrow ? NARROW : byte >= 0xe4 && byte <= 0xe9 ? HAN : UNKNOWN));
  }
}

/** Two bits of a Han character: by its last byte one of the lower half, by its second one of the upper half. */
// @ts-ignore: decorator
@inline
function hanBits(p: usize): u64 {
  return (<u64>1 << <u64>(load<u8>(p, 2) & 31)) | (<u64>1 << <u64>((load<u8>(p, 1) & 31) | 32));
}

/** 1 where the bits of the Han character at p are both among those of a text, and other bits that say nothing. */
// @ts-ignore: decorator
@inline
function holdsBits(bits: u64, p: usize): u32 {
  return <u32>(bits >> <u64>(load<u8>(p, 2) & 31)) & <u32>(bits >> <u64>((load<u8>(p, 1) & 31) | 32));
}

/** The bits of the Han characters of a wide text; `notWide` of another. */
function hanOf(start: usize, end: usize): u64 {
  if (!isWide(start, end)) return notWide;
  let bits: u64 = 0;
  for (let p = start; p < end; ) {
    const lead: u32 = load<u8>(p);
    if (load<u8>(kinds + lead) == HAN) bits |= hanBits(p);
    p += width(lead);
  }
  return bits;
}

/**
 * Writes the records whose cell in `column` may contain the value of one of the `others` (u32 column numbers) to
 * `out` and returns how many they are. `cells` are the `count` distinct values of the column as pairs (pointer, bytes), and
 * `index` says which one a record has, -1 for none. `sequence` has room for a byte per byte of the longest cell, `work` for 8
 * bytes per distinct value.
 */
export function findEchoes(
  text: usize,
  ends: usize,
  columns: usize,
  records: usize,
  cells: usize,
  count: usize,
  index: usize,
  others: usize,
  otherCount: usize,
  out: usize,
  sequence: usize,
  work: usize,
): usize {
  fillKinds();
  // A cell that begins with its separator is empty: the byte behind the first cell, and the line end.
  if (records > 0) {
    store<u8>(kinds + <usize>load<u8>(text + (load<u32>(ends) & 0x7fffffff)), <u8>NARROW);
    store<u8>(kinds + LF, <u8>NARROW);
  }
  for (let i: usize = 0; i < count; i++) {
    const start = load<usize>(cells + (i << 3));
    store<u64>(work + (i << 3), hanOf(start, start + load<usize>(cells + (i << 3), 4)));
  }
  const othersEnd = others + (otherCount << 2);
  const stride = columns << 2;
  // First the records with a text, without a branch on what is as likely as not; none of those found is written over one to be read.
  let texts: usize = 0;
  for (let r: usize = 0; r < records; r++) {
    store<u32>(out + (texts << 2), <u32>r);
    texts += usize(load<i32>(index + (r << 2)) >= 0);
  }
  let found: usize = 0;
  for (let t: usize = 0; t < texts; t++) {
    const r = <usize>load<u32>(out + (t << 2));
    const value = <usize>load<u32>(index + (r << 2));
    const han = load<u64>(work + (value << 3));
    // The first record has no entry before it.
    if (han != notWide && r > 0) {
      const row = ends + r * stride - 4;
      let may: u32 = 0;
      for (let o = others; o < othersEnd; o += 4) {
        const cell = row + (<usize>load<u32>(o) << 2);
        const from = text + <usize>(load<u32>(cell) & 0x7fffffff) + 1;
        const kind = <u32>load<u8>(kinds + <usize>load<u8>(from));
        may |= kind & (holdsBits(han, from) | UNKNOWN);
        may |= <u32>isCompound(from, text + <usize>(load<u32>(cell, 4) & 0x7fffffff));
      }
      if ((may & (HAN | UNKNOWN)) == 0) continue;
    }
    if (!mayEcho(text, ends, columns, r, cells + (value << 3), han, others, othersEnd, sequence)) continue;
    store<u32>(out + (found << 2), <u32>r);
    found++;
  }
  return found;
}

/** Whether the text of a record, the distinct value at `cell`, may hold one of the other cells; `han` as of `hanOf`. */
function mayEcho(
  text: usize, ends: usize, columns: usize, record: usize, cell: usize, han: u64, others: usize, othersEnd: usize, sequence: usize,
): bool {
  const row = record * columns;
  const start = load<usize>(cell);
  const end = start + load<usize>(cell, 4);
  let length: i32 = -2; // of the text's sequence, once it was read
  for (let o = others; o < othersEnd; o += 4) {
    const other: usize = load<u32>(o);
    const from = cellStart(text, ends, row + other);
    const to = cellEnd(text, ends, row + other, from, other == columns - 1);
    if (isCompound(from, to)) return true;
    if (han != notWide) {
      const kind = <u32>load<u8>(kinds + <usize>load<u8>(from));
      if (kind == NARROW || (kind == HAN && (holdsBits(han, from) & 1) == 0)) continue;
    }
    if (han != notWide && isElsewhere(from, to, start, end)) continue;
    if (length == -2) length = readText(start, end, sequence);
    if (length == -1 || mayHold(sequence, length, from, to)) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function cellStart(text: usize, ends: usize, at: usize): usize {
  return text + (at == 0 ? 0 : <usize>(load<u32>(ends + ((at - 1) << 2)) & 0x7fffffff) + 1);
}

// @ts-ignore: decorator
@inline
function cellEnd(text: usize, ends: usize, at: usize, start: usize, last: bool): usize {
  const end = text + <usize>(load<u32>(ends + (at << 2)) & 0x7fffffff);
  return last && end > start && load<u8>(end - 1) == CR ? end - 1 : end;
}
