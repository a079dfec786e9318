// Which records may mention the value of another of their cells inside a text. A superset, found on bytes: a mention
// needs the first characters of the value somewhere in the text, whatever their case, width and separators.

const seen = memory.data(32, 16); // one bit per class of character that stands in the text

const skip: u32 = 0x1ff; // a separator: people put it in and leave it out
const odd: u32 = 0x1fe; // a character whose folding is not plain: look at the record

// Length of the character at p: 1 to 4.
// @ts-ignore: decorator
@inline
function width(lead: u32): usize {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

// @ts-ignore: decorator
@inline
function asciiClass(c: u32): u32 {
  if (c - 65 < 26) return c + 32;
  // space and controls, ( ) * , - . / _
  if (c <= 32 || c == 95 || c - 40 < 3 || c - 44 < 4) return skip;
  return c;
}

/** Class of the character at p: ASCII (full-width folded) is itself, Han is one of 128, separators and oddities apart. */
function classAt(p: usize, lead: u32): u32 {
  if (lead < 0x80) return asciiClass(lead);
  if (lead == 0xef) {
    const point: u32 = (<u32>load<u8>(p, 1) << 6) | (<u32>load<u8>(p, 2) & 0x3f);
    const narrow: u32 = (point & 0xfff) - 0xf01 + 33; // U+FF01 … U+FF5E
    if ((point & 0xfff) >= 0xf01 && (point & 0xfff) <= 0xf5e) return asciiClass(narrow);
    return odd;
  }
  if (lead >= 0xe4 && lead <= 0xe9) {
    const b: u32 = load<u8>(p, 1);
    const c: u32 = load<u8>(p, 2);
    return 128 + (((lead * 31 + b) * 31 + c) & 127);
  }
  return odd;
}

// @ts-ignore: decorator
@inline
function has(c: u32): bool {
  return (load<u32>(seen + ((c >> 5) << 2)) >> (c & 31)) & 1 ? true : false;
}

/**
 * Writes the records whose cell in `column` may contain the value of one of the `others` (u32 column numbers) to
 * `out` and returns how many they are.
 */
export function findEchoes(
  text: usize,
  ends: usize,
  columns: usize,
  records: usize,
  column: usize,
  others: usize,
  otherCount: usize,
  out: usize,
): usize {
  let count: usize = 0;
  for (let r: usize = 0; r < records; r++) {
    const row = r * columns;
    let at = row + column;
    let start: usize = at == 0 ? 0 : <usize>(load<u32>(ends + ((at - 1) << 2)) & 0x7fffffff) + 1;
    let end: usize = <usize>(load<u32>(ends + (at << 2)) & 0x7fffffff);
    if (column == columns - 1 && end > start && load<u8>(text + end - 1) == 13) end--;
    if (end <= start) continue;
    v128.store(seen, i8x16.splat(0));
    v128.store(seen, i8x16.splat(0), 16);
    let flagged = false;
    for (let p = text + start; p < text + end; ) {
      const lead: u32 = load<u8>(p);
      const c = classAt(p, lead);
      if (c < 256) store<u32>(seen + ((c >> 5) << 2), load<u32>(seen + ((c >> 5) << 2)) | (1 << (c & 31)));
      // The Kelvin sign is the one letter outside of ASCII whose lower case is plain.
      else if (lead == 0xe2 && load<u8>(p, 1) == 0x84 && load<u8>(p, 2) == 0xaa) flagged = true;
      p += width(lead);
    }
    for (let o: usize = 0; o < otherCount && !flagged; o++) {
      const other: usize = load<u32>(others + (o << 2));
      at = row + other;
      start = at == 0 ? 0 : <usize>(load<u32>(ends + ((at - 1) << 2)) & 0x7fffffff) + 1;
      end = <usize>(load<u32>(ends + (at << 2)) & 0x7fffffff);
      if (other == columns - 1 && end > start && load<u8>(text + end - 1) == 13) end--;
      if (end > start && load<u8>(text + start) == 34) {
        start++;
        end--;
      }
      let found: u32 = 0;
      for (let p = text + start; p < text + end && found < 8; ) {
        const lead: u32 = load<u8>(p);
        const c = classAt(p, lead);
        p += width(lead);
        if (c == skip) continue;
        if (c == odd) {
          flagged = true;
          break;
        }
        if (!has(c)) {
          found = 0;
          break;
        }
        found++;
      }
      if (found >= 2) flagged = true;
    }
    if (flagged) {
      store<u32>(out + (count << 2), <u32>r);
      count++;
    }
  }
  return count;
}
