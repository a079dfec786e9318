// Classes of single bytes, and the room for a form without its separators.

export const buffer = memory.data(64, 16);

// @ts-ignore: decorator
@inline
export function isDigit(byte: u32): bool {
  return byte - 48 < 10;
}

// @ts-ignore: decorator
@inline
export function at(p: usize, i: u32, n: u32): u32 {
  return i < n ? load<u8>(p + i) : 0;
}

// @ts-ignore: decorator
@inline
export function isLetter(byte: u32): bool {
  return (byte | 32) - 97 < 26;
}

// @ts-ignore: decorator
@inline
export function isHex(byte: u32): bool {
  return isDigit(byte) || (byte | 32) - 97 < 6;
}

// @ts-ignore: decorator
@inline
export function pair(p: usize): u32 {
  return (<u32>load<u8>(p) - 48) * 10 + <u32>load<u8>(p + 1) - 48;
}
