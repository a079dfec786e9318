import { describe, expect, it } from 'vitest';
import type { OwnRecogniser } from '../../src/core/recogniser.js';
import { compilePattern, type Pattern, recognition } from '../../src/recognisers/index.js';
import { ownRecogniser } from '../../src/recognisers/own/recognise.js';

const pattern = (source: string): Pattern => {
  const compiled = compilePattern(source);
  if ('reason' in compiled) throw new Error(compiled.reason);
  return compiled;
};

describe('patterns', () => {
  const sources = [
    'E\\d{6}', 'a+', '(a+)+$', '(a|ab)(c|bcd)*', '[A-Z]{2,3}-?\\d{3}', '^x(?:y|z)?$', '[^0-9]+1', '工号\\p{Han}{1,2}', 'a{0,3}b', '(a*)*b',
    '\\w+@\\w+', '(x|y|)z', '\\$\\d', 'a.c', '[\\d\\-]{3}', '\\u5de5+', '(a{2}|b){2,}',
  ]; // biome-ignore format: a list
  const texts = [
    '', 'a', 'aaaa', 'E123456', 'E12345', 'xE123456', 'ab', 'abc', 'abcd', 'acbcd', 'AB-123', 'ABC123', 'x', 'xy', 'xz', 'xyz', 'ab1', '工号甲',
    '工号甲乙', '工号甲乙丙', 'b', 'aaab', 'aaaab', 'me@home', 'z', 'yz', '$5', 'a\nc', 'axc', '1-2', '工工', 'aab', 'baa', 'aabaa',
  ]; // biome-ignore format: a list
  it.each(sources)('%s accepts what the language says', (source) => {
    const own = pattern(source);
    const language = new RegExp(`^(?:${source.replace('\\p{Han}', '[\\u3400-\\u4dbf\\u4e00-\\u9fff]')})$`);
    for (const text of texts) expect.soft(own.test(text), text).toBe(language.test(text));
  });

  it.each([
    ['(?=a)b', 'look-around', 1], ['(a)\\1', 'back-reference', 4], ['a+?', 'lazy', 3], ['a\\b', 'anchor', 2], ['a^b', 'anchor', 2],
    ['(a', 'unclosed', 1], ['a)', 'unopened', 2], ['*a', 'nothing-to-repeat', 1], ['a{3,1}', 'count', 2], ['[z-a]', 'range', 3], ['\\q', 'escape', 1],
    ['a*', 'empty', 1], ['(((a{99}){99}){99})', 'large', 1], ['^(?!x)y', 'look-around', 2], ['[abc', 'unclosed', 1],
  ])('%s is not understood: %s', (source, reason, place) => {
    expect(compilePattern(source)).toEqual({ reason, position: place - 1 });
  }); // biome-ignore format: a table

  it('finds leftmost and longest, and cuts no word in two', () => {
    expect(pattern('E\\d{3,6}').find('工号E1234和E123456，XE123 E1234567 E999')).toEqual([[2, 7], [8, 15], [31, 35]]); // biome-ignore format: spans
    expect(pattern('ab|abc').find('abc 甲ab乙')).toEqual([[0, 3], [5, 7]]); // biome-ignore format: spans
  });

  it.each([
    ['(a+)+$', 'a'], ['(a+)+b', 'a'], ['(a|a)*c', 'a '], ['(\\p{Han}+)+x', '工'], ['(.*)*y', 'x '], ['(\\w+\\s?)+!', 'ab '],
  ])('%s takes linear time on %j', (source, piece) => {
    const own = pattern(source);
    const time = (length: number) => {
      const text = piece.repeat(length / piece.length);
      const runs = [1, 2, 3].map(() => {
        const start = process.cpuUsage();
        own.find(text);
        own.test(text);
        return process.cpuUsage(start).user / 1000;
      });
      return Math.min(...runs);
    };
    const small = time(12_000);
    expect(time(96_000)).toBeLessThan(Math.max(100, 32 * small));
  }); // biome-ignore format: a table
});

