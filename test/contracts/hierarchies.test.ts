import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Hierarchy } from '../../src/core/hierarchy.js';
import { hierarchyKindNamed, hierarchyKinds } from '../../src/hierarchies/index.js';

const noFile = (path: string): string => {
  throw new Error(`no file expected: ${path}`);
};

/** Values that look like the domain of a kind, near its edges, and hostile ones. */
const values: Record<string, fc.Arbitrary<string>> = {
  taxonomy: fc.constantFrom('本科', '高中', '杭州', '宁波', '上海', '北京', 'nowhere'),
  interval: fc.oneof(
    fc.integer({ min: -100, max: 200 }).map(String),
    fc.integer({ min: -400, max: 400 }).map((n) => String(n / 4)),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map(String),
    fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String),
    fc.string(),
  ),
  date: fc.oneof(
    fc
      .date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10)),
    fc
      .tuple(
        fc.integer({ min: 1980, max: 1999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
      )
      .map(([y, m, d]) => `${y}/${m}/${d}`),
    fc.constantFrom('9999-12-31', '1900-1-1', '2099-12-31', '1990-02-29', '19900517', '1990年5月17日 08:30'),
    fc.string(),
  ),
  prefix: fc.oneof(fc.stringMatching(/^[12]{0,7}$/), fc.string({ unit: 'binary' })),
  'cn-region': fc.oneof(fc.stringMatching(/^[1-3][0-3]{5}([0-3]{3}){0,2}$/), fc.string()),
  'cn-address': fc
    .tuple(
      fc.constantFrom('', '浙江省', '浙江', '北京市', '北京', '重庆', '内蒙古自治区', '吉林省', '湖北省'),
      fc.constantFrom('', '杭州市', '杭州', '吉林市', '北京市', '锡林郭勒盟', '市辖区', '延边朝鲜族自治州'),
      fc.constantFrom('', '西湖区', '朝阳区', '延吉市', '阿巴嘎旗', '仙桃市', '高新区', '鼓楼区', '和平区'),
      fc.constantFrom('', '文新街道', '别力古台镇', '红旗乡', '古镇'),
      fc.constantFrom('', '文三路', '人民南路一段', '建国门外大街', '翠苑小区', '上海路', '西湖里'),
      fc.constantFrom('', '1号', '4幢501室', ' 12-3', '２号'),
    )
    .map((parts) => parts.join('')),
  'cn-resident-id': fc.oneof(
    fc.stringMatching(
      /^(330106|330222|110105)(19[89][0-9]|\*{4})(0[1-9]|\*\*)(1[0-9]|\*\*)[0-3*]{3}[0-9X*]$/,
    ),
    fc.stringMatching(/^(330106|33\*{4})[89][0-9]0[1-9]1[0-9][0-3*]{3}$/),
    fc.stringMatching(/^[0-9*Xx]{14,19}$/),
    fc.string(),
  ),
  grid: fc.oneof(
    fc.double({ noNaN: true, min: -185, max: 185 }).map(String),
    fc.integer({ min: -40_000, max: 40_000 }).map((n) => `${n / 1000},${39 + n / 1e6}`),
    fc.constantFrom('39°54′26″N', '116°23′50″W', '95.1,95.2', 'SRID=4326;POINT(116.397428 39.90923)'),
    fc.string(),
  ),
  age: fc.oneof(
    fc.integer({ min: -1, max: 160 }).map(String),
    fc.integer({ min: 0, max: 120 }).map((n) => `${n}岁`),
    fc.string(),
  ),
};

const built: { kind: string; title: string; hierarchy: Hierarchy }[] = [
  ...hierarchyKinds.flatMap((kind) =>
    kind.examples.map(({ params }) => ({
      kind: kind.name,
      title: JSON.stringify(params),
      hierarchy: kind.build(params, noFile),
    })),
  ),
  ...[
    { levels: [0.1, 0.3, 3] },
    { width: 7, levels: [49], origin: 3 },
    {
      breaks: [
        [-5, 0, 0.5, 10],
        [0, 10],
      ],
    },
  ].map((params) => ({
    kind: 'interval',
    title: JSON.stringify(params),
    hierarchy: hierarchyKindNamed('interval')!.build(params, noFile),
  })),
  { kind: 'age', title: 'top 67', hierarchy: hierarchyKindNamed('age')!.build({ top: 67 }, noFile) },
];

describe.each(hierarchyKinds.map((kind) => ({ kind, name: kind.name })))(
  'hierarchy $name',
  ({ kind, name }) => {
    it('is found by its name and says what it is in both languages', () => {
      expect(hierarchyKindNamed(name)).toBe(kind);
      expect(kind.summary.en).toMatch(/\.$/);
      expect(kind.summary.zh).toMatch(/。$/);
    });

    it('keeps its examples', () => {
      expect(kind.examples.length).toBeGreaterThan(0);
      for (const { params, value, labels } of kind.examples) {
        const hierarchy = kind.build(kind.params(z).parse(params), noFile);
        const levels = Array.from({ length: hierarchy.height + 1 }, (_, level) => level);
        expect(levels.map((level) => hierarchy.generalise(value, level))).toEqual(labels);
      }
    });

    it('has parameters that a JSON Schema can state, for editors', () => {
      const schema = z.toJSONSchema(kind.params(z), { io: 'input' });
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    });

    it('refuses parameters that it does not know', () => {
      const [example] = kind.examples;
      expect(kind.params(z).safeParse({ ...example!.params, unheardOf: 1 }).success).toBe(false);
    });
  },
);

