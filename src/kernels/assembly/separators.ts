// Separators of delimited text by SIMD: blocks of 64 bytes without quotes on a short way, the others with all their masks.
// Loads run up to 63 bytes past the text: every region has slack behind it (see ../host.ts).
import { CR, joined, LF, matches, prefixXor, QUOTE, within } from './structure';
import { sumOf } from './vectors';

// Fault codes of `index`, repeated in ../structure.ts.
const OK: i32 = 0;
const QUOTE_STRAY: i32 = 1;
const QUOTE_UNCLOSED: i32 = 2;
const RAGGED: i32 = 3;
const BLANK_LINE: i32 = 4;
const NO_FINAL_NEWLINE: i32 = 5;

// @ts-ignore: decorator
@inline
function fault(result: usize, code: i32, offset: u32, record: u32, found: u32): i32 {
  store<u32>(result, offset, 0);
  store<u32>(result, record, 4);
  store<u32>(result, found, 8);
  return code;
}

/** Line feeds that a byte counts before its count is taken out: four at most of every block. */
const COUNTED: usize = 63;

// Bytes that blocks are compared with, 16 of each, in memory: what is loaded stays in a register, a constant is built anew in every turn.
const marks = memory.data<u8>([
  34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34,
  10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
  13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13,
], 16);

/**
 * Writes the places of the bits of a block. Eight stores whether needed or not cost less than one mispredicted loop exit (Langdale
 * and Lemire, simdjson).
 */
// @ts-ignore: decorator
@inline
function list(separators: u64, base: u32, out: usize, count: u32): void {
  store<u32>(out, base + <u32>ctz(separators), 0);
  separators &= separators - 1;
  store<u32>(out, base + <u32>ctz(separators), 4);
  separators &= separators - 1;
  store<u32>(out, base + <u32>ctz(separators), 8);
  separators &= separators - 1;
  store<u32>(out, base + <u32>ctz(separators), 12);
  separators &= separators - 1;
  store<u32>(out, base + <u32>ctz(separators), 16);
  separators &= separators - 1;
  store<u32>(out, base + <u32>ctz(separators), 20);
  separators &= separators - 1;
  store<u32>(out, base + <u32>ctz(separators), 24);
  separators &= separators - 1;
  store<u32>(out, base + <u32>ctz(separators), 28);
  if (count > 8) {
    separators &= separators - 1;
    for (let more = out + 32; separators; more += 4) {
      store<u32>(more, base + <u32>ctz(separators));
      separators &= separators - 1;
    }
  }
}

/**
 * Lists the separators of whole blocks without quotes, and returns where it stopped: at the first block with a quote, behind the last
 * whole one, or where line feeds are not counted any further. The numbers of records and entries in `result` go on.
 */
function plainBlocks(text: usize, at: usize, end: usize, delimiter: i32, ends: usize, result: usize): usize {
  const quote = v128.load(marks);
  const newline = v128.load(marks, 16);
  const comma = i8x16.splat(<u8>delimiter);
  const stop = min<usize>(at + (COUNTED << 6), end);
  let counts = i8x16.splat(0);
  let out = ends + (<usize>load<u32>(result, 16) << 2);
  for (; at + 64 <= stop; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const quotes = v128.or(
      v128.or(i8x16.eq(a, quote), i8x16.eq(b, quote)),
      v128.or(i8x16.eq(c, quote), i8x16.eq(d, quote)),
    );
    if (v128.any_true(quotes)) break;
    const inA = i8x16.eq(a, newline);
    const inB = i8x16.eq(b, newline);
    const inC = i8x16.eq(c, newline);
    const inD = i8x16.eq(d, newline);
    counts = i8x16.sub(counts, i8x16.add(i8x16.add(inA, inB), i8x16.add(inC, inD)));
    const separators = joined(
      v128.or(i8x16.eq(a, comma), inA),
      v128.or(i8x16.eq(b, comma), inB),
      v128.or(i8x16.eq(c, comma), inC),
      v128.or(i8x16.eq(d, comma), inD),
    );
    const count = <u32>popcnt(separators);
    list(separators, <u32>(at - text), out, count);
    out += <usize>count << 2;
  }
  store<u32>(result, load<u32>(result, 12) + sumOf(counts), 12);
  store<u32>(result, <u32>((out - ends) >> 2), 16);
  return at;
}

/**
 * Writes the offset of every separator outside quotes to `ends` (room for `length` + 64 entries) and checks that the
 * table is a rectangle. Returns a fault code; `result` holds five u32: offset, record, found, records, entries.
 */
