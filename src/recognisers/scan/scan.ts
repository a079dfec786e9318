import type { Entity } from '../../core/entities.js';
import type { Span } from '../../core/recogniser.js';
import { Class, classes, numerals } from './classes.js';
import { foldFrom } from './fold.js';
import { Signal } from './signals.js';
import { Role, seen, wordsAt, wordUnits } from './words.js';

/** Kinds of hits beside the roles of words. */
export const Hit = {
  ...Role,
  mask: 32, // 某 * × ○
  of: 64, // 的
  opens: 128, // a surname at the beginning of a run of Han characters
  dot: 256, // a middle dot between Han characters
} as const;

/** What a text was seen to contain. Offsets only; valid until the next text is scanned. */
export interface Scan {
  text: string; // folded
  signals: number;
  /**
   * Runs of ASCII letters and digits: start, end (exclusive), digits in it, letters and digits from here in its cluster, and
   * as bits (`sizeBit`) how many letters and digits stand from its start to the ends of the runs of its cluster.
   */
  runs: Int32Array;
  runCount: number;
  /** Runs of digits: start, end, digits from here to the end of the cluster, and as bits those to the end of each run. */
  digits: Int32Array;
  digitCount: number;
  runSizes: number; // the bits of all runs
  digitSizes: number; // the bits of all runs of digits
  /** Words and marks that names stand beside: position, length, roles. */
  hits: Int32Array;
  hitCount: number;
  placeAt: number; // the first level of an address after what numbers it, -1 without
  /** Names that a kernel has read: start, end, score in hundredths; a count of -1 where none has looked. */
  names: Int32Array;
  nameCount: number;
  /** Numbers that stand alone and that a kernel has read: start, end, score in hundredths, place in `readEntities`. */
  reads: Int32Array;
  readCount: number;
}

/** Numbers of an entry of the kernel before its tables. */
const entryWords = 12;

/** Numbers per entry of the tables above. */
export const runSize = 5;
export const digitSize = 4;
export const hitSize = 3;
export const nameSize = 3;
export const readSize = 4;

/** What the kernel reads, by its number (assembly/alone.ts). */
export const readEntities: readonly Entity[] = ['text', 'phone-mobile', 'cn-resident-id', 'bank-card'];

/** What the kernel replaces, by its kind: names come first there (assembly/cuts.ts). */
export const cutEntities: readonly Entity[] = ['person-name', ...readEntities.slice(1)];

const scan: Scan = {
  text: '',
  signals: 0,
  runs: new Int32Array(64 * runSize),
  runCount: 0,
  digits: new Int32Array(64 * digitSize),
  digitCount: 0,
  runSizes: 0,
  digitSizes: 0,
  hits: new Int32Array(64 * hitSize),
  hitCount: 0,
  placeAt: -1,
  names: new Int32Array(16 * nameSize),
  nameCount: -1,
  reads: new Int32Array(16 * readSize),
  readCount: 0,
};
let source = '';

/** Scans a text; the last one is remembered, as the finders ask for it one after the other. */
export function scanOf(text: string): Scan {
  if (text === source || text === scan.text) return scan;
  source = text;
  scan.nameCount = -1;
  scan.readCount = 0;
  pass(text);
  return scan;
}

/**
 * Takes what the kernel saw in a text (how it folds, and the words of its entry, see `scanTexts`) for the next search
 * of it, which then looks at the text no more than the finders do.
 */
