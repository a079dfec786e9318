/** Whole-cell forms made of digits: numbers, dates, phones, cards. All take the folded form of `fold.ts`. */

import { luhnCheck, residentCheck } from '../../core/check-digits.js';

/** Number forms are not longer than this: longer cells are text. */
export const longestNumber = 40;

/** Letters and digits with single blanks or dashes between them, taken out; null where the text is not of that form. */
export function ungrouped(text: string): string | null {
  return /^[0-9A-Za-z]+(?:[ -][0-9A-Za-z]+)*$/.test(text) ? text.replace(/[ -]/g, '') : null;
}

/** ISO 7064 MOD 11-2 over 17 digits and a check character, with a real date of birth (GB 11643). */
export function isResidentId18(compact: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(compact)) return false;
  const year = Number(compact.slice(6, 10));
  if (year < 1800 || year > 2099) return false;
  if (!isRealDate(year, Number(compact.slice(10, 12)), Number(compact.slice(12, 14)))) return false;
  return residentCheck(compact.slice(0, 17)) === compact[17]!.toUpperCase();
}

/** 15 digits with a real date YYMMDD of the 20th century at position 6. */
export function isResidentId15(compact: string): boolean {
  if (!/^\d{15}$/.test(compact)) return false;
  return isRealDate(
    1900 + Number(compact.slice(6, 8)),
    Number(compact.slice(8, 10)),
    Number(compact.slice(10, 12)),
  );
}

/** Luhn check (ISO/IEC 7812 annex B) over a text of digits. */
function passesLuhn(digits: string): boolean {
  return luhnCheck(digits.slice(0, -1)) === digits.at(-1);
}

/** 13–19 digits that do not begin with 0 and pass Luhn. */
export function isBankCard(compact: string): boolean {
  return /^[1-9]\d{12,18}$/.test(compact) && passesLuhn(compact);
}

/** 15 digits, not all zero, that pass Luhn (3GPP TS 23.003). */
export function isImei(compact: string): boolean {
  return /^\d{15}$/.test(compact) && !/^0+$/.test(compact) && passesLuhn(compact);
}

/** 1[3-9] and nine digits, with +86, 0086 or 86, single or double separators and brackets; not a decimal number. */
export function isMobile(text: string): boolean {
  if (text.length > 32 || !/^[0-9+(].*[0-9]$/s.test(text)) return false;
  if (/[ .()-]{3}/.test(text) || text.split('.').length === 2) return false;
  return /^(?:\+86|0086|86)?1[3-9]\d{9}$/.test(text.replace(/[ .()-]/g, ''));
}

const landline =
  /^(?:(?:\+|00)86[ -]?\(?0?|(?:86[ -]?)?\(?0)(?:10|2[0-57-9]|[3-9]\d\d)\)?[ .-]?[2-9]\d{2,3}[ -]?\d{4}(?:(?: ?(?:转|x|ext\.?|#) ?|-)\d{1,6})?$/i;

/** 0, area code, 7–8 digits, with optional country code, brackets, separators and extension. */
export function isLandline(text: string): boolean {
  return text.length <= longestNumber && landline.test(text);
}

const time = String.raw`(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const dateForms = [
  new RegExp(String.raw`^(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.)(\d{1,2})${time}$`),
  new RegExp(String.raw`^(\d{4})年(\d{1,2})()()月(\d{1,2})[日号]?${time}$`),
  new RegExp(String.raw`^(\d{4})(\d{2})()()(\d{2})${time}$`),
  /^(\d{4})(\d{2})()()(\d{2})(\d{2})(\d{2})(\d{2})$/,
];

/** 0 no date, 1 a real date, 2 a real date with a time. Dates without separators need a year 1800–2099 or 9999. */
export function dateKind(text: string): 0 | 1 | 2 {
  if (text.length > longestNumber) return 0;
  for (const [form, pattern] of dateForms.entries()) {
    const match = pattern.exec(text);
    if (!match) continue;
    const year = Number(match[1]);
    if (form >= 2 ? (year < 1800 || year > 2099) && year !== 9999 : year < 1000) return 0;
    if (!isRealDate(year, Number(match[2] || match[3] || match[4]), Number(match[5]))) return 0;
    if (match[6] === undefined) return 1;
    return Number(match[6]) < 24 && Number(match[7]) < 60 && Number(match[8] ?? 0) < 60 ? 2 : 0;
  }
  return 0;
}

/** Seconds since 1970 (10 digits up to 2036) or milliseconds (13 digits beginning with 1). */
export function isUnixTime(text: string): boolean {
  return /^(?:1\d{9}|20\d{8}|1\d{12})$/.test(text);
}

/** Optional sign, digits, optional thousands separators. */
export function isInteger(text: string): boolean {
  return text.length <= longestNumber && /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(text);
}

/** A number with a decimal point and at least one decimal. */
export function isDecimal(text: string): boolean {
  return text.length <= longestNumber && /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?\.\d+$/.test(text);
}

/** A decimal in [-180, 180] with 4–15 decimals. */
export function isCoordinate(text: string): boolean {
  const match = /^[+-]?(\d{1,3})\.(\d{4,15})$/.exec(text);
  if (!match) return false;
  const whole = Number(match[1]);
  return whole < 180 || (whole === 180 && /^0+$/.test(match[2]!));
}

/** Whether a day exists in the Gregorian calendar. */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
