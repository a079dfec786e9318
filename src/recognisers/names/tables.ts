import { isKnownMobile } from '../../core/lists/phones.js';
import { allRegions } from '../../core/lists/regions.js';
import { compoundSurnames, singleSurnames } from '../../core/lists/surnames.js';
import type { TextTables } from '../../kernels/texts.js';
import { classes, numerals } from '../scan/classes.js';
import { foldTable } from '../scan/fold.js';
import { byPair, wordUnits } from '../scan/words.js';
import { kindOf, neverNames } from './characters.js';
import { commonWords } from './common-words.js';
import { dottedEnd, foreign } from './dotted-names.js';
import { isFrequentSurname } from './likelihood.js';
import {
  ambiguous,
  beginsNumber,
  conjunctions,
  followers,
  gap,
  kinEnds,
  leaders,
  notMasked,
  ownedWords,
  pauses,
  prepositions,
} from './neighbours.js';

/** Bits of traits beside the three of `kindOf`, as `kernels/assembly/words.ts` reads them. */
const Trait = {
  surname: 8,
  compound: 16,
  frequent: 32,
  follower: 64,
  leader: 128,
  gap: 256,
  conjunction: 512,
  preposition: 1024,
  ambiguous: 2048,
  dottedEnd: 4096,
  number: 8192, // of a mark
  foreign: 8192, // of a Han character
  pause: 16384, // of a mark
  kinEnd: 16384, // of a Han character
  notMasked: 32768,
} as const;

const longestTerm = 4; // what the kernel looks up is never longer

let made: TextTables | undefined;

/** Takes tables that were made before, by the build or another thread: a thread that has just begun takes a tenth of a second. */
export function adoptTextTables(tables: TextTables): void {
  made ??= tables;
}

/** The lists by which texts are scanned and names are read, as tables for the kernel; made once per thread unless adopted. */
export function textTables(): TextTables {
  made ??= {
    classes,
    folds: foldTable,
    seconds: Uint8Array.from(wordUnits, (bits) => bits & 2),
    numerals: Uint16Array.from([...numerals, 0]),
    traits: traitTable(),
    ...termList(),
    ...wordLists(),
    ...numberTables(),
    owned: Uint16Array.from([...ownedWords.flatMap((word) => [word.length, ...unitsOf(word)]), 0]),
  };
  return made;
}

/** Beginnings of mobile numbers and regions in use, one bit each. */
function numberTables(): { mobiles: Uint8Array; regions: Uint8Array } {
  const mobiles = new Uint8Array(1250);
  for (let prefix = 0; prefix < 10_000; prefix++) {
    if (isKnownMobile(String(prefix).padStart(4, '0'))) mobiles[prefix >> 3]! |= 1 << (prefix & 7);
  }
  const regions = new Uint8Array(125_000);
  for (const { code } of allRegions()) regions[Number(code) >> 3]! |= 1 << (Number(code) & 7);
  return { mobiles, regions };
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

function traitTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  const mark = (signs: Iterable<string>, trait: number) => {
    for (const sign of signs) table[sign.charCodeAt(0)]! |= trait;
  };
  for (let unit = 0; unit < 0x10000; unit++) {
    table[unit] = kindOf(unit);
    if (unit >= 0x3400 && unit <= 0x9fff) continue;
    const sign = String.fromCharCode(unit);
    if (beginsNumber.test(sign)) table[unit]! |= Trait.number;
    if (pauses.test(sign)) table[unit]! |= Trait.pause;
  }
  mark(singleSurnames, Trait.surname);
  mark(singleSurnames.filter(isFrequentSurname), Trait.frequent);
  mark(compoundSurnames, Trait.compound);
  mark(followers, Trait.follower);
  mark(leaders, Trait.leader);
  mark(gap, Trait.gap);
  mark(conjunctions, Trait.conjunction);
  mark(prepositions, Trait.preposition);
  mark(ambiguous, Trait.ambiguous);
  mark(dottedEnd, Trait.dottedEnd);
  mark(foreign, Trait.foreign);
  mark(kinEnds, Trait.kinEnd);
  mark(notMasked, Trait.notMasked);
  return table;
}

function termList(): { terms: Uint16Array; termCount: number } {
  const units: number[] = [];
  let termCount = 0;
  const add = (words: Iterable<string>, flag: number) => {
    for (const word of words) {
      if (word.length < 2 || word.length > longestTerm) continue;
      units.push(word.length, flag, ...unitsOf(word));
      termCount++;
    }
  };
  add(neverNames(), 1);
  add(commonWords(), 2);
  add(compoundSurnames, 4);
  return { terms: Uint16Array.from(units), termCount };
}

function wordLists(): { pairs: Uint32Array; words: Int32Array; wordUnits: Uint16Array } {
  const pairs: number[] = [];
  const words: number[] = [0]; // so that no list begins at 0
  const letters: number[] = [];
  for (const [key, list] of byPair) {
    pairs.push(key, words.length);
    words.push(list.length);
    for (const { text, roles, signals } of list) {
      words.push(text.length, roles, signals, letters.length);
      letters.push(...unitsOf(text));
    }
  }
  return {
    pairs: Uint32Array.from(pairs),
    words: Int32Array.from(words),
    wordUnits: Uint16Array.from(letters),
  };
}
