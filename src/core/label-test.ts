import {
  type ColumnLabels,
  formOf,
  type LabelForm,
  lengthOf,
  numeric,
  rememberLabels,
  within,
} from './label-cover.js';

/**
 * Whether single labels of a column cover a value: what `LabelCover` answers for all labels at once, without reading all of them
 * beforehand. Cheaper where few labels are asked for.
 */
export class LabelTest {
  readonly #values: readonly (string | null)[];
  readonly #labelsOf: (value: string) => readonly string[];
  readonly #forms: (LabelForm | undefined)[] = []; // by code, those that were asked for

  constructor({ values, labelsOf }: ColumnLabels) {
    this.#values = values;
    this.#labelsOf = labelsOf ?? rememberLabels(undefined);
  }

  /** Whether the label of a code covers a value. */
  covers(value: string | null, code: number): boolean {
    const label = this.#values[code]!;
    if (label === value || label === '*') return true;
    if (label === null || value === null) return false;
    this.#forms[code] ??= formOf(label);
    return holds(this.#forms[code]!, label, value) || this.#labelsOf(value).includes(label);
  }
}

function holds(form: LabelForm, label: string, value: string): boolean {
  if (form.kind === 'masked') return shows(label, value);
  if (form.kind === 'set') return form.members.has(value);
  if (form.kind !== 'range') return false;
  const number = numeric(value);
  return number !== null && within(form, number);
}

/** Whether a value has the characters that a masked label shows, in the same places. */
function shows(label: string, value: string): boolean {
  const length = lengthOf(value);
  if (length !== value.length || lengthOf(label) !== label.length) {
    const [shown, own] = [[...label], [...value]];
    return shown.length === own.length && shown.every((one, at) => one === own[at] || isMark(one));
  }
  if (label.length !== length) return false;
  for (let at = 0; at < length; at++)
    if (label.charCodeAt(at) !== value.charCodeAt(at) && !isMark(label[at]!)) return false;
  return true;
}

function isMark(character: string): boolean {
  return character === '*' || character === '＊';
}
