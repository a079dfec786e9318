// Counting the cells of a chunk, column by column in blocks of rows that stay in the caches: shapes, lengths, sample and
// distinct hashes of a column with many values, entries of a dictionary where there are few.
import { classify, charactersOf } from './shapes';
import { CANDIDATE } from './shape-bits';
import { countCells, cellMisses, cellRow, rareCells } from './entered';
import { beginHashes, BLOCK, countHashes, forgetHashes, hashCells, K_OFFER_COUNT } from './hashed';
import { countUsual, habitOf, needsNoCache, usualLongest, usualNext, usualShortest } from './usual';
import {
  S_NON_EMPTY, S_MIN, S_MAX, S_THRESHOLD, S_SAMPLE, S_SET, S_REGISTERS, S_ESTIMATE, S_OFFERS, S_OFFER_COUNT,
  S_FLAGS, S_FLAG_COUNT, S_TALLY, S_DICTIONARY, S_CACHE, S_CODES, S_PAUSE, S_FREQUENT, S_HABIT, S_SEEN,
} from './column-state';
import { countDistinct, enter, findLeast, register } from './distinct';
import { addShapes, flushNoted, forgetNoted, mostNoted, noteFor, noteShapes } from './noted';
import { hasQuote, unquote, D_ENTRIES, E_HASH, E_LENGTH, E_COUNT, E_SHAPES, E_CHARACTERS } from './dictionary';

const OFFERS: u32 = 256;

// Control block of a survey, u32 each.
const K_STATES: usize = 0; // states of the columns
const K_BLOCK: usize = 4; // where the survey of the chunk stands: first row of the block, column, row
const K_COLUMN: usize = 8;
const K_ROW: usize = 12;
const K_CELLS: usize = 16; // (pointer, length) of the filled cells of a block
const K_SCRATCH: usize = 20; // where the next cell with doubled quotes is written
// 24 and 28 are in hashed.ts: what is offered to the samples
const K_FLAGS: usize = 32; // 16 bytes each: pointer, length, column
const K_FLAG_COUNT: usize = 36;
const K_STOPS: usize = 40; // rows, a power of two of blocks, after which the caller wants to see what was coded; 0: never

// Rows of a block may all be offered and flagged, so that many must fit behind what waits to be taken.
const MOST_OFFERS: u32 = 1024 - BLOCK; // more would overflow the set of the sample
const MOST_FLAGS: u32 = 4096 - BLOCK;

// Why `countChunk` returns.
const DONE: i32 = 0;
const FULL: i32 = 1; // offers and flags have to be taken
const ROOM: i32 = 2; // the dictionary has no room for the cell at hand
const CODED: i32 = 3; // rows whose codes have to be taken

/** Offers a row or entry to the sample unless its value is there. */
function offer(state: usize, hash: u64, row: u32): void {
  if (!enter(<usize>load<u32>(state + S_SAMPLE), 2047, hash)) return;
  const count = load<u32>(state + S_OFFER_COUNT);
  store<u32>(<usize>load<u32>(state + S_OFFERS) + (count << 2), row);
  store<u32>(state + S_OFFER_COUNT, count + 1);
}

function flag(state: usize, row: u32): void {
  const count = load<u32>(state + S_FLAG_COUNT);
  store<u32>(<usize>load<u32>(state + S_FLAGS) + (count << 2), row);
  store<u32>(state + S_FLAG_COUNT, count + 1);
}

/**
 * Counts the rows of a chunk from where the control block says. Returns why it stopped; where it did is noted there, and it
 * goes on when called again.
 */
export function countChunk(k: usize, text: usize, ends: usize, columns: u32, records: u32): i32 {
  const states = <usize>load<u32>(k, K_STATES);
  let block = load<u32>(k, K_BLOCK);
  let column = load<u32>(k, K_COLUMN);
  let row = load<u32>(k, K_ROW);
  if ((block | column | row) == 0) findLeast(states, columns);
  while (block < records) {
    const to = min(block + BLOCK, records);
    for (; column < columns; column++, row = block) {
      const state = <usize>load<u32>(states + (<usize>column << 2));
      if (!state) continue; // neither coded nor counted
      const dictionary = load<u32>(state, S_DICTIONARY);
      let reason = DONE;
      if (dictionary) {
        row = countEntered(k, state, text, ends, columns, column, row, to);
        if (row < to) reason = ROOM;
      } else if (load<u32>(k, K_OFFER_COUNT) > MOST_OFFERS || load<u32>(k, K_FLAG_COUNT) > MOST_FLAGS) reason = FULL;
      else countRows(k, state, text, ends, columns, column, row, to);
      if (reason) {
        store<u32>(k, block, K_BLOCK);
        store<u32>(k, column, K_COLUMN);
        store<u32>(k, row, K_ROW);
        return reason;
      }
    }
    column = 0;
    block = to;
    row = to;
    const stops = load<u32>(k, K_STOPS);
    if (stops && (block == records || (block & (stops - 1)) == 0)) {
      store<u32>(k, block, K_BLOCK);
      store<u32>(k, 0, K_COLUMN);
      store<u32>(k, row, K_ROW);
      return CODED;
    }
  }
  return DONE;
}

