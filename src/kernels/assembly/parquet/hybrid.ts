// The run-length and bit-packed hybrid of Parquet (Encodings.md): levels and dictionary codes.

/** Where a header of a run ends, and what it said. */
let after: usize = 0;

/** A varint of at most 32 bits; `after` is 0 where there is none. */
function varint(from: usize, end: usize): u32 {
  let value: u32 = 0;
  for (let shift: u32 = 0; shift < 35; shift += 7) {
    if (from >= end) break;
    const byte = <u32>load<u8>(from++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      after = from;
      return value;
    }
  }
  after = 0;
  return 0;
}

/** Bytes that are there of a bit-packed run for `count` values, or -1 where some are missing. */
// @ts-ignore: decorator
@inline
function packedBytes(groups: u32, width: u32, count: usize, room: usize): isize {
  const all = <u64>groups * width;
  if (all <= <u64>room) return <isize>all;
  // Some writers leave out the padding of the last group.
  const needed = (<u64>count * width + 7) >> 3;
  return needed <= <u64>room ? <isize>room : -1;
}

/** `count` codes of `width` ≤ 32 bits as u32 to `out`. Returns the largest, or -1 where the bytes do not hold them. */
export function readCodes(from: usize, n: usize, width: u32, count: usize, out: usize): f64 {
  if (width > 32) return -1;
  if (width == 0) {
    memory.fill(out, 0, count << 2);
    return 0;
  }
  const end = from + n;
  const mask: u64 = ((<u64>1) << width) - 1;
  const stop = out + (count << 2);
  let largest: u32 = 0;
  while (out < stop) {
    const header = varint(from, end);
    if (after == 0) return -1;
    from = after;
    const left = (stop - out) >> 2;
    if (header & 1) {
      const values = min<u64>(<u64>(header >> 1) << 3, left);
      const bytes = packedBytes(header >> 1, width, <usize>values, end - from);
      if (bytes < 0) return -1;
      const last = out + (<usize>values << 2);
      let bit: usize = 0;
      while (out < last) {
        const code = <u32>((load<u64>(from + (bit >> 3)) >> (bit & 7)) & mask);
        store<u32>(out, code);
        largest = max(largest, code);
        bit += width;
        out += 4;
      }
      from += <usize>bytes;
    } else {
      const size: usize = (width + 7) >> 3;
      if (size > end - from) return -1;
      const code = <u32>(<u64>load<u32>(from) & mask);
      from += size;
      largest = max(largest, code);
      const last = out + (min<usize>(<usize>(header >> 1), left) << 2);
      for (; out < last; out += 4) store<u32>(out, code);
    }
  }
  return <f64>largest;
}

/** `count` levels of one bit as bytes 0 and 1 to `out`. Returns how many are 1, or -1. */
export function readLevels(from: usize, n: usize, count: usize, out: usize): i32 {
  const end = from + n;
  const stop = out + count;
  let present: usize = 0;
  while (out < stop) {
    const header = varint(from, end);
    if (after == 0) return -1;
    from = after;
    const left = stop - out;
    if (header & 1) {
      const values = <usize>min<u64>(<u64>(header >> 1) << 3, left);
      const bytes = packedBytes(header >> 1, 1, values, end - from);
      if (bytes < 0) return -1;
      for (let i: usize = 0; i < values; i += 8) {
        const byte = <u64>load<u8>(from + (i >> 3));
        // Bit i of the byte to byte i of a word.
        let spread = (byte * 0x8040201008040201) & 0x8080808080808080;
        // The multiplication puts bit 7 − i at the top of byte i; the other order is wanted.
        spread = bswap(spread) >> 7;
        if (values - i < 8) spread &= ((<u64>1) << ((values - i) << 3)) - 1;
        store<u64>(out + i, spread);
        present += <usize>popcnt(spread);
      }
      out += values;
      from += <usize>bytes;
    } else {
      if (from >= end) return -1;
      const level = <u32>load<u8>(from++);
      if (level > 1) return -1;
      const values = min<usize>(<usize>(header >> 1), left);
      memory.fill(out, <u8>level, values);
      present += level ? values : 0;
      out += values;
    }
  }
  return <i32>present;
}

/** Writes bit-packed values [from, stop) of u32, in groups of eight, the last one filled up with 0. Returns the end. */
function writePacked(from: usize, stop: usize, width: u32, out: usize): usize {
  const groups = <u32>(((stop - from) >> 2) + 7) >> 3;
  out = writeVarint((groups << 1) | 1, out);
  const end = out + <usize>groups * width;
  let word: u64 = 0;
  let held: u32 = 0;
  for (; from < stop; from += 4) {
    word |= <u64>load<u32>(from) << held;
    held += width;
    if (held >= 32) {
      store<u32>(out, <u32>word);
      out += 4;
      word >>= 32;
      held -= 32;
    }
  }
  store<u64>(out, word);
  if (end > out + 8) memory.fill(out + 8, 0, end - out - 8);
  return end;
}

function writeVarint(n: u32, out: usize): usize {
  while (n >= 0x80) {
    store<u8>(out++, n | 0x80);
    n >>= 7;
  }
  store<u8>(out, n);
  return out + 1;
}

/** Writes a run of `count` equal values of so many bytes. Returns the end. */
export function writeRun(value: u32, count: usize, bytes: usize, out: usize): usize {
  out = writeVarint(<u32>count << 1, out);
  store<u32>(out, value);
  return out + bytes;
}

/** Writes `count` values of u32 and `width` ≤ 32 bits as runs where eight or more are equal. Returns the end. */
export function writeCodes(from: usize, count: usize, width: u32, out: usize): usize {
  const end = from + (count << 2);
  const bytes = <usize>((width + 7) >> 3);
  let pending = from; // what is not yet written, bit-packed
  while (from < end) {
    const value = load<u32>(from);
    let next = from + 4;
    while (next < end && load<u32>(next) == value) next += 4;
    const filling: usize = (32 - ((from - pending) & 31)) & 31; // bytes of values that complete a group of eight // bytes of values that complete a group of eight
    if (next - from >= filling + 32) {
      if (from > pending) {
        out = writePacked(pending, from + filling, width, out);
        from += filling;
      }
      out = writeRun(value, (next - from) >> 2, bytes, out);
      pending = next;
    }
    from = next;
  }
  return end > pending ? writePacked(pending, end, width, out) : out;
}
