import {
  creditCharacters,
  creditCheck,
  hongKongCheck,
  luhnCheck,
  organisationCheck,
  registrationCheck,
  residentCheck,
  taiwanCheck,
  vehicleCheck,
} from '../../core/check-digits.js';
import { daysInMonth } from '../../core/dates.js';
import { plateProvinces } from '../../core/lists/han.js';
import { areaCodes, mobileSegments } from '../../core/lists/phones.js';
import { allRegions } from '../../core/lists/regions.js';
import type { KeyedRandom } from '../../core/random.js';
import { draw, pick, pour } from './shape.js';

/** Makes a value of one entity from keyed numbers. `text` is the original, for its written form only. */
export type Maker = (random: KeyedRandom, text: string) => string;

const digits = '0123456789';
const plateLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'; // without I and O
const segments = [...mobileSegments.keys()];
const areas = [...areaCodes.keys()];

let counties: string[] | undefined;

/** A six-digit code of a county that exists today. */
export function countyCode(random: KeyedRandom): string {
  counties ??= allRegions()
    .filter(({ code, current }) => current && !code.endsWith('00') && code < '710000')
    .map(({ code }) => code);
  return pick(counties, random);
}

/** A birth date as YYYYMMDD between two years, inclusive. */
export function birthDigits(random: KeyedRandom, from: number, to: number): string {
  const year = from + random.below(to - from + 1);
  const month = 1 + random.below(12);
  const day = 1 + random.below(daysInMonth(year, month));
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}

/** 18 characters with a real region, date and check character; 15 digits where the original has 15. */
export const residentId: Maker = (random, text) => {
  const legacy = text.replace(/[^0-9]/g, '').length === 15 && !/[Xx]$/.test(text);
  const birth = birthDigits(random, 1940, legacy ? 1984 : 2005);
  const sequence = String(1 + random.below(999)).padStart(3, '0');
  if (legacy) return pour(`${countyCode(random)}${birth.slice(2)}${sequence}`, text);
  return withResidentCheck(countyCode(random) + birth + sequence, text);
};

/** Residence permit for Hong Kong, Macao and Taiwan residents: a resident ID of region 810000, 820000 or 830000. */
export const hkmtPermit: Maker = (random, text) =>
  withResidentCheck(
    pick(['810000', '820000', '830000'], random) +
      birthDigits(random, 1940, 2005) +
      String(1 + random.below(999)).padStart(3, '0'),
    text,
  );

function withResidentCheck(first: string, form: string): string {
  return pour(first + residentCheck(first), form);
}

/** A mobile number in a segment that is in use. */
export const mobile: Maker = (random, text) => {
  const segment = pick(segments, random);
  const number = segment + draw(digits, 11 - segment.length, random);
  const prefixed = /^((?:\+|00)?86[-\s]?)(.*)$/s.exec(text);
  return prefixed ? prefixed[1] + pour(number, prefixed[2] ?? '') : pour(number, text);
};

/** A landline number with an area code that exists. */
export const landline: Maker = (random) =>
  `${pick(areas, random)}-${2 + random.below(7)}${draw(digits, 7, random)}`;

/** A UnionPay card number (62…) with its Luhn digit, as long as the original, 16 to 19 digits. */
export const bankCard: Maker = (random, text) => {
  const length = Math.min(19, Math.max(16, text.replace(/\D/g, '').length));
  const first = `62${draw(digits, length - 3, random)}`;
  return pour(first + luhnCheck(first), text);
};

/** A unified social credit code of an enterprise, both check characters right. */
export const creditCode: Maker = (random, text) => {
  const body = draw(creditCharacters, 8, random);
  const first = `91${countyCode(random)}${body}${organisationCheck(body)}`;
  return pour(first + creditCheck(first), text);
};

/** An organisation code with its check character. */
export const organisationCode: Maker = (random, text) => {
  const body = draw(digits, 8, random);
  return pour(body + organisationCheck(body), text);
};

/** A business registration number with its check digit. */
export const businessRegistration: Maker = (random, text) => {
  const first = countyCode(random) + draw(digits, 8, random);
  return pour(first + registrationCheck(first), text);
};

/** A plate of an existing province, five characters, or six where the original has the form of a new-energy plate. */
export const plate: Maker = (random, text) => {
  const province = pick([...plateProvinces], random);
  const dot = /[·•.]/.exec(text)?.[0] ?? '';
  const green = text.replace(/[^0-9A-Za-z]/g, '').length === 7;
  const tail = green
    ? `${pick(['D', 'F'], random)}${draw(digits, 5, random)}`
    : draw(plateLetters, 1, random) + draw(digits, 4, random);
  return province + draw('ABCDEFGH', 1, random) + dot + tail;
};

/** A 17-character VIN with its check character. */
export const vin: Maker = (random) => {
  const characters = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
  const raw = `L${draw(characters, 7, random)}0${draw(characters, 2, random)}${draw(digits, 6, random)}`;
  return raw.slice(0, 8) + vehicleCheck(raw) + raw.slice(9);
};

/** An IMEI: 14 digits and Luhn. */
export const imei: Maker = (random, text) => {
  const first = `86${draw(digits, 12, random)}`;
  return pour(first + luhnCheck(first), text);
};

/** A mailbox at example.com, a domain that nobody owns (RFC 2606). */
export const email: Maker = (random) => {
  let local = '';
  for (let syllable = 0; syllable < 3; syllable++)
    local += draw('bdfghjklmnprstwz', 1, random) + draw('aeiou', 1, random);
  return `${local}${random.below(10_000)}@example.com`;
};

/** A six-digit code of a region that exists today. */
export const regionCode: Maker = (random) => countyCode(random);

/** A Hong Kong identity card number with its check character, in brackets unless the original has none. */
export const hongKongId: Maker = (random, text) => {
  const first = draw('ABCDEFGHKPRSVYZ', 1, random) + draw(digits, 6, random);
  const check = hongKongCheck(first);
  return /[()（）]/.test(text) ? `${first}(${check})` : first + check;
};

/** A Taiwan identity number with its check digit. */
export const taiwanId: Maker = (random) => {
  const first =
    draw('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1, random) + draw('12', 1, random) + draw(digits, 7, random);
  return first + taiwanCheck(first);
};
