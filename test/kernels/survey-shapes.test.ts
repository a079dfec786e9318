import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressLevels } from '../../src/core/lists/han.js';
import { KernelHost } from '../../src/kernels/host.js';
import { shapesOf } from '../../src/kernels/shapes/reference.js';
import { Shape } from '../../src/kernels/shapes.js';
import { Blocks } from '../../src/kernels/survey/memory.js';
import { forms } from './shape-forms.js';

const host = KernelHost.load();
Blocks.of(host); // installs the lists
const encoder = new TextEncoder();

/** Shapes by the kernel, with bytes after the cell that would continue every form. */
function kernelShapes(text: string, after = '0123456789 x*@'): number {
  const bytes = encoder.encode(text);
  if (bytes.length === 0) return 0;
  const cell = host.region('test.cell', bytes.length + 256);
  const scratch = host.region('test.scratch', bytes.length + 256);
  host.exports.shapeScratch!(scratch);
  host.bytes.set(bytes, cell);
  host.bytes.set(encoder.encode(after), cell + bytes.length);
  return host.exports.shapesOfCell!(cell, bytes.length);
}

/** What the loops for columns of one kind say of a cell: nothing, or what the whole classifier says of it. */
function agreeUsual(text: string): void {
  const shapes = kernelShapes(text);
  const characters = host.exports.charactersOf!();
  const cell = host.region('test.cell', 0);
  const list = host.region('test.list', 16);
  const seen = host.region('test.seen', 200 * 16 * 4);
  const length = encoder.encode(text).length;
  for (let habit = 1; habit <= 9 && length > 0; habit++) {
    new Uint32Array(host.bytes.buffer, list, 2).set([cell - 1, cell + length]);
    const usual = host.exports.usualShapesOfCell!(habit, seen, list, list + 8);
    if (usual === 0) continue;
    seenUsual.add(habit);
    const said = { text, habit, shapes: names(usual), characters: host.exports.usualLongest!() };
    if (usual !== shapes || said.characters !== characters)
      expect(said).toEqual({ text, habit, shapes: names(shapes), characters });
  }
}
const seenUsual = new Set<number>();

function names(shapes: number): string[] {
  return Object.entries(Shape).flatMap(([name, bit]) => (shapes & (1 << bit) ? [name] : []));
}

function agree(text: string): void {
  agreeUsual(text);
  if (kernelShapes(text) === shapesOf(text)) return; // what follows says by name in what they differ
  expect({ text, shapes: names(kernelShapes(text)) }).toEqual({ text, shapes: names(shapesOf(text)) });
}

