import { describe, expect, it } from 'vitest';
import {
  creditCheck,
  hongKongCheck,
  luhnCheck,
  organisationCheck,
  registrationCheck,
  residentCheck,
  taiwanCheck,
  vehicleCheck,
} from '../../src/core/check-digits.js';

describe('check characters', () => {
  it.each([
    ['GB 11643', residentCheck, '11010519491231002', 'X'],
    ['GB 11643', residentCheck, '44052418800101001', '4'],
    ['ISO/IEC 7812-1', luhnCheck, '7992739871', '3'],
    ['GB 32100', creditCheck, '91350100M000100Y4', '3'],
    ['GB 11714', organisationCheck, 'D2143569', 'X'],
    ['GS 15', registrationCheck, '11010800000001', '6'],
    ['GB 16735', vehicleCheck, '1M8GDM9AXKP042788', 'X'],
    ['Hong Kong, one letter', hongKongCheck, 'A123456', '3'],
    ['Hong Kong, two letters', hongKongCheck, 'AB987654', '3'],
    ['Taiwan', taiwanCheck, 'A12345678', '9'],
  ])('%s: %o of %s is %s', (_, check, before, character) => {
    expect(check(before)).toBe(character);
  });

  it('of an identity number are those of the weights in GB 11643', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    for (let at = 0; at < 17; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const digits = `${'0'.repeat(at)}${digit}`.padEnd(17, '0');
        expect(residentCheck(digits)).toBe('10X98765432'[(digit * weights[at]!) % 11]);
      }
    }
  });
});
