// What is replaced in a text in which the kernel has read all that there is to find: its names and numbers, in order. Only where
// none of them overlaps another: which of two wins is said by recognisers/scan/overlaps.ts.
import { NAME_WORDS } from './names';
import { readCount, reads } from './text';

const HEADER: usize = 8;
const CUT: usize = 12; // start, end, label
const most: i32 = 16;

/** Bytes that the cuts of one cell take at most. */
export const CUTS_BYTES: usize = HEADER + <usize>most * CUT;

/**
 * Writes the cuts of the text at hand, that of cell `cell` with so many names, to `out` as `spliceCells` takes them, and returns their bytes: 0 where
 * nothing is replaced, -1 where they are too many or overlap. `labels` says what each kind is replaced by (kind 0: names, the
 * others as in alone.ts), -1 where it stays.
 */
export function writeCuts(cell: usize, names: i32, labels: usize, out: usize): i32 {
  if (names + readCount > most) return -1;
  const first = out + HEADER;
  let end = first;
  for (let read = reads, last = reads + (<usize>readCount << 4); read < last; read += 16) {
    const kind = load<u32>(read, 12);
    end = insert(first, end, load<i32>(read), load<i32>(read, 4), load<i32>(labels + (<usize>kind << 2)));
  }
  for (let name = NAME_WORDS, last = NAME_WORDS + <usize>names * 12; name < last; name += 12)
    end = insert(first, end, load<i32>(name), load<i32>(name, 4), load<i32>(labels));
  let to = first;
  let done: i32 = 0;
  for (let at = first; at < end; at += CUT) {
    if (load<i32>(at) < done) return -1;
    done = load<i32>(at, 4);
    if (load<i32>(at, 8) < 0) continue;
    if (to != at) {
      store<u64>(to, load<u64>(at));
      store<u32>(to, load<u32>(at, 8), 8);
    }
    to += CUT;
  }
  if (to == first) return 0;
  store<u32>(out, <u32>cell);
  store<u32>(out, <u32>(to - first) / <u32>CUT, 4);
  return <i32>(to - out);
}

/** Puts a cut among those [first, end), which are in order of their start; returns the new end. */
function insert(first: usize, end: usize, start: i32, stop: i32, label: i32): usize {
  let at = end;
  for (; at > first && load<i32>(at - CUT) > start; at -= CUT) {
    store<u64>(at, load<u64>(at - CUT));
    store<u32>(at, load<u32>(at - CUT, 8), 8);
  }
  store<i32>(at, start);
  store<i32>(at, stop, 4);
  store<i32>(at, label, 8);
  return end + CUT;
}
