// UTF-8 as UTF-16.

// In memory: the engine would build constants anew in every turn of a loop.
const tables = memory.data<u8>([
  // of lead bytes of three, and of the bytes behind them, the bits that tell them, and what they are
  0xf0, 0xc0, 0xc0, 0xf0, 0xc0, 0xc0, 0xf0, 0xc0, 0xc0, 0xf0, 0xc0, 0xc0, 0xf0, 0xc0, 0xc0, 0,
  0xe0, 0x80, 0x80, 0xe0, 0x80, 0x80, 0xe0, 0x80, 0x80, 0xe0, 0x80, 0x80, 0xe0, 0x80, 0x80, 1,
  // where the bytes of units come from: the third and second, the lead
  2, 1, 5, 4, 8, 7, 11, 10, 14, 13, 255, 255, 255, 255, 255, 255,
  0, 255, 3, 255, 6, 255, 9, 255, 12, 255, 255, 255, 255, 255, 255, 255,
  0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f,
  0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0, 0x3f, 0,
], 16);

/**
 * Writes the UTF-16 units of well-formed UTF-8 [p, p + n) to `to`, 32 bytes of zeros behind them; five characters of
 * three bytes at a time. Returns where the units end.
 */
export function unitsOf(p: usize, n: usize, to: usize): usize {
  const end = p + n;
  const leadMask = v128.load(tables);
  const leadWant = v128.load(tables, 16);
  const low = v128.load(tables, 32);
  const high = v128.load(tables, 48);
  const middle = v128.load(tables, 64);
  const tail = v128.load(tables, 80);
  while (p < end) {
    const v = v128.load(p);
    const fit: u32 = <u32>i8x16.bitmask(i8x16.eq(v128.and(v, leadMask), leadWant));
    // Never past the cell: what follows it in memory may be text too.
    const bytes = min(<usize>ctz(~fit), end - p);
    if (bytes >= 3) {
      const count: usize = bytes >= 15 ? 5 : bytes >= 12 ? 4 : bytes >= 9 ? 3 : bytes >= 6 ? 2 : 1;
      const b = i8x16.swizzle(v, low);
      const unit = v128.or(
        i16x8.shl(i8x16.swizzle(v, high), 12),
        v128.or(i16x8.shr_u(v128.and(b, middle), 2), v128.and(b, tail)),
      );
      v128.store(to, unit);
      p += count * 3;
      to += count << 1;
      continue;
    }
    const wide: u32 = <u32>i8x16.bitmask(v) | 0x10000;
    const plain = min(<usize>ctz(wide), end - p);
    if (plain > 0) {
      v128.store(to, i16x8.extend_low_i8x16_u(v));
      v128.store(to, i16x8.extend_high_i8x16_u(v), 16);
      p += plain;
      to += plain << 1;
      continue;
    }
    const lead: u32 = load<u8>(p);
    if (lead < 0xe0) {
      store<u16>(to, <u16>(((lead & 0x1f) << 6) | (<u32>load<u8>(p, 1) & 0x3f)));
      p += 2;
      to += 2;
    } else {
      const point: u32 =
        ((lead & 7) << 18) |
        ((<u32>load<u8>(p, 1) & 0x3f) << 12) |
        ((<u32>load<u8>(p, 2) & 0x3f) << 6) |
        (<u32>load<u8>(p, 3) & 0x3f);
      const rest = point - 0x10000;
      store<u16>(to, <u16>(0xd800 | (rest >> 10)));
      store<u16>(to, <u16>(0xdc00 | (rest & 0x3ff)), 2);
      p += 4;
      to += 4;
    }
  }
  v128.store(to, i64x2.splat(0));
  v128.store(to, i64x2.splat(0), 16);
  return to;
}
