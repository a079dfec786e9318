import { isRegionCode } from '../../core/lists/regions.js';
import { mod11_2, realDate } from '../scan/checksums.js';
import { notDecimal } from '../scan/standing.js';

const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
);

/** Kinds of number that share GB 11643's form. */
export type IdentityKind = 'resident' | 'hkmt' | 'foreign';

/** What an 18-character identity number is. */
export interface Identity {
  kind: IdentityKind;
  checksum: boolean;
  region: boolean; // the region code is or was in use
}

/**
 * Reads 18 characters of GB 11643's form (17 digits and a digit or X, no separators), or null: the province exists
 * and the birth date is real. 81 82 83 are residence permits of Hong Kong, Macao and Taiwan residents; a leading 9 is
 * the permanent residence of foreigners (2023).
 */
export function readIdentity(text: string): Identity | null {
  if (text.length !== 18 || !/^[1-9]\d{16}[\dXx]$/.test(text)) return null;
  const year = Number(text.slice(6, 10));
  if (year < 1850 || year > 2035) return null;
  if (!realDate(year, Number(text.slice(10, 12)), Number(text.slice(12, 14)))) return null;
  // Sequence numbers start at 001.
  const checksum = text.slice(14, 17) !== '000' && mod11_2(text);
  if (text[0] === '9') return { kind: 'foreign', checksum, region: provinces.has(text.slice(1, 3)) };
  if (/^8[123]0000/.test(text)) return { kind: 'hkmt', checksum, region: true };
  const region = isRegionCode(text.slice(0, 6));
  return region || provinces.has(text.slice(0, 2)) ? { kind: 'resident', checksum, region } : null;
}

/** Whether 15 digits are a number of before 1999: the region code is or was in use and YYMMDD is a real date. */
export function isLegacyIdentity(text: string): boolean {
  if (!/^[1-8]\d{14}$/.test(text) || !isRegionCode(text.slice(0, 6))) return false;
  return realDate(1900 + Number(text.slice(6, 8)), Number(text.slice(8, 10)), Number(text.slice(10, 12)));
}

/**
 * 18 characters in running text, digits optionally grouped by single spaces or hyphens. Look-around of its own: no digit
 * before or after. For judges that are `checkedWhereGlued`.
 */
export const identityInText = new RegExp(`${notDecimal}[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9])`, 'g');

/** Words that announce an identity number. */
export const identityWords =
  /身份|身分|证件|證件|证号|公民|户口|社保|社会保障|id ?(?:card|number|no)|sfz|居住证|通行证|[^a-z]id[^a-z0-9]{0,3}$/i;
