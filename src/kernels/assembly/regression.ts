// Sums over the rows of a regression: the numbers other than 0 of each (f64), and which of the row's they are (u32), ascending.

/** out[row] = the row's numbers times `beta`. */
export function multiplyRows(rows: u32, starts: usize, places: usize, x: usize, beta: usize, out: usize): void {
  for (let i: u32 = 0, at = load<u32>(starts); i < rows; i++, out += 8) {
    starts += 4;
    let sum: f64 = 0;
    for (const end = load<u32>(starts); at < end; at++)
      sum += load<f64>(x + (<usize>at << 3)) * load<f64>(beta + (<usize>load<u32>(places + (<usize>at << 2)) << 3));
    store<f64>(out, sum);
  }
}

/**
 * Adds to the lower half of a matrix of `size` × `size` each row's products of two of its numbers by the row's `scale`, and to
 * `gradient` its numbers by its `off`.
 */
export function addProducts(
  rows: u32, starts: usize, places: usize, x: usize, scale: usize, off: usize, size: u32, matrix: usize, gradient: usize,
): void {
  for (let i: u32 = 0, from = load<u32>(starts); i < rows; i++, scale += 8, off += 8) {
    starts += 4;
    const end = load<u32>(starts);
    const by = load<f64>(scale);
    const rest = load<f64>(off);
    for (let at = from; at < end; at++) {
      const place = load<u32>(places + (<usize>at << 2));
      const number = load<f64>(x + (<usize>at << 3));
      const slope = gradient + (<usize>place << 3);
      store<f64>(slope, load<f64>(slope) + rest * number);
      const row = matrix + (<usize>(place * size) << 3);
      const scaled = by * number;
      for (let other = from; other <= at; other++) {
        const cell = row + (<usize>load<u32>(places + (<usize>other << 2)) << 3);
        store<f64>(cell, load<f64>(cell) + scaled * load<f64>(x + (<usize>other << 3)));
      }
    }
    from = end;
  }
}
