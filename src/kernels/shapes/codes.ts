/** Whole-cell forms of letters and digits: organisation codes, documents, vehicles, devices, addresses of the net. */

import { creditCheck, hongKongCheck, vehicleCheck } from '../../core/check-digits.js';
import { plateProvinces, plateSuffixes } from '../../core/lists/han.js';

/** 18 of the GB 32100 alphabet, either case, not beginning with 0, checksum passes. */
export function isUscc(compact: string): boolean {
  if (!/^(?!0)[0-9A-HJ-NP-RTUWXY]{18}$/i.test(compact)) return false;
  const upper = compact.toUpperCase();
  return creditCheck(upper.slice(0, 17)) === upper[17];
}

/** 17 letters and digits without I, O, Q and with at least one letter; check character at position 9 (ISO 3779). */
export function isVin(compact: string): boolean {
  if (!/^[A-HJ-NPR-Z0-9]{17}$/i.test(compact) || /^\d+$/.test(compact)) return false;
  const upper = compact.toUpperCase();
  return vehicleCheck(upper) === upper[8];
}

/** 1–2 letters, six digits, check character with or without brackets. */
export function isHkId(text: string): boolean {
  const match = /^([A-Z]{1,2})(\d{6})(?:\(([0-9A])\)|([0-9A]))$/i.exec(text);
  if (!match) return false;
  return hongKongCheck(match[1]!.toUpperCase() + match[2]!) === (match[3] ?? match[4])!.toUpperCase();
}

/** Chinese passports of the mainland, Hong Kong and Macao, current and older series. No check digit: a weak form. */
export function isPassport(text: string): boolean {
  return /^(?:[EGKH]\d{8}|E[A-HJ-NP-Z]\d{7}|1[45]\d{7}|[DSP]E\d{7}|[DSP]\d{7,8}|MA\d{7})$/i.test(text);
}

const plate = new RegExp(
  `^[${plateProvinces}][A-Z][·•・‧ .-]?(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9${plateSuffixes}]|[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])$`,
  'i',
);

/** Vehicle plate of GA 36 with at least one digit. */
export function isPlate(text: string): boolean {
  return plate.test(text) && /\d/.test(text);
}

/** Local part, @, labels, a top level of 2–24 letters. ASCII only, at most 254 characters. */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  return /^[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}$/.test(text);
}

/** http, https or ftp scheme or www., then characters without blanks. */
export function isUrl(text: string): boolean {
  return /^(?:https?:\/\/|ftp:\/\/|www\.)[^\u0000-\u0020]+$/i.test(text);
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Six pairs of hexadecimal digits, all separated by : or all by -. */
export function isMac(text: string): boolean {
  return /^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i.test(text);
}

/** Four numbers up to 255. */
export function isIpv4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
}

/** Eight groups of 1–4 hexadecimal digits, or fewer (at least one) with one `::`. Without embedded IPv4. */
export function isIpv6(text: string): boolean {
  if (text.length > 39 || !/^[0-9a-f:]+$/i.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => group.length >= 1 && group.length <= 4)) return false;
  return halves.length === 2 ? groups.length >= 1 && groups.length <= 7 : groups.length === 8;
}
