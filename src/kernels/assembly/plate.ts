// Number plates of vehicles: province, letter, five or six places.
import { PLATE_END, three, isThree, factsOf, nextCode, decode, isDot } from './characters';

/** Letter or digit without I and O, either case. */
// @ts-ignore: decorator
@inline
function isPlateByte(byte: u32): bool {
  if (byte - 48 < 10) return true;
  const upper = byte & 0xdf;
  return upper - 65 < 26 && upper != 73 && upper != 79 && byte >= 65;
}

// @ts-ignore: decorator
@inline
function isGreenByte(byte: u32): bool {
  const upper = byte & 0xdf;
  return byte >= 65 && upper - 65 < 11 && upper != 73; // A–H, J, K
}

/** The province was seen. */
export function isPlate(p: usize, n: u32): bool {
  const end = p + n;
  let at = p + 3;
  const letter: u32 = load<u8>(at);
  if (letter < 65 || (letter | 32) - 97 >= 26 || n < 9) return false;
  at++;
  decode(at);
  if (isDot(nextCode) || nextCode == 32 || nextCode == 46 || nextCode == 45) at += decode(at);
  const left = <u32>(end - at);
  let digits: u32 = 0;
  const plain: u32 = left == 7 ? 4 : left;
  if (plain < 4 || plain > 6) return false;
  for (let i: u32 = 0; i < plain; i++) {
    const byte: u32 = load<u8>(at + i);
    if (!isPlateByte(byte)) return false;
    digits += <u32>(byte - 48 < 10);
  }
  if (!digits) return false;
  if (left == 5) return true;
  if (left == 7) return isThree(at + 4) && (factsOf(three(at + 4)) & PLATE_END) != 0;
  if (left != 6) return false;
  const head: u32 = load<u8>(at);
  const tail: u32 = load<u8>(at + 5);
  let run: u32 = 0; // digits at positions 1…4
  for (let i: u32 = 2; i < 5; i++) run += <u32>(<u32>load<u8>(at + i) - 48 < 10);
  if (isGreenByte(head) && run == 3 && tail - 48 < 10) return true;
  return head - 48 < 10 && <u32>load<u8>(at + 1) - 48 < 10 && run == 3 && isGreenByte(tail);
}
