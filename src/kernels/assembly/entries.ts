// Lists of tuples: entries of a key, `words` u64, most significant first, and its count; a column's code lies in one word.
// Field descriptions are 16 bytes: word, shift, bits, pointer to a remap (u32 per code) or 0.

// @ts-ignore: decorator
@inline
export function sameKey(a: usize, b: usize, words: u32): bool {
  for (let w: u32 = 0; w < words; w++) if (load<u64>(a + (w << 3)) != load<u64>(b + (w << 3))) return false;
  return true;
}

/** Reads every field of the key at `from` (description `source`), remaps it and writes it to the key at `to` (description `target`). */
// @ts-ignore: decorator
@inline
export function convert(from: usize, source: usize, to: usize, target: usize, fields: u32, words: u32): void {
  for (let w: u32 = 0; w < words; w++) store<u64>(to + (w << 3), 0);
  for (let f: u32 = 0; f < fields; f++) {
    const s = source + (f << 4);
    const d = target + (f << 4);
    let code = <u32>(load<u64>(from + (load<u32>(s) << 3)) >>> <u64>load<u32>(s, 4));
    const bits = load<u32>(s, 8);
    if (bits < 32) code &= (1 << bits) - 1;
    const remap = <usize>load<u32>(s, 12);
    if (remap) code = load<u32>(remap + (<usize>code << 2));
    const at = to + (load<u32>(d) << 3);
    store<u64>(at, load<u64>(at) | (<u64>code << <u64>load<u32>(d, 4)));
  }
}

/** The same for keys of one word. */
// @ts-ignore: decorator
@inline
export function converted(key: u64, source: usize, target: usize, fields: u32): u64 {
  let to: u64 = 0;
  for (const end = source + (<usize>fields << 4); source < end; source += 16, target += 16) {
    let code = <u32>(key >>> <u64>load<u32>(source, 4));
    const bits = load<u32>(source, 8);
    if (bits < 32) code &= (1 << bits) - 1;
    const remap = <usize>load<u32>(source, 12);
    if (remap) code = load<u32>(remap + (<usize>code << 2));
    to |= <u64>code << <u64>load<u32>(target, 4);
  }
  return to;
}

/** Writes n entries to `out` in another layout. */
export function convertEntries(entries: usize, n: u32, words: u32, source: usize, target: usize, fields: u32, wide: u32, out: usize): void {
  if (words == 1 && wide == 1) {
    for (const end = entries + (<usize>n << 4); entries < end; entries += 16, out += 16) {
      store<u64>(out, converted(load<u64>(entries), source, target, fields));
      store<u64>(out, load<u64>(entries, 8), 8);
    }
    return;
  }
  for (let i: u32 = 0; i < n; i++) {
    convert(entries, source, out, target, fields, wide);
    store<u64>(out + (wide << 3), load<u64>(entries + (words << 3)));
    entries += (words + 1) << 3;
    out += (wide + 1) << 3;
  }
}

/** Counts the digits of n keys: `mask` of their word when it is shifted. */
export function countDigits(entries: usize, n: u32, words: u32, word: u32, shift: u32, mask: u32, counts: usize): void {
  const stride = <usize>((words + 1) << 3);
  entries += word << 3;
  for (const end = entries + <usize>n * stride; entries < end; entries += stride) {
    const b = counts + (<usize>(<u32>(load<u64>(entries) >>> <u64>shift) & mask) << 2);
    store<u32>(b, load<u32>(b) + 1);
  }
}

/** Counts of digits become the places of the first of each. Returns the largest of them. */
export function placesOfDigits(counts: usize, mask: u32): u32 {
  let sum: u32 = 0;
  let most: u32 = 0;
  for (const end = counts + ((<usize>mask + 1) << 2); counts < end; counts += 4) {
    const count = load<u32>(counts);
    store<u32>(counts, sum);
    sum += count;
    most = max(most, count);
  }
  return most;
}

