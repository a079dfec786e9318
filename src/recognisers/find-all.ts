import type { Entity } from '../core/entities.js';
import type { Recogniser, Span } from '../core/recogniser.js';
import type { NationalFinder } from './intl/recognise.js';
import { forget } from './scan/fold.js';
import { resolve } from './scan/overlaps.js';
import { forgetScan, scanOf } from './scan/scan.js';
import { Signal } from './scan/signals.js';

/** Spans below this score are not reported: they need a header that running text does not have. */
export const leastScore = 0.5;

/** Finds identifiers in a running text; `entities` restricts the search. Spans are in order and do not overlap. */
export type FindAll = (text: string, entities?: ReadonlySet<Entity> | readonly Entity[]) => Span[];

/** Sets of signals whose finders are remembered. */
const mostSets = 4096;

/** What a text must show before identifiers of other countries are searched. */
const nationalSignals = Signal.digits | Signal.mixed | Signal.native;

/**
 * What a text must show for `finderOver` of the same list to find anything but what the kernel reads itself: pairs of
 * signals, all of the first and one of the second unless it is 0.
 */
export function gatesOf(recognisers: readonly Recogniser[], national: boolean): Int32Array {
  const finders = recognisers.filter(({ find, readByKernel }) => find !== undefined && !readByKernel);
  const pairs = finders.map(({ signals, anySignal }) => [signals ?? 0, anySignal ?? 0]);
  if (national) pairs.push([0, nationalSignals]);
  return Int32Array.from(pairs.flat());
}

/**
 * `findAll` over a list of recognisers: one scan of the text yields signals, runs and words; only the finders whose
 * signals are there verify, at the places the scan noted. `national` searches the identifiers of other countries all
 * at once. Overlaps are resolved as `resolve` says.
 */
export function finderOver(
  recognisers: readonly Recogniser[],
  national: NationalFinder | null = null,
): FindAll {
  const finders = recognisers.filter((recogniser) => recogniser.find !== undefined);
  const always = finders.some(({ signals, anySignal }) => !signals && !anySignal);
  // Texts of one job show few sets of signals: the finders of each are looked up, not asked one by one.
  const bySignals = new Map<number, readonly Recogniser[]>();
  const findersFor = (signals: number): readonly Recogniser[] => {
    const known = bySignals.get(signals);
    if (known) return known;
    const due = finders.filter(
      ({ signals: all = 0, anySignal: one = 0 }) =>
        (signals & all) === all && (one === 0 || (signals & one) !== 0),
    );
    if (bySignals.size >= mostSets) bySignals.clear();
    bySignals.set(signals, due);
    return due;
  };
  const safe = new Set(
    recognisers.filter((recogniser) => recogniser.role === 'safe').map(({ entity }) => entity),
  );
  return (text, entities) => {
    if (text.length < 2) return [];
    const { text: folded, signals } = scanOf(text);
    if (signals === 0 && !always) {
      forgetScan();
      return [];
    }
    const wanted = entities === undefined ? null : entities instanceof Set ? entities : new Set(entities);
    let found: Span[] | null = null;
    for (const finder of findersFor(signals)) {
      if (wanted !== null && !wanted.has(finder.entity)) continue;
      const spans = finder.find!(folded);
      if (spans.length === 0) continue;
      found ??= [];
      for (const span of spans) if (span.score >= leastScore) found.push(span);
    }
    if (national !== null && (signals & nationalSignals) !== 0) {
      for (const span of national(folded, leastScore)) {
        if (wanted !== null && !wanted.has(span.entity)) continue;
        found ??= [];
        found.push(span);
      }
    }
    forget();
    forgetScan();
    return found === null ? [] : resolve(found, safe);
  };
}
