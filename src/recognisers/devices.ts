import type { Recogniser } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import { luhn } from './scan/checksums.js';
import { cell, compact } from './scan/fold.js';
import { matching, matchingAt, precededBy } from './scan/matches.js';
import { Signal } from './scan/signals.js';

/** International mobile equipment identity: 15 digits with Luhn. */
export const imei: Recogniser = {
  entity: 'imei',
  summary: { en: 'Mobile equipment identity (IMEI)', zh: '移动设备识别码（IMEI）' },
  role: 'direct',
  grade: 3,
  headers: ['imei', 'imei号', 'imei码', '设备识别码', '手机串号', '串号', 'imei no', 'meid', 'device imei'],
  check(text) {
    const digits = compact(text);
    if (!/^\d{15}$/.test(digits) || !luhn(digits) || /^0{8}/.test(digits)) return 0;
    // Type allocation codes of reporting bodies that are in use: 01 (US), 35 (UK), 86 (China), 99 (multi-mode).
    return /^(?:01|35|86|99)/.test(digits) ? 0.7 : 0.3;
  },
  find: matchingAt(
    'imei',
    { at: 'digits', sizes: [15] },
    /(?<![0-9])[0-9]{2}-?[0-9]{6}-?[0-9]{6}-?[0-9](?![0-9])/g,
    (match, text, start) => {
      const digits = match.replaceAll('-', '');
      return precededBy(text, start, /imei|串号|设备/i) && (luhn(digits) || /^35|^86/.test(digits)) ? 0.9 : 0;
    },
  ),
  shape: Shape.imei,
  strongShape: Shape.imei,
  signals: Signal.fifteen | Signal.device,
  checkDigit: true,
  examples: { positive: ['490154203237518'], negative: ['490154203237519', '49015420323751', ''] },
};

/** International mobile subscriber identity of a Chinese network: 460, network, subscriber. Needs a header. */
export const imsi: Recogniser = {
  entity: 'imsi',
  summary: { en: 'Mobile subscriber identity (IMSI)', zh: '国际移动用户识别码（IMSI）' },
  role: 'direct',
  grade: 3,
  headers: ['imsi', 'imsi号', 'imsi码', '用户识别码', 'imsi no'],
  check: (text) => (/^460(?:0[0-9]|1[15])\d{10}$/.test(cell(text)) ? 0.65 : 0),
  find: matchingAt(
    'imsi',
    { at: 'digits', sizes: [15], first: '4' },
    /(?<![0-9])460(?:0[0-9]|1[15])[0-9]{10}(?![0-9A-Za-z])/g,
    (_match, text, start) => (precededBy(text, start, /imsi|用户识别码/i, 16) ? 0.85 : 0),
  ),
  shape: Shape.integer,
  signals: Signal.fifteen,
  examples: { positive: ['460001234567890'], negative: ['461001234567890', '46000123456789', ''] },
};

/** Serial number of a Chinese SIM card: 89860 and 14 or 15 digits or letters. */
export const iccid: Recogniser = {
  entity: 'iccid',
  summary: { en: 'SIM card serial number (ICCID)', zh: 'SIM 卡号（ICCID）' },
  role: 'direct',
  grade: 3,
  headers: ['iccid', 'iccid号', 'sim卡号', 'sim', 'sim card', 'sim no'],
  check: (text) => (/^8986[0-9][0-9A-F]\d{13,14}$/.test(cell(text).toUpperCase()) ? 0.8 : 0),
  find: matchingAt(
    'iccid',
    { at: 'runs', sizes: [19, 20], first: '8' },
    /(?<![0-9A-Za-z])8986[0-9][0-9A-Fa-f][0-9]{13,14}(?![0-9A-Za-z])/g,
    () => 0.75,
  ),
  signals: Signal.cluster,
  examples: {
    positive: ['89860012345678901234', '8986061234567890123'],
    negative: ['1234567890123456789', ''],
  },
};

const macForm = '(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}';

const wholeMac = new RegExp(`^(?:${macForm}|(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4})$`);

/** Hardware address of a network interface; broadcast and all zeros name no device. */
export const macAddress: Recogniser = {
  entity: 'mac-address',
  summary: { en: 'Hardware (MAC) address', zh: 'MAC 地址' },
  role: 'direct',
  grade: 3,
  headers: [
    'mac',
    'mac地址',
    '物理地址',
    '网卡地址',
    'mac address',
    'mac addr',
    'wifi mac',
    'bssid',
    'hardware address',
  ],
  check(text) {
    const address = cell(text);
    return wholeMac.test(address) ? device(address) : 0;
  },
  find: matching(
    'mac-address',
    new RegExp(
      `(?<![0-9A-Fa-f])(?<!(?<![A-Za-z])[0-9A-Fa-f]{1,2}[:-])(?:${macForm})(?![0-9A-Fa-f])(?![:-][0-9A-Fa-f])`,
      'g',
    ),
    device,
  ),
  shape: Shape.mac,
  signals: Signal.pairs,
  strongShape: Shape.mac,
  examples: {
    positive: ['00:1A:2B:3C:4D:5E', '00-1a-2b-3c-4d-5e'],
    negative: ['FF:FF:FF:FF:FF:FF', '00:1A:2B:3C:4D', '00:1A-2B:3C:4D:5E', ''],
  },
};

function device(address: string): number {
  return /^[Ff:.-]+$|^[0:.-]+$/.test(address) ? 0 : 0.95;
}
