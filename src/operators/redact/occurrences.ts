import { withoutPoint } from '../../kernels/shapes/fold.js';

/** A text without separators, in one width and case, and where each of its characters stood. */
export interface Folded {
  text: string;
  starts: readonly number[]; // UTF-16 offset of each folded unit in the original
}

/** Spaces, hyphens, dots, brackets and the like: what people put into names and numbers, and leave out again; and what nobody sees. */
const separator = /[\s\-‐-―−·•・‧.．,，_/／()（）*\p{Cf}]/u;

/** By UTF-16 unit, as far as they were met: the unit it counts as and one more, 1 for separators, 0 for those not met yet. */
let counted: Uint32Array | undefined;

/** The unit that a UTF-16 unit counts as, 0 for separators; noted, as every character of a remark passes here. */
function countsAs(unit: number): number {
  counted ??= new Uint32Array(0x10000);
  const known = counted[unit]!;
  if (known > 0) return known - 1;
  const narrow = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
  const character = String.fromCharCode(narrow);
  const lower = character.toLowerCase();
  const counts = separator.test(character) ? 0 : lower.length === 1 ? lower.charCodeAt(0) : narrow;
  counted[unit] = counts + 1;
  return counts;
}

/** Folds a text so that its case, width (ASCII or full-width) and separators do not matter. */
export function fold(text: string): Folded {
  const units: number[] = [];
  const starts: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = countsAs(text.charCodeAt(at));
    if (unit === 0) continue;
    units.push(unit);
    starts.push(at);
  }
  let folded = '';
  // In pieces, as a call takes only so many arguments.
  for (let at = 0; at < units.length; at += 4096)
    folded += String.fromCharCode(...units.slice(at, at + 4096));
  return { text: folded, starts };
}

/** Digits from which a part of a cell is told from other figures of a text. */
const shortestFigure = 5;
const several = /^[(（]?0\d|\.0$|[;；、,，/\n([（【［]/; // what may be mentioned otherwise than as it stands
const compound = /[;；、,，/\n([（【［]/;
const brackets = /\([^()]{0,40}\)|（[^（）]{0,40}）|\[[^[\]]{0,40}\]|【[^【】]{0,40}】/g;
const landline = /^[(（]?0\d{2,3}[)） -]{1,2}(\d{7,8})(?!\d)/;

/**
 * What a cell may be mentioned by: itself, each of several values in it without remarks in brackets (张三、李四（户主）), a
 * landline without its area code, a whole number without the `.0` of a data frame. The kernel's `findEchoes` knows these forms.
 */
export function mentionsOf(value: string): string[] {
  const whole = withoutPoint(value);
  const local = landline.exec(whole)?.[1];
  const all = local === undefined ? [whole] : [whole, local];
  if (!compound.test(value) || value.includes('://')) return all;
  for (const part of value.replace(brackets, ' ').split(/[;；、,，/\n]/)) {
    const one = part.trim();
    if (one !== '' && (!/^[\d\s.-]+$/.test(one) || one.length >= shortestFigure)) all.push(one);
  }
  return [...new Set(all)];
}

/**
 * Where a value of two characters or more, or what else it is mentioned by, occurs in a folded text, as [start, end) in UTF-16
 * units of the original. Occurrences of one form do not overlap.
 */
export function occurrences(folded: Folded, value: string): [number, number][] {
  // Most cells are one value: asked first, as this is done for every record.
  return several.test(value)
    ? mentionsOf(value).flatMap((one) => occurrencesOf(folded, one))
    : occurrencesOf(folded, value);
}

function occurrencesOf({ text, starts }: Folded, value: string): [number, number][] {
  const wanted = fold(value).text;
  if ([...wanted].length < 2) return [];
  const found: [number, number][] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    found.push([starts[at] ?? 0, (starts[at + wanted.length - 1] ?? 0) + 1]);
  }
  return found;
}
