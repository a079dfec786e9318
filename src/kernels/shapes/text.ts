/** Forms of running text, Han text and masked values. All take the folded form of `fold.ts` and are linear. */

import { addressLevels, organisationSuffixes } from '../../core/lists/han.js';
import { compoundSurnames, singleSurnames } from '../../core/lists/surnames.js';
import { isHan } from './fold.js';

const singles = new Set(singleSurnames);
const compounds = new Set(compoundSurnames);
const levels = new Set(addressLevels);
const masks = new Set('*×●○■█');
const nameDots = new Set('·•・‧');

/** Characters that mask digits or parts of a name, after folding. */
export const maskMarks: ReadonlySet<string> = masks;
/** Dots between the parts of a transcribed name. */
export const nameSeparators: ReadonlySet<string> = nameDots;

/** 2–4 Han or mask characters beginning with a surname (blanks inside ignored), or 3–15 Han characters in dotted parts. */
export function isHanName(characters: readonly string[]): boolean {
  const name: string[] = [];
  for (const character of characters) {
    if (character === ' ') continue;
    if (name.length === 32) return false;
    name.push(character);
  }
  if (name.some((character) => nameDots.has(character))) return isDottedName(name);
  if (name.length < 2 || name.length > 4) return false;
  const given = singles.has(name[0]!) ? 1 : compounds.has(name[0]! + name[1]!) && name.length > 2 ? 2 : 0;
  if (given === 0) return false;
  return name.slice(given).every((c) => isHanCharacter(c) || masks.has(c) || c === 'x' || c === 'X');
}

function isDottedName(name: readonly string[]): boolean {
  let han = 0;
  let part = 0;
  for (const character of name) {
    if (nameDots.has(character)) {
      if (part === 0) return false;
      part = 0;
    } else if (isHanCharacter(character)) {
      han++;
      part++;
    } else return false;
  }
  return part > 0 && han >= 3 && han <= 15;
}

/** At least half of the characters are Han. */
export function isHanText(characters: readonly string[]): boolean {
  const han = countHan(characters);
  return han > 0 && han * 2 >= characters.length;
}

function countHan(characters: readonly string[]): number {
  let han = 0;
  for (const character of characters) if (isHanCharacter(character)) han++;
  return han;
}

/** At least six characters, two of them naming a level of an address. Of Han text. */
export function isAddress(characters: readonly string[]): boolean {
  if (characters.length < 6) return false;
  let found = 0;
  for (const character of characters) if (levels.has(character)) found++;
  return found >= 2;
}

/** At least four characters, ending like the name of an organisation. Of Han text. */
export function isOrganisation(text: string, characters: readonly string[]): boolean {
  return characters.length >= 4 && organisationSuffixes.some((suffix) => text.endsWith(suffix));
}

/** Two or more mask characters next to a digit (one blank or dash may lie between), or three or more x between digits. */
export function isMasked(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const letter = isCross(text[i]!);
    if (!letter && !masks.has(text[i]!)) continue;
    let end = i + 1;
    while (end < text.length && (letter ? isCross(text[end]!) : masks.has(text[end]!))) end++;
    const run = end - i;
    if (letter && run >= 3 && isDigit(text[i - 1]) && isDigit(text[end])) return true;
    if (!letter && run >= 2 && (touchesDigit(text, i - 1, -1) || touchesDigit(text, end, 1))) return true;
    i = end - 1;
  }
  return false;
}

function touchesDigit(text: string, at: number, step: number): boolean {
  if (text[at] === ' ' || text[at] === '-') at += step;
  return isDigit(text[at]);
}

function isCross(character: string): boolean {
  return character === 'x' || character === 'X';
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/**
 * Worth a search for identifiers: an @; or seven digits in a run (up to three of blank - . between two digits) in a
 * text with a character other than ASCII letters, digits and _ . / -; or exactly 11, 15, 17 or 18 digits in a row.
 */
export function isCandidate(text: string): boolean {
  let running = false;
  let grouped = false;
  let exact = false;
  let digits = 0; // in the present run, separators allowed inside
  let gap = 0; // separators since the last digit
  let row = 0; // digits directly one after the other
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (isDigit(character)) {
      digits = gap > 3 ? 1 : digits + 1;
      gap = 0;
      row++;
      if (digits >= 7) grouped = true;
      continue;
    }
    if (row === 11 || row === 15 || row === 17 || row === 18) exact = true;
    row = 0;
    if (character === undefined) break;
    if (character === '@') return true;
    if (character === ' ' || character === '-' || character === '.') gap++;
    else digits = 0;
    if (!/[A-Za-z0-9_./-]/.test(character)) running = true;
  }
  return exact || (grouped && running);
}

function isHanCharacter(character: string): boolean {
  return isHan(character.codePointAt(0)!);
}
