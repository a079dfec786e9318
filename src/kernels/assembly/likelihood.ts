// How much a part of a text looks like a Chinese name: `recognisers/names/likelihood.ts` in the kernel.
import { dotSeen, unitAt, unitCount } from './text';
import { COMMON, dotted, FREQUENT, GIVEN, LISTED, STOP, surnameAt, termOf, traitsAt, WORD_END } from './words';

// @ts-ignore: decorator
@inline
function ifDotted(start: i32, end: i32): f64 {
  return dotSeen && dotted(start, end) ? 0.7 : 0;
}

export function likelihood(start: i32, end: i32): f64 {
  const length = end - start;
  if (length > 4 || end > unitCount) return ifDotted(start, end);
  const surname = surnameAt(start);
  const count = length - surname;
  if (surname == 0 || count <= 0) return ifDotted(start, end);
  let known = 0;
  let stops = false;
  for (let i = start; i < end; i++) {
    const unit = unitAt(i);
    if (unit < 0x4e00 || unit > 0x9fff || unit == 0x67d0) return ifDotted(start, end);
    if (i < start + surname) continue;
    const kind = traitsAt(i);
    if (kind & GIVEN) known++;
    else if (kind & STOP) stops = true;
  }
  const term = termOf(start, end);
  if (term & COMMON) return 0;
  if (count > 2) return count == 3 && surname == 1 ? 0.15 : 0;
  let value: f64 = surname == 2 ? 0.85 : traitsAt(start) & FREQUENT ? 0.7 : 0.4;
  if (known == count) value += 0.15;
  else if (known == 0) value -= 0.15;
  if (traitsAt(end - 1) & WORD_END) value -= 0.25;
  if (stops) value -= 0.2;
  if (term & LISTED) value = known == count ? Math.min(value, 0.45) - 0.15 : 0;
  return value == 0 ? 0 : Math.max(0.05, Math.min(0.95, value));
}