const employee: OwnRecogniser = {
  entity: 'employee-number', role: 'direct', grade: 3, pattern: 'E\\d{6}', headers: ['工号', 'emp no'], context: ['工号'], allow: ['E-CHIEF'], deny: ['E000000'],
}; // biome-ignore format: short

describe('recognisers of a policy', () => {
  it('accept pattern and listed values, and refuse denied ones', () => {
    const own = ownRecogniser(employee);
    expect(own.check('E123456')).toBeGreaterThanOrEqual(0.6);
    expect(own.check(' Ｅ１２３４５６ ')).toBe(own.check('E123456'));
    expect(own.check('E-CHIEF')).toBeGreaterThan(0.9);
    for (const text of ['E000000', 'E12345', 'X123456', '']) expect(own.check(text), text).toBe(0);
  });

  it('find in texts after a word, listed values anywhere', () => {
    const own = ownRecogniser(employee);
    expect(own.find!('工号E123456').map(({ start, end }) => [start, end])).toEqual([[2, 9]]);
    expect(own.find!('批号E123456')).toEqual([]);
    expect(own.find!('由E-CHIEF签字').map(({ start, end }) => [start, end])).toEqual([[1, 8]]);
  });

  it.each([
    ['luhn', '\\d{16}', '4111111111111111', '4111111111111112'],
    ['verhoeff', '\\d{4}', '2363', '2364'],
    ['mod11-2', '\\d{15}[\\dX]', '000000012146438X', '0000000121464381'],
    ['mod11-10', '\\d{11}', '63089754216', '63089754217'],
    ['mod97-10', '[A-Z0-9]{20}', '5493001KJTIIGC8Y1R12', '5493001KJTIIGC8Y1R13'],
    ['uscc', '[0-9A-Z]{18}', '91110108MA01YBNX62', '91110108MA01YBNX63'],
  ] as const)('check digits by %s', (checksum, source, right, wrong) => {
    const own = ownRecogniser({ ...employee, pattern: source, checksum });
    expect(own.check(right)).toBeGreaterThan(0.8);
    expect(own.check(wrong)).toBe(0);
  });

  it('values of a file', () => {
    const { pattern: _, ...rest } = employee;
    const own = ownRecogniser({ ...rest, allow: [], values: ['甲01', '乙02'] });
    expect(own.check('甲01')).toBeGreaterThan(0.9);
    expect(own.check('丙03')).toBe(0);
    expect(own.find!('岗位乙02待定').map(({ start, end }) => [start, end])).toEqual([[2, 5]]);
  });

  it('listed values in any case, width and punctuation, patterns as they say', () => {
    const { pattern: _, ...rest } = employee;
    const own = ownRecogniser({
      ...rest,
      allow: ['HZ-001', '甲，乙'],
      deny: ['HZ-009'],
      values: ['hz-009', '丙?'],
    });
    const found = (text: string) => own.find!(text).map(({ start, end }) => text.slice(start, end));
    for (const text of ['HZ-001', 'hz-001', 'Ｈｚ－００１', '甲，乙', '甲,乙', '丙？']) {
      expect(own.check(text), text).toBeGreaterThan(0.9);
      expect(found(`由${text}签`), text).toEqual([text]);
    }
    for (const text of ['HZ-009', 'xhz-001', 'hz-0012', '甲乙', '丙！'])
      expect(found(`由${text}签`), text).toEqual([]);
    expect(ownRecogniser(employee).check('e123456')).toBe(0);
  });

  it('join the others in the search of texts, and countries are chosen', () => {
    const spec = { countries: ['gb'], own: [employee] };
    const { findAll } = recognition(spec);
    const found = (text: string) =>
      findAll(text).map((span) => [span.entity, text.slice(span.start, span.end)]);
    expect(found('工号E123456，电话13912345678')).toEqual([['employee-number', 'E123456'], ['phone-mobile', '13912345678']]); // biome-ignore format: spans
    expect(found('NHS number 401 023 2137')).toEqual([['gb-nhs', '401 023 2137']]);
    expect(found('客户RSSMRA80A01H501U已核')).toEqual([]);
    expect(recognition(spec)).toBe(recognition(spec));
  });
});
