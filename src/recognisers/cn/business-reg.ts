import type { Recogniser } from '../../core/recogniser.js';
import { mod11_10 } from '../scan/checksums.js';
import { cell } from '../scan/fold.js';
import { matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';

/** Business registration number, 15 digits with ISO 7064 MOD 11,10; needs a header, or words before it in a text. */
export const businessReg: Recogniser = {
  entity: 'cn-business-reg',
  summary: { en: 'Business registration number, 15 digits', zh: '工商注册号（15 位）' },
  role: 'linking',
  grade: 2,
  headers: [
    '工商注册号',
    '注册号',
    '营业执照',
    '营业执照号',
    '营业执照注册号',
    'gszch',
    'yyzzh',
    'business registration no',
    'licence no',
    'reg no',
  ],
  check(text) {
    const digits = cell(text);
    return /^\d{15}$/.test(digits) && mod11_10(digits) ? 0.3 : 0;
  },
  find: matchingAt(
    'cn-business-reg',
    { at: 'digits', sizes: [15] },
    /(?<![0-9A-Za-z])[0-9]{15}(?![0-9A-Za-z])/g,
    (match, text, start) => (precededBy(text, start, /注册号|营业执照/, 14) && mod11_10(match) ? 0.8 : 0),
  ),
  signals: Signal.fifteen,
  examples: { positive: ['110108000000016'], negative: ['110108000000017', '1101080000000', ''] },
};
