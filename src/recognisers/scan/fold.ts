import { withoutPoint } from '../../kernels/shapes/fold.js';

/** Writes the folded units of texts; grows to the longest text seen. Holds values between calls: see `forget`. */
let buffer = new Uint16Array(4096);

/** UTF-16 unit → what it folds to, itself for most. */
export const foldTable = table();

/** Whether a unit is one of those that folding replaces. */
export function folds(unit: number): boolean {
  return foldTable[unit] !== unit;
}

let lastText = '';
let lastFolded = '';

/**
 * The text with written variants folded to ASCII, one UTF-16 unit for one, so that offsets stay valid: full-width
 * forms (NFKC's most frequent case), spaces, dashes, middle dots. Zero-width characters and the marks of writing directions,
 * which systems put round numbers that are copied, become spaces. Not the
 * full-width comma, semicolon, question and exclamation mark: nearly every Chinese text has them and no identifier does.
 */
export function fold(text: string): string {
  // Recognisers are asked one after the other about the same cell: remember the last one instead of folding it again.
  if (text === lastText || text === lastFolded) return lastFolded;
  let first = 0;
  while (first < text.length && !folds(text.charCodeAt(first))) first++;
  lastFolded = first === text.length ? text : foldFrom(text, first);
  lastText = text;
  return lastFolded;
}

/** As `fold`, of a text whose units before `first` are known to stay. */
export function foldFrom(text: string, first: number): string {
  const length = text.length;
  if (buffer.length < length) buffer = new Uint16Array(2 * length);
  for (let i = first; i < length; i++) buffer[i] = foldTable[text.charCodeAt(i)]!;
  let folded = text.slice(0, first);
  // In pieces, as a call takes only so many arguments.
  for (let i = first; i < length; i += 4096) {
    folded += String.fromCharCode.apply(null, buffer.subarray(i, Math.min(length, i + 4096)) as never);
  }
  buffer.fill(0, first, length);
  return folded;
}

/** Forgets the last text that was folded, so that no value outlives the call that read it. */
export function forget(): void {
  lastText = '';
  lastFolded = '';
}

function table(): Uint16Array {
  const units = new Uint16Array(0x10000);
  for (let unit = 0; unit < units.length; unit++) units[unit] = unit;
  for (let unit = 0xff01; unit <= 0xff5e; unit++) units[unit] = unit - 0xfee0;
  for (const unit of [0xff0c, 0xff1b, 0xff1f, 0xff01]) units[unit] = unit;
  for (const unit of [0x2022, 0x2027, 0x2219, 0x30fb, 0xff65]) units[unit] = 0xb7;
  for (let unit = 0x2010; unit <= 0x2015; unit++) units[unit] = 0x2d;
  for (const unit of [0x2212, 0xfe58, 0xfe63]) units[unit] = 0x2d;
  for (const unit of [0xa0, 0xad, 0x3000, 0xfeff, 0x2060, 0x202f]) units[unit] = 0x20;
  for (const [first, last] of [
    [0x2000, 0x200f],
    [0x202a, 0x202e],
    [0x2066, 0x2069],
  ] as const) {
    for (let unit = first; unit <= last; unit++) units[unit] = 0x20;
  }
  return units;
}

/** A whole cell made comparable: folded, trimmed, without a spreadsheet's leading apostrophe and a data frame's `.0`. */
export function cell(text: string): string {
  const trimmed = fold(text).trim();
  // Spreadsheets mark text with one leading apostrophe.
  const folded = withoutPoint(trimmed.length > 1 && trimmed[0] === "'" ? trimmed.slice(1) : trimmed);
  return narrow(folded);
}

/** A folded text with the full-width marks that `fold` leaves, as ASCII, unit for unit. */
export function narrow(folded: string): string {
  return /[\uff01\uff0c\uff1b\uff1f]/.test(folded)
    ? folded.replace(/[\uff01\uff0c\uff1b\uff1f]/g, (mark) =>
        String.fromCharCode(mark.charCodeAt(0) - 0xfee0),
      )
    : folded;
}

/** A whole cell without the separators people put between groups of digits: space - . (but none at either end). */
export function compact(text: string): string {
  const folded = cell(text);
  return /[ .-]/.test(folded) ? folded.replace(/(?<=[0-9A-Za-z])[ .-](?=[0-9A-Za-z])/g, '') : folded;
}
