import type { SeededStream } from './random.js';
import {
  givenFirst,
  givenSecond,
  idChecks,
  idWeights,
  mailDomains,
  segments,
  surnames,
} from './vocabulary.js';

/** A calendar date without a clock. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** An invented name of three or four characters, so that no other word of a table contains it. */
export function inventName(random: SeededStream): string {
  return random.pick(surnames) + random.pick(givenFirst) + random.pick(givenSecond);
}

/** A number with leading zeros. */
export function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** `2001-02-03` */
export function isoDate({ year, month, day }: Day): string {
  return `${year}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** A day of a year, any month. */
export function inventDay(random: SeededStream, year: number): Day {
  const month = 1 + random.below(12);
  return { year, month, day: 1 + random.below(month === 2 ? 28 : 30) };
}

/** A resident ID (GB 11643) that agrees with region, birth date and sex, with its check digit. */
export function inventResidentId(random: SeededStream, region: string, birth: Day, male: boolean): string {
  const sequence = 1 + 2 * random.below(499) + (male ? 0 : 1);
  const body = `${region}${birth.year}${padded(birth.month, 2)}${padded(birth.day, 2)}${padded(sequence, 3)}`;
  const sum = idWeights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + idChecks[sum % 11];
}

/** A mobile number in a segment that is in use. */
export function inventMobile(random: SeededStream): string {
  return random.pick(segments) + padded(random.below(100_000_000), 8);
}

/** The forms in which people write a mobile number; `form` in 0…6, 0 is the plain one. */
export function writeMobile(number: string, form: number): string {
  const parts = [number.slice(0, 3), number.slice(3, 7), number.slice(7)];
  switch (form) {
    case 1:
      return parts.join('-');
    case 2:
      return parts.join(' ');
    case 3:
      return `+86${number}`;
    case 4:
      return `+86-${parts.join('-')}`;
    case 5:
      return [...number].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join('');
    case 6:
      return parts.join('.');
    default:
      return number;
  }
}

/** A card number of a Chinese bank (19 digits, BIN 62…) with its Luhn digit. */
export function inventCard(random: SeededStream): string {
  const body = `621700${padded(random.below(10_000_000), 7)}${padded(random.below(100_000), 5)}`;
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return body + ((10 - (sum % 10)) % 10);
}

/** An address of a domain reserved for examples (RFC 2606). */
export function inventMail(random: SeededStream): string {
  let name = '';
  for (let i = 0; i < 5; i++) name += String.fromCharCode(97 + random.below(26));
  return `${name}${random.below(1000)}@${random.pick(mailDomains)}`;
}

/** One CSV field, quoted only where RFC 4180 asks for it. */
export function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
