import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allEntities } from '../../src/core/entities.js';
import type { Span } from '../../src/core/recogniser.js';
import { placeholderOf } from '../../src/operators/redact/placeholders.js';
import { redact } from '../../src/operators/redact.js';
import { findAll } from '../../src/recognisers/index.js';
import { contextFor, recordOf } from './context.js';

const redacted = (
  text: string,
  spans: readonly Span[],
  cells: Readonly<Record<string, string | null>> = {},
  except: Span['entity'][] = [],
): string =>
  redact
    .compile({ except }, contextFor({ find: () => spans, directColumns: Object.keys(cells) }))
    .apply(text, recordOf(cells));

const span = (start: number, end: number, entity: Span['entity'], score = 1): Span => ({
  start,
  end,
  entity,
  score,
});

describe('redact', () => {
  it('writes the kind of each identifier in its place', () => {
    const text = '请联系13800138000或zs@a.cn。';
    expect(redacted(text, [span(3, 14, 'phone-mobile'), span(15, 22, 'email')])).toBe(
      '请联系[手机号]或[邮箱]。',
    );
  });

  it.each([
    ['the longest wins', [span(0, 4, 'postal-code'), span(0, 6, 'phone-landline')], '[电话]789'],
    ['then the higher score', [span(0, 6, 'qq', 0.4), span(0, 6, 'postal-code', 0.6)], '[邮编]789'],
    ['then the leftmost', [span(1, 4, 'qq'), span(0, 3, 'postal-code')], '[邮编]56789'],
    ['touching spans are two', [span(0, 3, 'qq'), span(3, 6, 'postal-code')], '[QQ号][邮编]789'],
    [
      'two short ones beside a long one',
      [span(0, 2, 'qq'), span(1, 6, 'email'), span(5, 8, 'qq')],
      '[邮箱]9',
    ],
    ['order does not matter', [span(6, 9, 'qq'), span(0, 3, 'qq')], '[QQ号]456[QQ号]'],
    ['empty spans are none', [span(3, 3, 'qq')], '123456789'],
  ] as const)('overlaps: %s', (_title, spans, expected) => {
    expect(redacted('123456789', [...spans])).toBe(expected);
  });

  it.each([
    ['张三、李四', '李四说张三来过', '[姓名]说[姓名]来过'],
    ['张三;李四', '李四说', '[姓名]说'],
    ['张三，李四', '李四说', '[姓名]说'],
    ['张三/李四', '李四说', '[姓名]说'],
    ['张三\n李四', '李四说', '[姓名]说'],
    ['张三（户主）', '户主张三已到', '户主[姓名]已到'],
    ['王小明(已故)、李四', '李四与王小明', '[姓名]与[姓名]'],
    ['0373-7654321', '回电7654321', '回电[姓名]'],
    ['(0373)7654321', '回电7654321', '回电[姓名]'],
    ['0373-7654321转801', '回电7654321', '回电[姓名]'],
    ['13800138000.0', '回电138-0013-8000', '回电[姓名]'],
    ['1990/01/02', '第01组02号', '第01组02号'],
    ['https://example.com/index', '见index', '见index'],
    ['张、李', '张和李', '张和李'],
  ])('of a cell %j it removes each value', (cell, text, expected) => {
    expect(redacted(text, [], { 姓名: cell })).toBe(expected);
  });

  const styled = (style: 'surrogate' | 'category', text: string, spans: readonly Span[]) =>
    redact
      .compile({ with: style, domain: 'd' }, contextFor({ find: () => spans, directColumns: [] }))
      .apply(text, recordOf({}));

  it('gives every mention of an identifier the same surrogate, however it is written, and others another', () => {
    const text = '138-0013-8000 13800138000 13800138001';
    const [a, b, c] = styled('surrogate', text, [span(0, 13, 'phone-mobile'), span(14, 25, 'phone-mobile'), span(26, 37, 'phone-mobile')]).split(' '); // biome-ignore format: one call
    expect(a).toBe(b);
    expect(c).not.toBe(a);
    for (const one of [a, c]) expect(one).toMatch(/^\[手机号#[a-p]{16}\]$/);
  });

  it.each([
    ['birth-date', '1990-03-07', '[出生日期:1990年]'],
    ['birth-date', '3月7日', '[出生日期]'],
    ['address', '新疆维吾尔自治区乌鲁木齐市天山区光明路59号', '[地址:新疆维吾尔自治区乌鲁木齐市]'],
    ['address', '天山区光明路59号', '[地址]'],
    ['age', '47岁', '[年龄:40多岁]'],
    ['age', '93', '[年龄:80以上]'],
    ['organisation-name', '杭州市第三人民医院', '[机构名称:医院]'],
    ['phone-mobile', '13800138000', '[手机号]'],
  ] as const)('a category is coarser than the value: %s %s → %s', (entity, text, expected) => {
    expect(styled('category', text, [span(0, text.length, entity)])).toBe(expected);
  });

  it('what it writes is found by no recogniser', () => {
    for (const entity of allEntities) {
      for (const style of ['surrogate', 'category'] as const) {
        const text = styled(style, '浙江省杭州市1990-03-07，35岁', [span(0, 21, entity)]);
        expect(findAll(`联系人${text}，电话${text}请核对`), text).toEqual([]);
      }
    }
  });

  it('leaves nothing of any span standing, whatever the overlaps', () => {
    const spans = fc.array(
      fc
        .tuple(fc.nat(29), fc.integer({ min: 1, max: 10 }), fc.constantFrom(...allEntities))
        .map(([start, length, entity]) => span(start, Math.min(30, start + length), entity)),
    );
    // Thirty different characters, none of which occurs in a placeholder.
    const text = Array.from({ length: 30 }, (_, at) => String.fromCharCode(0x3041 + at)).join('');
    fc.assert(
      fc.property(spans, (found) => {
        const out = redacted(text, found);
        const covered = new Set(found.flatMap(({ start, end }) => [...text.slice(start, end)]));
        for (const character of text) expect(out.includes(character)).toBe(!covered.has(character));
        expect(out.replace(/\[[^\]]*\]/g, '')).toBe(
          [...text].filter((character) => !covered.has(character)).join(''),
        );
      }),
    );
  });

  it.each([
    ['欧阳娜娜来访，欧阳娜娜离开', '欧阳娜娜', '[姓名]来访，[姓名]离开'],
    ['联系人：阿依古丽买买提', '阿依古丽·买买提', '联系人：[姓名]'],
    ['MR JOHN  SMITH called', 'John Smith', 'MR [姓名] called'],
    ['编号ＡＢ１２３', 'AB123', '编号[姓名]'],
    ['张 三', '张三', '[姓名]'],
    ['与张\u200b三核对', '\u202d张三\u202c', '与[姓名]核对'],
    ['张先生', '张', '张先生'],
    ['无', '   ', '无'],
    ['aaaa', 'aa', '[姓名][姓名]'],
  ])('%s without %s', (text, name, expected) => {
    expect(redacted(text, [], { 姓名: name })).toBe(expected);
  });

  it('reads the direct columns and no others, and copes with empty ones', () => {
    const compiled = redact.compile({}, contextFor({ find: () => [], directColumns: ['姓名', '列'] }));
    expect(compiled.reads).toEqual(['姓名']);
    expect(compiled.apply('张三', recordOf())).toBe('张三');
    expect(redact.compile({}, contextFor({ find: () => [] })).reads).toBeUndefined();
  });

  it('lets stay what the policy excepts', () => {
    expect(redacted('123456789', [span(0, 3, 'date'), span(5, 7, 'qq')], {}, ['date'])).toBe('12345[QQ号]89');
  });

  it('refuses to run without a finder', () => {
    expect(() => redact.compile({}, contextFor())).toThrow(
      expect.objectContaining({ code: 'operator-needs-finder' }),
    );
  });

  it('has a placeholder for every entity', () => {
    for (const entity of allEntities) expect(placeholderOf(entity)).toMatch(/^\[[^[\]\d]+\]$/);
  });
});