export function adoptScan(text: string, folded: string, entry: Int32Array, at: number): void {
  source = text;
  scan.text = folded;
  scan.signals = entry[at + 2]!;
  scan.runCount = entry[at + 4]!;
  scan.digitCount = entry[at + 5]!;
  scan.runSizes = entry[at + 9]!;
  scan.digitSizes = entry[at + 10]!;
  scan.nameCount = entry[at + 6]!;
  scan.readCount = entry[at + 11]!;
  scan.hitCount = 0;
  scan.placeAt = entry[at + 8]!;
  let from = at + entryWords;
  while (scan.runs.length < scan.runCount * runSize) scan.runs = grown(scan.runs);
  for (let i = 0; i < scan.runCount * runSize; i++) scan.runs[i] = entry[from++]!;
  while (scan.digits.length < scan.digitCount * digitSize) scan.digits = grown(scan.digits);
  for (let i = 0; i < scan.digitCount * digitSize; i++) scan.digits[i] = entry[from++]!;
  while (scan.names.length < scan.nameCount * nameSize) scan.names = grown(scan.names);
  for (let i = 0; i < scan.nameCount * nameSize; i++) scan.names[i] = entry[from++]!;
  while (scan.reads.length < scan.readCount * readSize) scan.reads = grown(scan.reads);
  for (let i = 0; i < scan.readCount * readSize; i++) scan.reads[i] = entry[from++]!;
}

/** The numbers and names that the kernel has read in a text, from its entry; they may overlap. */
export function spansRead(entry: Int32Array, at: number): Span[] {
  const spans: Span[] = [];
  let from = at + entryWords + entry[at + 4]! * runSize + entry[at + 5]! * digitSize;
  const names = from;
  const reads = names + entry[at + 6]! * nameSize;
  const end = reads + entry[at + 11]! * readSize;
  for (from = reads; from < end; from += readSize) {
    const entity = readEntities[entry[from + 3]!]!;
    spans.push({ start: entry[from]!, end: entry[from + 1]!, entity, score: entry[from + 2]! / 100 });
  }
  for (from = names; from < reads; from += nameSize) {
    const score = entry[from + 2]! / 100;
    spans.push({ start: entry[from]!, end: entry[from + 1]!, entity: 'person-name', score });
  }
  return spans;
}

/** Forgets the last text, so that no value outlives the call that read it. */
export function forgetScan(): void {
  source = '';
  scan.text = '';
}

/** One pass: classes by table, runs into typed arrays, no allocation but for what folding changes. */
function pass(text: string): void {
  const length = text.length;
  let signals = 0;
  let han = 0;
  let colons = 0; // one behind another counts as six
  let joints = 0;
  let dots = 0;
  let before = 0; // class of the unit before
  scan.runCount = 0;
  scan.digitCount = 0;
  scan.runSizes = 0;
  scan.digitSizes = 0;
  scan.hitCount = 0;
  scan.placeAt = -1;
  for (let i = 0; i < length; ) {
    const unit = text.charCodeAt(i);
    const kind = classes[unit]!;
    if ((kind & Class.fold) !== 0) {
      // Words and runs may go on into what is folded: begin anew.
      pass(foldFrom(text, i));
      return;
    }
    if ((kind & (Class.digit | Class.letter)) !== 0) {
      if ((before & Class.province) !== 0 && (kind & Class.letter) !== 0) signals |= Signal.plate;
      i = run(text, i, length);
      if (i < 0) {
        pass(foldFrom(text, -i - 1));
        return;
      }
      if (runLetters) signals |= Signal.letters | wordSignals;
      before = Class.letter;
      continue;
    }
    if ((kind & Class.han) !== 0) {
      han++;
      if ((kind & ~Class.han) !== 0) {
        if ((kind & Class.word) !== 0 && i + 1 < length && wordsAt(text, i)) {
          signals |= seen.signals;
          if (seen.roles !== 0) note(i, seen.length, seen.roles);
        }
        // A label in square brackets is no name: the placeholders of redacted texts are such.
        if ((kind & Class.surname) !== 0 && (before & Class.han) === 0 && text.charCodeAt(i - 1) !== 91)
          note(i, 1, Hit.opens);
        if ((kind & Class.mask) !== 0) note(i, 1, Hit.mask);
        else if ((kind & Class.of) !== 0) note(i, 1, Hit.of);
        if ((kind & Class.level) !== 0 && i > 0 && numbered(text, i)) {
          signals |= Signal.place;
          if (scan.placeAt < 0) scan.placeAt = i;
        }
      }
      if (before === Class.mark && closing(text.charCodeAt(i - 1))) signals |= Signal.bracket;
    } else if (kind !== 0) {
      if ((kind & Class.mark) !== 0) {
        if (unit === 64) signals |= Signal.at;
        else if (unit === 58) {
          colons += text.charCodeAt(i - 1) === 58 ? 6 : 1;
          joints++;
        } else if (unit === 45) joints++;
        else if (unit === 46) dots++;
        else if (unit === 0xb7 && (before & Class.han) !== 0) note(i, 1, Hit.dot);
        else if (text.charCodeAt(i + 1) === 32 && closing(unit) && hanAt(text, i + 2))
          signals |= Signal.bracket;
      } else if ((kind & Class.mask) !== 0) {
        note(i, 1, Hit.mask);
        if ((classes[text.charCodeAt(i - 1)]! & Class.digit) !== 0) signals |= Signal.masked;
      } else signals |= Signal.native;
    }
    before = kind;
    i++;
  }
  scan.text = text;
  if (han >= 2) signals |= Signal.han;
  if (colons >= 6) signals |= Signal.colons;
  if (joints >= 5) signals |= Signal.pairs;
  if (dots > 0) {
    if ((signals & Signal.letters) !== 0) signals |= Signal.dot;
    if (scan.digitCount > 0) signals |= dots >= 3 ? Signal.point | Signal.dots : Signal.point;
  }
  if (scan.runCount > 0) signals |= clusters(text);
  scan.signals = signals;
}

