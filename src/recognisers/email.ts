import type { Recogniser, Span } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { isBasicHan } from './scan/classes.js';
import { cell } from './scan/fold.js';
import { scanOf } from './scan/scan.js';
import { Signal } from './scan/signals.js';

// What a character may be part of: the text before the @ (a mask character ends it: what a mask leaves standing of an address is
// no address), what ends a URL's query before an address (user=…&email=a@b.com), and the domain.
const Part = { local: 1, query: 2, domain: 4 } as const;
const parts = new Uint8Array(128);
for (const [characters, part] of [
  [".!#$%&'+/=?^_`{|}~-", Part.local],
  ["=/?&'`{|", Part.query],
  ['.-', Part.domain],
] as const) {
  for (const character of characters) parts[character.charCodeAt(0)]! |= part;
}
for (let unit = 0; unit < 128; unit++) {
  if (/[A-Za-z0-9]/.test(String.fromCharCode(unit))) parts[unit] = Part.local | Part.domain;
}

/** E-mail address. Found from the @ outwards, so that a text of any length takes linear time. */
export const email: Recogniser = {
  entity: 'email',
  summary: { en: 'E-mail address', zh: '电子邮箱' },
  role: 'direct',
  grade: 3,
  headers: [
    '邮箱',
    '电子邮箱',
    '电子邮件',
    '邮件',
    '邮箱地址',
    '電子郵件',
    'yx',
    'dzyx',
    'email',
    'e mail',
    'mail',
    'email address',
    'email addr',
    'mailbox',
    'mail addr',
  ],
  check(text) {
    const address = cell(text);
    const span = at(address, address.indexOf('@'));
    if (span === null || span[0] !== 0 || span[1] !== address.length) return 0;
    return address.includes('.@') ? 0 : 0.97;
  },
  find(text) {
    const folded = scanOf(text).text;
    const spans: Span[] = [];
    let from = 0;
    for (let i = folded.indexOf('@'); i >= 0; i = folded.indexOf('@', i + 1)) {
      const span = at(folded, i, from);
      if (span === null) continue;
      spans.push({ start: span[0], end: span[1], entity: 'email', score: 0.97 });
      from = span[1];
    }
    return spans;
  },
  signals: Signal.at,
  shape: Shape.email,
  strongShape: Shape.email,
  examples: {
    positive: ['zhang@example.com', 'a.b+c@mail.example.co.uk', 'ｚｈａｎｇ＠example.com'],
    negative: ['user@host', '@', 'a@b..com', 'user..name@example.com', '.user@example.com', ''],
  },
};

function partOf(unit: number): number {
  return unit < 128 ? parts[unit]! : 0;
}

/**
 * The address around an @, or null: the longest that can be one, whatever is written against it. Looks at most 64
 * characters left and 255 right.
 */
function at(text: string, position: number, from = 0): [number, number] | null {
  if (position < 1) return null;
  const limit = Math.max(from, position - 64);
  let start = position;
  while (start > limit) {
    const part = partOf(text.charCodeAt(start - 1));
    if ((part & Part.local) === 0 || (part & Part.query) !== 0) break;
    start--;
  }
  if (start === position) {
    // Chinese local parts are rare but real: at most eight Han characters.
    const least = Math.max(from, position - 8);
    while (start > least && isBasicHan(text.charCodeAt(start - 1))) start--;
  }
  const begin = start;
  // A stop before the @ is a slip; two in a row are punctuation, and what stands before them another thing.
  let last = position;
  while (last > start && text[last - 1] === '.') last--;
  const apart = text.slice(start, last).lastIndexOf('..');
  if (apart >= 0) start += apart + 2;
  if (text[start] === '.') start++;
  if (start >= last) return null;
  const end = domainEnd(text, position + 1);
  // A text that is nothing else is a malformed address, as a cell would be.
  return end === 0 || (start > begin && begin === 0 && end === text.length) ? null : [start, end];
}

const mostLabels = 9;

/** Where the longest domain that begins at a place ends, 0 without one: digits, hyphens and stops behind it are no part of it. */
function domainEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + 255);
  let end = 0;
  let start = from;
  let digits = true; // whether all labels so far are of digits: `beta` is no domain in `1.0.beta2`
  for (let labels = 1; labels <= mostLabels; labels++) {
    let stop = start;
    while (stop < limit && text[stop] !== '.' && (partOf(text.charCodeAt(stop)) & Part.domain) !== 0) stop++;
    let letters = start;
    while (letters < stop && isLetter(text.charCodeAt(letters))) letters++;
    const size = letters - start;
    if (labels > 1 && size >= 2 && size <= 24 && (letters === stop || labels === 2 || !digits)) end = letters;
    if (stop === start || stop - start > 63 || text[start] === '-' || text[stop - 1] === '-') break;
    if (text[stop] !== '.') break;
    for (let i = start; digits && i < stop; i++) digits = isDigit(text.charCodeAt(i));
    start = stop + 1;
  }
  return end;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122;
}
