import { dateLabel, isCalendarDate, readDate } from './dates.js';
import { approximate, readNumber } from './numbers.js';
import { type DateLevel, dateLevels } from './program.js';

/**
 * A label as its form shows it: an interval of numbers, a text with masked places, a set of values, or nothing of the
 * kind. `*` stands for everything.
 */
export type LabelForm =
  | { kind: 'any' }
  | { kind: 'range'; low: number; high: number; openLow: boolean; openHigh: boolean }
  | { kind: 'masked' }
  | { kind: 'set'; members: ReadonlySet<string> }
  | { kind: 'plain' };

/** How labels begin that are more than plain or masked. */
const beginsForm = /^[[({\d<>≤≥]/;
const bracketed = /^([[(])\s*(-?\d+(?:\.\d+)?)\s*(-|,|;|~)\s*(-?\d+(?:\.\d+)?)\s*([\])])$/;
const bare = /^(\d{1,9}(?:\.\d+)?)\s*[-~–]\s*(\d{1,9}(?:\.\d+)?)$/;
const bounded = /^(<=|>=|<|>|≤|≥)\s*(-?\d+(?:\.\d+)?)$/;

/** Reads the form of a label. `[20-29]` of whole numbers holds the fractions below 30, as our intervals do. */
export function formOf(label: string): LabelForm {
  if (label === '*') return { kind: 'any' };
  // No interval holds a mark, and most labels are masked or plain.
  const starred = isMasked(label);
  if (starred && label[0] !== '{') return maskedForm;
  if (!starred && !beginsForm.test(label)) return plainForm;
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
  return starred ? maskedForm : plainForm;
}

const plainForm: LabelForm = { kind: 'plain' };
const maskedForm: LabelForm = { kind: 'masked' };

function isMasked(label: string): boolean {
  return label.includes('*') || label.includes('＊');
}

/** Distance of a value from a label that does not cover it, at least. */
const leastAway = 1e-6;

/** Labels that hide the same places: the characters that they show, joined, lead to their codes. */
interface Mask {
  pattern: string; // a dot for every character that is shown, a star for every one that is not
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
  const anew = allLabels(labelsOf);
  return (value) => {
    let labels = known.get(value);
    if (labels === undefined) {
      labels = anew(value);
      known.set(value, labels);
    }
    return labels;
  };
}

/** The same, worked out anew whenever asked. Of the calendar no more than labels of the lengths that those of `among` have. */
export function allLabels(
  labelsOf: ColumnLabels['labelsOf'],
  among?: readonly (string | null)[],
): (value: string) => readonly string[] {
  const lengths = new Set(among?.map((label) => label?.length ?? 0));
  const levels = among ? dateLevels.filter((level) => lengths.has(dateLabelLength(level))) : dateLevels;
  return (value) => {
    const dates = dateLabels(value, levels);
    const own = labelsOf?.(value);
    return own === undefined ? dates : dates.length === 0 ? own : [...own, ...dates];
  };
}

/** Characters of the labels of a level of the calendar. */
function dateLabelLength(level: DateLevel): number {
  return dateLabel({ year: 1990, month: 1, day: 1 }, level).length;
}

/** Labels of one column, and which of them cover a value. Covering is remembered per value. */
export class LabelCover {
  readonly #values: readonly (string | null)[];
  readonly #labelsOf: (value: string) => readonly string[];
  readonly #plain = new Map<string | null, number>();
  readonly #any: number[] = []; // codes of labels that stand for everything
  readonly #intervals: { code: number; form: Extract<LabelForm, { kind: 'range' }> }[] = [];
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
      this.#enter(label, form, code);
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

  #enter(label: string, form: LabelForm, code: number): void {
    if (form.kind === 'any') this.#any.push(code);
    else if (form.kind === 'range') this.#intervals.push({ code, form });
    else if (form.kind === 'set') {
      for (const member of form.members) entry(this.#members, member).push(code);
    } else if (form.kind === 'masked') {
      const pattern = patternOf(label);
      const mask = this.#masks.get(pattern) ?? { pattern, codes: new Map() };
      this.#masks.set(pattern, mask);
      entry(mask.codes, shownOf(label, pattern)).push(code);
    }
  }

  /** Labels whose visible characters the value has in the same places: one look-up for every pattern of masks. */
  #behindMasks(value: string, found: number[]): void {
    const length = lengthOf(value);
    for (const { pattern, codes } of this.#masks.values()) {
      if (pattern.length !== length) continue;
      for (const code of codes.get(shownOf(value, pattern)) ?? []) found.push(code);
    }
  }

  /** Codes of the labels that cover a value, ascending. */
  codes(value: string | null): Int32Array {
    const known = this.#known.get(value);
    if (known) return known;
    const found: number[] = [];
    this.find(value, found);
    const codes = ascending(found);
    this.#known.set(value, codes);
    return codes;
  }

  /** Adds the codes of the labels that cover a value to a list, in any order and some of them twice; nothing is remembered. */
  find(value: string | null, found: number[]): void {
    for (let i = 0; i < this.#any.length; i++) found.push(this.#any[i]!);
    const own = this.#plain.get(value);
    if (own !== undefined) found.push(own);
    if (value === null) return;
    if (this.#intervals.length > 0) {
      const number = numeric(value);
      if (number !== null) {
        for (const { code, form } of this.#intervals) if (within(form, number)) found.push(code);
      }
    }
    if (this.#members.size > 0) found.push(...(this.#members.get(value) ?? []));
    if (this.#masks.size > 0) this.#behindMasks(value, found);
    const labels = this.#labelsOf(value);
    for (let i = 0; i < labels.length; i++) {
      const code = this.#plain.get(labels[i]!);
      if (code !== undefined) found.push(code);
    }
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

/** The number that a text writes; null where it writes none. */
export function numeric(text: string): number | null {
  const number = readNumber(text);
  return number === null ? null : approximate(number);
}

/** Whether an interval holds a number. */
export function within(form: Extract<LabelForm, { kind: 'range' }>, number: number): boolean {
  return (
    (form.openLow ? number > form.low : number >= form.low) &&
    (form.openHigh ? number < form.high : number <= form.high)
  );
}

/** What a masked label hides: a star for a mark, a dot for any other character. */
function patternOf(label: string): string {
  let pattern = '';
  for (const character of label) pattern += character === '*' || character === '＊' ? '*' : '.';
  return pattern;
}

/** The characters of a text of the pattern's length that the pattern shows. */
function shownOf(text: string, pattern: string): string {
  if (text.length === pattern.length) {
    // Every character is one unit: what is shown before and after the marks are slices.
    const first = pattern.indexOf('*');
    const after = pattern.indexOf('.', first);
    if (after < 0) return text.slice(0, first);
    if (pattern.indexOf('*', after) < 0) return text.slice(0, first) + text.slice(after);
  }
  let shown = '';
  let at = 0;
  for (const character of text) if (pattern[at++] === '.') shown += character;
  return shown;
}

/** Characters of a text, those beyond the basic plane counted once. */
export function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

/** Codes up to which they are put in order one by one: setting up a sort of the machine takes longer. */
const fewCodes = 16;

/** Codes in ascending order, each once. */
function ascending(codes: number[]): Int32Array {
  const sorted = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) sorted[i] = codes[i]!;
  if (codes.length > fewCodes) sorted.sort();
  else {
    for (let i = 1; i < sorted.length; i++) {
      const code = sorted[i]!;
      let at = i;
      for (; at > 0 && sorted[at - 1]! > code; at--) sorted[at] = sorted[at - 1]!;
      sorted[at] = code;
    }
  }
  let size = 0;
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[size++] = sorted[i]!;
  return size === sorted.length ? sorted : sorted.slice(0, size);
}

function entry(map: Map<string, number[]>, key: string): number[] {
  const known = map.get(key);
  if (known) return known;
  const codes: number[] = [];
  map.set(key, codes);
  return codes;
}

/** Labels of the calendar that hold a date: 1990, 1990-05, 1990-Q2, 1990-1994 … */
function dateLabels(value: string, levels: readonly DateLevel[]): string[] {
  if (levels.length === 0 || value.length < 6 || value.length > 40) return [];
  const read = readDate(value);
  return read && isCalendarDate(read.date) ? levels.map((level) => dateLabel(read.date, level)) : [];
}
