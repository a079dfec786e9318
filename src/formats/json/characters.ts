/** Does an integer need more than 64 bits? */
export function isWide(text: string): boolean {
  const value = BigInt(text);
  return value >= 1n << 63n || value < -(1n << 63n);
}

/** White space of JSON. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
