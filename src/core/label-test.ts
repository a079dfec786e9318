import { type ColumnLabels, formOf, type LabelForm, numeric, rememberLabels, within } from './label-cover.js';

/** What a label is that was asked for; 0 where none was. */
const any = 1;
const plain = 2;
const masked = 3;
const formed = 4; // an interval or a set

/**
 * Whether single labels of a column cover a value: what `LabelCover` answers for all labels at once, without reading all of them
 * beforehand. Cheaper where few labels are asked for. Many may be asked of one value: most of them differ in the last character.
 */
export class LabelTest {
  readonly #values: readonly (string | null)[];
  readonly #labelsOf: (value: string) => readonly string[];
  readonly #kinds: Uint8Array; // by code
  readonly #lasts: Uint16Array; // by code: the last unit of a label; 0 where it is a mark or half a character
  readonly #forms = new Map<number, LabelForm>(); // of intervals and sets, by code
  #value: string | null = null; // whose labels are at hand
  #own: readonly string[] = []; // its labels
  #ends: number[] = []; // their last units; 0 where it is half a character
  #read: string | null = null; // whose number is at hand
  #number: number | null = null;

  constructor({ values, labelsOf }: ColumnLabels) {
    this.#values = values;
    this.#labelsOf = labelsOf ?? rememberLabels(undefined);
    this.#kinds = new Uint8Array(values.length);
    this.#lasts = new Uint16Array(values.length);
  }

  /** Whether the label of a code covers a value. */
  covers(value: string | null, code: number): boolean {
    const label = this.#values[code]!;
    if (label === null || value === null) return label === value || label === '*';
    const kind = this.#kinds[code] || this.#look(label, code);
    const last = this.#lasts[code]!;
    if (kind === any) return true;
    if (kind === plain) {
      if (label === value) return true;
    } else if (kind === masked) {
      if (mayEnd(last, lastUnit(value)) && shows(label, value)) return true;
    } else if (this.#holds(this.#forms.get(code)!, value)) return true;
    if (value !== this.#value) this.#aim(value);
    for (let i = 0; i < this.#own.length; i++)
      if (mayEnd(last, this.#ends[i]!) && this.#own[i] === label) return true;
    return false;
  }

  #look(label: string, code: number): number {
    const form = formOf(label);
    const last = lastUnit(label);
    this.#lasts[code] = isMark(last) ? 0 : last;
    if (form.kind === 'range' || form.kind === 'set') this.#forms.set(code, form);
    const kind =
      form.kind === 'any' ? any : form.kind === 'plain' ? plain : form.kind === 'masked' ? masked : formed;
    this.#kinds[code] = kind;
    return kind;
  }

  #aim(value: string): void {
    this.#value = value;
    this.#own = this.#labelsOf(value);
    this.#ends = this.#own.map(lastUnit);
  }

  #holds(form: LabelForm, value: string): boolean {
    if (form.kind === 'set') return form.members.has(value);
    if (form.kind !== 'range') return false;
    if (value !== this.#read) {
      this.#read = value;
      this.#number = numeric(value);
    }
    return this.#number !== null && within(form, this.#number);
  }
}

/** Whether texts may have the same last character by their last units, 0 being any. */
function mayEnd(one: number, other: number): boolean {
  return one === 0 || other === 0 || one === other;
}

/** The last unit of a text; 0 where it is half a character, or there is none. */
function lastUnit(text: string): number {
  const unit = text.length > 0 ? text.charCodeAt(text.length - 1) : 0;
  return isSurrogate(unit) ? 0 : unit;
}

/** Whether a value has the characters that a masked label shows, in the same places. Most differ in the first few. */
function shows(label: string, value: string): boolean {
  const length = Math.min(label.length, value.length);
  for (let at = 0; at < length; at++) {
    const shown = label.charCodeAt(at);
    const own = value.charCodeAt(at);
    // From a character of two units on, places are no longer those of units.
    if (isSurrogate(shown) || isSurrogate(own)) return showsCharacters([...label], [...value]);
    if (shown !== own && !isMark(shown)) return false;
  }
  return label.length === value.length;
}

function showsCharacters(shown: readonly string[], own: readonly string[]): boolean {
  return (
    shown.length === own.length &&
    shown.every((one, at) => one === own[at] || one === '*' || one === '\uff0a')
  );
}

/** A star or a wide star. */
function isMark(unit: number): boolean {
  return unit === 0x2a || unit === 0xff0a;
}

function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}
