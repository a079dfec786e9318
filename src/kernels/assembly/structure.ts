// Structure of delimited text by SIMD: quote masks by prefix-xor, separators by compare and bitmask, 64 bytes a step.
// Loads run up to 63 bytes past the text: every region has slack behind it (see ../host.ts).

const QUOTE: u8 = 0x22;
const LF: u8 = 0x0a;
const CR: u8 = 0x0d;

// Fault codes of `index`, repeated in ../structure.ts.
const OK: i32 = 0;
const QUOTE_STRAY: i32 = 1;
const QUOTE_UNCLOSED: i32 = 2;
const RAGGED: i32 = 3;
const BLANK_LINE: i32 = 4;
const NO_FINAL_NEWLINE: i32 = 5;

/** One bit per byte of the 64-byte block at `at` that equals the splatted byte. */
// @ts-ignore: decorator
@inline
function matches(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(i8x16.eq(a, byte)))) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(b, byte)))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(c, byte)))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(d, byte)))) << 48)
  );
}

/** Bit i is the xor of bits 0…i: set from an opening quote up to, not including, its closing quote. */
// @ts-ignore: decorator
@inline
function prefixXor(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/** The bits of a block that lie before `end`. */
// @ts-ignore: decorator
@inline
function within(at: usize, end: usize): u64 {
  const left = end - at;
  return left >= 64 ? ~(<u64>0) : ((<u64>1) << left) - 1;
}

/** Number of quotes modulo 2. */
export function parity(text: usize, length: usize): i32 {
  const quote = i8x16.splat(QUOTE);
  let odd0 = i64x2.splat(0);
  let odd1 = i64x2.splat(0);
  let at = text;
  const end = text + length;
  while (at + 64 <= end) {
    // xor of compare masks keeps, per byte lane, whether the count is odd: two instructions per 16 bytes
    odd0 = v128.xor(odd0, i8x16.eq(v128.load(at), quote));
    odd1 = v128.xor(odd1, i8x16.eq(v128.load(at, 16), quote));
    odd0 = v128.xor(odd0, i8x16.eq(v128.load(at, 32), quote));
    odd1 = v128.xor(odd1, i8x16.eq(v128.load(at, 48), quote));
    at += 64;
  }
  let count = popcnt(i8x16.bitmask(v128.xor(odd0, odd1)));
  while (at < end) {
    if (load<u8>(at) == QUOTE) count++;
    at++;
  }
  return count & 1;
}

/** Offset of the first LF outside quotes at or after `from`, or -1; `quoted` (0 or 1) is the state at `from`. */
export function recordEnd(text: usize, length: usize, from: usize, quoted: i32): i32 {
  const quote = i8x16.splat(QUOTE);
  const newline = i8x16.splat(LF);
  let carry: u64 = quoted ? ~(<u64>0) : 0;
  let at = text + from;
  const end = text + length;
  while (at < end) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const inside = prefixXor(matches(a, b, c, d, quote)) ^ carry;
    const found = matches(a, b, c, d, newline) & ~inside & within(at, end);
    if (found) return <i32>(at - text) + <i32>ctz(found);
    carry = <u64>((<i64>inside) >> 63);
    at += 64;
  }
  return -1;
}

/** Offset of the last LF outside quotes, or -1; `quoted` is the state at 0. Scans backwards from the known end state. */
export function lastRecordEnd(text: usize, length: usize, quoted: i32): i32 {
  if (!length) return -1;
  const quote = i8x16.splat(QUOTE);
  const newline = i8x16.splat(LF);
  const end = text + length;
  let state = quoted ^ parity(text, length);
  let at = text + ((length - 1) & ~63);
  while (true) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const valid = within(at, end);
    const quotes = matches(a, b, c, d, quote) & valid;
    state ^= <i32>(popcnt(quotes) & 1); // now the state at the start of this block
    const inside = prefixXor(quotes) ^ (state ? ~(<u64>0) : 0);
    const found = matches(a, b, c, d, newline) & ~inside & valid;
    if (found) return <i32>(at - text) + 63 - <i32>clz(found);
    if (at == text) return -1;
    at -= 64;
  }
}

