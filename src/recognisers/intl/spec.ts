import type { Grade, Role } from '../../core/entities.js';
import type { NationalEntity } from '../../core/national.js';
import type { Score } from '../../core/recogniser.js';

/**
 * One identifier of a country, as a row: what it looks like, what proves it, which words announce it. Scores follow one
 * rule: a form that arises by chance stays below .5 and needs a header or a word; only a checksum in a distinctive form
 * (letters in fixed places, separators of its own) stands alone.
 */
export interface NationalId {
  entity: NationalEntity;
  source: string; // where form and check digit are defined
  plain: RegExp | null; // without separators, upper case, anchored
  written?: RegExp; // with separators, upper case, anchored; absent: never written with them
  lengths: readonly number[]; // of the form without separators
  /** Whether check digit, date and code lists agree; `text` without separators, `written` as it stands. */
  valid?(text: string, written: string): boolean | 'unchecked';
  scores: readonly [plain: Score, written: Score];
  /** Score where `valid` says `unchecked`: all agrees but a check that some issued numbers do not have. */
  unchecked?: Score;
  headers: readonly string[];
  context: readonly string[]; // words before it in a text; the first is the plainest
  role?: Role; // default direct
  grade?: Grade; // default 4
  /** Part of the default selection: stands alone and hits nothing that is clean. */
  distinctive?: true;
  examples: { positive: readonly string[]; negative: readonly string[] };
}

/** Whether a year within its century, or in full, a month and a day can be a date; `yy` below 100 tries both centuries. */
export function birth(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year < 100 ? year % 4 === 0 : (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= last;
}

/** The number that some digits of a text write. */
export function part(text: string, start: number, end: number): number {
  return Number(text.slice(start, end));
}

/** Sum of digits times weights, over as many digits as there are weights. */
export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (text.charCodeAt(i) - 48) * weights[i]!;
  return sum;
}

/** Remainder of a decimal number of any length. */
export function modulo(digits: string, divisor: number): number {
  let rest = 0;
  for (let i = 0; i < digits.length; i++) rest = (rest * 10 + digits.charCodeAt(i) - 48) % divisor;
  return rest;
}

/** Whether all characters are the same: never issued, often typed. */
export function repeated(text: string): boolean {
  return /^(.)\1*$/.test(text);
}

const dihedral = [
  '0123456789', '1234067895', '2340178956', '3401289567', '4012395678',
  '5987604321', '6598710432', '7659821043', '8765932104', '9876543210',
]; // biome-ignore format: a table
const permutation = [
  '0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258',
]; // biome-ignore format: a table

/** Verhoeff's check over digits of which the last is the check digit. */
export function verhoeff(digits: string): boolean {
  let state = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    state = Number(dihedral[state]![Number(permutation[i % 8]![digit])]);
  }
  return state === 0;
}
