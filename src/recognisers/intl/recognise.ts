import type { Entity } from '../../core/entities.js';
import { nationalNames } from '../../core/national.js';
import type { Recogniser, Score, Span } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';
import { runSize, type Scan, scanOf, sizeBit } from '../scan/scan.js';
import { Signal } from '../scan/signals.js';
import type { NationalId } from './spec.js';

const reach = 40; // characters before an identifier in which a word may announce it
const mostGroups = 7;
const longest = 64; // characters without separators
const separator = /[ ./:+-]/g;

/** The recogniser of a row. */
export function recogniserFrom(spec: NationalId): Recogniser {
  const finder = nationalFinder([spec]);
  return {
    entity: spec.entity,
    summary: nationalNames[spec.entity],
    role: spec.role ?? 'direct',
    grade: spec.grade ?? 4,
    headers: spec.headers,
    check(text) {
      if (text.length > 3 * longest) return 0;
      if (text !== lastText) remember(text);
      return spec.lengths.includes(lastPlain.length) ? scoreOf(spec, lastPlain, lastWritten) : 0;
    },
    find: (text) => finder(text, 0),
    examples: spec.examples,
  };
}

let lastText = '';
let lastWritten = '';
let lastPlain = '';

/** The last cell is remembered in both forms, as every row asks for the same one. */
function remember(text: string): void {
  lastText = text;
  lastWritten = cell(westernDigits(text)).toUpperCase();
  lastPlain = lastWritten.replace(separator, '');
}

/** Forgets the last cell, so that no value outlives the calls that judge it. */
export function forgetWritten(): void {
  lastText = '';
  lastWritten = '';
  lastPlain = '';
}

const nativeDigits =
  /[\u0660-\u0669\u06f0-\u06f9\u0e50-\u0e59]|[\u0966-\u096f\u09e6-\u09ef\u0ae6-\u0aef\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef]/g;

/** With the digits of Arabic, Thai and the scripts of India as ASCII, one unit for one. */
function westernDigits(text: string): string {
  if (text.search(nativeDigits) < 0) return text;
  return text.replace(nativeDigits, (digit) => {
    const unit = digit.charCodeAt(0);
    const value = unit & 15;
    return String(unit < 0x700 || unit >= 0xe50 ? value : value - 6);
  });
}

function scoreOf(spec: NationalId, plain: string, written: string): Score {
  const separated = written.length !== plain.length;
  if (separated ? !spec.written?.test(written) : !spec.plain?.test(plain)) return 0;
  const agrees = spec.valid === undefined || spec.valid(plain, written);
  if (agrees === 'unchecked') return spec.unchecked ?? 0;
  return agrees ? spec.scores[separated ? 1 : 0] : 0;
}

/** A row with the words that announce it and the most it scores without them, plain and with separators. */
interface Row {
  spec: NationalId;
  words: RegExp;
  alone: readonly number[];
}

/** Spans of the identifiers in a folded text whose score reaches `least`; 0 gives also what only a header could prove. */
export interface NationalFinder {
  (text: string, least: Score): Span[];
  /** Bits of the sizes of runs of which one must be there, unless there are digits of other scripts. */
  runSizes: number;
}

/**
 * Finds the identifiers of many rows in one pass: runs of letters and digits, up to seven of them joined by single
 * separators, each looked up by its length. The work per run is bounded, so a text takes linear time.
 */
export function nationalFinder(specs: readonly NationalId[]): NationalFinder {
  const byLength: Row[][] = [];
  let sizes = 0;
  for (const spec of specs) {
    const words = announcing(spec.context);
    for (const length of spec.lengths) {
      const rows = byLength[length] ?? [];
      rows.push({
        spec,
        words,
        alone: [0, 1].map((kind) => Math.max(spec.scores[kind]!, spec.unchecked ?? 0)),
      });
      byLength[length] = rows;
      sizes |= sizeBit(length);
    }
  }
  const announced = announcing(specs.flatMap(({ context }) => context));
  const alone = specs.some(({ scores }) => Math.max(...scores) >= 0.5);
  const find = (given: string, least: Score): Span[] => {
    const first = scanOf(given);
    const scan = (first.signals & Signal.native) === 0 ? first : scanOf(westernDigits(first.text));
    const { text, runs, runCount } = scan;
    const spans: Span[] = [];
    if ((scan.runSizes & sizes) === 0) return spans;
    // Nothing can reach the bar where no row stands alone and no word announces one.
    let words: boolean | null = null; // looked for when a row asks: the pattern is long
    if (!alone && least >= 0.5) {
      words = announced.test(text);
      if (!words) return spans;
    }
    for (let first = 0; first < runCount; first++) {
      if ((runs[first * runSize + 4]! & sizes) === 0) continue;
      const start = runs[first * runSize]!;
      if (first > 0 && joined(scan, first) && text.charCodeAt(start - 1) !== 32) continue;
      let length = 0;
      let digits = 0; // every identifier has some
      for (let last = first; last < runCount && last < first + mostGroups; last++) {
        if (last > first && !joined(scan, last)) break;
        const end = runs[last * runSize + 1]!;
        length += end - runs[last * runSize]!;
        digits += runs[last * runSize + 2]!;
        if (length > longest) break;
        if (digits === 0) continue;
        const rows = byLength[length];
        if (rows === undefined) continue;
        if (last + 1 < runCount && joined(scan, last + 1) && text.charCodeAt(end) !== 32) continue;
        const written = text.slice(start, end).toUpperCase();
        const plain = last === first ? written : written.replace(separator, '');
        const kind = plain.length === written.length ? 0 : 1;
        let before: string | null = null;
        for (const row of rows) {
          // What proves nothing without a word is not looked at where there is none.
          const proves = row.alone[kind]! >= least;
          if (!proves) {
            before ??= text.slice(Math.max(0, start - reach), start);
            if (!row.words.test(before)) continue;
          }
          const bare = scoreOf(row.spec, plain, written);
          if (bare === 0) continue;
          words ??= announced.test(text);
          before ??= text.slice(Math.max(0, start - reach), start);
          const score =
            words && row.words.test(before) ? Math.max(bare, Math.min(0.95, 0.6 + bare / 2)) : bare;
          if (score >= least) spans.push({ start, end, entity: row.spec.entity as Entity, score });
        }
      }
    }
    return spans;
  };
  return Object.assign(find, { runSizes: sizes });
}

/** Whether a run of letters and digits is joined to the run before it by one separator. */
function joined({ text, runs }: Scan, run: number): boolean {
  if (run === 0) return false;
  const start = runs[run * runSize]!;
  return runs[(run - 1) * runSize + 1] === start - 1 && joins(text.charCodeAt(start - 1));
}

/** Space . / : + - and the signs that make a longer name of two: _ and @. */
function joins(unit: number): boolean {
  return (
    unit === 32 || (unit >= 45 && unit <= 47) || unit === 58 || unit === 43 || unit === 95 || unit === 64
  );
}

/** One pattern for words: Latin ones whole, all others anywhere. */
function announcing(words: readonly string[]): RegExp {
  const literal = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const sorted = [...new Set(words)].sort((a, b) => b.length - a.length);
  const latin = sorted.filter((word) => /^[ -~\u00c0-\u024f]+$/.test(word)).map(literal);
  const other = sorted.filter((word) => !/^[ -~\u00c0-\u024f]+$/.test(word)).map(literal);
  const parts = [...(latin.length > 0 ? [`(?<![a-z])(?:${latin.join('|')})(?![a-z])`] : []), ...other];
  return parts.length === 0 ? /(?!)/ : new RegExp(parts.join('|'), 'i');
}