// @ts-ignore: decorator
@inline
function fault(result: usize, code: i32, offset: u32, record: u32, found: u32): i32 {
  store<u32>(result, offset, 0);
  store<u32>(result, record, 4);
  store<u32>(result, found, 8);
  return code;
}

/**
 * Writes the offset of every separator outside quotes to `ends` (room for `length` + 64 entries) and checks that the
 * table is a rectangle. Returns a fault code; `result` holds five u32: offset, record, found, records, entries.
 */
export function index(text: usize, length: usize, delimiter: i32, columns: u32, ends: usize, result: usize): i32 {
  const quote = i8x16.splat(QUOTE);
  const newline = i8x16.splat(LF);
  const comma = i8x16.splat(<u8>delimiter);
  const carriage = i8x16.splat(CR);
  const end = text + length;
  let out = ends;
  let records: u64 = 0;
  let inQuote: u64 = 0; // all ones inside quotes
  let afterBreak: u64 = 1; // bit 0: the previous byte allows an opening quote; so does the start of text
  let afterClose: u64 = 0; // bit 0: the previous byte closed a quoted field
  let afterCr: u64 = 0; // bit 0: the previous byte is a CR that followed a closing quote
  for (let at = text; at < end; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    let breaks = matches(a, b, c, d, newline);
    let separators = matches(a, b, c, d, comma) | breaks;
    let quotes = matches(a, b, c, d, quote);
    if (at + 64 > end) {
      const valid = within(at, end);
      breaks &= valid;
      separators &= valid;
      quotes &= valid;
    }
    const base = <u32>(at - text);
    if (quotes | inQuote | afterClose | afterCr) {
      const inside = prefixXor(quotes) ^ inQuote;
      const closing = quotes & ~inside;
      const opening = quotes & inside;
      const outer = separators & ~inside;
      const returns = matches(a, b, c, d, carriage);
      // An opening quote follows a separator or a quote (the pair is then an escaped quote).
      const strayOpening = opening & ~(((outer | quotes) << 1) | afterBreak);
      // A closing quote is followed by a separator, a quote, or CR LF.
      const behind = (closing << 1) | afterClose;
      const returned = behind & returns;
      let stray = behind & ~(outer | quotes | returns);
      stray |= ((returned << 1) | afterCr) & ~breaks;
      if (at + 64 > end) stray &= within(at, end);
      if (strayOpening | stray) {
        const first = strayOpening ? ctz(strayOpening) : 64;
        const second = stray ? ctz(stray) : 64;
        // point at the quote: a stray byte stands one (after CR two) bytes behind it
        let offset = base + <u32>first;
        if (second <= first) offset = base + <u32>second - (load<u8>(at + <usize>second - 1) == QUOTE ? 1 : 2);
        return fault(result, QUOTE_STRAY, offset, <u32>records + <u32>popcnt(breaks & ~inside & (((<u64>1) << (second < first ? second : first)) - 1)), 0);
      }
      inQuote = <u64>((<i64>inside) >> 63);
      afterBreak = (outer | quotes) >> 63;
      afterClose = closing >> 63;
      afterCr = returned >> 63;
      breaks &= ~inside;
      separators = outer;
    } else {
      afterBreak = separators >> 63;
    }
    records += popcnt(breaks);
    const count = <usize>popcnt(separators);
    // Six stores whether needed or not cost less than one mispredicted loop exit (Langdale and Lemire, simdjson).
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
    if (count > 6) {
      separators &= separators - 1;
      let more = out + 24;
      while (separators) {
        store<u32>(more, base + <u32>ctz(separators));
        separators &= separators - 1;
        more += 4;
      }
    }
    out += count << 2;
  }
  const entries = <u32>((out - ends) >> 2);
  store<u32>(result, <u32>records, 12);
  store<u32>(result, entries, 16);
  if (inQuote) {
    const last = lastBreak(text, ends, entries);
    return fault(result, QUOTE_UNCLOSED, last, <u32>records, 0);
  }
  if (length && load<u8>(end - 1) != LF) return fault(result, NO_FINAL_NEWLINE, <u32>length, <u32>records, 0);
  return rectangle(text, columns, ends, entries, <u32>records, result);
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

/** Number of fields of the first record (whole, outside quotes at its start); 0 when it has no end. */
export function countFields(text: usize, length: usize, delimiter: i32): i32 {
  let fields = 1;
  let quoted = false;
  for (let at = text; at < text + length; at++) {
    const byte = load<u8>(at);
    if (byte == QUOTE) quoted = !quoted;
    else if (!quoted) {
      if (byte == LF) return fields;
      if (byte == <u8>delimiter) fields++;
    }
  }
  return 0;
}

/**
 * Checksum of 64 bits that notices a changed source; not a hash against an adversary. Four lanes of 32 × 32 → 64-bit
 * products with keys that advance per stripe, scrambled every KiB, after XXH3 (Collet, BSD 2-Clause).
 */
export function fingerprint(data: usize, length: usize): u64 {
  let key = i64x2(0x9e3779b185ebca87, 0xc2b2ae3d27d4eb4f);
  const step = i64x2(0x165667b19e3779f9, 0x27d4eb2f165667c5);
  let s0 = i64x2(0x0000000000000001, 0x85ebca77c2b2ae63);
  let s1 = i64x2(0x27d4eb2f165667c5, 0x9e3779b185ebca87);
  let s2 = i64x2(0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9);
  let s3 = i64x2(0x85ebca77c2b2ae3d, 0x27d4eb4f165667c5);
  let at = data;
  const end = data + length;
  let stripes = 0;
  while (at + 64 <= end) {
    const d0 = v128.load(at);
    const d1 = v128.load(at, 16);
    const d2 = v128.load(at, 32);
    const d3 = v128.load(at, 48);
    s0 = lane(s0, d0, key);
    s1 = lane(s1, d1, v128.not(key));
    s2 = lane(s2, d2, v128.xor(key, s3));
    s3 = lane(s3, d3, v128.xor(key, step));
    key = i64x2.add(key, step);
    at += 64;
    if ((++stripes & 15) == 0) {
      s0 = scramble(s0, key);
      s1 = scramble(s1, key);
      s2 = scramble(s2, key);
      s3 = scramble(s3, key);
    }
  }
  let hash: u64 = <u64>length * 0x9e3779b185ebca87;
  hash = merge(hash, s0);
  hash = merge(hash, s1);
  hash = merge(hash, s2);
  hash = merge(hash, s3);
  for (; at + 8 <= end; at += 8) {
    hash = (hash ^ load<u64>(at)) * 0x9fb21c651e98df25;
    hash ^= hash >> 32;
  }
  if (at < end) {
    // The bytes that are left, with zeros above them; the length is part of the hash.
    const rest = load<u64>(at) & ((<u64>1 << (<u64>(end - at) << 3)) - 1);
    hash = (hash ^ rest) * 0x9fb21c651e98df25;
    hash ^= hash >> 32;
  }
  hash ^= hash >> 35;
  hash *= 0x9fb21c651e98df25;
  return hash ^ (hash >> 28);
}

// @ts-ignore: decorator
@inline
function lane(sum: v128, data: v128, key: v128): v128 {
  const mixed = v128.xor(data, key);
  const low = v128.shuffle<i32>(mixed, mixed, 0, 2, 0, 2);
  const high = v128.shuffle<i32>(mixed, mixed, 1, 3, 1, 3);
  const swapped = v128.shuffle<i64>(data, data, 1, 0);
  return i64x2.add(i64x2.add(sum, swapped), i64x2.extmul_low_i32x4_u(low, high));
}

// @ts-ignore: decorator
@inline
function scramble(sum: v128, key: v128): v128 {
  sum = v128.xor(sum, i64x2.shr_u(sum, 47));
  return i64x2.mul(v128.xor(sum, key), i64x2.splat(0x9e3779b185ebca87));
}

// @ts-ignore: decorator
@inline
function merge(hash: u64, sum: v128): u64 {
  hash = (hash ^ i64x2.extract_lane(sum, 0)) * 0x9fb21c651e98df25;
  hash ^= hash >> 29;
  hash = (hash ^ i64x2.extract_lane(sum, 1)) * 0xc2b2ae3d27d4eb4f;
  return hash ^ (hash >> 32);
}
