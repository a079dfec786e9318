// Snappy, the raw format (github.com/google/snappy, format_description.txt). Copies run over by up to 63 bytes: every
// region has slack behind it.

import { copy } from '../cell';

/** The length that a stream declares, at most 2³² − 1; -1 where it declares none. */
export function snappedLength(from: usize, n: usize): f64 {
  let length: u64 = 0;
  for (let i: usize = 0; i < 5 && i < n; i++) {
    const byte = <u64>load<u8>(from + i);
    length |= (byte & 0x7f) << (7 * <u64>i);
    if (byte < 0x80) return length <= 0xffffffff ? <f64>length : -1;
  }
  return -1;
}

const periods = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,
  0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0,
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0,
  0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1,
  0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3, 4,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 1, 2,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 1,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0,
], 16);
const steps = memory.data<u8>([16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15]);

/** Repeats the `offset` < 16 bytes before `to` over up to 64 bytes. */
// @ts-ignore: decorator
@inline
function repeat(to: usize, source: usize, offset: usize, count: usize): void {
  // Lane i holds byte i mod offset; steps are the largest multiple of the period that a vector holds.
  const pattern = v128.swizzle(v128.load(source), v128.load(periods + ((offset - 1) << 4)));
  const step = <usize>load<u8>(steps + offset - 1);
  for (let i: usize = 0; i < count; i += step) v128.store(to + i, pattern);
}

/** Unpacks [from, from + n) into exactly `room` bytes; false where the stream is damaged or has another length. */
export function unsnap(from: usize, n: usize, out: usize, room: usize): bool {
  if (snappedLength(from, n) != <f64>room) return false;
  const end = from + n;
  while (load<u8>(from) >= 0x80) from++;
  from++;
  const stop = out + room;
  let to = out;
  while (from < end) {
    const tag = <u32>load<u8>(from++);
    if ((tag & 3) == 0) {
      let count: usize = (tag >> 2) + 1;
      if (count > 60) {
        const bytes: usize = count - 60;
        if (bytes > end - from) return false;
        count = load<u32>(from) & (0xffffffff >> ((4 - <u32>bytes) << 3));
        if (count == 0xffffffff) return false;
        count++;
        from += bytes;
      }
      if (count > end - from || count > stop - to) return false;
      copy(to, from, count);
      from += count;
      to += count;
      continue;
    }
    // Both short forms of a copy by selection: which of them comes next is hard to foresee.
    const short = (tag & 3) == 1;
    const word = <u32>load<u16>(from);
    const count = <usize>select<u32>(((tag >> 2) & 7) + 4, (tag >> 2) + 1, short);
    let offset = <usize>select<u32>(((tag >> 5) << 8) | (word & 0xff), word, short);
    from += select<usize>(1, 2, short);
    if ((tag & 3) == 3) {
      offset = load<u32>(from - 2);
      from += 2;
    }
    if (from > end || offset - 1 >= to - out || count > stop - to) return false;
    const source = to - offset;
    if (offset >= 16) {
      v128.store(to, v128.load(source));
      v128.store(to, v128.load(source, 16), 16);
      if (count > 32) {
        v128.store(to, v128.load(source, 32), 32);
        v128.store(to, v128.load(source, 48), 48);
      }
    } else repeat(to, source, offset, count);
    to += count;
  }
  return to == stop;
}

const hashBits: u64 = 14;
/** Places of words in the fragment, by hash. */
const seen = memory.data(32768);

/**
 * Words are compared by six bytes. Four, as the reference has it, find copies of four bytes that pack nothing (tag and
 * offset take three, and end a literal), and texts of a page are full of them: lengths are numbers below 65 536. A third
 * less time on a table of people than with four, and a fifth less to unpack, for one to three per cent more bytes; seven
 * cost three per cent more again.
 */
// @ts-ignore: decorator
@inline
function six(word: u64): u64 {
  return word << 16;
}

// @ts-ignore: decorator
@inline
function hash(word: u64): usize {
  return <usize>((six(word) * 0x9e3779b97f4a7c15) >> (64 - hashBits)) << 1;
}

