/** Two-byte GB18030 sequences by code point, built by decoding every one of them with the platform's decoder. */
function twoByteTable(): Map<number, number> {
  const decoder = new TextDecoder('gb18030', { fatal: false });
  const table = new Map<number, number>();
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const text = decoder.decode(pair);
      const point = text.codePointAt(0) as number;
      if (point === 0xfffd || text.length > (point > 0xffff ? 2 : 1)) continue;
      if (!table.has(point)) table.set(point, (lead << 8) | trail);
    }
  }
  return table;
}

let table: Map<number, number> | undefined;

/**
 * Encodes text as GB18030 (GB 18030-2005): ASCII, two bytes, and four bytes beyond the basic plane. Throws on the
 * few characters of the basic plane that need four bytes; the samples have none.
 */
export function encodeGb18030(text: string): Buffer {
  table ??= twoByteTable();
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    const pair = table.get(point);
    if (point < 0x80) bytes.push(point);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else if (point >= 0x10000) {
      const linear = point - 0x10000;
      bytes.push(
        0x90 + Math.floor(linear / 12_600),
        0x30 + (Math.floor(linear / 1260) % 10),
        0x81 + (Math.floor(linear / 10) % 126),
        0x30 + (linear % 10),
      );
    } else throw new Error(`U+${point.toString(16)} is not in the two-byte table`);
  }
  return Buffer.from(bytes);
}
