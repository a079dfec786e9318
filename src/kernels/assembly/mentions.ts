// Whether a name that was found stands elsewhere in the text too: `recognisers/names/mentions.ts` then looks at it.
import { NAME_WORDS, nameCount } from './names';
import { unitCount, units, unitAt } from './text';

/** Names up to which they are searched here; a text with more is looked at. */
const most: i32 = 16;

/** Whether the text at hand may mention a name where none was found. */
export function mentionsNames(): bool {
  if (nameCount > most) return true;
  for (let k = 0; k < nameCount; k++) {
    const name = NAME_WORDS + <usize>k * 12;
    const start = load<i32>(name);
    if (mentioned(start, load<i32>(name, 4) - start)) return true;
  }
  return false;
}

function mentioned(start: i32, length: i32): bool {
  const first = i16x8.splat(<i16>unitAt(start));
  const second = i16x8.splat(<i16>unitAt(start + 1));
  const last = unitCount - length;
  for (let at = 0; at <= last; at += 8) {
    const p = units + (<usize>at << 1);
    let both: u32 = i16x8.bitmask(v128.and(i16x8.eq(v128.load(p), first), i16x8.eq(v128.load(p, 2), second)));
    for (; both; both &= both - 1) {
      const place = at + <i32>ctz(both);
      if (place <= last && !found(place, length) && same(start, place, length)) return true;
    }
  }
  return false;
}

function same(one: i32, other: i32, length: i32): bool {
  for (let i = 2; i < length; i++) if (unitAt(one + i) != unitAt(other + i)) return false;
  return true;
}

/** Whether a name of so many units was found at a place. */
function found(place: i32, length: i32): bool {
  for (let name = NAME_WORDS, end = NAME_WORDS + <usize>nameCount * 12; name < end; name += 12) {
    if (load<i32>(name) == place && load<i32>(name, 4) - place == length) return true;
  }
  return false;
}
