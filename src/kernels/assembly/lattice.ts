// Grouping tuples by their labels at a node of a generalisation lattice: keys in mixed radix, then groups by direct
// address or by hash, numbered in order of first appearance. A pointer `tuple` of 0 stands for the identity.

/** out[i] (u32) += codes[i] * factor. */
export function addCodes(n: u32, codes: usize, factor: u32, out: usize): void {
  const end = out + (<usize>n << 2);
  const by = i32x4.splat(factor);
  for (; out + 16 <= end; out += 16, codes += 16)
    v128.store(out, i32x4.add(v128.load(out), i32x4.mul(v128.load(codes), by)));
  for (; out < end; out += 4, codes += 4) store<u32>(out, load<u32>(out) + load<u32>(codes) * factor);
}

/**
 * Repeats the first `length` entries of a table (u32) once for each of `count` labels, and adds label * factor: one column
 * more in a table that is addressed in mixed radix.
 */
export function spreadLabels(table: usize, length: u32, labels: usize, count: u32, factor: u32): void {
  const bytes = <usize>length << 2;
  // The first copy is the table itself, so it comes last.
  for (let v = count; v > 0; v--) {
    const by = load<u32>(labels + (<usize>(v - 1) << 2)) * factor;
    const out = table + <usize>(v - 1) * bytes;
    for (let i: usize = 0; i < bytes; i += 4) store<u32>(out + i, load<u32>(table + i) + by);
  }
}

/** keys[i] (u32) = or += table[codes[tuple[i]]] * factor. */
export function addKeys32(n: u32, tuple: usize, codes: usize, table: usize, factor: u32, keys: usize, first: bool): void {
  const end = keys + (<usize>n << 2);
  if (tuple == 0) {
    if (first) {
      for (; keys < end; keys += 4, codes += 4) store<u32>(keys, load<u32>(table + (load<u32>(codes) << 2)) * factor);
    } else {
      for (; keys < end; keys += 4, codes += 4)
        store<u32>(keys, load<u32>(keys) + load<u32>(table + (load<u32>(codes) << 2)) * factor);
    }
  } else if (first) {
    for (; keys < end; keys += 4, tuple += 4)
      store<u32>(keys, load<u32>(table + (load<u32>(codes + (load<u32>(tuple) << 2)) << 2)) * factor);
  } else {
    for (; keys < end; keys += 4, tuple += 4)
      store<u32>(keys, load<u32>(keys) + load<u32>(table + (load<u32>(codes + (load<u32>(tuple) << 2)) << 2)) * factor);
  }
}

/** The same for keys of 64 bits; `factor` is below 2^53. */
export function addKeys64(n: u32, tuple: usize, codes: usize, table: usize, factor: f64, keys: usize, first: bool): void {
  const by = <u64>factor;
  for (let i: u32 = 0; i < n; i++, keys += 8) {
    const t = tuple == 0 ? i : load<u32>(tuple + (<usize>i << 2));
    const key = <u64>load<u32>(table + (load<u32>(codes + (<usize>t << 2)) << 2)) * by;
    store<u64>(keys, first ? key : load<u64>(keys) + key);
  }
}

/** Keys that start from the groups so far. */
export function keysOfIds(n: u32, ids: usize, keys: usize): void {
  for (let i: u32 = 0; i < n; i++) store<u64>(keys + (<usize>i << 3), <u64>load<u32>(ids + (<usize>i << 2)));
}

/**
 * Groups n entries by keys (u32) below the number of cells of `direct`, whose numbers below `base` are of earlier
 * calls. Writes the group of each entry to `ids`, and the first tuple and the summed counts of each group. Returns the
 * number of groups.
 */
export function groupDirect(
  n: u32, keys: usize, direct: usize, base: u32, ids: usize,
  fromTuple: usize, fromCounts: usize, tuple: usize, counts: usize,
): u32 {
  let next = base;
  for (let i: u32 = 0; i < n; i++) {
    const cell = direct + (<usize>load<u32>(keys + (<usize>i << 2)) << 2);
    let id = load<u32>(cell);
    const count = load<f64>(fromCounts + (<usize>i << 3));
    if (id < base) {
      id = next++;
      store<u32>(cell, id);
      id -= base;
      store<u32>(tuple + (<usize>id << 2), fromTuple == 0 ? i : load<u32>(fromTuple + (<usize>i << 2)));
      store<f64>(counts + (<usize>id << 3), count);
    } else {
      id -= base;
      const at = counts + (<usize>id << 3);
      store<f64>(at, load<f64>(at) + count);
    }
    store<u32>(ids + (<usize>i << 2), id);
  }
  return next - base;
}

