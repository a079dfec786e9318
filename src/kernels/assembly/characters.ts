// Characters outside ASCII: decoding, classes, and the facts about U+4E00–U+9FFF.

// Facts about characters U+4E00–U+9FFF, one byte each.
export const SURNAME: u8 = 1;
export const COMPOUND: u8 = 2; // first character of a surname of two
export const LEVEL: u8 = 4; // level of an address
export const ENDING: u8 = 8; // ends an organisation's name alone
export const ENDINGS: u8 = 16; // last character of a longer ending
export const PROVINCE: u8 = 32; // begins a plate
export const PLATE_END: u8 = 64; // ends a special plate

let facts: usize = 0;
/** Installs the facts: a byte a character, 20992 of them. */
export function setFacts(at: usize): void {
  facts = at;
}

// @ts-ignore: decorator
@inline
export function three(p: usize): u32 {
  return ((<u32>load<u8>(p) & 15) << 12) | ((<u32>load<u8>(p + 1) & 63) << 6) | (<u32>load<u8>(p + 2) & 63);
}

// @ts-ignore: decorator
@inline
export function isThree(p: usize): bool {
  return (load<u8>(p) & 0xf0) == 0xe0;
}

// @ts-ignore: decorator
@inline
export function factsOf(code: u32): u32 {
  return code - 0x4e00 < 20992 ? load<u8>(facts + (code - 0x4e00)) : 0;
}

/** The facts about a character of U+4E00–U+9FFF. */
// @ts-ignore: decorator
@inline
export function knownOf(code: u32): u32 {
  return load<u8>(facts + (code - 0x4e00));
}

// @ts-ignore: decorator
@inline
export function isHanCode(code: u32): bool {
  return (
    code - 0x3400 < 0x6c00 || code == 0x3007 || code - 0xf900 < 512 || code - 0x20000 < 0x20000
  );
}

export let nextCode: u32 = 0;
/** Decodes the character at p into nextCode and returns its length in bytes. */
export function decode(p: usize): u32 {
  const a: u32 = load<u8>(p);
  if (a < 0x80) {
    nextCode = a;
    return 1;
  }
  if (a >= 0xf0) {
    nextCode =
      ((a & 7) << 18) | ((<u32>load<u8>(p + 1) & 63) << 12) | ((<u32>load<u8>(p + 2) & 63) << 6) | (<u32>load<u8>(p + 3) & 63);
    return 4;
  }
  if (a >= 0xe0) {
    nextCode = three(p);
    return 3;
  }
  nextCode = ((a & 31) << 6) | (<u32>load<u8>(p + 1) & 63);
  return 2;
}

// @ts-ignore: decorator
@inline
export function isDot(code: u32): bool {
  return code == 0xb7 || code == 0x2022 || code == 0x30fb || code == 0x2027;
}

// @ts-ignore: decorator
@inline
export function isMark(code: u32): bool {
  return code == 42 || code == 0xd7 || code == 0x25cf || code == 0x25cb || code == 0x25a0 || code == 0x2588;
}
