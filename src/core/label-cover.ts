import { dateLabel, isCalendarDate, readDate } from './dates.js';
import { approximate, readNumber } from './numbers.js';
import { dateLevels } from './program.js';

/**
 * A label as its form shows it: an interval of numbers, a text with masked places, a set of values, or nothing of the
 * kind. `*` stands for everything.
 */
type Form =
  | { kind: 'any' }
  | { kind: 'range'; low: number; high: number; openLow: boolean; openHigh: boolean }
  | { kind: 'masked'; characters: readonly string[] }
  | { kind: 'set'; members: ReadonlySet<string> }
  | { kind: 'plain' };

const bracketed = /^([[(])\s*(-?\d+(?:\.\d+)?)\s*(-|,|;|~)\s*(-?\d+(?:\.\d+)?)\s*([\])])$/;
const bare = /^(\d{1,9}(?:\.\d+)?)\s*[-~–]\s*(\d{1,9}(?:\.\d+)?)$/;
const bounded = /^(<=|>=|<|>|≤|≥)\s*(-?\d+(?:\.\d+)?)$/;

/** Reads the form of a label. `[20-29]` of whole numbers holds the fractions below 30, as our intervals do. */
function formOf(label: string): Form {
  if (label === '*') return { kind: 'any' };
  const interval = bracketed.exec(label);
  if (interval) {
    const [, open, from, mark, to, close] = interval;
    const low = Number(from);
    const whole = mark === '-' && Number.isInteger(low) && Number.isInteger(Number(to)) && close === ']';
    const high = whole ? Number(to) + 1 : Number(to);
    return { kind: 'range', low, high, openLow: open === '(', openHigh: whole || close === ')' };
  }
  const between = bare.exec(label);
  if (between && Number(between[1]) < Number(between[2])) {
    const whole = Number.isInteger(Number(between[1])) && Number.isInteger(Number(between[2]));
    const high = Number(between[2]) + (whole ? 1 : 0);
    return { kind: 'range', low: Number(between[1]), high, openLow: false, openHigh: whole };
  }
  const bound = bounded.exec(label);
  if (bound) {
    const edge = Number(bound[2]);
    const below = bound[1] === '<' || bound[1] === '<=' || bound[1] === '≤';
    return {
      kind: 'range',
      low: below ? Number.NEGATIVE_INFINITY : edge,
      high: below ? edge : Number.POSITIVE_INFINITY,
      openLow: bound[1] === '>',
      openHigh: bound[1] === '<',
    };
  }
  if (/^\{.*\}$/.test(label)) {
    return { kind: 'set', members: new Set(label.slice(1, -1).split(/\s*[,;|]\s*/)) };
  }
  if (/[*＊]/.test(label)) return { kind: 'masked', characters: [...label] };
  return { kind: 'plain' };
}

/** Distance of a value from a label that does not cover it, at least. */
const leastAway = 1e-6;

/** Labels that hide the same places: the characters that they show, joined, lead to their codes. */
interface Mask {
  length: number;
  shown: readonly number[];
  codes: Map<string, number[]>;
}

/** What is asked of a column whose labels may stand for the values below them. */
export interface ColumnLabels {
  name: string;
  /** Labels of the release; null is the empty cell. Codes are positions. */
  values: readonly (string | null)[];
  /** Labels that a value may have, as `rememberLabels` gives them; the form of labels tells the rest. */
  labelsOf?: (value: string) => readonly string[];
}

/**
 * Labels that a value may have: those that the publisher's method may give it, and those of the calendar. They are worked
 * out once a value, whatever the number of releases that are asked for them.
 */
export function rememberLabels(labelsOf: ColumnLabels['labelsOf']): (value: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (value) => {
    const labels = known.get(value) ?? [...(labelsOf?.(value) ?? []), ...dateLabels(value)];
    known.set(value, labels);
    return labels;
  };
}

/** Labels of one column, and which of them cover a value. Covering is remembered per value. */
export class LabelCover {
  readonly #values: readonly (string | null)[];
  readonly #labelsOf: (value: string) => readonly string[];
  readonly #plain = new Map<string | null, number>();
  readonly #any: number[] = []; // codes of labels that stand for everything
  readonly #intervals: { code: number; form: Extract<Form, { kind: 'range' }> }[] = [];
  readonly #members = new Map<string, number[]>();
  readonly #masks = new Map<string, Mask>(); // by the places that are masked
  readonly #known = new Map<string | null, Int32Array>();
  readonly #ranges: Map<number, { low: number; high: number }> | null;
  readonly #span: number;