export function index(text: usize, length: usize, delimiter: i32, columns: u32, ends: usize, result: usize): i32 {
  const quote = v128.load(marks);
  const newline = v128.load(marks, 16);
  const carriage = v128.load(marks, 32);
  const comma = i8x16.splat(<u8>delimiter);
  const end = text + length;
  const whole = text + (length & ~63);
  let inQuote: u64 = 0; // all ones inside quotes
  let afterBreak: u64 = 1; // bit 0: the previous byte allows an opening quote; so does the start of text
  let afterClose: u64 = 0; // bit 0: the previous byte closed a quoted field
  let afterCr: u64 = 0; // bit 0: the previous byte is a CR that followed a closing quote
  let plain = true; // no quote in the block before, and nothing open behind it
  let records: u32 = 0;
  let out = ends;
  for (let at = text; at < end; at += 64) {
    if (plain && at < whole) {
      store<u32>(result, records, 12);
      store<u32>(result, <u32>((out - ends) >> 2), 16);
      at = plainBlocks(text, at, whole, delimiter, ends, result);
      records = load<u32>(result, 12);
      out = ends + (<usize>load<u32>(result, 16) << 2);
      if (at >= end) break;
      const before = at > text ? load<u8>(at - 1) : LF;
      afterBreak = <u64>(before == LF || before == <u8>delimiter);
    }
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const valid = at < whole ? ~(<u64>0) : within(at, end);
    const quotes = matches(a, b, c, d, quote) & valid;
    const inside = prefixXor(quotes) ^ inQuote;
    const closing = quotes & ~inside;
    const opening = quotes & inside;
    const breaks = matches(a, b, c, d, newline) & ~inside & valid;
    const outer = (matches(a, b, c, d, comma) & ~inside & valid) | breaks;
    const base = <u32>(at - text);
    // An opening quote follows a separator or a quote (the pair is then an escaped quote).
    const strayOpening = opening & ~(((outer | quotes) << 1) | afterBreak);
    // A closing quote is followed by a separator, a quote, or CR LF.
    const behind = ((closing << 1) | afterClose) & ~(outer | quotes);
    let returned: u64 = 0;
    if (strayOpening | behind | afterCr) {
      returned = behind & matches(a, b, c, d, carriage);
      const stray = ((behind ^ returned) | (((returned << 1) | afterCr) & ~breaks)) & valid;
      if (strayOpening | stray) {
        const first = strayOpening ? ctz(strayOpening) : 64;
        const second = stray ? ctz(stray) : 64;
        // point at the quote: a stray byte stands one (after CR two) bytes behind it
        let offset = base + <u32>first;
        if (second <= first) offset = base + <u32>second - (load<u8>(at + <usize>second - 1) == QUOTE ? 1 : 2);
        const before = breaks & (((<u64>1) << (second < first ? second : first)) - 1);
        return fault(result, QUOTE_STRAY, offset, records + <u32>popcnt(before), 0);
      }
    }
    inQuote = <u64>((<i64>inside) >> 63);
    afterBreak = (outer | quotes) >> 63;
    afterClose = closing >> 63;
    afterCr = returned >> 63;
    plain = !(quotes | inQuote | afterClose | afterCr);
    const count = <u32>popcnt(outer);
    list(outer, base, out, count);
    out += <usize>count << 2;
    records += <u32>popcnt(breaks);
  }
  const entries = <u32>((out - ends) >> 2);
  store<u32>(result, records, 12);
  store<u32>(result, entries, 16);
  if (inQuote) return fault(result, QUOTE_UNCLOSED, lastBreak(text, ends, entries), records, 0);
  if (length && load<u8>(end - 1) != LF) return fault(result, NO_FINAL_NEWLINE, <u32>length, records, 0);
  return rectangle(text, columns, ends, entries, records, result);
}

/** Start of the record that is open at the end of the text. */
function lastBreak(text: usize, ends: usize, entries: u32): u32 {
  let entry = entries;
  while (entry) {
    entry--;
    const offset = load<u32>(ends + (<usize>entry << 2));
    if (load<u8>(text + offset) == LF) return offset + 1;
  }
  return 0;
}

/** Marks the last field of every record in bit 31, or finds the first record that has another number of fields. */
function rectangle(text: usize, columns: u32, ends: usize, entries: u32, records: u32, result: usize): i32 {
  const stride = <usize>columns << 2;
  if (<u64>records * columns == <u64>entries) {
    // As many breaks as records: if every last entry is one, no other entry is.
    let at = ends + stride - 4;
    let record: u32 = 0;
    while (record < records) {
      const offset = load<u32>(at);
      if (load<u8>(text + offset) != LF) break;
      store<u32>(at, offset | 0x80000000);
      at += stride;
      record++;
    }
    if (record == records) return OK;
  }
  let start: u32 = 0;
  let record: u32 = 0;
  let found: u32 = 0;
  const last = ends + (<usize>entries << 2);
  for (let at = ends; at < last; at += 4) {
    const offset = load<u32>(at) & 0x7fffffff;
    found++;
    if (load<u8>(text + offset) == LF) {
      if (found != columns) {
        const blank = found == 1 && (offset == start || (offset == start + 1 && load<u8>(text + start) == CR));
        return fault(result, blank ? BLANK_LINE : RAGGED, start, record, found);
      }
      record++;
      found = 0;
      start = offset + 1;
    }
  }
  return fault(result, RAGGED, start, record, found);
}