describe.each(built)('hierarchy $kind $title', ({ kind, hierarchy }) => {
  it('names every level, keeps the value at level 0 and ends in *', () => {
    expect(hierarchy.levels).toHaveLength(hierarchy.height + 1);
    expect(new Set(hierarchy.levels).size).toBe(hierarchy.levels.length);
    expect(hierarchy.kind).toBe(kind);
    fc.assert(
      fc.property(values[kind]!, (value) => {
        const inside = hierarchy.generalise(value, 0);
        if (inside === null) expect(hierarchy.domain).not.toBeNull();
        else expect(inside).toBe(value);
        expect(hierarchy.generalise(value, hierarchy.height)).toBe(inside === null ? null : '*');
      }),
    );
  });

  it('is monotone: equal at one level, equal at every level above', () => {
    let joined = 0;
    fc.assert(
      fc.property(fc.array(values[kind]!, { minLength: 2, maxLength: 40 }), (column) => {
        for (let level = 0; level < hierarchy.height; level++) {
          const above = new Map<string | null, string | null>();
          for (const value of new Set(column)) {
            const label = hierarchy.generalise(value, level);
            const next = hierarchy.generalise(value, level + 1);
            if (above.has(label)) {
              joined++;
              expect(next).toBe(above.get(label));
            } else above.set(label, next);
          }
        }
      }),
      { numRuns: 300 },
    );
    // Columns in which no two values ever met would prove nothing.
    if (hierarchy.height > 1) expect(joined).toBeGreaterThan(0);
  });
});

describe('grid', () => {
  it('has cells at least as wide as stated, up to the latitude stated', () => {
    for (const metres of [[100, 1000, 10_000, 100_000], [30, 50, 700, 2500], [1], [250_000]]) {
      for (const axis of ['latitude', 'longitude'] as const) {
        const grid = hierarchyKindNamed('grid')!.build({ metres, axis, north: 60 }, noFile);
        for (const [i, least] of metres.entries()) {
          const [from, to] = grid
            .generalise('53.123456', i + 1)!
            .slice(1, -1)
            .split(', ')
            .map(Number);
          const shortest = axis === 'latitude' ? 110_574 : 111_320 * Math.cos(Math.PI / 3);
          expect((to! - from!) * shortest, `${axis} ${least}`).toBeGreaterThanOrEqual(least * 0.999);
          expect((to! - from!) * shortest, `${axis} ${least}`).toBeLessThan(Math.max(least * 11, 3));
        }
      }
    }
  });
});

describe('taxonomy', () => {
  const taxonomy = hierarchyKindNamed('taxonomy')!;
  const build = (text: string): Hierarchy => taxonomy.build({ file: 'x.csv' }, () => text);

  it('reads quoted fields, a byte order mark, CRLF and either delimiter', () => {
    const hierarchy = build('\uFEFF17,"[15, 20[","a ""b""",*\r\n18,"[15, 20[","a ""b""",*\r\n\r\n');
    expect(hierarchy.domain).toEqual(['17', '18']);
    expect([0, 1, 2, 3].map((level) => hierarchy.generalise('17', level))).toEqual([
      '17',
      '[15, 20[',
      'a "b"',
      '*',
    ]);
  });

  it('adds the level * where the file does not end in it', () => {
    const hierarchy = build('a;x\nb;y\n');
    expect(hierarchy.levels).toEqual(['value', 'level-1', '*']);
    expect(hierarchy.generalise('b', 2)).toBe('*');
  });

  it.each([
    ['', 'hierarchy-empty'],
    ['a;x;*\nb;*\n', 'hierarchy-ragged'],
    ['a;x;*\na;y;*\n', 'hierarchy-duplicate'],
    ['a;x;p;*\nb;x;q;*\n', 'hierarchy-not-monotone'],
  ])('refuses %j with %s and names no value', (text, code) => {
    expect(() => build(text)).toThrow(expect.objectContaining({ code }));
    try {
      build(text);
    } catch (error) {
      const args = Object.values((error as { args: Record<string, unknown> }).args);
      expect(args.every((arg) => typeof arg === 'number')).toBe(true);
    }
  });

  it('takes the same value twice with the same labels', () => {
    expect(build('a;x;*\na;x;*\nb;x;*\n').domain).toEqual(['a', 'b']);
  });

  const folders = ['adult', 'adult32k'].map(
    (name) => new URL(`../../../shared/data/${name}/`, import.meta.url),
  );
  describe.skipIf(!folders.every((folder) => existsSync(folder)))('files in the shared data', () => {
    const height = (folder: number, name: string): number =>
      taxonomy.build({ file: name }, (path) => readFileSync(new URL(path, folders[folder]), 'utf8')).height;

    it('are all read, with the heights their source states', () => {
      const stated = { age: 6, education: 3, marital: 2, occupation: 2, sex: 1, country: 2 };
      for (const [name, levels] of Object.entries(stated))
        expect([name, height(1, `${name}.csv`)]).toEqual([name, levels]);
      for (const name of readdirSync(folders[0]!)) {
        if (name.startsWith('adult_hierarchy')) expect(height(0, name)).toBeGreaterThan(0);
      }
    });
  });
});