  constructor({ values, labelsOf }: ColumnLabels) {
    this.#values = values;
    this.#labelsOf = labelsOf ?? rememberLabels(undefined);
    const ranges = new Map<number, { low: number; high: number }>();
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    values.forEach((label, code) => {
      this.#plain.set(label, code);
      if (label === null) return;
      const form = formOf(label);
      this.#enter(form, code);
      const number = form.kind === 'plain' ? numeric(label) : null;
      const range = form.kind === 'range' ? form : number === null ? null : { low: number, high: number };
      if (!range) return;
      ranges.set(code, range);
      if (Number.isFinite(range.low)) low = Math.min(low, range.low);
      if (Number.isFinite(range.high)) high = Math.max(high, range.high);
    });
    this.#ranges = ranges.size * 2 > values.length && high > low ? ranges : null;
    this.#span = high - low;
  }

  #enter(form: Form, code: number): void {
    if (form.kind === 'any') this.#any.push(code);
    else if (form.kind === 'range') this.#intervals.push({ code, form });
    else if (form.kind === 'set') {
      for (const member of form.members) entry(this.#members, member).push(code);
    } else if (form.kind === 'masked') {
      const pattern = form.characters.map((mark) => (isMark(mark) ? '*' : '.')).join('');
      const shown = [...pattern].flatMap((mark, at) => (mark === '.' ? [at] : []));
      const mask = this.#masks.get(pattern) ?? { length: pattern.length, shown, codes: new Map() };
      this.#masks.set(pattern, mask);
      entry(mask.codes, shown.map((at) => form.characters[at]).join('')).push(code);
    }
  }

  /** Labels whose visible characters the value has in the same places: one look-up for every pattern of masks. */
  #behindMasks(value: string, found: Set<number>): void {
    const characters = [...value];
    for (const { length, shown, codes } of this.#masks.values()) {
      if (characters.length !== length) continue;
      for (const code of codes.get(shown.map((at) => characters[at]).join('')) ?? []) found.add(code);
    }
  }

  /** Codes of the labels that cover a value, ascending. */
  codes(value: string | null): Int32Array {
    const known = this.#known.get(value);
    if (known) return known;
    const found = new Set<number>();
    const own = this.#plain.get(value);
    if (own !== undefined) found.add(own);
    for (const code of this.#any) found.add(code);
    if (value !== null) {
      if (this.#intervals.length > 0) {
        const number = numeric(value);
        if (number !== null) {
          for (const { code, form } of this.#intervals) if (within(form, number)) found.add(code);
        }
      }
      for (const code of this.#members.get(value) ?? []) found.add(code);
      if (this.#masks.size > 0) this.#behindMasks(value, found);
      for (const label of this.#labelsOf(value)) {
        const code = this.#plain.get(label);
        if (code !== undefined) found.add(code);
      }
    }
    const codes = Int32Array.from(found).sort();
    this.#known.set(value, codes);
    return codes;
  }

  /**
   * Distance of a value from every label, [0, 1]: 0 where the label covers it, for numbers the way to the interval as
   * a share of the column's span, else 1 (Gower 1971).
   */
  distances(value: string | null): Float64Array {
    const far = new Float64Array(this.#values.length).fill(1);
    const number = value === null ? null : numeric(value);
    if (number !== null && this.#ranges) {
      for (const [code, { low, high }] of this.#ranges) {
        const away = number < low ? low - number : number > high ? number - high : 0;
        // An open end is near, and yet does not cover.
        far[code] = Math.min(1, Math.max(away / this.#span, leastAway));
      }
    }
    for (const code of this.codes(value)) far[code] = 0;
    return far;
  }
}

function numeric(text: string): number | null {
  const number = readNumber(text);
  return number === null ? null : approximate(number);
}

function within(form: Extract<Form, { kind: 'range' }>, number: number): boolean {
  return (
    (form.openLow ? number > form.low : number >= form.low) &&
    (form.openHigh ? number < form.high : number <= form.high)
  );
}

function isMark(character: string): boolean {
  return character === '*' || character === '＊';
}

function entry(map: Map<string, number[]>, key: string): number[] {
  const known = map.get(key);
  if (known) return known;
  const codes: number[] = [];
  map.set(key, codes);
  return codes;
}

/** Labels of the calendar that hold a date: 1990, 1990-05, 1990-Q2, 1990-1994 … */
function dateLabels(value: string): string[] {
  if (value.length < 6 || value.length > 40) return [];
  const read = readDate(value);
  return read && isCalendarDate(read.date) ? dateLevels.map((level) => dateLabel(read.date, level)) : [];
}
