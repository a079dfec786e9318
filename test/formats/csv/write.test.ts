import { describe, expect, it } from 'vitest';
import { readReference } from '../../../src/formats/csv/reference.js';
import { missingEnd, needsQuotes, writeCell, writeRecord } from '../../../src/formats/csv/write.js';
import { Random } from '../../kernels/seeded.js';

describe('writeCell', () => {
  it.each([
    [null, ''],
    ['', '""'],
    ['a b', 'a b'],
    [' a ', ' a '],
    ['a,b', '"a,b"'],
    ['a;b', 'a;b'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['a\r', '"a\r"'],
  ])('%j is written %j', (value, field) => {
    expect(writeCell(value, ',')).toBe(field);
    if (value !== null) expect(needsQuotes(value, ',')).toBe(field !== value);
  });

  it('gives back every value, null and empty text apart', () => {
    const random = new Random(2);
    for (let round = 0; round < 300; round++) {
      const columns = 1 + random.below(4);
      const records = Array.from({ length: 1 + random.below(5) }, () =>
        Array.from({ length: columns }, () =>
          random.pick([null, '', ',', '"', '\r', '\n', '\r\n', '汉', '""', ' ', 'a;b\t|']),
        ),
      );
      const newline = random.pick(['\n', '\r\n'] as const);
      const delimiter = random.pick([',', ';', '\t', '|']);
      const names = Array.from({ length: columns }, (_, at) => `n${at}`);
      const text = [names, ...records].map((record) => writeRecord(record, delimiter, newline)).join('');
      const dialect = { encoding: 'utf-8', bom: false, delimiter, newline, header: true } as const;
      expect(readReference(new TextEncoder().encode(text), dialect)).toEqual({ names, records });
    }
  });
});

describe('missingEnd', () => {
  it.each([
    [undefined, ''],
    [0x0a, ''],
    [0x61, '\n'],
    [0x0d, '\r\n'], // the CR is content, and must not become half of a line end
  ])('after %s', (byte, end) => {
    expect(missingEnd(byte)).toBe(end);
  });
});