/** Rows [row, to) of a column with a dictionary. Returns `to`, or the row that has no room in it. */
function countEntered(
  k: usize, state: usize, text: usize, ends: usize, columns: u32, column: u32, row: u32, to: u32,
): u32 {
  const pause = load<u32>(state, S_PAUSE);
  const codes = <usize>load<u32>(state, S_CODES);
  countCells(
    load<u32>(state, S_DICTIONARY), pause ? 0 : load<u32>(state, S_CACHE), text, ends, columns, column, row, to,
    codes ? codes + (<usize>(row & (load<u32>(k, K_STOPS) - 1)) << 2) : 0, load<u32>(k, K_SCRATCH), load<u32>(state, S_TALLY) != 0,
  );
  const reached = cellRow();
  if (reached < to) return reached;
  // Where most cells are new, asking costs more than it saves: the cache is then left alone for a while.
  if (pause) store<u32>(state, pause - 1, S_PAUSE);
  else if (cellMisses() * 2 > to - row) store<u32>(state, 15, S_PAUSE);
  return to;
}

/** Counts rows [from, to) of a column by themselves: first those cells that are what most of the column are, then the others. */
function countRows(k: usize, state: usize, text: usize, ends: usize, columns: u32, column: u32, from: u32, to: u32): void {
  const cells = <usize>load<u32>(k, K_CELLS);
  const tally = load<u32>(state, S_TALLY) != 0;
  const habit = load<u32>(state, S_HABIT); // 0 without a tally
  const last = column == columns - 1;
  let stride = <usize>columns << 2;
  let at = ends + (<usize>(from * columns + column) << 2);
  let stop = at + <usize>(to - from) * stride;
  beginHashes(k, state, column);
  if (tally) noteFor(state);
  let rest = cells;
  if (from == 0 && column == 0) {
    // The first cell of the chunk has no separator before it.
    rest = place(k, rest, text, text + (load<u32>(at) & 0x7fffffff), last);
    at += stride;
  }
  const frequent = needsNoCache(habit) ? 0 : <usize>load<u32>(state, S_FREQUENT);
  if (frequent || last) {
    // Listed anew behind what may be left of them, as offsets like the others.
    const list = cells + 8;
    stop = frequent ? rareCells(frequent, load<u32>(state, S_CACHE), list, text, at, stop, stride, last) : placesOfLast(list, text, at, stop, stride);
    at = list + 4;
    stop += 4;
    stride = 8;
  }
  const asked = at < stop ? <u32>((stop - at + stride - 1) / stride) : 0;
  const unknown = rest;
  rest = countUsual(habit, load<u32>(state, S_SEEN), text, at, stop, stride, rest);
  const usual = asked - <u32>((rest - unknown) >> 3);
  rest = settle(k, unknown, rest);
  const left = <u32>((rest - cells) >> 3);
  store<u64>(state, load<u64>(state, S_NON_EMPTY) + <u64>(usual + left), S_NON_EMPTY);
  hashCells(cells, rest);
  if (tally) countShapes(k, state, column, cells, left, usual);
  countHashes();
}

/** Unquotes the listed cells, and drops empty ones. Returns the end of the list. */
function settle(k: usize, list: usize, stop: usize): usize {
  let rest = list;
  for (let at = list; at < stop; at += 8) {
    const p = <usize>load<u32>(at);
    const n = load<u32>(at, 4);
    if (load<u8>(p) == 34) {
      rest = place(k, rest, p, p + n, false);
      continue;
    }
    store<u32>(rest, <u32>p);
    store<u32>(rest, n, 4);
    rest += <usize>(n != 0) << 3;
  }
  return rest;
}

/** Lists cells of the last column, as offsets of what stands before and behind them; returns the end of the list. */
function placesOfLast(out: usize, text: usize, at: usize, stop: usize, stride: usize): usize {
  for (; at < stop; at += stride) {
    const start = load<u32>(at - 4) & 0x7fffffff;
    const end = load<u32>(at) & 0x7fffffff;
    store<u32>(out, start);
    store<u32>(out, end - <u32>(end > start + 1 && load<u8>(text + end - 1) == 13), 4);
    out += 8;
  }
  return out;
}