/**
 * The same by keys of 32 bits in a hash of `mask` + 1 slots of key u32, number u32; as with direct address, numbers below
 * `base` are of earlier calls.
 */
export function groupHash32(
  n: u32, keys: usize, slots: usize, mask: u32, base: u32, ids: usize,
  fromTuple: usize, fromCounts: usize, tuple: usize, counts: usize,
): u32 {
  let next = base;
  for (let i: u32 = 0; i < n; i++) {
    const key = load<u32>(keys + (<usize>i << 2));
    const count = load<f64>(fromCounts + (<usize>i << 3));
    let at = <u32>((<u64>(key * 0x9e3779b1) * <u64>(mask + 1)) >>> 32);
    let id: u32 = 0;
    for (;;) {
      const slot = slots + (<usize>at << 3);
      id = load<u32>(slot, 4);
      if (id < base) {
        id = next++;
        store<u32>(slot, key);
        store<u32>(slot, id, 4);
        id -= base;
        store<u32>(tuple + (<usize>id << 2), fromTuple == 0 ? i : load<u32>(fromTuple + (<usize>i << 2)));
        store<f64>(counts + (<usize>id << 3), count);
        break;
      }
      if (load<u32>(slot) == key) {
        id -= base;
        const sum = counts + (<usize>id << 3);
        store<f64>(sum, load<f64>(sum) + count);
        break;
      }
      at = (at + 1) & mask;
    }
    store<u32>(ids + (<usize>i << 2), id);
  }
  return next - base;
}

// @ts-ignore: decorator
@inline
function mixedKey(key: u64): u64 {
  let h = key * 0x9e3779b97f4a7c15;
  h ^= h >>> 32;
  h *= 0xd6e8feb86659fd93;
  return h ^ (h >>> 32);
}

/**
 * The same by keys of 64 bits. Slots are key u64, group u32, epoch u32; there are `mask` + 1, at least twice as many as
 * entries, and those of another epoch are free: nothing need be cleared.
 */
export function groupHash(
  n: u32, keys: usize, slots: usize, mask: u32, epoch: u32, ids: usize,
  fromTuple: usize, fromCounts: usize, tuple: usize, counts: usize,
): u32 {
  let next: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    const count = load<f64>(fromCounts + (<usize>i << 3));
    let at = <u32>mixedKey(key) & mask;
    let id: u32 = 0;
    for (;;) {
      const slot = slots + (<usize>at << 4);
      if (load<u32>(slot, 12) != epoch) {
        id = next++;
        store<u64>(slot, key);
        store<u32>(slot, id, 8);
        store<u32>(slot, epoch, 12);
        store<u32>(tuple + (<usize>id << 2), fromTuple == 0 ? i : load<u32>(fromTuple + (<usize>i << 2)));
        store<f64>(counts + (<usize>id << 3), count);
        break;
      }
      if (load<u64>(slot) == key) {
        id = load<u32>(slot, 8);
        const sum = counts + (<usize>id << 3);
        store<f64>(sum, load<f64>(sum) + count);
        break;
      }
      at = (at + 1) & mask;
    }
    store<u32>(ids + (<usize>i << 2), id);
  }
  return next;
}

/** All n entries in one group. */
export function groupAll(n: u32, ids: usize, fromTuple: usize, fromCounts: usize, tuple: usize, counts: usize): u32 {
  memory.fill(ids, 0, <usize>n << 2);
  if (n == 0) return 0;
  let sum: f64 = 0;
  for (let i: u32 = 0; i < n; i++) sum += load<f64>(fromCounts + (<usize>i << 3));
  store<u32>(tuple, fromTuple == 0 ? 0 : load<u32>(fromTuple));
  store<f64>(counts, sum);
  return 1;
}

/** Sums a further number per entry (the population) over the groups. */
export function sumGroups(n: u32, ids: usize, from: usize, out: usize, size: u32): void {
  memory.fill(out, 0, <usize>size << 3);
  for (let i: u32 = 0; i < n; i++) {
    const at = out + (<usize>load<u32>(ids + (<usize>i << 2)) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(from + (<usize>i << 3)));
  }
}

/**
 * Rolls up sparse counts of a sensitive column: pair p says that value[p] occurs count[p] times in group[p]. Pairs come
 * out by new group with equal values joined; returns how many. Scratch: `starts` size + 1, `order` pairs, `seen` a
 * number per value, all u32.
 */
