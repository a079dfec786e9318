// Words, terms and characters that names stand beside or are made of, and figures: tables that are filled once, and
// asked at a position of the text that `text.ts` has looked at.
import { mayBePair, notePair } from './notable';
import { classes, unitAt, unitCount, WORD } from './text';

// Roles of words, as in recognisers/scan/words.ts.
export const ANNOUNCES: u32 = 1;
export const TITLE: u32 = 2;
export const COURTESY: u32 = 4;
export const ADDRESSES: u32 = 8;
export const FOLLOWS: u32 = 16;
export const OFFICE: u32 = 512;

// What a unit is to names; recognisers/scan/tables.ts fills the table.
export const GIVEN: u32 = 1;
export const STOP: u32 = 2;
export const WORD_END: u32 = 4;
const SURNAME: u32 = 8;
const COMPOUND: u32 = 16;
export const FREQUENT: u32 = 32;
export const FOLLOWER: u32 = 64;
export const LEADER: u32 = 128;
export const GAP: u32 = 256;
export const CONJUNCTION: u32 = 512;
export const PREPOSITION: u32 = 1024;
export const AMBIGUOUS: u32 = 2048;
export const DOT_END: u32 = 4096; // ends the last part of a name with dots
export const NUMBER_MARK: u32 = 8192; // 0-9 ( :
export const FOREIGN: u32 = 8192; // of a Han character: names of other languages are written with it
export const PAUSE: u32 = 16384; // marks and spaces between parts of a sentence
export const KIN_END: u32 = 16384; // of a Han character: kin that a surname alone stands before
export const NOT_MASKED: u32 = 32768; // what after 某 makes it no name

// Sets of terms.
export const COMMON: u32 = 1; // never a name
export const LISTED: u32 = 2; // a common word
const PAIR: u32 = 4; // a surname of two characters

// @ts-ignore: decorator
@inline
export function han(unit: u32): bool {
  return unit >= 0x3400 && unit <= 0x9fff;
}

// @ts-ignore: decorator
@inline
export function surnameAt(at: i32): i32 {
  if (at >= unitCount) return 0;
  const kind = traitsAt(at);
  return kind & (SURNAME | COMPOUND) ? surnameOf(at, kind) : 0;
}

function surnameOf(at: i32, kind: u32): i32 {
  if (kind & COMPOUND && at + 1 < unitCount && termOf(at, at + 2) & PAIR) return 2;
  return kind & SURNAME ? 1 : 0;
}

export function dotted(start: i32, end: i32): bool {
  if (end - start > 35) return false;
  if (end > unitCount) end = unitCount;
  let parts = 0;
  let size = 0;
  for (let i = start; i < end; i++) {
    const unit = unitAt(i);
    if (unit == 0xb7) {
      if (size == 0) return false;
      parts++;
      size = 0;
      continue;
    }
    if (unit < 0x4e00 || unit > 0x9fff || ++size > 8) return false;
  }
  return size > 0 && parts >= 1 && parts <= 3;
}

// @ts-ignore: decorator
@inline
export function figure(at: i32): bool {
  return unitAt(at) - 48 < 10;
}

export function figures(at: i32, count: i32): bool {
  for (let i = 0; i < count; i++) if (!figure(at + i)) return false;
  return true;
}

let traits: usize = 0;
let terms: usize = 0; // hash table of u64 keys and flags, 16 bytes each
let termMask: u32 = 0;
let wordIndex: usize = 0; // hash table of pairs of units and places in wordList, 8 bytes each
let wordMask: u32 = 0;
let wordList: usize = 0; // i32: how many, then length, roles, signals and place of the units of each, longest first
let wordUnits: usize = 0;
export let owned: usize = 0; // u16: length and units of each, ended by 0

/** Where the tables of names and words lie. */
export function nameTables(
  traitTable: usize,
  termTable: usize,
  termTableMask: u32,
  index: usize,
  indexMask: u32,
  list: usize,
  listUnits: usize,
  ownedWords: usize,
): void {
  traits = traitTable;
  terms = termTable;
  termMask = termTableMask;
  wordIndex = index;
  wordMask = indexMask;
  wordList = list;
  wordUnits = listUnits;
  owned = ownedWords;
}

export let seenRoles: u32 = 0;
export let seenLength: i32 = 0;
export let seenSignals: u32 = 0;

// @ts-ignore: decorator
@inline
function lower(unit: u32): u32 {
  return unit - 65 < 26 ? unit + 32 : unit;
}

/** Place of the words that begin with the pair at a position, 0 where none do. */
// @ts-ignore: decorator
@inline
function wordsAt(at: i32): usize {
  const first = lower(unitAt(at));
  const second = lower(unitAt(at + 1));
  return mayBePair(first, second) ? wordsOf((first << 16) | second) : 0;
}

