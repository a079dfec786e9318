import { describe, expect, it } from 'vitest';
import { entities } from '../../src/core/entities.js';
import { nationalEntities } from '../../src/core/national.js';
import type { Recogniser } from '../../src/core/recogniser.js';
import { hasShape, shapesOf } from '../../src/kernels/shapes/reference.js';
import { findAll, nationalRecognisers, recognisers } from '../../src/recognisers/index.js';

/** ASCII to full-width, as input methods write it. */
function fullWidth(text: string): string {
  return [...text]
    .map((c) =>
      c === ' ' ? '\u3000' : c > ' ' && c <= '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c,
    )
    .join('');
}

/** A value as it also gets written: padded, full-width, with other separators, cut, in other letters. */
function variants(text: string): string[] {
  const spaced = text.replace(/(\d{3})(\d{4})(?=\d)/, '$1 $2-');
  return [
    text,
    ` ${text} `,
    fullWidth(text),
    spaced,
    text.replaceAll('-', '\u2013'),
    text.slice(1),
    text.toLowerCase(),
    `${text}0`,
    `'${text}`,
  ];
}

/** Words that announce an entity which running text shows only after such words. */
const announcements: Partial<Record<Recogniser['entity'], string>> = {
  passport: '护照号码',
  'cn-home-return-permit': '回乡证',
  'cn-taiwan-permit': '台胞证号',
  imei: '设备IMEI',
  qq: 'QQ号',
  wechat: '微信号',
  'social-security': '社保卡号',
  'medical-id': '住院号',
  'cn-military-id': '军官证号',
  'birth-date': '出生日期',
  'hk-id': '香港身份证',
  'person-name': '联系人',
  'cn-foreign-permit': '外国人居留证件',
  'bank-card': '银行卡号',
  'cn-resident-id': '身份证号',
  'phone-mobile': '电话',
  vin: '车架号',
  'us-ssn': 'SSN',
  'macao-id': '澳门身份证',
  'cn-org-code': '组织机构代码',
  'cn-business-reg': '工商注册号',
  imsi: 'IMSI',
  'geo-coordinate': '经度',
};

/** Examples that are written with Han characters or with Latin words cannot be glued to more of the same. */
const settings = (text: string): [string, string, string][] => [
  ['alone', '', ''],
  ['spaced', ' ', ' 已核'],
  ['glued left', '号码', '，请核对'],
  ['glued right', '：', '请核对'],
  ['glued both', '号码为', '请核对'],
  ...(fullWidth(text) === text ? [] : ([['full-width', '', '']] as [string, string, string][])),
];

describe('every recogniser', () => {
  it('names entities of the list, and every entity of a text search is covered', () => {
    for (const { entity } of recognisers) expect(entities).toContain(entity);
    expect(new Set(recognisers.map(({ entity }) => entity)).size).toBe(entities.length);
    expect(nationalRecognisers.map(({ entity }) => entity).sort()).toEqual([...nationalEntities].sort());
  });

  describe.each([...recognisers, ...nationalRecognisers].map((r, i) => [`${r.entity} ${i}`, r] as const))(
    '%s',
    (_name, recogniser) => {
      it('accepts its positive examples and rejects its negative ones', () => {
        for (const text of recogniser.examples.positive)
          expect.soft(recogniser.check(text), text).toBeGreaterThan(0);
        for (const text of recogniser.examples.negative) expect.soft(recogniser.check(text), text).toBe(0);
      });

      it('scores within [0, 1] and ignores surrounding space and full-width forms', () => {
        for (const text of recogniser.examples.positive) {
          const value = recogniser.check(text);
          expect(value).toBeLessThanOrEqual(1);
          expect.soft(recogniser.check(` ${text} `), text).toBe(value);
          expect.soft(recogniser.check(`'${text}`), `apostrophe ${text}`).toBe(value);
          expect.soft(recogniser.check(fullWidth(text)), `full-width ${text}`).toBe(value);
        }
      });

      it('names the same written forms whichever of them it is asked with', () => {
        for (const text of recogniser.writings ? recogniser.examples.positive : []) {
          const forms = new Set(recogniser.writings!(text));
          expect.soft(forms.size, text).toBeGreaterThan(0);
          for (const form of forms) expect.soft(new Set(recogniser.writings!(form)), form).toEqual(forms);
          expect.soft(forms, text).toEqual(new Set(recogniser.writings!(fullWidth(` ${text} `))));
        }
      });

      it('accepts nothing that lacks the shape it declares', () => {
        const implied = recogniser.anyShape ?? (recogniser.shape === undefined ? [] : [recogniser.shape]);
        const texts = recognisers.flatMap(({ examples }) => [...examples.positive, ...examples.negative]);
        for (const text of texts.flatMap(variants)) {
          if (implied.length === 0 || recogniser.check(text) === 0) continue;
          const shapes = shapesOf(text);
          expect
            .soft(
              implied.some((shape) => hasShape(shapes, shape)),
              text,
            )
            .toBe(true);
        }
      });

      if (!recogniser.find) return;
      it('finds its positive examples in six settings', () => {
        for (const text of recogniser.examples.positive) {
          for (const [setting, left, right] of settings(text)) {
            const word = announcements[recogniser.entity] ?? '';
            const body = setting === 'full-width' ? fullWidth(text) : text;
            const prefix = word === '' ? left : `${word}${left.replace('号码', '')}`;
            const line = `${prefix}${body}${right}`;
            const spans = recogniser.find!(line);
            const exact = spans.some(
              (s) => s.start === prefix.length && s.end === prefix.length + body.length,
            );
            expect.soft(exact, `${setting}: ${line} → ${JSON.stringify(spans)}`).toBe(true);
          }
        }
      });
    },
  );
});

/** Large enough for a quadratic search to stand out; a megabyte where time does not matter. */
const hostile = process.env.LETHE_SOAK ? 1_000_000 : 64_000;

describe('hostile text', () => {
  const pieces = [
    '1', '1 ', '1-', 'a', 'a.', 'a@', '@', ':', '1.', '张', '路1号', '省市', '联系人', '(', '0:', 'E', '身份证1',
    '张三13812345678', '住某路1号', '李明先生', '联系人张三', 'a@b.cn', 'http://a', '护照E12345678 ', '2024年1月1日出生', 'A1', '1栋', '：',
    '（2022）', 'GB82', '００', 'QQ1', '微信a', '地址在',
  ]; // biome-ignore format: a list
  it('checking a long cell is quick with every recogniser', () => {
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(hostile / piece.length));
      for (const recogniser of recognisers) {
        const start = process.cpuUsage();
        expect(recogniser.check(text)).toBeLessThanOrEqual(1);
        expect
          .soft(process.cpuUsage(start).user / 1000, `${recogniser.entity} on ${piece}`)
          .toBeLessThan(600);
      }
    }
  });

  it.each(pieces)('a long text of %j takes linear time', (piece) => {
    const small = piece.repeat(Math.ceil(hostile / 8 / piece.length));
    const large = small.repeat(8);
    findAll(small);
    // CPU time, not wall, and the best of three: other work on the machine must not matter.
    const time = (text: string) =>
      Math.min(
        ...[1, 2, 3].map(() => {
          const start = process.cpuUsage();
          findAll(text);
          const { user, system } = process.cpuUsage(start);
          return (user + system) / 1000;
        }),
      );
    // Eight times the text: linear would be 8, quadratic 64; the floor forgives timer noise.
    expect(time(large)).toBeLessThan(Math.max(hostile / 500, 32 * time(small)));
  });
});
