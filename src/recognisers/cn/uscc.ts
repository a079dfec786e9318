import { isRegionCode } from '../../core/lists/regions.js';
import type { Recogniser, Score } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { uscc as valid } from '../scan/checksums.js';
import { compact } from '../scan/fold.js';
import { matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';
import { grouped } from '../scan/written.js';

const form = /^[1-9A-HJ-NPQRTUWY][1-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY]$/;

/** Unified social credit code (GB 32100). Codes that begin with 92 are sole traders and identify a person. */
export const uscc: Recogniser = {
  entity: 'cn-uscc',
  summary: { en: 'Unified social credit code (GB 32100)', zh: '统一社会信用代码（GB 32100）' },
  role: 'linking',
  grade: 2,
  headers: [
    '统一社会信用代码', '社会信用代码', '信用代码', '统一信用代码', '统一代码', '社会统一信用代码', '纳税人识别号', '税号',
    '机构代码', 'tyshxydm', 'shxydm', 'tyxydm', 'xydm', 'nsrsbh', 'uscc', 'uscd', 'uni social crd cd', 'uniscid',
    'uni scid', 'social credit code', 'unified social credit code', 'credit code', 'taxpayer id', 'tax no', 'uni sc id',
  ], // biome-ignore format: one list, read as a table
  check: (text) => score(compact(text).toUpperCase()),
  find: matchingAt(
    'cn-uscc',
    { at: 'runs', sizes: [18] },
    /(?<![0-9A-Za-z])[1-9A-HJ-NPQRTUWYa-hj-npqrtuwy](?:[ -]?[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]){17}(?![0-9A-Za-z])/g,
    (match, text, start) => {
      const code = match.replace(/[ -]/g, '').toUpperCase();
      const value = score(code);
      if (value >= 0.8) return value;
      return value > 0 && precededBy(text, start, /信用代码|税号|识别号|机构代码/) ? 0.6 : 0;
    },
  ),
  writings(text) {
    const code = compact(text).toUpperCase();
    if (score(code) === 0) return [];
    return [code, code.toLowerCase()].flatMap((form) => [
      form,
      ...grouped(form, [4, 4, 4, 4], [' ', '-']),
      ...grouped(form, [2, 6, 9], [' ', '-']),
      ...grouped(form, [8, 8], [' ', '-']),
    ]);
  },
  personal: (text) => /^92/.test(compact(text)) && score(compact(text).toUpperCase()) > 0,
  strongShape: Shape.uscc,
  checkDigit: true,
  signals: Signal.cluster,
  examples: {
    positive: ['91110108MA01YBNX62', '91110108ma01ybnx62', '52100000500000784G', '9111 0108 MA01 YBNX 62'],
    negative: ['91110108MA01YBNX6', '9I110108MA01YBNX62', '111111111111111111', '11010519491231002X', ''],
  },
};

function score(code: string): Score {
  if (!form.test(code)) return 0;
  const region = code.slice(2, 8);
  // 100000 is the national registration authority.
  const known = isRegionCode(region) || region === '100000';
  // One in 31 numbers of 18 digits passes the check: digits alone need a region that exists.
  if (valid(code)) return known ? 1 : /^[1-9ANY][1-59]/.test(code) && /[A-Z]/.test(code) ? 0.85 : 0.3;
  return known && /^(?:1[129]|5[1239]|9[123]|A1|N[1239]|Y1)/.test(code) && /[A-Z]/.test(code) ? 0.5 : 0;
}