function wordsOf(key: u32): usize {
  let slot = slotOfPair(key);
  while (true) {
    const entry = wordIndex + (<usize>slot << 3);
    const known = load<u32>(entry);
    if (known == 0) return 0;
    if (known == key) return wordList + (<usize>load<u32>(entry, 4) << 2);
    slot = (slot + 1) & wordMask;
  }
}

// @ts-ignore: decorator
@inline
function slotOfPair(key: u32): u32 {
  return ((key * <u32>0x9e3779b1) >> 8) & wordMask;
}

function sameWord(at: i32, length: i32, place: i32): bool {
  for (let i = 2; i < length; i++) {
    if (lower(unitAt(at + i)) != <u32>load<u16>(wordUnits + (<usize>(place + i) << 1))) return false;
  }
  return true;
}

/** Looks for words at a position: seenRoles, seenLength, seenSignals. */
export function wordsSeen(at: i32): bool {
  const list = wordsAt(at);
  if (list == 0) return false;
  seenRoles = 0;
  seenLength = 0;
  seenSignals = 0;
  const count = load<i32>(list);
  let entry = list + 4;
  for (let k = 0; k < count; k++, entry += 16) {
    const length = load<i32>(entry);
    if (length > 2 && !sameWord(at, length, load<i32>(entry, 12))) continue;
    const roles = load<u32>(entry, 4);
    seenSignals |= load<u32>(entry, 8);
    if (roles && (seenRoles & roles) != roles) {
      seenRoles |= roles;
      if (seenLength == 0) seenLength = length;
    }
  }
  return (seenRoles | seenSignals) != 0;
}

/** Length of the longest word with one of some roles at a position, 0 where none stands. */
export function roleAt(at: i32, roles: u32): i32 {
  if (at + 1 >= unitCount || !(<u32>load<u16>(classes + (<usize>unitAt(at) << 1)) & WORD)) return 0;
  const list = wordsAt(at);
  if (list == 0) return 0;
  const count = load<i32>(list);
  let entry = list + 4;
  for (let k = 0; k < count; k++, entry += 16) {
    if (!(load<u32>(entry, 4) & roles)) continue;
    const length = load<i32>(entry);
    if (length == 2 || sameWord(at, length, load<i32>(entry, 12))) return length;
  }
  return 0;
}

export function roleBefore(end: i32, roles: u32): bool {
  for (let length = 2; length <= 6 && length <= end; length++) {
    if (roleAt(end - length, roles) == length) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
export function traitsAt(at: i32): u32 {
  return load<u16>(traits + (<usize>unitAt(at) << 1));
}

/** Puts terms into the empty table: of each its length, its flags and its two to four units, as u16. */
export function fillTerms(list: usize, count: i32): void {
  for (let k = 0; k < count; k++) {
    const length: usize = load<u16>(list);
    let key: u64 = 0;
    for (let i: usize = 0; i < length; i++) key = (key << 16) | <u64>load<u16>(list + (i << 1), 4);
    const entry = slotOf(key);
    store<u64>(entry, key);
    store<u32>(entry, load<u32>(entry, 8) | <u32>load<u16>(list, 2), 8);
    list += 4 + (length << 1);
  }
}

/** The entry of a key in the table of terms, or the empty one where it belongs. */
function slotOf(key: u64): usize {
  const hash = <u32>((key * <u64>0x9e3779b97f4a7c15) >> 40);
  let slot = hash & termMask;
  while (true) {
    const entry = terms + (<usize>slot << 4);
    const known = load<u64>(entry);
    if (known == 0 || known == key) return entry;
    slot = (slot + 1) & termMask;
  }
}

/** Puts the pairs of units that begin words and the places of their lists into the empty table, and marks them. */
export function fillWords(pairs: usize, count: i32): void {
  for (let k = 0; k < count; k++, pairs += 8) {
    const key = load<u32>(pairs);
    const second = key & 0xffff;
    notePair(key >>> 16, second);
    if (second - 97 < 26) notePair(key >>> 16, second - 32);
    let slot = slotOfPair(key);
    while (load<u32>(wordIndex + (<usize>slot << 3)) != 0) slot = (slot + 1) & wordMask;
    const entry = wordIndex + (<usize>slot << 3);
    store<u32>(entry, key);
    store<u32>(entry, load<u32>(pairs, 4), 4);
  }
}

/** Flags of the text [start, end), cut at the end of the text, of at most four characters. */
export function termOf(start: i32, end: i32): u32 {
  if (end > unitCount) end = unitCount;
  if (end - start < 2) return 0;
  let key: u64 = 0;
  for (let i = start; i < end; i++) key = (key << 16) | <u64>unitAt(i);
  return load<u32>(slotOf(key), 8);
}
