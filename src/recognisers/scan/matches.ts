import type { Entity } from '../../core/entities.js';
import type { Score, Span } from '../../core/recogniser.js';
import { fold } from './fold.js';

/**
 * A finder from a global pattern and a score of the matched text (0 rejects it). Patterns must be bounded: no
 * unlimited quantifier may be followed by something that can fail, so that a text takes linear time. A `gate` is a
 * cheap pattern that every text with a match contains.
 */
export function matching(
  entity: Entity,
  pattern: RegExp,
  score: (match: string, text: string, start: number) => Score,
  gate?: RegExp,
): (text: string) => Span[] {
  return (text) => {
    const folded = fold(text);
    const spans: Span[] = [];
    if (gate !== undefined && !gate.test(folded)) return spans;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
      const found = match[1] ?? match[0];
      const start = match.index + (match[1] === undefined ? 0 : match[0].lastIndexOf(found));
      const value = score(found, folded, start);
      if (value > 0) spans.push({ start, end: start + found.length, entity, score: value });
      // A rejected match must not hide one that starts inside it.
      pattern.lastIndex = value > 0 ? start + found.length : match.index + 1;
    }
    return spans;
  };
}

/** Whether one of the words stands in the `reach` characters before a position: evidence for what follows. */
export function precededBy(text: string, start: number, words: RegExp, reach = 16): boolean {
  return words.test(text.slice(Math.max(0, start - reach), start));
}