let wordSignals = 0; // of the words in the last run
let runLetters = false; // whether it has letters

/** Reads a run of letters and digits from `start` and gives its end, or -1 - i where unit i has to be folded first. */
function run(text: string, start: number, length: number): number {
  let digits = 0;
  let digitStart = -1;
  wordSignals = 0;
  let i = start;
  for (; i < length; i++) {
    const unit = text.charCodeAt(i);
    const kind = classes[unit]!;
    if ((kind & Class.digit) !== 0) {
      if (digitStart < 0) digitStart = i;
      digits++;
    } else if ((kind & Class.letter) !== 0) {
      if (digitStart >= 0) {
        noteDigits(digitStart, i);
        digitStart = -1;
      }
      if ((kind & Class.word) !== 0 && (wordUnits[text.charCodeAt(i + 1)]! & 2) !== 0 && wordsAt(text, i)) {
        wordSignals |= seen.signals;
      }
    } else {
      // Full-width letters and digits may go on in the same run: begin anew with them folded.
      if ((kind & Class.fold) !== 0) return -i - 1;
      break;
    }
  }
  if (digitStart >= 0) noteDigits(digitStart, i);
  if (scan.runCount * runSize >= scan.runs.length) scan.runs = grown(scan.runs);
  const at = scan.runCount++ * runSize;
  scan.runs[at] = start;
  scan.runs[at + 1] = i;
  scan.runs[at + 2] = digits;
  runLetters = digits < i - start;
  return i;
}

