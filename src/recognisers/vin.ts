import type { Recogniser } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { vin as valid } from './scan/checksums.js';
import { cell } from './scan/fold.js';
import { matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

/** Vehicle identification number (GB 16735, ISO 3779). European numbers have no check digit and need a header. */
export const vin: Recogniser = {
  entity: 'vin',
  summary: { en: 'Vehicle identification number', zh: '车辆识别代号（VIN）' },
  role: 'direct',
  grade: 3,
  headers: [
    '车架号',
    '车辆识别代号',
    '车辆识别代码',
    '车辆识别号',
    '车架',
    'vin',
    'vin码',
    'vin code',
    'vin no',
    'cjh',
    'clsbdh',
    'frame no',
    'chassis no',
  ],
  check(text) {
    const code = cell(text).toUpperCase();
    if (!/^[0-9A-HJ-NPR-Z]{17}$/.test(code) || !/[A-Z]/.test(code) || !/\d/.test(code)) return 0;
    return valid(code) ? 0.9 : 0.2;
  },
  find: matchingAt(
    'vin',
    { at: 'runs', sizes: [17] },
    /(?<![0-9A-Za-z])[0-9A-HJ-NPR-Za-hj-npr-z]{17}(?![0-9A-Za-z])/g,
    (match, text, start) => {
      if (!/[A-Za-z]/.test(match) || !/\d{3}/.test(match)) return 0;
      if (precededBy(text, start, /车架|识别代|vin/i)) return 0.9;
      return valid(match.toUpperCase()) && /[A-Za-z]{2}/.test(match) ? 0.7 : 0;
    },
  ),
  signals: Signal.letters | Signal.code,
  strongShape: Shape.vin,
  checkDigit: true,
  examples: {
    positive: ['1M8GDM9AXKP042788', '1HGCM82633A004352', 'LSVAU033412345678'],
    negative: ['1M8GDM9AXKP04278', '11010519491231002X1', 'IOQ45678901234567', ''],
  },
};
