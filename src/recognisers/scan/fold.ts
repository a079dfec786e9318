/**
 * Characters that `fold` replaces: full-width ASCII, odd spaces, zero-width characters, dashes and middle dots. Not the
 * full-width comma, semicolon, question and exclamation mark: nearly every Chinese text has them and no identifier does.
 */
const foldable =
  /[\u00a0\u00ad\u2000-\u200f\u2010-\u2015\u2022\u2027\u202f\u2060\u2212\u2219\u3000\u30fb\ufe58\ufe63\ufeff\uff02-\uff0b\uff0d-\uff1a\uff1c-\uff1e\uff20-\uff5e\uff65]/;

const foldables = new RegExp(foldable.source, 'g');

/** What single characters fold to; there are some two hundred of them, and a text has few. */
const foldedCharacters = new Map<string, string>();

function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  const folded = String.fromCharCode(foldUnit(character.charCodeAt(0)));
  foldedCharacters.set(character, folded);
  return folded;
}

let lastText = '';
let lastFolded = '';

/**
 * The text with written variants folded to ASCII, one UTF-16 unit for one, so that offsets stay valid: full-width
 * forms (NFKC's most frequent case), spaces, dashes, middle dots. Zero-width characters become spaces.
 */
export function fold(text: string): string {
  // Finders run one after the other on the same text: remember the last one instead of folding it again.
  if (text === lastText || text === lastFolded) return lastFolded;
  if (!foldable.test(text)) {
    lastText = text;
    lastFolded = text;
    return text;
  }
  const folded = text.replace(foldables, foldCharacter);
  lastText = text;
  lastFolded = folded;
  return folded;
}

/** Forgets the last text that was folded, so that no value outlives the call that read it. */
export function forget(): void {
  lastText = '';
  lastFolded = '';
}

function foldUnit(unit: number): number {
  if (unit < 0xa0) return unit;
  if (unit === 0xff0c || unit === 0xff1b || unit === 0xff1f || unit === 0xff01) return unit;
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  if (unit === 0x2022 || unit === 0x2027 || unit === 0x2219 || unit === 0x30fb || unit === 0xff65)
    return 0xb7;
  if ((unit >= 0x2010 && unit <= 0x2015) || unit === 0x2212 || unit === 0xfe58 || unit === 0xfe63)
    return 0x2d;
  if (unit === 0xa0 || unit === 0xad || unit === 0x3000 || unit === 0xfeff || unit === 0x2060) return 0x20;
  if ((unit >= 0x2000 && unit <= 0x200f) || unit === 0x202f) return 0x20;
  return unit;
}

/** A whole cell made comparable: folded, trimmed, without a spreadsheet's leading apostrophe. */
export function cell(text: string): string {
  const trimmed = fold(text).trim();
  // Spreadsheets mark text with one leading apostrophe.
  const folded = trimmed.length > 1 && trimmed[0] === "'" ? trimmed.slice(1) : trimmed;
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
