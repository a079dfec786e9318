import type { Recogniser } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';
import { matching, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';

const certificate = /(?:军官|士兵|义务兵|军人|文职干部|警官)证(?:件?号码?)?[:是为 ]{0,3}$/;

/** Military certificate, 南字第01234567号; in running text the eight digits after such words. */
export const militaryId: Recogniser = {
  entity: 'cn-military-id',
  summary: { en: 'Military certificate number', zh: '军官证、士兵证号码' },
  role: 'direct',
  grade: 4,
  headers: [
    '军官证',
    '军人证',
    '士兵证',
    '警官证',
    '军官证号',
    '文职干部证',
    'jgz',
    'jgzh',
    'military id',
    'officer id',
  ],
  check(text) {
    const id = cell(text);
    return /^[\u4e00-\u9fff]{1,3}字第?\d{6,8}号?$/.test(id) ? 0.9 : /^\d{7,8}$/.test(id) ? 0.15 : 0;
  },
  find: matching(
    'cn-military-id',
    /[\u4e00-\u9fff]字第?[0-9]{6,8}号?(?![0-9A-Za-z])|(?<![0-9A-Za-z])[0-9]{8}(?![0-9A-Za-z])/g,
    (match, text, start) => {
      if (match.includes('字')) {
        if (!/^[军武空海南北东西中广成沈兰济士政后总参装]/.test(match)) return 0;
        // Shorter numbers also number documents: they need the word.
        return /\d{8}/.test(match) || precededBy(text, start, certificate, 14) ? 0.9 : 0;
      }
      return precededBy(text, start, certificate, 14) ? 0.85 : 0;
    },
  ),
  signals: Signal.digits | Signal.military,
  examples: { positive: ['南字第01234567号', '军字第12345678号'], negative: ['军字第123号', '号码', ''] },
};
