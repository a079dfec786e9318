// Records by some columns: tuples in the order of their codes, where another combination begins, and sums over a grid of codes.

/** Numbers the tuples that have records. Returns how many they are. */
export function listCounted(n: u32, counts: usize, out: usize): u32 {
  const first = out;
  for (let i: u32 = 0; i < n; i++, counts += 8) {
    store<u32>(out, i);
    out += load<f64>(counts) > 0 ? 4 : 0;
  }
  return <u32>((out - first) >>> 2);
}

/**
 * Writes tuples in the order of their codes, those of one code in the order that they had. `order` 0 stands for the identity.
 * Then `starts`, zeroed, of two entries more than labels, has where the tuples of each code begin, and behind the last their number.
 */
export function sortByCode(n: u32, order: usize, codes: usize, labels: u32, starts: usize, out: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const place = starts + (<usize>load<u32>(codes + (<usize>tupleAt(order, i) << 2)) << 2);
    store<u32>(place, load<u32>(place, 8) + 1, 8);
  }
  for (let code: u32 = 0, sum: u32 = 0; code < labels; code++) {
    const place = starts + (<usize>code << 2);
    sum += load<u32>(place, 8);
    store<u32>(place, sum, 8);
  }
  for (let i: u32 = 0; i < n; i++) {
    const tuple = tupleAt(order, i);
    const place = starts + (<usize>load<u32>(codes + (<usize>tuple << 2)) << 2);
    const at = load<u32>(place, 4);
    store<u32>(place, at + 1, 4);
    store<u32>(out + (<usize>at << 2), tuple);
  }
}

// @ts-ignore: decorator
@inline
function tupleAt(order: usize, i: u32): u32 {
  return order == 0 ? i : load<u32>(order + (<usize>i << 2));
}

/** Marks (u8) the places of an order at which another code begins, beside those that are marked. */
export function markBeginnings(n: u32, order: usize, codes: usize, marks: usize): void {
  if (n == 0) return;
  store<u8>(marks, 1);
  let last = load<u32>(codes + (<usize>load<u32>(order) << 2));
  for (let i: u32 = 1; i < n; i++) {
    const code = load<u32>(codes + (<usize>load<u32>(order + (<usize>i << 2)) << 2));
    store<u8>(marks + i, load<u8>(marks + i) | <u8>(code != last));
    last = code;
  }
}

/** Lists the marked places. Returns how many they are; an entry more is written. */
export function listMarked(n: u32, marks: usize, out: usize): u32 {
  const first = out;
  for (let i: u32 = 0; i < n; i++) {
    store<u32>(out, i);
    out += <usize>load<u8>(marks + i) << 2;
  }
  return <u32>((out - first) >>> 2);
}

/** The code of each class: that of the first of its tuples. */
export function codesOfClasses(classes: u32, firsts: usize, order: usize, codes: usize, out: usize): void {
  for (let i: u32 = 0; i < classes; i++, firsts += 4, out += 4) {
    const tuple = load<u32>(order + (<usize>load<u32>(firsts) << 2));
    store<u32>(out, load<u32>(codes + (<usize>tuple << 2)));
  }
}

/** Records (f64) of each class, and of all before it: an entry more than classes. `firsts` has where each begins, and their end. */
export function countClasses(classes: u32, firsts: usize, order: usize, counts: usize, out: usize, before: usize): void {
  let sum: f64 = 0;
  store<f64>(before, sum);
  for (let i: u32 = 0; i < classes; i++, firsts += 4, out += 8, before += 8) {
    let records: f64 = 0;
    for (let at = load<u32>(firsts), end = load<u32>(firsts, 4); at < end; at++)
      records += load<f64>(counts + (<usize>load<u32>(order + (<usize>at << 2)) << 3));
    store<f64>(out, records);
    sum += records;
    store<f64>(before, sum, 8);
  }
}

/** Adds counts (f64) to the cells (f64) that keys lead to. */
export function addCounts(n: u32, keys: usize, counts: usize, cells: usize): void {
  for (let i: u32 = 0; i < n; i++, keys += 4, counts += 8) {
    const cell = cells + (<usize>load<u32>(keys) << 3);
    store<f64>(cell, load<f64>(cell) + load<f64>(counts));
  }
}
