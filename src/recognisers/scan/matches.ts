import type { Entity } from '../../core/entities.js';
import type { Score, Span } from '../../core/recogniser.js';
import { digitSize, runSize, scanOf } from './scan.js';

/** Where the matches of a pattern can begin, so that a text is not searched for them character by character. */
export interface Start {
  /** `digits`: at a run of digits, or at a + or opening bracket before one. `runs`: at a run of letters and digits. */
  at: 'digits' | 'runs';
  least: number; // digits, or letters and digits, from there to the end of the cluster
  first?: string; // what the run begins with, one of these characters; not asked of what a sign stands before
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
export function matchingAt(
  entity: Entity,
  begin: Start,
  pattern: RegExp,
  score: Judge,
): (text: string) => Span[] {
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}y`);
  const ofDigits = begin.at === 'digits';
  const size = ofDigits ? digitSize : runSize;
  const rest = ofDigits ? 2 : 3;
  const firsts = new Uint8Array(128).fill(begin.first === undefined ? 1 : 0);
  for (const character of begin.first ?? '') firsts[character.charCodeAt(0)] = 1;
  return (text) => {
    const scan = scanOf(text);
    const folded = scan.text;
    const table = ofDigits ? scan.digits : scan.runs;
    const count = ofDigits ? scan.digitCount : scan.runCount;
    let spans: Span[] | undefined; // most finders find nothing in most texts
    let free = 0; // where the last match ended
    for (let k = 0; k < count; k++) {
      const at = table[k * size]!;
      if (at < free || table[k * size + rest]! < begin.least) continue;
      let from = at;
      if (ofDigits && at > free) {
        const sign = folded.charCodeAt(at - 1);
        if (sign === 43 || sign === 40)
          from = at > free + 1 && folded.charCodeAt(at - 2) === 40 ? at - 2 : at - 1;
      }
      if (from === at && firsts[folded.charCodeAt(at)] === 0) continue;
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
    return spans ?? [];
  };
}

/** Whether one of the words stands in the `reach` characters before a position: evidence for what follows. */
export function precededBy(text: string, start: number, words: RegExp, reach = 16): boolean {
  return words.test(text.slice(Math.max(0, start - reach), start));
}