/** The place of one cell, unquoted. */
function place(k: usize, out: usize, p: usize, end: usize, last: bool): usize {
  if (last && end > p && load<u8>(end - 1) == 13) end--;
  let n = <u32>(end - p);
  if (n == 0) return out;
  if (load<u8>(p) == 34) {
    p++;
    n = n >= 2 && load<u8>(end - 1) == 34 ? n - 2 : n - 1;
    if (n == 0) return out;
    if (hasQuote(p, n)) {
      const scratch = <usize>load<u32>(k, K_SCRATCH);
      n = unquote(p, n, scratch);
      p = scratch;
      store<u32>(k, <u32>scratch + n, K_SCRATCH);
    }
  }
  store<u32>(out, <u32>p);
  store<u32>(out, n, 4);
  return out + 8;
}

function flagRow(k: usize, p: usize, n: u32, column: u32): void {
  const count = load<u32>(k, K_FLAG_COUNT);
  const at = <usize>load<u32>(k, K_FLAGS) + (<usize>count << 4);
  store<u32>(at, <u32>p);
  store<u32>(at, n, 4);
  store<u32>(at, column, 8);
  store<u32>(k, count + 1, K_FLAG_COUNT);
}

/** Counts the shapes of the listed cells, `usual` others being counted. */
function countShapes(k: usize, state: usize, column: u32, cells: usize, left: u32, usual: u32): void {
  let shortest = load<u32>(state, S_MIN);
  let longest = load<u32>(state, S_MAX);
  if (usual) {
    shortest = min(shortest, usualShortest());
    longest = max(longest, usualLongest());
  }
  const stop = cells + (<usize>left << 3);
  for (let cell = cells; cell < stop; cell += 8) {
    const p = <usize>load<u32>(cell);
    const n = load<u32>(cell, 4);
    const shapes = classify(p, n);
    const characters = charactersOf();
    if (characters < shortest) shortest = characters;
    if (characters > longest) longest = characters;
    noteShapes(shapes, 1);
    if (shapes & CANDIDATE) flagRow(k, p, n, column);
  }
  store<u32>(state, left > usual ? habitOf(mostNoted()) : usualNext(), S_HABIT);
  flushNoted(state);
  store<u32>(state, shortest, S_MIN);
  store<u32>(state, longest, S_MAX);
}

/** Adds the counts of dictionary entries [from, to) to a column. Returns `to`, or the entry before which offers have to be taken. */
export function countEntries(state: usize, d: usize, from: u32, to: u32): u32 {
  const entries = <usize>load<u32>(d + D_ENTRIES);
  const threshold = load<u64>(state + S_THRESHOLD);
  const estimating = load<u32>(state + S_SET);
  let i = from;
  for (; i < to; i++) {
    const entry = entries + (i << 5);
    if (load<u32>(entry, E_LENGTH) == 0) continue;
    const hash = load<u64>(entry, E_HASH);
    const count = load<u64>(entry, E_COUNT);
    const shapes = load<u32>(entry, E_SHAPES);
    const tally = load<u32>(state + S_TALLY);
    if (tally && hash < threshold) {
      if (load<u32>(state + S_OFFER_COUNT) == OFFERS) break;
      offer(state, hash, i);
    }
    if (estimating) {
      if (load<u32>(state + S_ESTIMATE)) register(<usize>load<u32>(state + S_REGISTERS), hash);
      else countDistinct(state, hash);
    }
    store<u64>(state + S_NON_EMPTY, load<u64>(state + S_NON_EMPTY) + count);
    if (!tally) continue;
    const characters = load<u32>(entry, E_CHARACTERS);
    if (characters < load<u32>(state + S_MIN)) store<u32>(state + S_MIN, characters);
    if (characters > load<u32>(state + S_MAX)) store<u32>(state + S_MAX, characters);
    addShapes(state, shapes, count);
    if (shapes & CANDIDATE) flag(state, i);
  }
  return i;
}

/** Classifies one cell: for tests and for callers with a single value. */
export function shapesOfCell(p: usize, n: u32): u32 {
  return classify(p, n);
}

/**
 * Shapes that the loop of a habit (`usual.ts`) gives the one cell of a list, 0 where it leaves it: for tests. The cell stands
 * between offsets from 0, `seen` is a table of dates.
 */
export function usualShapesOfCell(habit: u32, seen: usize, cell: usize, rest: usize): u32 {
  forgetHashes();
  if (countUsual(habit, seen, 0, cell + 4, cell + 8, 8, rest) > rest) return 0;
  const shapes = mostNoted();
  forgetNoted();
  return shapes;
}
