// Names with middle dots: `recognisers/names/dotted-names.ts` in the kernel, which is the reference and says why each rule is there.
import { dotSeen, unitAt } from './text';
import { ADDRESSES, ANNOUNCES, DOT_END, FOLLOWER, FOLLOWS, FOREIGN, han, LEADER, roleAt, roleBefore, TITLE, traitsAt } from './words';

const DOT: u32 = 0xb7;
const longestPart: i32 = 8;
const longestFirst: i32 = 7;
const mostDots: i32 = 3;

/** Length of a name with middle dots from a position, 0 where none begins. */
export function dottedFrom(start: i32): i32 {
  if (!dotSeen) return 0;
  let at = start;
  let dots = 0;
  while (true) {
    const part = at;
    while (at - part <= longestPart && han(unitAt(at))) at++;
    if (at == part) return 0;
    const joins = unitAt(at) == DOT && han(unitAt(at + 1));
    if (at - part > longestPart || dots == mostDots || !joins) return dots == 0 ? 0 : endOf(part, at) - start;
    at++;
    dots++;
  }
}

let aroundStart: i32 = 0;

/** Length of the name around a middle dot that no word announces, 0 where none stands; `aroundAt` is its place. */
export function dottedAround(at: i32, floor: i32): i32 {
  const start = startOf(at, floor);
  aroundStart = start;
  if (start == at) return 0;
  const length = dottedFrom(start);
  if (length < 5) return 0;
  const end = start + length;
  if (!runsOn(end)) return length;
  for (let i = start; i < end; i++) if (unitAt(i) != DOT && !(traitsAt(i) & FOREIGN)) return 0;
  return length;
}

/** Where the name begins that `dottedAround` found last. */
export function aroundAt(): i32 {
  return aroundStart;
}

/** Length of the name with middle dots that ends before a title, 0 where none does. */
export function dottedBefore(end: i32, floor: i32): i32 {
  if (!dotSeen) return 0;
  let start = end;
  while (start > floor && end - start < longestPart && han(unitAt(start - 1))) start--;
  if (start == end || start - 1 <= floor) return 0;
  const last = start;
  for (let dots = 0; dots < mostDots && start - 1 > floor && unitAt(start - 1) == DOT; dots++) {
    const part = startOf(start - 1, floor);
    if (part == start - 1) return 0;
    start = part;
  }
  return start == last ? 0 : end - start;
}

function startOf(at: i32, floor: i32): i32 {
  let start = at;
  while (start > floor && at - start <= longestFirst && han(unitAt(start - 1))) {
    if (traitsAt(start - 1) & LEADER || roleBefore(start, ADDRESSES | ANNOUNCES)) break;
    start--;
  }
  if (at - start <= longestFirst) return start;
  start = at;
  while (start > floor && at - start <= longestFirst && han(unitAt(start - 1)) && traitsAt(start - 1) & FOREIGN) start--;
  return at - start <= longestFirst ? start : at;
}

function endOf(part: i32, stop: i32): i32 {
  const long = stop - part > longestPart;
  const limit = min(stop, part + longestPart);
  let end = part + 1;
  for (; end < limit; end++) {
    const kind = traitsAt(end);
    if (kind & DOT_END) break;
    if (end - part < 2) continue;
    if (kind & FOLLOWER || (long && !(kind & FOREIGN))) break;
    if (roleAt(end, FOLLOWS | TITLE | ADDRESSES) > 0) break;
  }
  return end;
}

function runsOn(end: i32): bool {
  let at = end;
  while (unitAt(at - 1) != DOT) at--;
  const limit = at + longestPart;
  while (at <= limit && han(unitAt(at))) at++;
  return at > limit;
}