/** Counts what stands from each run to the end of its cluster, last run first, and gives the signals of the longest. */
function clusters(text: string): number {
  const { runs, digits } = scan;
  let most = 0;
  let longest = 0; // of the clusters with letters and digits
  let signals = 0;
  let both = 0; // 1 digits, 2 letters, 3 both: of the cluster from here on
  for (let k = scan.runCount - 1; k >= 0; k--) {
    const at = k * runSize;
    const length = runs[at + 1]! - runs[at]!;
    const figures = runs[at + 2]!;
    if (length >= 14 && figures > 0) signals |= Signal.code;
    const joined = k + 1 < scan.runCount && separated(text, runs[at + 1]!, runs[at + runSize]!);
    const rest = joined ? length + runs[at + runSize + 3]! : length;
    both = (joined ? both : 0) | (figures > 0 ? 1 : 0) | (figures < length ? 2 : 0);
    runs[at + 3] = rest;
    const sizes = sizeBit(length) | (joined ? longer(runs[at + runSize + 4]!, length) : 0);
    runs[at + 4] = sizes;
    scan.runSizes |= sizes;
    if (both === 3 && rest > longest) longest = rest;
    if ((both & 1) !== 0 && rest >= 15) signals |= Signal.cluster;
  }
  for (let k = scan.digitCount - 1; k >= 0; k--) {
    const at = k * digitSize;
    const length = digits[at + 1]! - digits[at]!;
    let rest = length;
    let sizes = sizeBit(length);
    if (k + 1 < scan.digitCount && separated(text, digits[at + 1]!, digits[at + digitSize]!)) {
      rest += digits[at + digitSize + 2]!;
      sizes |= longer(digits[at + digitSize + 3]!, length);
    }
    digits[at + 2] = rest;
    digits[at + 3] = sizes;
    scan.digitSizes |= sizes;
    if (rest > most) most = rest;
  }
  if (longest >= 7) signals |= Signal.mixed;
  return signals | (most >= 15 ? upTo[15]! : upTo[most]!);
}

/** The bit of a number of characters; the highest stands for all that are more. */
export function sizeBit(size: number): number {
  return 1 << Math.min(size, 31);
}

/** Bits of sizes when a run of `length` stands before. */
function longer(sizes: number, length: number): number {
  if (length >= 31) return 1 << 31;
  return (sizes << length) | (sizes >>> (32 - length) === 0 ? 0 : 1 << 31);
}

/** Signals of a cluster by its digits, 15 standing for more. */
const upTo = Array.from({ length: 16 }, (_, count) =>
  (
    [
      [4, Signal.digits],
      [7, Signal.seven],
      [8, Signal.eight],
      [11, Signal.eleven],
      [15, Signal.fifteen],
    ] as const
  ).reduce((signals, [least, signal]) => (count >= least ? signals | signal : signals), 0),
);

/** Whether nothing but what people put into numbers stands between two places: up to two of blank . - ( ) + / : _ @ */
function separated(text: string, from: number, to: number): boolean {
  if (to - from > 2) return false;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 32 && (unit < 40 || unit > 47) && unit !== 58 && unit !== 95 && unit !== 64) return false;
  }
  return true;
}

function note(position: number, length: number, roles: number): void {
  if (scan.hitCount * hitSize >= scan.hits.length) scan.hits = grown(scan.hits);
  const at = scan.hitCount++ * hitSize;
  scan.hits[at] = position;
  scan.hits[at + 1] = length;
  scan.hits[at + 2] = roles;
}

function noteDigits(start: number, end: number): void {
  if (scan.digitCount * digitSize >= scan.digits.length) scan.digits = grown(scan.digits);
  const at = scan.digitCount++ * digitSize;
  scan.digits[at] = start;
  scan.digits[at + 1] = end;
}

function grown(table: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * table.length);
  larger.set(table);
  return larger;
}

function hanAt(text: string, at: number): boolean {
  return at < text.length && (classes[text.charCodeAt(at)]! & Class.han) !== 0;
}

/** Whether a number stands before a level of an address, with a blank between them or without. */
function numbered(text: string, level: number): boolean {
  const unit = text.charCodeAt(level - 1);
  return unit === 32 ? level > 1 && counted(text.charCodeAt(level - 2)) : counted(unit);
}

/** Whether a unit may end the number of a house, a lane or a room. */
function counted(unit: number): boolean {
  return (classes[unit]! & (Class.digit | Class.letter)) !== 0 || numerals.has(unit);
}

function closing(unit: number): boolean {
  return unit === 41 || unit === 93 || unit === 0x3015 || unit === 0x3011;
}