export function rollPairs(
  pairs: u32, groups: usize, values: usize, counts: usize, ids: usize, size: u32,
  starts: usize, order: usize, seen: usize, domain: u32,
  outGroups: usize, outValues: usize, outCounts: usize,
): u32 {
  memory.fill(starts, 0, (<usize>size + 1) << 2);
  memory.fill(seen, 255, <usize>domain << 2);
  for (let p: u32 = 0; p < pairs; p++) {
    const at = starts + (<usize>load<u32>(ids + (<usize>load<u32>(groups + (<usize>p << 2)) << 2)) << 2) + 4;
    store<u32>(at, load<u32>(at) + 1);
  }
  for (let g: u32 = 0; g < size; g++) {
    const at = starts + (<usize>g << 2);
    store<u32>(at + 4, load<u32>(at + 4) + load<u32>(at));
  }
  for (let p: i32 = <i32>pairs - 1; p >= 0; p--) {
    const at = starts + (<usize>load<u32>(ids + (<usize>load<u32>(groups + (<usize>p << 2)) << 2)) << 2) + 4;
    const place = load<u32>(at) - 1;
    store<u32>(at, place);
    store<u32>(order + (<usize>place << 2), <u32>p);
  }
  // Now starts[g + 1] is where group g begins.
  let out: u32 = 0;
  for (let g: u32 = 0; g < size; g++) {
    const begin = out;
    const from = load<u32>(starts + (<usize>g << 2) + 4);
    const to = g + 1 < size ? load<u32>(starts + (<usize>g << 2) + 8) : pairs;
    for (let p = from; p < to; p++) {
      const i = <usize>load<u32>(order + (<usize>p << 2));
      const value = load<u32>(values + (i << 2));
      const count = load<f64>(counts + (i << 3));
      const known = load<i32>(seen + (<usize>value << 2));
      if (known >= <i32>begin) {
        const at = outCounts + (<usize>known << 3);
        store<f64>(at, load<f64>(at) + count);
      } else {
        store<u32>(seen + (<usize>value << 2), out);
        store<u32>(outGroups + (<usize>out << 2), g);
        store<u32>(outValues + (<usize>out << 2), value);
        store<f64>(outCounts + (<usize>out << 3), count);
        out++;
      }
    }
  }
  return out;
}

/** Marks the groups of fewer than `least`: failed[g] = 1 and listed in `dropped`; their records to `sum`. Returns how many. */
export function dropSmall(size: u32, counts: usize, least: f64, failed: usize, dropped: usize, sum: usize): u32 {
  let drops: u32 = 0;
  let records: f64 = 0;
  for (let g: u32 = 0; g < size; g++) {
    const n = load<f64>(counts + (<usize>g << 3));
    const small = n < least;
    store<u8>(failed + g, <u8>small);
    store<u32>(dropped + (<usize>drops << 2), g);
    drops += <u32>small;
    records += small ? n : 0;
  }
  store<f64>(sum, records);
  return drops;
}

/**
 * Parts groups by the labels of one column and leaves out the parts of fewer than `least`: entry i is the tuple tuple[i]
 * in group ids[i] < `groups`; entries that stay are written in order to `outTuple` and `outIds`. `cells` (f64) and
 * `numbers` (u32) have room for groups * labels. Writes how many entries and groups stay, and the records left out, to
 * `out` (u32, u32, f64).
 */
export function partLarge(
  n: u32, tuple: usize, ids: usize, counts: usize, codes: usize, table: usize, labels: u32, groups: u32, least: f64,
  cells: usize, numbers: usize, outTuple: usize, outIds: usize, out: usize,
): void {
  const size = <usize>groups * labels;
  memory.fill(cells, 0, size << 3);
  for (let i: usize = 0; i < n; i++) {
    const t = <usize>load<u32>(tuple + (i << 2));
    const label = load<u32>(table + (<usize>load<u32>(codes + (t << 2)) << 2));
    const cell = cells + (<usize>(load<u32>(ids + (i << 2)) * labels + label) << 3);
    store<f64>(cell, load<f64>(cell) + load<f64>(counts + (t << 3)));
  }
  let next: u32 = 0;
  let left: f64 = 0;
  for (let c: usize = 0; c < size; c++) {
    const records = load<f64>(cells + (c << 3));
    const small = records < least;
    store<u32>(numbers + (c << 2), small ? u32.MAX_VALUE : next);
    next += <u32>!small;
    left += small ? records : 0;
  }
  let to: usize = 0;
  for (let i: usize = 0; i < n; i++) {
    const t = load<u32>(tuple + (i << 2));
    const label = load<u32>(table + (<usize>load<u32>(codes + (<usize>t << 2)) << 2));
    const id = load<u32>(numbers + (<usize>(load<u32>(ids + (i << 2)) * labels + label) << 2));
    store<u32>(outTuple + (to << 2), t);
    store<u32>(outIds + (to << 2), id);
    to += <usize>(id != u32.MAX_VALUE);
  }
  store<u32>(out, <u32>to);
  store<u32>(out, next, 4);
  store<f64>(out, left, 8);
}
