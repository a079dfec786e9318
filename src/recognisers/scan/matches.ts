import type { Entity } from '../../core/entities.js';
import type { Score, Span } from '../../core/recogniser.js';
import { digitSize, runSize, scanOf, sizeBit } from './scan.js';

/** Where the matches of a pattern can begin, so that a text is not searched for them character by character. */
export interface Start {
  /** `digits`: at a run of digits, or at a + or opening bracket before one. `runs`: at a run of letters and digits. */
  at: 'digits' | 'runs';
  least?: number; // digits, or letters and digits, from there to the end of the cluster
  /** Digits, or letters and digits, of which a match may consist: of one that ends with a run. */
  sizes?: readonly number[];
  /** The same where a run begins with one of these characters and has no sign before it. */
  sizesAfter?: readonly (readonly [first: string, sizes: readonly number[]])[];
  first?: string; // what the run begins with, one of these characters; not asked of what a sign stands before
}

/** A finder that needs runs of some sizes: of digits, or of letters and digits. */
export interface SizedFinder {
  (text: string): Span[];
  digitSizes?: number;
  runSizes?: number;
  /** What it looks for, and where it says that this can begin. */
  made?: { begin: Start; pattern: RegExp; score: Judge };
  parts?: readonly SizedFinder[]; // of which it is made
}

/** From a size to another one, both among them. */
export function between(least: number, most: number): number[] {
  return Array.from({ length: most - least + 1 }, (_, i) => least + i);
}

/** Judges a matched text: 0 rejects it. */
export type Judge = (match: string, text: string, start: number) => Score;

/**
 * A finder from a global pattern and a score of the matched text (0 rejects it). Patterns must be bounded: no
 * unlimited quantifier may be followed by something that can fail, so that a text takes linear time. A `gate` is a
 * cheap pattern that every text with a match contains.
 */
export function matching(
  entity: Entity,
  pattern: RegExp,
  score: Judge,
  gate?: RegExp,
): (text: string) => Span[] {
  return (text) => {
    const folded = scanOf(text).text;
    const spans: Span[] = [];
    if (gate !== undefined && !gate.test(folded)) return spans;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
      const found = match[0];
      const value = score(found, folded, match.index);
      if (value > 0)
        spans.push({ start: match.index, end: match.index + found.length, entity, score: value });
      // A rejected match must not hide one that starts inside it.
      pattern.lastIndex = value > 0 ? match.index + found.length : match.index + 1;
    }
    return spans;
  };
}

/** As `matching`, for a pattern whose matches begin only where `begin` says: it is tried there and nowhere else. */
export function matchingAt(entity: Entity, begin: Start, pattern: RegExp, score: Judge): SizedFinder {
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}y`);
  const ofDigits = begin.at === 'digits';
  const size = ofDigits ? digitSize : runSize;
  const sizesAt = ofDigits ? 3 : 4;
  const bits = begin.sizes ? bitsOf(begin.sizes) : begin.least ? -1 << Math.min(begin.least, 31) : -1;
  // By the character that a run begins with, what its sizes must share a bit with.
  const firsts = new Int32Array(128).fill(begin.first === undefined ? bits : 0);
  for (const character of begin.first ?? '') firsts[character.charCodeAt(0)] = bits;
  for (const [characters, sizes] of begin.sizesAfter ?? []) {
    for (const character of characters) firsts[character.charCodeAt(0)] = bitsOf(sizes);
  }
  const find: SizedFinder = (text) => {
    const scan = scanOf(text);
    const folded = scan.text;
    const table = ofDigits ? scan.digits : scan.runs;
    const count = ofDigits ? scan.digitCount : scan.runCount;
    let spans: Span[] | undefined; // most finders find nothing in most texts
    let free = 0; // where the last match ended
    for (let k = 0; k < count; k++) {
      const at = table[k * size]!;
      const sizes = table[k * size + sizesAt]!;
      if ((sizes & bits) === 0 || at < free) continue;
      let from = at;
      if (ofDigits && at > free) {
        const sign = folded.charCodeAt(at - 1);
        if (sign === 43 || sign === 40)
          from = at > free + 1 && folded.charCodeAt(at - 2) === 40 ? at - 2 : at - 1;
      }
      if (from === at && (firsts[folded.charCodeAt(at)]! & sizes) === 0) continue;
      for (; from <= at; from++) {
        sticky.lastIndex = from;
        if (!sticky.test(folded)) continue;
        const end = sticky.lastIndex;
        const value = score(folded.slice(from, end), folded, from);
        if (value === 0) continue;
        spans ??= [];
        spans.push({ start: from, end, entity, score: value });
        free = end;
        break;
      }
    }
    return spans ?? none;
  };
  return Object.assign(find, {
    made: { begin, pattern, score },
    ...(ofDigits ? { digitSizes: bits } : { runSizes: bits }),
  });
}

/** Finders of one thing, all of which need a run of digits of one of these sizes; each is asked where its own are there. */
export function anyOf(sizes: readonly number[], ...finders: readonly SizedFinder[]): SizedFinder {
  const find: SizedFinder = (text) => {
    const { digitSizes: ofDigits, runSizes: ofRuns } = scanOf(text);
    let spans = none;
    for (const finder of finders) {
      const { digitSizes = 0, runSizes = 0 } = finder;
      if (
        (digitSizes !== 0 && (digitSizes & ofDigits) === 0) ||
        (runSizes !== 0 && (runSizes & ofRuns) === 0)
      )
        continue;
      const found = finder(text);
      if (found.length > 0) spans = spans.length === 0 ? found : spans.concat(found);
    }
    return spans;
  };
  return Object.assign(find, { digitSizes: bitsOf(sizes), parts: finders });
}

/** What most finders find in most texts. */
const none: Span[] = [];

function bitsOf(sizes: readonly number[]): number {
  return sizes.reduce((bits, size) => bits | sizeBit(size), 0);
}

/** Whether one of the words stands in the `reach` characters before a position: evidence for what follows. */
export function precededBy(text: string, start: number, words: RegExp, reach = 16): boolean {
  return words.test(text.slice(Math.max(0, start - reach), start));
}
