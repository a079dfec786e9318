import { plateProvinces, plateSuffixes } from '../../core/lists/han.js';
import type { Recogniser } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { cell } from '../scan/fold.js';
import { matching, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';
import { grouped } from '../scan/written.js';

// New energy first: six characters, else the last one would be cut off.
const body = `(?:[DABCEFGHJKdabcefghjk][0-9A-HJ-NP-Za-hj-np-z][0-9]{4}|[0-9]{5}[DFA-Kdfa-k]|[0-9A-HJ-NP-Za-hj-np-z]{5}|[0-9A-HJ-NP-Za-hj-np-z]{4}[${plateSuffixes}])`;
const form = `[${plateProvinces}][A-HJ-NP-Za-hj-np-z][ \\u00b7\\u2022\\u30fb\\u2027.-]?${body}`;
const whole = new RegExp(`^${form}$`);

/** Vehicle plate (GA 36), new energy plates included. */
export const vehiclePlate: Recogniser = {
  entity: 'vehicle-plate',
  summary: { en: 'Vehicle plate (GA 36)', zh: '机动车号牌（GA 36）' },
  role: 'direct',
  grade: 3,
  headers: [
    '车牌',
    '车牌号',
    '车牌号码',
    '号牌',
    '号牌号码',
    '机动车号牌',
    'cph',
    'cphm',
    'hphm',
    'plate',
    'plate no',
    'license plate',
    'car no',
    'vehicle no',
  ],
  check(text) {
    const plate = closed(text);
    return whole.test(plate) && /\d/.test(plate) ? 0.95 : 0;
  },
  writings(text) {
    if (this.check(text) === 0) return [];
    const plate = closed(text).toUpperCase();
    return [plate, plate.toLowerCase()].flatMap((form) => [
      form,
      ...grouped(form, [2], ['·', '•', '・', ' ', '-', '.']),
    ]);
  },
  find: matching('vehicle-plate', new RegExp(`${form}(?![0-9A-Za-z])`, 'g'), (match, text, start) => {
    if (/\d{2}/.test(match)) return 0.95;
    return /\d/.test(match) && precededBy(text, start, /[车号]牌/, 8) ? 0.9 : 0;
  }),
  shape: Shape.plate,
  strongShape: Shape.plate,
  signals: Signal.plate,
  examples: {
    positive: ['京A12345', '粤B·12345', '京AD12345', '沪AF01234', '川A123AB', '京A1234警'],
    negative: ['中A12345', '京A123', '京AI2345', ''],
  },
};

/** Without the mark that stands after the letter of the office. */
function closed(text: string): string {
  return cell(text).replace(/[ \u00b7\u2022\u30fb\u2027.-]/g, '');
}
