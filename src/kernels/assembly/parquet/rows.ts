// Columns of cells to records of wire text.

import { copy, quoteWritten } from '../cell';

/** Where `joinRows` stopped in the text. */
let written: usize = 0;

/** End of the text that `joinRows` wrote last. */
export function rowsEnd(): usize {
  return written;
}

/**
 * Writes records from `rows` rows of `columns` columns; `places` holds a pointer to the next cell of each column, 0 for a
 * column of nulls, and is moved on. Stops before a record that does not fit before `limit`; the region has slack.
 * Returns the number of records written.
 */
export function joinRows(places: usize, columns: usize, rows: usize, out: usize, limit: usize): usize {
  const last = places + (columns << 2);
  for (let row: usize = 0; row < rows; row++) {
    const start = out;
    const ahead = row << 3;
    for (let place = places; place < last; place += 4) {
      const cells = <usize>load<u32>(place);
      const one = cells == 0 ? 0 : load<u64>(cells + ahead);
      const n = <usize>((one >> 32) & 0x7fffffff);
      if (n + 3 > limit - out) return stop(places, last, row, start);
      if (<i64>one >= 0) {
        copy(out, <usize>(<u32>one), n);
        out += n;
      } else {
        if (2 * <u64>n + 3 > <u64>(limit - out)) return stop(places, last, row, start);
        copy(out, <usize>(<u32>one), n);
        out = quoteWritten(out, out + n);
      }
      store<u8>(out++, 0x2c);
    }
    store<u8>(out - 1, 0x0a);
  }
  return stop(places, last, rows, out);
}

function stop(places: usize, last: usize, rows: usize, out: usize): usize {
  for (let place = places; place < last; place += 4) {
    const cells = load<u32>(place);
    if (cells != 0) store<u32>(place, cells + <u32>(rows << 3));
  }
  written = out;
  return rows;
}
