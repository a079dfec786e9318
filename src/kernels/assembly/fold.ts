// Folding of full-width forms, blanks, dashes and characters without a width, as NFKC does to those that matter here.
import { constant } from './vectors';

// @ts-ignore: decorator
@inline
export function leadsFold(block: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(block, constant(14)), i8x16.eq(block, constant(15))),
    i8x16.eq(block, constant(16)),
  );
}

/** Writes the folded form to `to` and returns its length; blocks without a foldable lead byte are copied whole. */
export function fold(p: usize, n: u32, to: usize): u32 {
  const end = p + n;
  const start = to;
  while (p < end) {
    const block = v128.load(p);
    v128.store(to, block);
    const mask: u32 = i8x16.bitmask(v128.or(leadsFold(block), i8x16.eq(block, constant(12)))) | 0x10000;
    const run = min<usize>(ctz(mask), end - p);
    p += run;
    to += run;
    if (run == 16 || p >= end) continue;
    const a = load<u8>(p);
    const left = end - p;
    const b: u32 = left > 1 ? load<u8>(p + 1) : 0;
    const c: u32 = left > 2 ? load<u8>(p + 2) : 0;
    if (a == 0xc2) {
      if (b == 0xa0) {
        store<u8>(to++, 32);
        p += 2;
        continue;
      }
    } else if (a == 0xef) {
      if (b == 0xbc && c >= 0x81 && c <= 0xbf) {
        store<u8>(to++, c - 0x60);
        p += 3;
        continue;
      }
      if (b == 0xbd && c >= 0x80 && c <= 0x9e) {
        store<u8>(to++, c - 0x20);
        p += 3;
        continue;
      }
      if (b == 0xbb && c == 0xbf) {
        p += 3;
        continue;
      }
    } else if (a == 0xe3) {
      if (b == 0x80 && c == 0x80) {
        store<u8>(to++, 32);
        p += 3;
        continue;
      }
    } else if (b == 0x80) {
      if (c >= 0x90 && c <= 0x95) {
        store<u8>(to++, 45);
        p += 3;
        continue;
      }
      if ((c >= 0x8b && c <= 0x8f) || (c >= 0xaa && c <= 0xae)) {
        p += 3;
        continue;
      }
    } else if (b == 0x88 && c == 0x92) {
      store<u8>(to++, 45);
      p += 3;
      continue;
    } else if (b == 0x81 && (c == 0xa0 || (c >= 0xa6 && c <= 0xa9))) {
      p += 3;
      continue;
    }
    store<u8>(to++, a); // the lead byte of a character that does not fold; its rest is copied as it is
    p++;
  }
  return <u32>(to - start);
}

export function isHigh(p: usize, n: u32): bool {
  const end = p + n;
  for (; p + 16 <= end; p += 16) if (i8x16.bitmask(v128.load(p))) return true;
  return p < end && (i8x16.bitmask(v128.load(p)) & ((1 << <u32>(end - p)) - 1)) != 0;
}
