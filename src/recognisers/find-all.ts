import type { Entity } from '../core/entities.js';
import type { Recogniser, Span } from '../core/recogniser.js';
import { forgetWritten, type NationalFinder } from './intl/recognise.js';
import { withMentions } from './names/mentions.js';
import { forget } from './scan/fold.js';
import type { SizedFinder } from './scan/matches.js';
import { resolve } from './scan/overlaps.js';
import { forgetScan, readEntities, readSize, type Scan, scanOf } from './scan/scan.js';
import { Signal } from './scan/signals.js';

/** Spans below this score are not reported: they need a header that running text does not have. */
export const leastScore = 0.5;

/** Forgets the cell and the text that were judged or searched last. */
export function forgetValues(): void {
  forget();
  forgetWritten();
  forgetScan();
}

/** Finds identifiers in a running text; `entities` restricts the search. Spans are in order and do not overlap. */
export type FindAll = (text: string, entities?: ReadonlySet<Entity> | readonly Entity[]) => Span[];

/** Entities that are safe on their own: they give way where spans overlap. */
export function safeOf(recognisers: readonly Recogniser[]): ReadonlySet<Entity> {
  return new Set(recognisers.filter(({ role }) => role === 'safe').map(({ entity }) => entity));
}

/** The numbers that the kernel has read. */
function readNumbers({ reads, readCount }: Scan): Span[] {
  const spans: Span[] = [];
  for (let k = 0; k < readCount; k++) {
    const at = k * readSize;
    const entity = readEntities[reads[at + 3]!]!;
    spans.push({ start: reads[at]!, end: reads[at + 1]!, entity, score: reads[at + 2]! / 100 });
  }
  return spans;
}

/** A finder that the signals of a text call for, and the sizes it needs; 0: it needs none. */
interface Due {
  entity: Entity;
  find(text: string): Span[];
  digitSizes: number;
  runSizes: number;
  own: boolean; // of a policy, before all others
}

/** Sets of signals whose finders are remembered. */
const mostSets = 4096;

/** What a text must show before identifiers of other countries are searched. */
const nationalRuns = Signal.digits | Signal.mixed;

/** Numbers of a gate. */
export const gateWords = 4;

/**
 * What a text must show for `finderOver` of the same list to find anything but what the kernel reads itself, by gates:
 * signals all of which must be there, signals of which one must, and bits of sizes (`sizeBit`) of digits and of runs of
 * which one must; all but the first unless they are 0.
 */
export function gatesOf(recognisers: readonly Recogniser[], national: NationalFinder | null): Int32Array {
  const finders = recognisers.filter(({ find, readByKernel }) => find !== undefined && !readByKernel);
  const gates = finders.map(({ signals = 0, anySignal = 0, find }) => {
    const { digitSizes = 0, runSizes = 0 } = find as SizedFinder;
    return [signals, anySignal, digitSizes, runSizes];
  });
  if (national) gates.push([0, nationalRuns, 0, national.runSizes], [Signal.native, 0, 0, 0]);
  return Int32Array.from(gates.flat());
}

/**
 * `findAll` over a list of recognisers: one scan of the text yields signals, runs and words; only the finders whose
 * signals are there verify, at the places the scan noted. `national` searches the identifiers of other countries all
 * at once. Overlaps are resolved as `resolve` says; names that remain are marked wherever they stand.
 */
export function finderOver(
  recognisers: readonly Recogniser[],
  national: NationalFinder | null = null,
): FindAll {
  const finders = recognisers.filter((recogniser) => recogniser.find !== undefined);
  const always = finders.some(({ signals, anySignal }) => !signals && !anySignal);
  // Texts of one job show few sets of signals: the finders of each are looked up, not asked one by one.
  const bySignals = new Map<number, readonly Due[]>();
  const findersFor = (signals: number): readonly Due[] => {
    const known = bySignals.get(signals);
    if (known) return known;
    const due = finders
      .filter(
        ({ signals: all = 0, anySignal: one = 0 }) =>
          (signals & all) === all && (one === 0 || (signals & one) !== 0),
      )
      .map((recogniser) => {
        const find = recogniser.find!.bind(recogniser);
        const { digitSizes = 0, runSizes = 0 } = recogniser.find as SizedFinder;
        return { entity: recogniser.entity, find, digitSizes, runSizes, own: recogniser.unflagged === true };
      });
    if (bySignals.size >= mostSets) bySignals.clear();
    bySignals.set(signals, due);
    return due;
  };
  const safe = safeOf(recognisers);
  return (text, entities) => {
    if (text.length < 2) return [];
    let scan = scanOf(text);
    if (scan.readCount > 0 && entities !== undefined) {
      // What the kernel has read may also be something else.
      forgetScan();
      scan = scanOf(text);
    }
    const { text: folded, signals, digitSizes, runSizes } = scan;
    if (signals === 0 && !always) {
      forgetScan();
      return [];
    }
    const wanted = entities === undefined ? null : entities instanceof Set ? entities : new Set(entities);
    let found: Span[] | null = null;
    let reads = scan.readCount > 0 ? readNumbers(scan) : null;
    for (const finder of findersFor(signals)) {
      if (reads !== null && !finder.own) {
        found = found === null ? reads : [...found, ...reads];
        reads = null;
      }
      if (finder.digitSizes !== 0 && (finder.digitSizes & digitSizes) === 0) continue;
      if (finder.runSizes !== 0 && (finder.runSizes & runSizes) === 0) continue;
      if (wanted !== null && !wanted.has(finder.entity)) continue;
      const spans = finder.find(folded);
      if (spans.length === 0) continue;
      found ??= [];
      for (const span of spans) if (span.score >= leastScore) found.push(span);
    }
    if (reads !== null) found = found === null ? reads : [...found, ...reads];
    if (
      national !== null &&
      ((signals & Signal.native) !== 0 ||
        ((signals & nationalRuns) !== 0 && (runSizes & national.runSizes) !== 0))
    ) {
      for (const span of national(folded, leastScore)) {
        if (wanted !== null && !wanted.has(span.entity)) continue;
        found ??= [];
        found.push(span);
      }
    }
    forgetValues();
    return found === null ? [] : withMentions(folded, resolve(found, safe));
  };
}
