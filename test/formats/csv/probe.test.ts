import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dialect, Encoding } from '../../../src/core/dialect.js';
import { probeDialect } from '../../../src/formats/csv/probe.js';
import { KernelHost } from '../../../src/kernels/host.js';
import { Structure } from '../../../src/kernels/structure.js';
import { Random } from '../../kernels/seeded.js';

const host = KernelHost.load();
const structure = new Structure(host);
const shared = new URL('../../../../shared/data/', import.meta.url);

/** A text in an encoding, without a mark. */
function encode(text: string, encoding: Encoding): Uint8Array {
  const utf8 = new TextEncoder().encode(text);
  if (encoding === 'utf-8') return utf8;
  if (encoding === 'gb18030') {
    const source = host.region('source', utf8.length);
    const target = host.region('target', utf8.length * 2);
    host.bytes.set(utf8, source);
    return host.copy(target, structure.encodeGb18030(source, utf8.length, target));
  }
  const wide = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? wide.swap16() : wide;
}

const probe = (text: string, overrides: Partial<Dialect> = {}) =>
  probeDialect(new TextEncoder().encode(text), undefined, overrides);

const residents = `姓名,身份证号,住址,备注\n${'王伟,11010119900307123X,北京市东城区,"困难, 已核"\n李秀兰,51010419551212004X,成都市锦江区,\n'.repeat(20)}`;

describe('encoding', () => {
  it.each(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const)(
    '%s without a mark, the sample cut anywhere',
    (encoding) => {
      const bytes = encode(residents, encoding);
      for (let end = 12; end < 400; end++) {
        expect(probeDialect(bytes.subarray(0, end)).dialect).toMatchObject({ encoding, bom: false });
      }
      expect(probeDialect(bytes).dialect).toEqual({
        encoding,
        bom: false,
        delimiter: ',',
        newline: '\n',
        header: true,
      });
    },
  );

  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ] as const)('%s with a mark, be it all there is', (encoding, mark) => {
    expect(probeDialect(Uint8Array.from(mark)).dialect).toMatchObject({ encoding, bom: true });
    const bytes = Uint8Array.from([...mark, ...encode(residents, encoding)]);
    expect(probeDialect(bytes).dialect).toMatchObject({ encoding, bom: true, delimiter: ',' });
  });

  it('is UTF-8 for ASCII, unless the tail says otherwise', () => {
    const head = new TextEncoder().encode('id,name\n1,a\n2,b\n');
    expect(probeDialect(head).dialect.encoding).toBe('utf-8');
    // the tail begins in the middle of a character
    expect(probeDialect(head, encode('王,2\n3,王伟\n', 'gb18030').subarray(1)).dialect.encoding).toBe(
      'gb18030',
    );
    expect(probeDialect(head, encode('王,2\n3,王伟\n', 'utf-8').subarray(1)).dialect.encoding).toBe('utf-8');
  });

  it('prefers the encoding with less damage, so that the reader can name the place', () => {
    const damaged = (encoding: Encoding) => {
      const bytes = encode(residents, encoding).slice();
      bytes[bytes.indexOf(0x2c, 40) - 1] = 0xff;
      return probeDialect(bytes).dialect.encoding;
    };
    expect(damaged('utf-8')).toBe('utf-8');
    expect(damaged('gb18030')).toBe('gb18030');
  });

  it('tells accents in UTF-8 from Han in GBK that happens to be well-formed', () => {
    expect(probe('name,city\nJosé,Málaga\nZoë,Köln\n').dialect.encoding).toBe('utf-8');
    expect(probe('имя,город\nИван,Москва\nОльга,Казань\n').dialect.encoding).toBe('utf-8');
    // 摹捌 … : common Han whose GBK bytes are all lead C2–D7, trail A1–BF
    const bytes = Uint8Array.from([
      0xc4, 0xa1, 0xc8, 0xb2, 0x2c, 0xc5, 0xb0, 0xd6, 0xae, 0x0a, 0xc4, 0xa1, 0xc8, 0xb2, 0x2c, 0x31, 0x0a,
    ]);
    expect(probeDialect(bytes).dialect.encoding).toBe('gb18030');
  });

  it.each(['a,b\n1,\0\n', 'a\n\0\n', 'name,city\nJosé,\0\n', '姓名\n\0王\n'])(
    'takes a short text for UTF-8 whatever NUL is in it: %j',
    (text) => {
      expect(probe(text).dialect.encoding).toBe('utf-8');
      expect(probe(`\0${text}`).dialect.encoding).toBe('utf-8');
    },
  );

  it.each(['a\n1\n', 'имя,город\nИван,Москва\n', '姓名,城市\n王,北京\n', 'ひと\nあ\n'])(
    'takes a short text in UTF-16 without a mark for that: %j',
    (text) => {
      expect(probeDialect(encode(text, 'utf-16le')).dialect.encoding).toBe('utf-16le');
      expect(probeDialect(encode(text, 'utf-16be')).dialect.encoding).toBe('utf-16be');
    },
  );

  it('takes what is stated as given', () => {
    const stated = {
      encoding: 'gb18030',
      delimiter: ';',
      newline: '\r\n',
      header: false,
      bom: false,
    } as const;
    expect(probe(residents, stated).dialect).toEqual(stated);
  });

  it('never throws on arbitrary bytes', () => {
    const random = new Random(9);
    for (let round = 0; round < 300; round++) {
      const bytes = Uint8Array.from({ length: random.below(200) }, () => random.below(256));
      expect(probeDialect(bytes, bytes).dialect.delimiter).toHaveLength(1);
    }
  });
});