/** Moves n entries to the places of their digits in `out`, in order. */
export function placeEntries(
  entries: usize, n: u32, words: u32, word: u32, shift: u32, mask: u32, places: usize, out: usize,
): void {
  const stride = <usize>((words + 1) << 3);
  for (const end = entries + <usize>n * stride; entries < end; entries += stride) {
    const digit = <u32>(load<u64>(entries + (word << 3)) >>> <u64>shift) & mask;
    const b = places + (<usize>digit << 2);
    const place = load<u32>(b);
    store<u32>(b, place + 1);
    const to = out + <usize>place * stride;
    if (words == 1) v128.store(to, v128.load(entries));
    else memory.copy(to, entries, stride);
  }
}

/** Adds up neighbours of equal keys in place; returns the number of entries left. */
export function foldEntries(entries: usize, n: u32, words: u32): u32 {
  if (n == 0) return 0;
  const stride = <usize>((words + 1) << 3);
  const last = stride - 8;
  const end = entries + <usize>n * stride;
  let to = entries;
  for (let at = entries + stride; at < end; at += stride) {
    if (sameKey(at, to, words)) store<u64>(to + last, load<u64>(to + last) + load<u64>(at + last));
    else {
      to += stride;
      if (words == 1) v128.store(to, v128.load(at));
      else if (to != at) memory.copy(to, at, stride);
    }
  }
  return <u32>((to - entries) / stride) + 1;
}

/** Merges two sorted lists of entries, adding the counts of equal keys; returns the number of entries written. */
export function mergeEntries(a: usize, n: u32, b: usize, m: u32, words: u32, out: usize): u32 {
  const stride = <usize>((words + 1) << 3);
  const aEnd = a + <usize>n * stride;
  const bEnd = b + <usize>m * stride;
  const start = out;
  if (words == 1) {
    // Which list a key comes from cannot be foretold: no branches.
    while (a < aEnd && b < bEnd) {
      const x = load<u64>(a);
      const y = load<u64>(b);
      const fromA: usize = usize(x <= y);
      const fromB: usize = usize(y <= x);
      store<u64>(out, select<u64>(x, y, x <= y));
      store<u64>(out, (load<u64>(a, 8) & -<u64>fromA) + (load<u64>(b, 8) & -<u64>fromB), 8);
      a += fromA << 4;
      b += fromB << 4;
      out += 16;
    }
  }
  while (a < aEnd && b < bEnd) {
    let less: i32 = 0;
    for (let w: u32 = 0; w < words && less == 0; w++) {
      const x = load<u64>(a + (w << 3));
      const y = load<u64>(b + (w << 3));
      if (x != y) less = x < y ? -1 : 1;
    }
    if (less <= 0) memory.copy(out, a, stride);
    else memory.copy(out, b, stride);
    if (less == 0) {
      const count = out + stride - 8;
      store<u64>(count, load<u64>(count) + load<u64>(b + stride - 8));
    }
    if (less <= 0) a += stride;
    if (less >= 0) b += stride;
    out += stride;
  }
  if (a < aEnd) {
    memory.copy(out, a, aEnd - a);
    out += aEnd - a;
  }
  if (b < bEnd) {
    memory.copy(out, b, bEnd - b);
    out += bEnd - b;
  }
  return <u32>((out - start) / stride);
}

/** Codes of one field of n entries as i32. */
export function fieldOfEntries(entries: usize, n: u32, words: u32, word: u32, shift: u32, bits: u32, out: usize): void {
  const mask: u64 = (<u64>1 << <u64>bits) - 1;
  const stride = <usize>((words + 1) << 3);
  entries += word << 3;
  for (let i: u32 = 0; i < n; i++, entries += stride, out += 4)
    store<u32>(out, <u32>((load<u64>(entries) >>> <u64>shift) & mask));
}

/** Counts of n entries as f64; returns their sum. */
export function countsOfEntries(entries: usize, n: u32, words: u32, out: usize): f64 {
  let sum: f64 = 0;
  const stride = <usize>((words + 1) << 3);
  entries += words << 3;
  for (let i: u32 = 0; i < n; i++, entries += stride, out += 8) {
    const count = <f64>load<u64>(entries);
    store<f64>(out, count);
    sum += count;
  }
  return sum;
}
