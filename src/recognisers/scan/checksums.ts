const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** ISO 7064 MOD 11-2 over 17 digits and a check character (GB 11643). The text must have 18 characters. */
export function mod11_2(text: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (text.charCodeAt(i) - 48) * residentWeights[i]!;
  return '10X98765432'[sum % 11] === text[17]!.toUpperCase();
}

/** Luhn's check over a text of digits. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, even = false; i >= 0; i--, even = !even) {
    let digit = digits.charCodeAt(i) - 48;
    if (even) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** GB 32100 check over 18 characters of its alphabet, upper case. */
export function uscc(text: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const value = usccAlphabet.indexOf(text[i]!);
    if (value < 0) return false;
    sum += value * usccWeights[i]!;
  }
  return usccAlphabet[(31 - (sum % 31)) % 31] === text[17];
}

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714 check over 8 characters (digits and capital letters) and a check character. */
export function organisationCode(text: string): boolean {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += parseInt(text[i]!, 36) * organisationWeights[i]!;
  const check = 11 - (sum % 11);
  return text[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}

/** ISO 7064 MOD 11,10 over a text of digits whose last is the check digit (business registration numbers). */
export function mod11_10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (product + digits.charCodeAt(i) - 48) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (product + digits.charCodeAt(digits.length - 1) - 48) % 10 === 1;
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

const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const vinValues = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';

/** Check digit of a vehicle identification number (ISO 3779, GB 16735): 17 characters, upper case, no I O Q. */
export function vin(text: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const position = vinValues.indexOf(text[i]!);
    if (position < 0) return false;
    sum += (position % 10) * vinWeights[i]!;
  }
  const check = sum % 11;
  return text[8] === (check === 10 ? 'X' : String(check));
}

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a date exists in the Gregorian calendar. */
export function realDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth[month - 1]!) return false;
  if (month !== 2 || day !== 29) return true;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