describe('delimiter and newline', () => {
  it.each([',', '\t', ';', '|'])('%j', (delimiter) => {
    const text = residents.replaceAll('困难, 已核', '困难').replaceAll(',', delimiter);
    expect(probe(text).dialect.delimiter).toBe(delimiter);
    expect(probe(text.slice(0, -7)).dialect.delimiter).toBe(delimiter);
  });

  it.each([
    ['decimal commas', 'name;x;y\na;1,5;2,5\nb;1,0;3,5\nc;0,1;2,2\n', ';'],
    ['lists inside fields', 'id,tags\n1,a;b;c\n2,d;e\n3,f\n', ','],
    ['delimiters inside quotes', 'a,b\n"x;y;z","1;2"\n"u;v;w","3;4"\n', ','],
    ['newlines inside quotes', 'a|b|c\n"x\ny,z"|1|2\n"x\ny,z"|1|2\n', '|'],
    ['one column', 'name\na\nb\n', ','],
    ['one record', 'a\tb\tc', '\t'],
    ['a few ragged records', `a,b,c\n${'1,2,3\n'.repeat(50)}1,2;\n1,2,3,4\n`, ','],
    ['nothing', '', ','],
  ])('%s', (_, text, delimiter) => {
    expect(probe(text).dialect.delimiter).toBe(delimiter);
  });

  it('is the line end of most lines', () => {
    expect(probe('a,b\r\n1,2\r\n3,4\n').dialect.newline).toBe('\r\n');
    expect(probe('a,b\n1,2\r\n3,4\n').dialect.newline).toBe('\n');
  });
});

describe('header', () => {
  it.each<[what: string, text: string, header: boolean]>([
    ['words over numbers', 'id,age\n1,30\n2,41\n3,22\n', true],
    ['words over words', '姓名,性别\n王伟,男\n李娜,女\n张敏,女\n', true],
    ['years as names', '地区,2019,2020,2021\n北京,12,13,15\n上海,14,15,16\n', true],
    ['years alone as names', '2019,2020,2021\n12,13,15\n14,15,16\n', true],
    ['numbered columns', '1,2,3\n12,13,15\n14,15,16\n', true],
    ['too little to judge', '1,2\n3,4\n', true],
    ['a repeated header line', 'id,sex\n1,男\nid,sex\n2,女\nid,sex\n3,女\n', true],
    [
      'records of a person',
      '王伟,11010119900307123X,1990-03-07\n李娜,51010419551212004X,1955-12-12\n张敏,31010419551212004X,1955-12-12\n',
      false,
    ],
    ['mobile numbers', '王伟,13800138000\n李娜,13900139000\n张敏,13700137000\n', false],
    ['numbers throughout', '39,77516,13,2174\n50,83311,13,0\n38,215646,9,0\n', false],
    ['values that return', '男,已婚,汉族\n女,未婚,汉族\n男,未婚,回族\n女,已婚,汉族\n男,未婚,汉族\n', false],
    [
      'dates under a word',
      'day,x\n2020-01-01,2020-01-01\n2020-01-02,2020-01-02\n2020-01-02,2020-01-03\n',
      true,
    ],
  ])('%s', (_, text, header) => {
    expect(probe(text).dialect.header).toBe(header);
  });
});

describe('lenient', () => {
  it.each<[what: string, text: string, reasons: string[]]>([
    ['plain', residents, []],
    ['lone CR', 'a,b\r1,2\r3,"4\n5"\r', ['lone-cr']],
    ['some CR as content', 'a,b\n1,x\ry\n3,4\n', []],
    ['backslash escapes', 'a,b\n"x \\"y\\", z",1\n"u",2\n', ['backslash-escape']],
    ['backslashes that escape nothing', 'a,b\n"C:\\dir\\",1\n"u",2\n', []],
    ['single quotes that hold delimiters', "a,b\n'x,y',1\n'u,v',2\nw,3\n", ['single-quote']],
    ['single quotes around everything', "'a','b'\n'x','1'\n'u','2'\n", ['single-quote']],
    ['apostrophes', "name,n\nO'Brien,1\nd'Arc,2\n", []],
    ['a stray quote is for the user to decide', 'a,b\n1,5" pipe\n2,3\n', []],
  ])('%s', (_, text, reasons) => {
    const found = probe(text);
    expect(found.reasons).toEqual(reasons);
    expect(found.lenient).toBe(reasons.length > 0);
    expect(found.dialect.delimiter).toBe(',');
  });
});

describe.skipIf(!existsSync(shared))('published tables', () => {
  it.each<[file: string, dialect: Partial<Dialect>]>([
    ['adult/adult.csv', { delimiter: ';', newline: '\r\n', header: true }],
    ['adult32k/adult32k.csv', { delimiter: ',', header: true }],
    ['adult/adult_hierarchy_age.csv', { delimiter: ';', header: false }],
    ['pycanon/drugs_k5.csv', { delimiter: ',', header: true }],
    ['pycanon/stroke_k5.csv', { delimiter: ',', header: true }],
    ['sdcmicro/francdat.csv', { delimiter: ',', header: true }],
  ])('%s', (file, dialect) => {
    const head = readFileSync(new URL(file, shared)).subarray(0, 1 << 20);
    expect(probeDialect(head)).toMatchObject({ dialect: { encoding: 'utf-8', ...dialect }, lenient: false });
  });
});
