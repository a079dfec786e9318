// Cells of which parts are replaced, written as bytes: what stays is copied from the cell, never a string.

/** places[r] = ofValue[values[r]], -1 where a record has no value (values[r] is -1). */
export function placeValues(values: usize, records: usize, ofValue: usize, places: usize): void {
  for (const end = values + (records << 2); values < end; values += 4, places += 4) {
    const value = load<i32>(values);
    store<i32>(places, value < 0 ? -1 : load<i32>(ofValue + (<usize>value << 2)));
  }
}

/** Adds `shift` to the `count` + 1 offsets of texts (u32), and returns the length of the longest. */
export function shiftOffsets(offsets: usize, count: u32, shift: u32): u32 {
  let longest: u32 = 0;
  let start = load<u32>(offsets);
  store<u32>(offsets, start + shift);
  for (const last = offsets + (<usize>count << 2); offsets < last; ) {
    const end = load<u32>(offsets, 4);
    offsets += 4;
    store<u32>(offsets, end + shift);
    longest = max(longest, end - start);
    start = end;
  }
  return longest;
}

/**
 * Numbers the cells named by [cuts, cutsEnd) (see `spliceCells`) in order, at their places in `ofValue`, and returns how many they are.
 * Bytes that suffice for all of them, whatever stands in them, go to `room` as f64; no label is longer than `longest` bytes.
 */
export function numberCuts(
  cells: usize, cuts: usize, cutsEnd: usize, longest: u32, ofValue: usize, room: usize,
): u32 {
  let number: u32 = 0;
  let bytes: u64 = 64; // for the last of the copies of sixteen bytes
  while (cuts < cutsEnd) {
    const cell = <usize>load<u32>(cuts);
    const count = load<u32>(cuts, 4);
    store<u32>(ofValue + (cell << 2), number++);
    bytes += 2 * (<u64>load<u32>(cells + (cell << 3), 4) + <u64>count * longest) + 2; // were all of it quotes
    cuts += 8 + <usize>count * 12;
  }
  store<f64>(room, <f64>bytes);
  return number;
}

/**
 * Writes the cells named by [cuts, cutsEnd) of i32 words — cell, number of its cuts, and of each cut its start and end in
 * UTF-16 units and its label — one after the other to `out`, in quotes where they hold the delimiter, a quote, CR or LF.
 * Cuts are in order and do not overlap. `cells` are pairs (pointer, bytes) of well-formed UTF-8; labels lie one after the
 * other at `labels`, the ends of them at `labelEnds`. Where each text begins goes to `offsets`, with the end of the last
 * one. Returns the length of the longest.
 */
export function spliceCells(
  cells: usize, cuts: usize, cutsEnd: usize, labels: usize, labelEnds: usize, delimiter: u32, blob: usize, offsets: usize,
): u32 {
  let out = blob;
  let longest: u32 = 0;
  while (cuts < cutsEnd) {
    store<u32>(offsets, <u32>(out - blob));
    offsets += 4;
    const entry = cells + (<usize>load<u32>(cuts) << 3);
    const last = cuts + 8 + <usize>load<u32>(cuts, 4) * 12;
    let p = <usize>load<u32>(entry);
    const end = p + <usize>load<u32>(entry, 4);
    const start = out;
    let unit: i32 = 0;
    for (cuts += 8; cuts < last; cuts += 12) {
      const from = load<i32>(cuts);
      const kept = unitsOn(p, end, from - unit);
      out = copy(out, p, kept);
      unit = load<i32>(cuts, 4);
      p = unitsOn(kept, end, unit - from);
      const label = <usize>load<u32>(cuts, 8);
      const before = label ? <usize>load<u32>(labelEnds + ((label - 1) << 2)) : 0;
      out = copy(out, labels + before, labels + <usize>load<u32>(labelEnds + (label << 2)));
    }
    out = quoted(start, copy(out, p, end), delimiter);
    longest = max(longest, <u32>(out - start));
  }
  store<u32>(offsets, <u32>(out - blob));
  return longest;
}

/** Sixteen bytes at a time: what is copied too much is overwritten by what follows, or lies in the slack. */
// @ts-ignore: decorator
@inline
function copy(out: usize, p: usize, end: usize): usize {
  const stop = out + (end - p);
  for (; out < stop; out += 16, p += 16) v128.store(out, v128.load(p));
  return stop;
}

/** Where the character stands that begins `count` UTF-16 units after the one at p, at most the end. */
function unitsOn(p: usize, end: usize, count: i32): usize {
  while (p + 16 <= end) {
    const block = v128.load(p);
    const leads = popcnt(i8x16.bitmask(i8x16.gt_s(block, i8x16.splat(-65))));
    const pairs = popcnt(i8x16.bitmask(i8x16.gt_u(block, i8x16.splat(<i8>0xef)))); // two units each
    if (leads + pairs > count) break;
    count -= leads + pairs;
    p += 16;
  }
  for (; p < end; p++) {
    const byte: u32 = load<u8>(p);
    if ((byte & 0xc0) == 0x80) continue;
    if (count <= 0) break;
    count -= byte >= 0xf0 ? 2 : 1;
  }
  return p;
}

/** Puts the text [start, end) in quotes if it needs them, and gives its end. */
function quoted(start: usize, end: usize, delimiter: u32): usize {
  let needed = start == end;
  let quotes: usize = 0;
  for (let p = start; p < end; p += 16) {
    const block = v128.load(p);
    const isQuote = i8x16.eq(block, i8x16.splat(34));
    const special = v128.or(
      v128.or(isQuote, i8x16.eq(block, i8x16.splat(<i8>delimiter))),
      v128.or(i8x16.eq(block, i8x16.splat(10)), i8x16.eq(block, i8x16.splat(13))),
    );
    if (!v128.any_true(special)) continue;
    const inside: u32 = end - p < 16 ? (1 << <u32>(end - p)) - 1 : 0xffff;
    if (<u32>i8x16.bitmask(special) & inside) needed = true;
    quotes += popcnt(<u32>i8x16.bitmask(isQuote) & inside);
  }
  if (!needed) return end;
  // From behind, as it grows in its place.
  const stop = end + quotes + 2;
  let to = stop - 1;
  store<u8>(to, 34);
  for (let p = end; p > start; ) {
    const byte = load<u8>(--p);
    store<u8>(--to, byte);
    if (byte == 34) store<u8>(--to, 34);
  }
  store<u8>(start, 34);
  return stop;
}
