import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readDate } from '../../src/core/dates.js';
import { type Entity, entities } from '../../src/core/entities.js';
import { areaCodeOf, isKnownMobile } from '../../src/core/lists/phones.js';
import { isCurrentRegionCode } from '../../src/core/lists/regions.js';
import { surnameLength } from '../../src/core/lists/surnames.js';
import { Key } from '../../src/core/random.js';
import { fake } from '../../src/operators/fake.js';
import { contextFor, recordOf } from './context.js';

const faked = (entity: Entity | null, text: string, material?: string): string =>
  fake.compile({}, contextFor({ entity }, material)).apply(text, recordOf());

/** Many fakes of one written form: of the same value under many keys. */
const many = (entity: Entity, text: string, count = 60): string[] =>
  Array.from({ length: count }, (_, n) => faked(entity, text, `key ${n}`));

const isCheckedId = (id: string): boolean => {
  const sum = [...id].reduce(
    (total, character, at) => total + (character === 'X' ? 10 : Number(character)) * 2 ** (17 - at),
    0,
  );
  return sum % 11 === 1; // ISO 7064 MOD 11-2 over all 18 characters
};

const isLuhn = (digits: string): boolean =>
  [...digits].toReversed().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0) %
    10 ===
  0;

const isBirth = (digits: string): boolean => readDate(digits) !== null;

