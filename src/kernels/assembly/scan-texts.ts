// What was seen in the texts of many cells, for `kernels/texts.ts`. Cells in which no finder could find anything never become
// strings.

import { CUTS_BYTES, writeCuts } from './cuts';
import { mentionsNames } from './mentions';
import { findNames, forgetNames, nameCount, NAME_WORDS } from './names';
import {
  digitCount,
  digits,
  digitSizes,
  firstPlace,
  folded,
  lookAt,
  mostUnits,
  readCount,
  reads,
  runCount,
  runs,
  runSizes,
  S_HAN,
  unitCount,
  units,
  widen,
} from './text';

const headerWords: i32 = 12;
const headerBytes: usize = 48;

/**
 * Looks at cells [from, count): pairs (pointer, bytes) of well-formed UTF-8. For each in which a finder may find
 * something an entry of i32 words goes to [out, out + room): cell, words of the entry, signals, 1 when folded | 2 when
 * it was not judged | 4 when no gate holds, runs, digits, names, UTF-16 units of the cell (-1 where it is too long), the first place of an
 * address (-1 without), bits of the sizes of runs and of digits, numbers that were read, and then the tables of runs
 * (5 words each), digits (4), names (3) and numbers (4: start, end, score, kind), the last where `readsNumbers`. The units of all these
 * cells go to [texts, texts + room), one after the other, those of a folded one followed by the same folded; not those of cells in
 * which no gate holds and no name stands twice, unless `allTexts`. `gates`
 * are fours of words (signals all of which must be there, signals of which one must, bits of sizes of digits and of runs
 * of which one must; all but the first unless they are 0) of which one must hold where there is no name. With `cuts` (room for `room`
 * bytes), cells in which no gate holds get no entry where `writeCuts` can say what is replaced in them, by `labels`. Returns the first
 * cell that was not looked at; the bytes used of `out` are at `used`, behind them those of `cuts`.
 */
export function scanTexts(
  cells: usize,
  from: usize,
  count: usize,
  gates: usize,
  gateCount: i32,
  out: usize,
  texts: usize,
  room: usize,
  used: usize,
  readsNumbers: bool,
  allTexts: bool,
  labels: usize,
  cuts: usize,
): usize {
  const start = out;
  const end = out + room;
  let cut = cuts;
  const cutsEnd = cuts + room;
  const textsEnd = texts + room;
  askedSignals = NO_SIGNALS;
  let i = from;
  for (; i < count; i++) {
    const cell = load<usize>(cells + (i << 3));
    const n = load<usize>(cells + (i << 3), 4);
    if (n > mostUnits) {
      if (out + headerBytes > end) break;
      header(out, i, headerWords, 0, 2, 0, 0, 0, -1);
      out += headerBytes;
      continue;
    }
    widen(cell, n);
    if (unitCount < 2) continue;
    const signals = lookAt(readsNumbers);
    let known = true;
    if (signals & S_HAN) known = findNames();
    else forgetNames();
    const names = known ? nameCount : 0;
    const open = !known || passes(signals, gates, gateCount) || (names > 0 && mentionsNames());
    if (!open && names == 0 && readCount == 0) continue;
    if (!open && cuts != 0) {
      if (cut + CUTS_BYTES > cutsEnd) break;
      const written = writeCuts(i, names, labels, cut);
      if (written >= 0) {
        cut += <usize>written;
        continue;
      }
    }
    const words = headerWords + (known ? runCount * 5 + (digitCount << 2) + names * 3 + (readCount << 2) : 0);
    const bytes = <usize>unitCount << 1;
    const both: usize = open || allTexts ? (folded ? bytes << 1 : bytes) : 0;
    if (out + (<usize>words << 2) > end || texts + both > textsEnd) break;
    header(out, i, words, signals, (folded ? 1 : 0) | (known ? 0 : 2) | (open ? 0 : 4), runCount, digitCount, names, unitCount);
    out += headerBytes;
    if (known) {
      memory.copy(out, runs, <usize>runCount * 20);
      out += <usize>runCount * 20;
      memory.copy(out, digits, <usize>digitCount << 4);
      out += <usize>digitCount << 4;
      memory.copy(out, NAME_WORDS, <usize>names * 12);
      out += <usize>names * 12;
      memory.copy(out, reads, <usize>readCount << 4);
      out += <usize>readCount << 4;
    }
    if (both == 0) continue;
    if (folded) {
      memory.copy(texts + bytes, units, bytes);
      widen(cell, n);
    }
    memory.copy(texts, units, bytes);
    texts += both;
  }
  store<u32>(used, <u32>(out - start));
  store<u32>(used, <u32>(cut - cuts), 4);
  return i;
}

function header(
  out: usize,
  cell: usize,
  words: i32,
  signals: u32,
  flags: i32,
  a: i32,
  b: i32,
  c: i32,
  length: i32,
): void {
  store<u32>(out, <u32>cell);
  store<i32>(out, words, 4);
  store<u32>(out, signals, 8);
  store<i32>(out, flags, 12);
  store<i32>(out, a, 16);
  store<i32>(out, b, 20);
  store<i32>(out, c, 24);
  store<i32>(out, length, 28);
  store<i32>(out, firstPlace, 32);
  store<u32>(out, runSizes, 36);
  store<u32>(out, digitSizes, 40);
  store<i32>(out, readCount, 44);
}

// What was last asked of the gates: most texts of a column show the same.
const NO_SIGNALS: u32 = -1;
let askedSignals: u32 = NO_SIGNALS;
let askedDigits: u32 = 0;
let askedRuns: u32 = 0;
let passed: bool = false;

function passes(signals: u32, gates: usize, count: i32): bool {
  if (signals != askedSignals || digitSizes != askedDigits || runSizes != askedRuns) {
    askedSignals = signals;
    askedDigits = digitSizes;
    askedRuns = runSizes;
    passed = passesAny(signals, gates, count);
  }
  return passed;
}

function passesAny(signals: u32, gates: usize, count: i32): bool {
  for (let k = 0; k < count; k++) {
    const gate = gates + (<usize>k << 4);
    const all = load<u32>(gate);
    if ((signals & all) != all) continue;
    const one = load<u32>(gate, 4);
    const ofDigits = load<u32>(gate, 8);
    const ofRuns = load<u32>(gate, 12);
    if ((!one || signals & one) && (!ofDigits || ofDigits & digitSizes) && (!ofRuns || ofRuns & runSizes)) return true;
  }
  return false;
}
