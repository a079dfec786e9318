import { LetheError } from '../../core/diagnostics.js';
import type { Entity } from '../../core/entities.js';
import type { OwnRecogniser, Recogniser, Score, Span } from '../../core/recogniser.js';
import { verhoeff } from '../intl/spec.js';
import { luhn, mod11_10, uscc } from '../scan/checksums.js';
import { cell, fold, narrow } from '../scan/fold.js';
import { compilePattern, longestMatch, type Pattern } from './pattern.js';

const reach = 40; // characters before a value in which a word may announce it

/**
 * The recogniser of a policy's own description. Listed values are certain; then the pattern decides, with the check
 * digits where they are asked for. Without check digits words before a value must announce it in a text, where words
 * are given. Listed values are the same in capitals and small letters: people write codes in either; patterns say what they
 * mean. Throws `policy-pattern` for a pattern that is not understood.
 */
export function ownRecogniser(own: OwnRecogniser): Recogniser {
  const pattern = own.pattern === undefined ? null : compiled(own.pattern);
  const listed = new Set([...own.allow, ...(own.values ?? [])].map((value) => lower(cell(value))));
  const denied = new Set(own.deny.map((value) => lower(cell(value))));
  const valid = own.checksum === undefined ? null : checksums[own.checksum];
  const words = own.context.map((word) => word.toLowerCase());
  const bare: Score = valid ? 0.9 : 0.7;
  const judge = (value: string): Score => {
    const plain = lower(narrow(value));
    if (denied.has(plain)) return 0;
    if (listed.has(plain)) return 0.95;
    return pattern?.test(value) && (valid === null || valid(value.replace(/[^0-9A-Za-z]/g, '').toUpperCase()))
      ? bare
      : 0;
  };
  const entity = own.entity as Entity;
  return {
    entity,
    summary: { en: own.entity, zh: own.entity },
    role: own.role,
    grade: own.grade,
    headers: own.headers,
    unflagged: true,
    check: (text) => (text.length > 2 * longestMatch ? 0 : judge(cell(text))),
    find(text) {
      const folded = fold(text);
      const announced = (start: number) => {
        if (words.length === 0 || valid !== null) return true;
        const before = folded.slice(Math.max(0, start - reach), start).toLowerCase();
        return words.some((word) => before.includes(word));
      };
      const spans: Span[] = [];
      const add = (start: number, end: number) => {
        const score = judge(folded.slice(start, end));
        if (score > bare || (score > 0 && announced(start))) spans.push({ start, end, entity, score });
      };
      for (const [start, end] of pattern?.find(folded) ?? []) add(start, end);
      for (const [start, end] of occurrences(lower(narrow(folded)), listed)) add(start, end);
      return spans;
    },
    examples: { positive: [...own.allow], negative: [...own.deny] },
  };
}

/** ASCII letters in lower case, unit for unit. */
function lower(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}

function compiled(source: string): Pattern {
  const pattern = compilePattern(source);
  if ('reason' in pattern)
    throw new LetheError('policy-pattern', { reason: pattern.reason, position: pattern.position + 1 });
  return pattern;
}

/** Where listed values of two characters or more stand in a text, whole words where they are of letters and digits. */
function* occurrences(text: string, listed: ReadonlySet<string>): Generator<[number, number]> {
  const lengths = [...new Set([...listed].map((value) => value.length))].filter(
    (length) => length >= 2 && length <= longestMatch,
  );
  if (lengths.length === 0) return;
  lengths.sort((a, b) => b - a);
  for (let start = 0; start < text.length; start++) {
    if (start > 0 && joined(text, start)) continue;
    for (const length of lengths) {
      const end = start + length;
      if (end > text.length || (end < text.length && joined(text, end))) continue;
      if (!listed.has(text.slice(start, end))) continue;
      yield [start, end];
      start = end - 1;
      break;
    }
  }
}

/** Whether the characters on both sides of a place belong to one word of ASCII letters and digits. */
function joined(text: string, at: number): boolean {
  return /[0-9A-Za-z]/.test(text[at - 1]!) && /[0-9A-Za-z]/.test(text[at]!);
}

/** ISO 7064 MOD 11-2 over digits and a check character, of any length. */
function mod11_2(text: string): boolean {
  if (!/^\d+[\dX]$/.test(text)) return false;
  let product = 0;
  for (const character of text.slice(0, -1)) product = ((product + Number(character)) * 2) % 11;
  return '0123456789X'[(12 - product) % 11] === text.at(-1);
}

/** ISO 7064 MOD 97-10 over digits and letters (A is 10), check digits at the end. */
function mod97_10(text: string): boolean {
  let rest = 0;
  for (const character of text) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const numeric = (check: (digits: string) => boolean) => (text: string) => {
  const digits = text.replace(/\D/g, '');
  return digits.length >= 2 && check(digits);
};

/** Check digits by their name in a policy; letters around the digits count only where the scheme knows letters. */
const checksums: Readonly<Record<NonNullable<OwnRecogniser['checksum']>, (text: string) => boolean>> = {
  luhn: numeric(luhn),
  verhoeff: numeric(verhoeff),
  'mod11-2': (text) => mod11_2(text.replace(/^[A-Z]+/, '')),
  'mod11-10': numeric(mod11_10),
  'mod97-10': mod97_10,
  uscc: (text) => text.length === 18 && uscc(text),
};
