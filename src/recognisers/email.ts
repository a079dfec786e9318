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
const domain = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}$/;

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
    return span !== null && span[0] === 0 && span[1] === address.length ? 0.97 : 0;
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

/** The address around an @, or null. Looks at most 64 characters left and 255 right. */
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
  if (start === position || text[start] === '.' || text[position - 1] === '.') return null;
  for (let i = start + 1; i < position; i++) {
    if (text[i] === '.' && text[i - 1] === '.') return null;
  }
  let end = position + 1;
  const last = Math.min(text.length, position + 256);
  while (end < last && (partOf(text.charCodeAt(end)) & Part.domain) !== 0) end++;
  while (end > position && (text[end - 1] === '.' || text[end - 1] === '-')) end--;
  return domain.test(text.slice(position + 1, end)) ? [start, end] : null;
}
