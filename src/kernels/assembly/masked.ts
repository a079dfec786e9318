// The loop (usual.ts) for cells of digits and asterisks, and an X behind them: what masks leave of numbers. A mask leaves the
// same form of nearly every cell of a column: of one of that form nothing is to be seen but that its bytes are in their places.
import { constant, digitMask } from './vectors';
import { isPlainlyMasked } from './ascii';
import { hashMiddle, hashSmall } from './hash';
import { hashEnd, hashesEnd, noteHash, offeredBelow, shownBelow } from './hashed';

// The form of cells: by place, the least byte and how much more it may be, as ranges in usual.ts; their bytes, 0: none yet.
const form = memory.data(64, 16);
let formBytes: u32 = 0;
let starred: u32 = 0; // 1: they end in an asterisk, 0: in a digit or an X
// What the last cell that was looked at closely is.
let seenBytes: u32 = 0;
let seenDigits: u32 = 0;

let count: u32 = 0;
let lengths: u32 = 0;
/** How many cells the last call counted, and a bit for every length of one. */
export function maskedCount(): u32 {
  return count;
}
export function maskedLengths(): u32 {
  return lengths;
}

/** Counts cells of 3 to 30 bytes and lists the others, as `countUsual` does. */
export function masks(first: usize, at: usize, stop: usize, stride: usize, rest: usize): usize {
  count = 0;
  lengths = 0;
  while (at < stop) {
    if (formBytes) {
      const from = at;
      at = formBytes > 16 ? wideForms(first, at, stop, stride) : narrowForms(first, at, stop, stride);
      if (at > from) {
        count += <u32>((at - from) / stride);
        lengths |= 1 << formBytes;
      }
      if (at >= stop) break;
    }
    const offset = load<u32>(at - 4) & 0x7fffffff;
    const n = (load<u32>(at) & 0x7fffffff) - offset - 1;
    const p = first + offset;
    if (n - 3 < 28 && isMasked(p, n)) {
      count++;
      lengths |= 1 << n;
      hashesEnd(noteHash(hashEnd, n > 16 ? hashMiddle(p, n) : hashSmall(p, n), p, n, offeredBelow, shownBelow));
    } else {
      store<u32>(rest, <u32>p);
      store<u32>(rest, n, 4);
      rest += 8;
    }
    at += stride;
  }
  return rest;
}

/** Whether a cell of up to 30 bytes is what masks leave of a number. Two of a form in a row are taken for the form of the column. */
function isMasked(p: usize, n: u32): bool {
  const full: u32 = (1 << n) - 1;
  const one = v128.load(p);
  const two = v128.load(p, 16);
  const star = constant(9);
  const digits = (digitMask(one) | (digitMask(two) << 16)) & full;
  const stars = ((<u32>i8x16.bitmask(i8x16.eq(one, star))) | (<u32>i8x16.bitmask(i8x16.eq(two, star)) << 16)) & full;
  const crossed = <u32>((load<u8>(p + n - 1) | 32) == 120) << (n - 1); // a check character X
  if (digits == 0 || (digits | stars | crossed) != full || !isPlainlyMasked(digits, stars)) return false;
  if (crossed) return true;
  // Digits must be left where an X stands for the last; with one digit less there are no more of them in a row.
  if (n == seenBytes && digits == seenDigits && (digits & (full >>> 1)) != 0) learnForm(n, digits);
  seenBytes = n;
  seenDigits = digits;
  return true;
}

function learnForm(n: u32, digits: u32): void {
  formBytes = n;
  starred = 1 - ((digits >>> (n - 1)) & 1);
  for (let i: u32 = 0; i < 32; i++) {
    const at = form + <usize>((i & 16) << 1) + <usize>(i & 15);
    const isDigit = ((digits >>> i) & 1) != 0;
    const any = i >= n || (i == n - 1 && !starred);
    store<u8>(at, any ? 0 : isDigit ? 48 : 42);
    store<u8>(at, any ? 255 : isDigit ? 9 : 0, 16);
  }
}

/** Whether a byte is a digit or an X. */
// @ts-ignore: decorator
@inline
function isCheck(byte: u32): u32 {
  return u32(byte - 48 < 10) | u32((byte | 32) == 120);
}

/** Notes the hashes of cells of the form up to the first that is not; returns where that stands. `wide`: they have more than 16 bytes. */
// @ts-ignore: decorator
@inline
function ofForm(first: usize, at: usize, stop: usize, stride: usize, wide: bool): usize {
  const below = offeredBelow;
  const shown = shownBelow;
  const least = v128.load(form);
  const more = v128.load(form, 16);
  const least2 = v128.load(form, 32);
  const more2 = v128.load(form, 48);
  const bytes = formBytes;
  const ended = starred;
  let out = hashEnd;
  for (; at < stop; at += stride) {
    const offset = load<u32>(at - 4) & 0x7fffffff;
    const p = first + offset;
    if ((load<u32>(at) & 0x7fffffff) - offset - 1 != bytes) break;
    let fits = i8x16.le_u(i8x16.sub(v128.load(p), least), more);
    if (wide) fits = v128.and(fits, i8x16.le_u(i8x16.sub(v128.load(p, 16), least2), more2));
    if (!i8x16.all_true(fits) || (isCheck(load<u8>(p + bytes - 1)) | ended) == 0) break;
    out = noteHash(out, wide ? hashMiddle(p, bytes) : hashSmall(p, bytes), p, bytes, below, shown);
  }
  hashesEnd(out);
  return at;
}

// A loop for each width, so that neither asks.
function wideForms(first: usize, at: usize, stop: usize, stride: usize): usize {
  return ofForm(first, at, stop, stride, true);
}
function narrowForms(first: usize, at: usize, stop: usize, stride: usize): usize {
  return ofForm(first, at, stop, stride, false);
}
