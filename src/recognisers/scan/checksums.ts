import {
  creditCharacters,
  creditCheck,
  luhnCheck,
  organisationCheck,
  registrationCheck,
  residentCheck,
  vehicleCheck,
} from '../../core/check-digits.js';

/** ISO 7064 MOD 11-2 over 17 digits and a check character (GB 11643). The text must have 18 characters. */
export function mod11_2(text: string): boolean {
  return residentCheck(text.slice(0, 17)) === text[17]!.toUpperCase();
}

/** Luhn's check over a text of digits, one at least. */
export function luhn(digits: string): boolean {
  return luhnCheck(digits.slice(0, -1)) === digits.at(-1);
}

/** GB 32100 check over 18 characters of its alphabet, upper case. */
export function uscc(text: string): boolean {
  for (let i = 0; i < 17; i++) if (!creditCharacters.includes(text[i]!)) return false;
  return creditCheck(text.slice(0, 17)) === text[17];
}

/** GB 11714 check over 8 characters (digits and capital letters) and a check character. */
export function organisationCode(text: string): boolean {
  return organisationCheck(text.slice(0, 8)) === text[8];
}

/** ISO 7064 MOD 11,10 over a text of digits whose last is the check digit (business registration numbers). */
export function mod11_10(digits: string): boolean {
  return registrationCheck(digits.slice(0, -1)) === digits.at(-1);
}

/** ISO 7064 MOD 97-10 as IBAN uses it: the first four characters moved to the end, letters as 10…35. */
export function mod97(iban: string): boolean {
  let remainder = 0;
  const rotated = iban.slice(4) + iban.slice(0, 4);
  for (const character of rotated) {
    const value = parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Check digit of a vehicle identification number (ISO 3779, GB 16735): 17 characters, upper case, no I O Q. */
export function vin(text: string): boolean {
  return /^[0-9A-HJ-NPR-Z]{17}$/.test(text) && vehicleCheck(text) === text[8];
}

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a date exists in the Gregorian calendar. */
export function realDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth[month - 1]!) return false;
  if (month !== 2 || day !== 29) return true;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
