import type { Recogniser, Score } from '../core/recogniser.js';
import { cell } from './scan/fold.js';
import { matchingAt, precededBy } from './scan/matches.js';
import { scanOf } from './scan/scan.js';
import { Signal } from './scan/signals.js';

/** Social security number of the United States: grouped 3-2-4, plain nine digits only with words or a header. */
export const usSsn: Recogniser = {
  entity: 'us-ssn',
  summary: { en: 'US social security number', zh: '美国社会安全号码' },
  role: 'direct',
  grade: 4,
  headers: ['ssn', 'social security', 'social security number', 'us ssn'],
  check: (text) => score(cell(text)),
  find: matchingAt(
    'us-ssn',
    { at: 'digits', sizes: [9] },
    /(?<![0-9.-])[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{4}(?![0-9A-Za-z])(?!-[0-9])/g,
    (match, text, start) => {
      if (/[A-Za-z]$/.test(text.charAt(start - 1)) && !precededBy(text, start, /ssn$/i, 3)) return 0;
      const value = score(match);
      if (value === 0) return 0;
      if (precededBy(text, start, words, 24)) return Math.max(0.6, value);
      // Part numbers of Chinese texts have the form; so have standards, behind letters: GB/T 37964-2019.
      if ((scanOf(text).signals & Signal.han) !== 0) return 0;
      if (value >= 0.6) return value;
      return /[ -]/.test(match) && !precededBy(text, start, /[A-Za-z] ?$/, 2) ? 0.6 : 0;
    },
  ),
  signals: Signal.eight,
  examples: {
    positive: ['123-45-6789', '123 45 6789', '123456789'],
    negative: ['666-45-6789', '000-45-6789', '900-45-6789', '12-345-6789', '078 00 1123', ''],
  },
};

const words = /ssn|social security|社会安全号/i;

function score(text: string): Score {
  const match = /^(?!000|666|9)(\d{3})([ -]?)(?!00)(\d{2})([ -]?)(?!0000)(\d{4})$/.exec(text);
  if (!match || /^(\d)\1+$/.test(text)) return 0;
  if (match[2] !== '' && match[2] === match[4]) return 0.75;
  return match[2] === '' && match[4] === '' ? 0.15 : 0.4;
}
