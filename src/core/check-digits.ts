/** Check characters of numbers: each function takes what stands before the character and returns it. */

/** ISO 7064 MOD 11-2, of the first 17 digits of an identity number (GB 11643) or of any others. */
export function residentCheck(digits: string): string {
  let rest = 0;
  for (let at = 0; at < digits.length; at++) rest = ((rest + digits.charCodeAt(at) - 48) * 2) % 11;
  return '0123456789X'.charAt((12 - rest) % 11);
}

/** Luhn check digit (ISO/IEC 7812-1 annex B) of the digits before it. */
export function luhnCheck(digits: string): string {
  let sum = 0;
  for (let at = digits.length - 1, double = true; at >= 0; at--, double = !double) {
    const digit = Number(digits[at]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Characters of a unified social credit code, in the order of their values (GB 32100). */
export const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Check character of a unified social credit code (GB 32100) from its first 17 characters. */
export function creditCheck(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code) {
    sum += creditCharacters.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return creditCharacters.charAt((31 - (sum % 31)) % 31);
}

/** Check character of an organisation code (GB 11714) from its first 8 characters. */
export function organisationCheck(code: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number.parseInt(code.charAt(at), 36), 0);
  return '0123456789X'.charAt((11 - (sum % 11)) % 11);
}

/** Check digit of a 15-digit business registration number (GS 15, ISO 7064 MOD 11,10) from its first 14 digits. */
export function registrationCheck(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** Check character of a vehicle identification number (GB 16735), to be put at position 9 of 17. */
export function vehicleCheck(vin: string): string {
  const values = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce(
    (total, weight, at) => total + weight * (values.indexOf(vin.charAt(at)) % 10),
    0,
  );
  return '0123456789X'.charAt(sum % 11);
}

/** Check character of a Hong Kong identity card number from its letters and six digits; a missing second letter is 36. */
export function hongKongCheck(number: string): string {
  const value = (character: string) => (character === ' ' ? 36 : Number.parseInt(character, 36));
  const sum = [...number.padStart(8)].reduce(
    (total, character, at) => total + value(character) * (9 - at),
    0,
  );
  return '0123456789A'.charAt((11 - (sum % 11)) % 11);
}

/** Check digit of a Taiwan identity number from its letter and first eight digits. */
export function taiwanCheck(number: string): string {
  const area = 10 + 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(number.charAt(0));
  const sum = [...number.slice(1)].reduce(
    (total, digit, at) => total + Number(digit) * (8 - at),
    Math.floor(area / 10) + (area % 10) * 9,
  );
  return String((10 - (sum % 10)) % 10);
}
