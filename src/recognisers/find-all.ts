import type { Entity } from '../core/entities.js';
import type { Recogniser, Span } from '../core/recogniser.js';
import type { NationalFinder } from './intl/recognise.js';
import { fold, forget } from './scan/fold.js';
import { resolve } from './scan/overlaps.js';
import { Signal, signalsOf } from './scan/signals.js';

/** Spans below this score are not reported: they need a header that running text does not have. */
export const leastScore = 0.5;

/** Finds identifiers in a running text; `entities` restricts the search. Spans are in order and do not overlap. */
export type FindAll = (text: string, entities?: ReadonlySet<Entity> | readonly Entity[]) => Span[];

/**
 * `findAll` over a list of recognisers: one pass for the signals, then only the finders concerned, then `resolve`.
 * A text without signals costs that one pass. `national` searches the identifiers of other countries all at once.
 */
export function finderOver(
  recognisers: readonly Recogniser[],
  national: NationalFinder | null = null,
): FindAll {
  const finders = recognisers.filter((recogniser) => recogniser.find !== undefined);
  const safe = new Set(
    recognisers.filter((recogniser) => recogniser.role === 'safe').map(({ entity }) => entity),
  );
  return (text, entities) => {
    if (text.length < 2) return [];
    const folded = fold(text);
    const signals = signalsOf(folded);
    if (signals === 0) return [];
    const wanted = entities === undefined ? null : entities instanceof Set ? entities : new Set(entities);
    const found: Span[] = [];
    for (const recogniser of finders) {
      if (wanted !== null && !wanted.has(recogniser.entity)) continue;
      const needs = recogniser.signals ?? 0;
      if ((signals & needs) !== needs) continue;
      for (const span of recogniser.find!(folded)) if (span.score >= leastScore) found.push(span);
    }
    if (national !== null && (signals & Signal.digits) !== 0) {
      for (const span of national(folded, leastScore)) {
        if (wanted === null || wanted.has(span.entity)) found.push(span);
      }
    }
    forget();
    return resolve(found, safe);
  };
}
