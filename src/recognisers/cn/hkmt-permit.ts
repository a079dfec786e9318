import type { Recogniser } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { compact } from '../scan/fold.js';
import { matchingAt } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';
import { checkedWhereGlued } from '../scan/standing.js';
import { identityInText, readIdentity } from './identity.js';

/** Residence permit of Hong Kong, Macao and Taiwan residents: GB 11643's form with region 810000, 820000 or 830000. */
export const hkmtPermit: Recogniser = {
  entity: 'cn-hkmt-permit',
  summary: {
    en: 'Residence permit for Hong Kong, Macao and Taiwan residents',
    zh: '港澳台居民居住证号码',
  },
  role: 'direct',
  grade: 4,
  headers: [
    '港澳台居民居住证',
    '港澳台居住证',
    '居住证',
    '居住证号',
    'gatjzz',
    'jzz',
    'jzzh',
    'residence permit',
  ],
  check: (text) => score(compact(text)),
  find: matchingAt(
    'cn-hkmt-permit',
    { at: 'digits', sizes: [17, 18], first: '8' },
    identityInText,
    checkedWhereGlued(0.9, (match) => score(match.replace(/[ -]/g, ''))),
  ),
  anyShape: [Shape.residentId18, Shape.residentId18Form],
  signals: Signal.fifteen,
  examples: {
    positive: ['810000199408230021', '810000 19940823 0021'],
    negative: ['11010519491231002X', '810000199413230021', '840000199408230021'],
  },
};

function score(digits: string): number {
  const identity = readIdentity(digits);
  return identity?.kind === 'hkmt' ? (identity.checksum ? 1 : 0.5) : 0;
}
