import type { Recogniser, Score } from '../core/recogniser.js';
import { mod97 } from './scan/checksums.js';
import { cell } from './scan/fold.js';
import { matchingAt, type SizedFinder } from './scan/matches.js';
import { scanOf } from './scan/scan.js';
import { Signal } from './scan/signals.js';

/** Length of the number per country, and its form after the check digits where it is known to be all digits. */
const lengths: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28,
  CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23,
  GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32,
  LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18,
  NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19,
  SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
}; // biome-ignore format: one table

/** International bank account number (ISO 13616). */
export const iban: Recogniser = {
  entity: 'iban',
  summary: { en: 'International bank account number (IBAN)', zh: '国际银行账号（IBAN）' },
  role: 'direct',
  grade: 4,
  headers: ['iban', 'iban no', 'iban number', 'iban code', '国际银行账号'],
  check: (text) => score(cell(text)),
  find: ibans(),
  signals: Signal.cluster,
  examples: {
    positive: ['GB82 WEST 1234 5698 7654 32', 'DE89370400440532013000', 'NL91ABNA0417164300'],
    negative: ['DE00370400440532013000', 'ZZ89370400440532013000', 'DE89 3704 0044 0532 0130', ''],
  },
};

/** The country fixes the length, so that words after the number are not swallowed. */
function ibans(): SizedFinder {
  const find = matchingAt(
    'iban',
    { at: 'runs', least: 15, first: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' },
    /(?<![0-9A-Za-z])[A-Za-z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,30}/g,
    () => 0.01,
  );
  const cut = (text: string) => {
    const folded = scanOf(text).text;
    return find(folded).flatMap((span) => {
      const length = cutAt(folded.slice(span.start, span.end));
      if (length === 0) return [];
      const end = span.start + length;
      if (/[0-9A-Za-z]/.test(folded[end] ?? '')) return [];
      const value = score(folded.slice(span.start, end));
      return value > 0 ? [{ ...span, end, score: value }] : [];
    });
  };
  return Object.assign(cut, { runSizes: find.runSizes! });
}

/** Where the number must end in a candidate, or 0. */
function cutAt(text: string): number {
  const length = lengths[text.slice(0, 2).toUpperCase()];
  if (length === undefined) return 0;
  for (let i = 0, seen = 0; i < text.length; i++) {
    if (text[i] !== ' ' && text[i] !== '-' && ++seen === length) return i + 1;
  }
  return 0;
}

function score(text: string): Score {
  const code = text.replace(/[ -]/g, '');
  const length = lengths[code.slice(0, 2).toUpperCase()];
  if (length === undefined || code.length !== length || !/^[A-Za-z]{2}\d{2}[0-9A-Za-z]+$/.test(code))
    return 0;
  // Letters of both cases make a token, not a number that somebody wrote down.
  if (code !== code.toUpperCase() && code !== code.toLowerCase()) return 0;
  return mod97(code.toUpperCase()) ? 1 : 0;
}
