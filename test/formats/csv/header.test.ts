import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/core/dialect.js';
import { readHeader } from '../../../src/formats/csv/header.js';

const utf8: Dialect = { encoding: 'utf-8', bom: false, delimiter: ',', newline: '\n', header: true };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('readHeader', () => {
  it.each<[what: string, text: string, dialect: Partial<Dialect>, names: string[], start: number]>([
    ['plain', 'a,b\n1,2\n', {}, ['a', 'b'], 4],
    ['with CR LF', 'a,b\r\n1,2\n', {}, ['a', 'b'], 5],
    ['quoted, with delimiter, quote and newline', '"a,""b""","c\nd"\n1,2\n', {}, ['a,"b"', 'c\nd'], 16],
    ['behind a mark and blank lines', '\ufeff\n\r\na,b\n', { bom: true }, ['a', 'b'], 10],
    ['alone, without newline', 'a,b', {}, ['a', 'b'], 3],
    ['with nameless columns', 'a,,"",\n', {}, ['a', 'col2', 'col3', 'col4'], 7],
    ['none', '1,2,3\n', { header: false }, ['col1', 'col2', 'col3'], 0],
    ['of an empty source', '', {}, [], 0],
    ['of a source of blank lines', '\n\n', {}, [], 2],
    ['other delimiter', '姓名|年龄\n', { delimiter: '|' }, ['姓名', '年龄'], 14],
  ])('%s', (_, text, dialect, names, start) => {
    expect(readHeader(bytes(text), { ...utf8, ...dialect }, true)).toEqual({ names, start });
  });

  it('reads GB18030, where a delimiter may be half of a character', () => {
    const raw = Uint8Array.from([0xd0, 0x7c, 0x7c, 0x41, 0x0a]); // 衸|A: the first 7C belongs to the character
    const header = readHeader(raw, { ...utf8, encoding: 'gb18030', delimiter: '|' }, true);
    expect(header).toEqual({ names: [new TextDecoder('gb18030').decode(raw.subarray(0, 2)), 'A'], start: 5 });
  });

  it('asks for more when the record does not end', () => {
    expect(readHeader(bytes('a,"b\n'), utf8, false)).toBeUndefined();
    expect(readHeader(bytes('a,b'), utf8, false)).toBeUndefined();
  });

  it.each([
    ['a,"b\n', 'quote-unclosed'],
    ['a,b"c"\n', 'quote-stray'],
    ['"a"b,c\n', 'quote-stray'],
    ['a,b,a\n', 'header-duplicate'],
    ['col2,\n', 'header-duplicate'],
  ])('refuses %j', (text, code) => {
    expect(() => readHeader(bytes(text), utf8, true)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses bytes of another encoding', () => {
    expect(() => readHeader(Uint8Array.of(0xd0, 0xd5, 10), utf8, true)).toThrow(
      expect.objectContaining({ code: 'encoding-invalid' }),
    );
  });
});