describe('fake', () => {
  it('resident IDs have a region of today, a real date and the right check character', () => {
    for (const id of many('cn-resident-id', '11010519491231002X')) {
      expect(id).toMatch(/^\d{17}[\dX]$/);
      expect(isCurrentRegionCode(id.slice(0, 6))).toBe(true);
      expect(isBirth(id.slice(6, 14))).toBe(true);
      expect(isCheckedId(id)).toBe(true);
    }
    expect(isCheckedId('11010519491231002X')).toBe(true);
    expect(isCheckedId('110105194912310021')).toBe(false);
  });

  it('resident IDs keep the old form and grouping', () => {
    expect(faked('cn-resident-id', '110105 19491231 002X')).toMatch(/^\d{6} \d{8} \d{3}[\dX]$/);
    for (const id of many('cn-resident-id', '110105491231002')) {
      expect(id).toMatch(/^\d{15}$/);
      expect(isBirth(`19${id.slice(6, 12)}`)).toBe(true);
    }
  });

  it('permits of Hong Kong, Macao and Taiwan residents have their regions', () => {
    for (const id of many('cn-hkmt-permit', '810000199408230021')) {
      expect(id).toMatch(/^8[123]0000/);
      expect(isCheckedId(id)).toBe(true);
    }
  });

  it.each([
    ['13800138000', /^\d{11}$/],
    ['138-0013-8000', /^\d{3}-\d{4}-\d{4}$/],
    ['+86 138 0013 8000', /^\+86 \d{3} \d{4} \d{4}$/],
  ])('mobiles in the form of %s have a segment in use', (text, form) => {
    for (const phone of many('phone-mobile', text)) {
      expect(phone).toMatch(form);
      expect(isKnownMobile(phone.replace(/^\+86|\D/g, '').slice(-11))).toBe(true);
    }
  });

  it('landlines have an area code that exists', () => {
    for (const phone of many('phone-landline', '010-62345678')) {
      expect(areaCodeOf(phone.replace('-', ''))).toBe(phone.split('-')[0]);
    }
  });

  it('cards and IMEIs pass Luhn', () => {
    for (const card of many('bank-card', '6222021202123456789')) {
      expect(card).toMatch(/^62\d{17}$/);
      expect(isLuhn(card)).toBe(true);
    }
    for (const imei of many('imei', '490154203237518')) expect(isLuhn(imei)).toBe(true);
    expect(isLuhn('4111111111111111')).toBe(true);
  });

  it('credit codes carry both check characters', () => {
    const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    const isCredit = (code: string): boolean => {
      const sum = weights.reduce((total, weight, at) => total + weight * characters.indexOf(code[at]!), 0);
      return characters[(31 - (sum % 31)) % 31] === code[17];
    };
    expect(isCredit('91350100M000100Y43')).toBe(true);
    for (const code of many('cn-uscc', '91350100M000100Y43')) {
      expect(code).toMatch(/^91\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/);
      expect(isCredit(code)).toBe(true);
    }
  });

  it('Hong Kong and Taiwan numbers carry their check characters', () => {
    const isHongKong = (id: string): boolean => {
      const values = [36, ...[...id.replace(/[()]/g, '')].map((character) => Number.parseInt(character, 36))];
      return values.reduce((sum, value, at) => sum + value * (9 - at), 0) % 11 === 0;
    };
    const isTaiwan = (id: string): boolean => {
      const area = 10 + 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(id[0]!);
      const numbers = [Math.floor(area / 10), area % 10, ...[...id.slice(1)].map(Number)];
      const weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
      return weights.reduce((sum, weight, at) => sum + weight * numbers[at]!, 0) % 10 === 0;
    };
    expect([isHongKong('A123456(3)'), isHongKong('G123456(A)'), isTaiwan('A123456789')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([isHongKong('A123456(4)'), isTaiwan('A123456780')]).toEqual([false, false]);
    for (const id of many('hk-id', 'A123456(3)')) {
      expect(id).toMatch(/^[A-Z]\d{6}\([\dA]\)$/);
      expect(isHongKong(id)).toBe(true);
    }
    for (const id of many('tw-id', 'A123456789')) {
      expect(id).toMatch(/^[A-Z][12]\d{8}$/);
      expect(isTaiwan(id)).toBe(true);
    }
  });

  it('plates, e-mails, VINs, registrations and codes have their forms', () => {
    for (const plate of many('vehicle-plate', '京A·12345'))
      expect(plate).toMatch(/^\p{Script=Han}[A-H]·[A-HJ-NP-Z]\d{4}$/u);
    for (const plate of many('vehicle-plate', '粤BD12345'))
      expect(plate).toMatch(/^\p{Script=Han}[A-H][DF]\d{5}$/u);
    for (const email of many('email', 'a@b.cn')) expect(email).toMatch(/^[a-z]+\d+@example\.com$/);
    for (const vin of many('vin', 'LSVAA49J132047371'))
      expect(vin).toMatch(/^L[A-HJ-NPR-Z0-9]{7}[\dX][A-HJ-NPR-Z0-9]{2}\d{6}$/);
    for (const code of many('cn-region-code', '110105')) expect(isCurrentRegionCode(code)).toBe(true);
    for (const code of many('cn-business-reg', '110108000000016')) expect(code).toMatch(/^\d{15}$/);
  });

  it('names keep their script, and Chinese ones begin with a surname and keep their length', () => {
    for (const name of many('person-name', '张三丰')) {
      expect(name).toMatch(/^\p{Script=Han}{3}$/u);
      expect(surnameLength(name)).toBeGreaterThan(0);
    }
    for (const name of many('person-name', '李四')) expect([...name]).toHaveLength(2);
    expect(faked('person-name', 'Mary Jones')).toMatch(/^[A-Z][\w'.-]* [A-Z][\w'. -]*$/);
  });

  it('dates are real and keep their form', () => {
    for (const date of many('birth-date', '1990/5/17')) expect(date).toMatch(/^\d{4}\/\d{1,2}\/\d{1,2}$/);
    const clock = faked('date', '2020-01-02 03:04:05');
    expect(clock).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(readDate(clock)).not.toBeNull();
  });

  it('other entities keep their shape, letter for letter and digit for digit', () => {
    const shape = (text: string): string =>
      text
        .replace(/[0-9]/g, '0')
        .replace(/[A-Z]/g, 'A')
        .replace(/[a-z]/g, 'a')
        .replace(/\p{Script=Han}/gu, '汉');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('7', 'Q', 'z', '张', '-', ' ', '/'), minLength: 1 }),
        (text) => {
          const out = faked('medical-id', text);
          if (out !== '*') expect(shape(out)).toBe(shape(text));
          expect(out).not.toBe(text);
        },
      ),
    );
  });

  it('never gives the original back, for any entity and any text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...entities),
        fc.oneof(fc.string(), fc.constantFrom('', '男', '1', '🙂', '—')),
        (entity, text) => {
          expect(faked(entity, text)).not.toBe(text);
        },
      ),
    );
  });

  it('depends on key, entity and value only', () => {
    const compiled = fake.compile({}, contextFor({ entity: 'person-name' }));
    const names = ['张三', '李四', '王五', 'John Smith', '赵六'];
    const forwards = names.map((name) => compiled.apply(name, recordOf()));
    const backwards = names.toReversed().map((name) => compiled.apply(name, recordOf()));
    expect(backwards.toReversed()).toEqual(forwards);
    expect(names.map((name) => faked('person-name', name, 'other'))).not.toEqual(forwards);
  });

  it('hashes a long value once, and not for every number drawn', () => {
    const digest = vi.spyOn(Key.prototype, 'digest');
    const text = '张'.repeat(20_000);
    expect([...faked('medical-id', text)]).toHaveLength(20_000);
    const hashed = digest.mock.calls.reduce((sum, [input]) => sum + input.length, 0);
    expect(digest).toHaveBeenCalled();
    digest.mockRestore();
    expect(hashed).toBeLessThan(20 * text.length);
  });

  it('imports faker only for its types, so that it is loaded when a value needs it', () => {
    const folder = new URL('../../src/operators/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const imports = files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^import .*'@faker-js.*'/gm)].map(
        ([line]) => line,
      ),
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((line) => !line.startsWith('import type '))).toEqual([]);
  });
});
