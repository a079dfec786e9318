import type { Recogniser, Score } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { cell } from '../scan/fold.js';
import { between, matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';

const passportForm =
  /^(?:E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8}|[DSP]E\d{7}|[DSPKH]\d{7,8}|K[A-Z]\d{7}|MA\d{7}|1[45]\d{7})$/;

const label = /(?:护照|passport)(?:号码?| (?:no\.?|number))[ :是为]{0,3}$/i;

/** Chinese passports, ordinary, service, diplomatic, Hong Kong and Macao. */
export const passport: Recogniser = {
  entity: 'passport',
  summary: { en: 'Passport number', zh: '护照号码' },
  role: 'direct',
  grade: 4,
  headers: [
    '护照',
    '护照号',
    '护照号码',
    'hz',
    'hzh',
    'hzhm',
    'passport',
    'passport no',
    'passport number',
    'huzhao',
  ],
  check: (text) => score(cell(text).toUpperCase()),
  find: matchingAt(
    'passport',
    { at: 'runs', sizes: between(6, 12) },
    /(?<![0-9A-Za-z])[0-9A-Za-z]{6,12}(?![0-9A-Za-z])/g,
    (match, text, start) => {
      if (match.replace(/[^0-9]/g, '').length < 3 || !precededBy(text, start, /护照|旅行证|passport/i, 20))
        return 0;
      if (score(match.toUpperCase()) > 0 || /^[A-Za-z]\d{8}$/.test(match)) return 0.9;
      // Passports of other countries have forms of their own.
      return precededBy(text, start, label, 20) ? 0.75 : 0;
    },
  ),
  signals: Signal.travel,
  anySignal: Signal.digits | Signal.mixed,
  examples: {
    positive: ['E12345678', 'EA1234567', 'G12345678', 'D12345678'],
    negative: ['61564222', 'M63891953', 'EI1234567', ''],
  },
};

function score(text: string): Score {
  if (!passportForm.test(text)) return 0;
  return /^[EG]/.test(text) ? 0.45 : 0.3;
}

/** Permit of Hong Kong and Macao residents to enter the mainland: H or M, 8 digits, 2 of the renewal. */
export const homeReturnPermit: Recogniser = {
  entity: 'cn-home-return-permit',
  summary: { en: 'Mainland travel permit for Hong Kong and Macao residents', zh: '港澳居民来往内地通行证' },
  role: 'direct',
  grade: 4,
  headers: [
    '回乡证',
    '港澳居民来往内地通行证',
    '来往内地通行证',
    '港澳通行证',
    '通行证号',
    'hxz',
    'hxzh',
    'home return permit',
  ],
  check: (text) => (/^[HM]\d{8}(?:\d{2})?$/.test(cell(text).toUpperCase()) ? 0.45 : 0),
  find: matchingAt(
    'cn-home-return-permit',
    { at: 'runs', sizes: [9, 11] },
    /(?<![0-9A-Za-z])[HMhm][0-9]{8}(?:[0-9]{2})?(?![0-9A-Za-z])/g,
    (_match, text, start) => (precededBy(text, start, /回乡证|通行证|港澳/, 20) ? 0.9 : 0),
  ),
  signals: Signal.eight | Signal.permit,
  examples: { positive: ['H12345678', 'M5197742701'], negative: ['X63891953', 'H1234567', ''] },
};

/** Permit of Taiwan residents to enter the mainland: eight digits, so it needs a header or words before it. */
export const taiwanPermit: Recogniser = {
  entity: 'cn-taiwan-permit',
  summary: { en: 'Mainland travel permit for Taiwan residents', zh: '台湾居民来往大陆通行证' },
  role: 'direct',
  grade: 4,
  headers: ['台胞证', '台湾居民来往大陆通行证', '来往大陆通行证', 'tbz', 'tbzh', 'taiwan permit'],
  check: (text) => (/^\d{8}$/.test(cell(text)) ? 0.2 : 0),
  find: matchingAt(
    'cn-taiwan-permit',
    { at: 'digits', sizes: [8] },
    /(?<![0-9A-Za-z])[0-9]{8}(?![0-9A-Za-z])/g,
    (_match, text, start) => (precededBy(text, start, /台胞证|来往大陆通行证/, 20) ? 0.9 : 0),
  ),
  shape: Shape.integer,
  signals: Signal.eight | Signal.taiwan,
  examples: { positive: ['96519774'], negative: ['713409760', 'A1234567', ''] },
};