const fullWidth = (text: string) =>
  [...text].map((c) => (c > ' ' && c <= '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join('');

const digit = fc.constantFrom(...'0123456789');
const piece = fc.oneof(
  { weight: 6, arbitrary: digit },
  { weight: 2, arbitrary: fc.string({ unit: digit, minLength: 3, maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(...' -./:,+()@*#xX%_TZ\'"') },
  { weight: 1, arbitrary: fc.constantFrom(...'abcdefEGHKMDSPwht') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '年', '月', '日', '号', '转', '省', '市', '区', '路', '张', '欧', '阳', '上', '官', '某', '·', '•', '●', '×', '█', '○',
      '京', '警', '公司', '医院', '派出所', '　', '０', '１', '＊', '（', '）', '，', '：', '＠', '\u00a0', '\u200b', '\ufeff', '–', '−', '‧', '・',
      '〇', '㐀', '䷀', '豈', '𠀀', '𝟏', 'é', '。', '、', '한', 'ß', '\u2060', '\u202d', '\u2066', '\u2069', '\u206a', '～', '｡', '\u0001', '\t', '\n',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('www.', 'http://', 'https://', 'ftp://', '+86', '0086', '0571', '010', '.com', '1990', '2024-01-05', 'ext', '****', 'xxx', '::', '20240229'),
  },
); // biome-ignore format: a list of characters
const hostile = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

/** A real form with one small change, or written in full width, or with blanks around. */
const mutated = fc
  .tuple(fc.constantFrom(...forms.map(([text]) => text)), fc.nat(40), fc.nat(6), piece)
  .map(([text, at, way, other]) => {
    const characters = [...text];
    const place = at % (characters.length + 1);
    if (way === 0) characters.splice(place, 1);
    else if (way === 1) characters.splice(place, 0, other);
    else if (way === 2) characters.splice(place, 1, other);
    else if (way === 3) return fullWidth(text);
    else if (way === 4) return ` ${text}　`;
    else if (way === 5) return text.toUpperCase();
    else return text + other + text;
    return characters.join('');
  });

describe('the kernel sees the shapes of the reference', () => {
  test.each(forms)('%s', (text) => {
    agree(text);
    agree(fullWidth(text));
    agree(text.toLowerCase());
  });

  test('in hostile texts', () => {
    fc.assert(fc.property(hostile, agree), { numRuns: 60_000 });
  });

  test('in real forms slightly changed', () => {
    fc.assert(fc.property(mutated, agree), { numRuns: 60_000 });
  });

  test('in running text with full-width punctuation, which is not always folded', () => {
    const sentence = fc.constantFrom(
      '该户家庭困难', '已电话通知本人', '材料齐全', '，', '，', '。', '；', '：', '（', '）', '！', '？', '、', '“', '”', '＊', '＠', '－', '．',
      '13800138000', '138-0013-8000', '110105', '１３８', '●●', '×', 'x', 'xxx', '*', '**', '@', ' ', '　', '公司', '有限公司', '有限责任，公司', '浙江省杭州市', '路', '号', '\t', '·', '㐀', '･', 'http', '//', '龙',
    ); // biome-ignore format: a list of words
    const text = fc.array(sentence, { minLength: 8, maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, agree), { numRuns: 40_000 });
  });

  test('in long text with every sign and level of addresses in it, at every distance from the end of a block', () => {
    const signs = [[0x3000, 0x3040], [0xff00, 0xff66], [0x2010, 0x2030], [0x4e00, 0x4e10]].flatMap(([from, to]) =>
      Array.from({ length: to! - from! }, (_, i) => String.fromCharCode(from! + i)),
    ); // biome-ignore format: ranges of code points
    for (const [i, sign] of [...signs, ...addressLevels].entries()) {
      agree(`该户家庭困难${sign}无其他收入来源${sign}建议继续给予救助`);
      agree(`申请人对结果无异议${'下次复查'.repeat(i % 84)}${sign}另行通知${i}${addressLevels[i % 20]}内`);
    }
  });

  test('in running text with numbers of any length anywhere', () => {
    const part = fc.constantFrom('浙', '乌有街', '号', '市', '幢', '公司', '7', '12', '903', '1304', '123456', '1234567', 'A', '㐀', '龥', '，'); // biome-ignore format: a list of words
    const text = fc.array(part, { minLength: 6, maxLength: 24 }).map((parts) => `省${parts.join('')}`);
    fc.assert(fc.property(text, agree), { numRuns: 5_000 });
  });

  test('in what masks leave of numbers', () => {
    const run = fc.tuple(fc.constantFrom('1', '19900101', '*', '*', '3'), fc.nat(19));
    const text = fc
      .array(run, { maxLength: 6 })
      .map((runs) => runs.map(([unit, n]) => unit.repeat(n)).join(''));
    fc.assert(
      fc.property(text, (one) => agree(one.slice(0, 40))),
      { numRuns: 20_000 },
    );
  });

  test('in any well-formed text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 90 }), agree), { numRuns: 10_000 });
  });

  test('in numbers of every length with every check digit', () => {
    for (let length = 1; length <= 45; length++)
      for (let last = 0; last < 40; last++) {
        const head = String(last * 7919 + 1).repeat(12);
        agree(head.slice(0, length - 1) + (last % 10));
        agree(`11010519${49 + (last % 40)}1231${head}`.slice(0, length - 1) + 'X0123456789'[last % 11]);
        agree(`9135010${head}`.slice(0, length - 1) + 'ABCDEFGHJKLMNPQRTUWXY'[last % 21]);
        agree(`1M8GDM9A${'0123456789X'[last % 11]}KP042788${head}`.slice(0, length));
      }
  });

  test('every identifier with each of its possible check characters', () => {
    for (const check of '0123456789XxABCDEFGHJKLMNPQRTUWXY') {
      agree(`11010519491231002${check}`);
      agree(`91350100M000100Y4${check}`);
      agree(`1M8GDM9A${check}KP042788`);
      agree(`A123456(${check})`);
      agree(`AB987654${check}`);
      agree(`622202123456789012${check}`);
      agree(`49015420323751${check}`);
    }
  });

  test('in identity numbers of any region, day, sequence and check character', () => {
    const digits = (length: number) => fc.string({ unit: digit, minLength: length, maxLength: length });
    const year = fc.oneof(fc.integer({ min: 1898, max: 2101 }).map(String), digits(4));
    const day = fc.oneof(
      fc.constantFrom('0101', '0228', '0229', '0230', '0431', '1231', '1301', '0100', '0132'),
      digits(4),
    );
    const check = fc.constantFrom(...'0123456789Xx', '*', '٣');
    const text = fc.tuple(digits(6), year, day, digits(3), check).map((parts) => parts.join(''));
    fc.assert(fc.property(text, agree), { numRuns: 10_000 });
  });

  test('in forms of the commonest columns, and in each loop for them', () => {
    const forms = [
      '13800138000', '138****8000', '110105********002', '1990-02-28', '2024/02/29', '2000-02-29', '0571-87654321', '010-87654321', '020-8765432', 'li.wei88@mail.example.org',
      'www.wei@example.cn', 'wxxxi@example.cn', 'a.@b.c.de', 'a@b-c.de', '11010519491231002X', '110105194912310021', '810000199408230021',
      '张三', '张三丰', '欧阳', '欧阳娜娜', '上官', '第一中心医院', '汉族', '初中学校', '独居老人，子女在外地工作，需每月走访。',
      '浙江省杭州市西湖区文三路1号云上公寓3幢2单元903室', '该户已电话通知本人，材料（身份证复印件）齐全；待复核', '杭州市西湖区民政局和浙江省某某科技有限公司',
    ]; // biome-ignore format: a list of cells
    const changes = [
      ...'0189-/.@xX* ，。、！·　年Aa市局㐀龙',
      'xxx',
      '1234567',
      '\t',
      '１',
      '﹒',
      '𠀀',
      '〇',
    ];
    for (const form of forms) {
      const characters = [...form];
      for (let at = 0; at <= characters.length; at++)
        for (const change of ['', ...changes])
          for (const cut of [0, 1])
            agree([...characters.slice(0, at), change, ...characters.slice(at + cut)].join(''));
    }
    expect([...seenUsual].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('cells of the form that masks have left before are what each of them is', () => {
    const place = fc.record({ at: fc.nat(40), to: fc.constantFrom(...'0189**xX -aＸ', '', '**') });
    const pattern = fc
      .array(fc.constantFrom('9', '99', '999999', '*', '**'), { minLength: 2, maxLength: 9 })
      .map((pieces) => [...pieces.join('')]);
    fc.assert(
      fc.property(
        pattern,
        fc.array(place, { minLength: 12, maxLength: 12 }),
        fc.nat(9),
        (form, places, shift) => {
          const digits = (by: number) => form.map((c, i) => (c === '9' ? String((i * 7 + by) % 10) : c));
          const crossed = (by: number) => [...digits(by).slice(0, -1), 'X'];
          for (const by of [0, 3]) agreeUsual((shift % 2 ? digits(by) : crossed(by)).join(''));
          for (const [i, { at, to }] of places.entries()) {
            const cell = digits(i + shift);
            if (at < cell.length) cell[i % 3 === 0 ? cell.length - 1 : at] = to;
            agreeUsual(cell.join(''));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('arbitrary bytes do no harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
        const cell = host.region('test.cell', bytes.length + 256);
        host.exports.shapeScratch!(host.region('test.scratch', bytes.length + 256));
        host.bytes.set(bytes, cell);
        expect(host.exports.shapesOfCell!(cell, bytes.length) >>> 31).toBe(0);
      }),
      { numRuns: 20_000 },
    );
  });

  test('a hostile cell of a megabyte takes linear time', () => {
    for (const unit of ['*', '1', '1 ', 'x', '张', '@', '138', '.-', '１', '●1', ' ', 'a@', '·张']) {
      const text = unit.repeat(2 ** 20 / unit.length);
      const time = (cell: string) => {
        const start = process.cpuUsage();
        kernelShapes(cell);
        return process.cpuUsage(start).user / 1000;
      };
      const part = text.slice(0, 2 ** 17);
      const small = Math.max(1, Math.min(...Array.from({ length: 9 }, () => time(part))));
      let whole = Number.POSITIVE_INFINITY; // milliseconds: the best of nine, or the first that is good
      for (let round = 0; round < 9 && whole >= 32 * small; round++) whole = Math.min(whole, time(text));
      expect(whole, unit).toBeLessThan(32 * small); // eight times the text; quadratic would be 64
      const shapes = kernelShapes(text);
      expect(names(shapes)).toEqual(names(shapesOf(text)));
    }
  });
});