function literal(out: usize, from: usize, n: usize): usize {
  if (n == 0) return out;
  const last = <u32>n - 1;
  if (last < 60) store<u8>(out++, last << 2);
  else if (last < 256) {
    store<u16>(out, (60 << 2) | (last << 8));
    out += 2;
  } else {
    store<u8>(out, 61 << 2); // a fragment has 65 536 bytes at most
    store<u16>(out + 1, last);
    out += 3;
  }
  copy(out, from, n);
  return out + n;
}

function copyOf(out: usize, offset: u32, n: u32): usize {
  while (n >= 68) {
    store<u32>(out, ((63 << 2) | 2) | (offset << 8));
    out += 3;
    n -= 64;
  }
  if (n > 64) {
    store<u32>(out, ((59 << 2) | 2) | (offset << 8));
    out += 3;
    n -= 60;
  }
  if (n < 12 && offset < 2048) {
    store<u16>(out, 1 | ((n - 4) << 2) | ((offset >> 8) << 5) | ((offset & 0xff) << 8));
    return out + 2;
  }
  store<u32>(out, (((n - 1) << 2) | 2) | (offset << 8));
  return out + 3;
}

/** Up to where the fragment is written, after `matches`. */
let kept: usize = 0;

/**
 * Writes what recurs in [from, end), and what lies between, up to `kept`. Returns the end of what was written. Short
 * literals and copies are written in place: calls for them took a tenth of the time.
 */
function matches(from: usize, end: usize, out: usize): usize {
  memory.fill(seen, 0, 32768);
  const limit = end - 15;
  let done = from; // up to where the fragment is written
  let ahead = from + 1;
  while (true) {
    // The longer nothing recurs, the wider the steps: text that cannot be packed costs little.
    let skip: u32 = 32;
    let next = hash(load<u64>(ahead));
    let at: usize;
    let candidate: usize;
    let word: u64;
    do {
      at = ahead;
      word = load<u64>(at);
      const slot = seen + next;
      ahead = at + (skip >> 5);
      skip += skip >> 5;
      if (ahead > limit) {
        kept = done;
        return out;
      }
      next = hash(load<u64>(ahead));
      candidate = from + <usize>load<u16>(slot);
      store<u16>(slot, <u32>(at - from));
    } while (six(word ^ load<u64>(candidate)) != 0);
    const n = at - done;
    if (n - 1 < 16) {
      store<u8>(out, (<u32>n - 1) << 2);
      v128.store(out, v128.load(done), 1);
      out += n + 1;
    } else out = literal(out, done, n);
    do {
      let to = at + 6;
      const offset = at - candidate;
      let differing: u64 = 0;
      while (to + 8 <= end) {
        differing = load<u64>(to - offset) ^ load<u64>(to);
        if (differing != 0) break;
        to += 8;
      }
      if (differing != 0) to += <usize>(ctz(differing) >> 3);
      else while (to < end && load<u8>(to - offset) == load<u8>(to)) to++;
      const length = <u32>(to - at);
      if (length < 12 && offset < 2048) {
        store<u16>(out, 1 | ((length - 4) << 2) | (<u32>(offset >> 8) << 5) | (<u32>(offset & 0xff) << 8));
        out += 2;
      } else if (length <= 64) {
        store<u32>(out, (((length - 1) << 2) | 2) | (<u32>offset << 8));
        out += 3;
      } else out = copyOf(out, <u32>offset, length);
      at = to;
      done = to;
      if (at >= limit) {
        kept = done;
        return out;
      }
      word = load<u64>(at);
      const slot = seen + hash(word);
      candidate = from + <usize>load<u16>(slot);
      store<u16>(slot, <u32>(at - from));
    } while (six(word ^ load<u64>(candidate)) == 0);
    ahead = at + 1;
  }
}

/** Packs [from, from + n) to `out`, which holds 32 + n + n / 6 bytes. Returns the end. */
export function snap(from: usize, n: usize, out: usize): usize {
  let rest = <u32>n;
  while (rest >= 0x80) {
    store<u8>(out++, rest | 0x80);
    rest >>= 7;
  }
  store<u8>(out++, rest);
  const end = from + n;
  while (from < end) {
    const size = min<usize>(65536, end - from);
    kept = from;
    if (size >= 16) out = matches(from, from + size, out);
    from += size;
    out = literal(out, kept, from - kept);
  }
  return out;
}
