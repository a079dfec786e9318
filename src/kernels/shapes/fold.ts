/**
 * The written form that shapes are judged on: full-width letters, digits and punctuation as ASCII, the spaces U+00A0
 * and U+3000 as a space, dashes as `-`, invisible formatting characters removed, blanks at both ends removed, one leading
 * apostrophe (a spreadsheet's mark of text) removed, and the `.0` that a data frame writes behind whole numbers.
 */
export function foldForm(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i++) folded += foldUnit(text.charCodeAt(i));
  let start = 0;
  let end = folded.length;
  while (start < end && folded.charCodeAt(start) <= 32) start++;
  while (end > start && folded.charCodeAt(end - 1) <= 32) end--;
  if (end - start > 1 && folded[start] === "'") start++;
  return withoutPoint(folded.slice(start, end));
}

/**
 * A whole number of four digits or more without `.0` behind it: a data frame reads a column of numbers with an empty cell as
 * floating point, and writes telephone 13800138000 as 13800138000.0. Shorter ones are as often measures.
 */
export function withoutPoint(text: string): string {
  return text.endsWith('.0') && /^\d{4,}\.0$/.test(text) ? text.slice(0, -2) : text;
}

function foldUnit(unit: number): string {
  if (unit < 0x80) return String.fromCharCode(unit);
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  if (unit === 0x3000 || unit === 0xa0) return ' ';
  if ((unit >= 0x2010 && unit <= 0x2015) || unit === 0x2212) return '-';
  if (isInvisible(unit)) return '';
  return String.fromCharCode(unit);
}

function isInvisible(unit: number): boolean {
  if (unit >= 0x200b && unit <= 0x200f) return true; // zero-width space … right-to-left mark
  if (unit >= 0x202a && unit <= 0x202e) return true; // embedding and override marks that phone books paste
  if (unit >= 0x2066 && unit <= 0x2069) return true; // isolating marks, their younger kin
  return unit === 0x2060 || unit === 0xfeff;
}

/** Whether a code point is a Han character (the hexagrams between its two main blocks count as such). */
export function isHan(code: number): boolean {
  if (code >= 0x3400 && code <= 0x9fff) return true;
  return code === 0x3007 || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff);
}
