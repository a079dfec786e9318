import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Histogram } from '../../src/core/histogram.js';
import type { ColumnTally } from '../../src/core/profile.js';
import { KernelHost } from '../../src/kernels/host.js';
import { shapesOf } from '../../src/kernels/shapes/reference.js';
import { Shape } from '../../src/kernels/shapes.js';
import { withSharedTuples } from '../../src/kernels/survey/part.js';
import { mergeSurveys, Survey, type SurveyPart, type SurveySpec } from '../../src/kernels/survey.js';
import { rectangle } from './rectangles.js';
import { Random } from './seeded.js';

const host = KernelHost.load();
type Cell = string | null;

/** A field as it stands in the file: null is empty, everything else is quoted where it must be or `always`. */
function field(cell: Cell, always = false): string {
  if (cell === null) return '';
  return cell === '' || always || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function line(record: readonly Cell[], quoted: boolean, newline: string): string {
  return record.map((cell) => field(cell, quoted)).join(',') + newline;
}

function survey(spec: SurveySpec, chunks: readonly (readonly Cell[])[][], quoted = false): SurveyPart {
  const counter = new Survey(host, spec, { search: searchNumbers });
  const newline = quoted ? '\r\n' : '\n';
  for (const chunk of chunks)
    counter.add(rectangle(host, chunk.map((record) => line(record, quoted, newline)).join('')));
  return counter.finish();
}

function searchNumbers(text: string): { entity: 'phone-mobile' | 'email' }[] {
  const found: { entity: 'phone-mobile' | 'email' }[] = [];
  for (const _ of text.matchAll(/1[3-9]\d{9}/g)) found.push({ entity: 'phone-mobile' });
  if (text.includes('@')) found.push({ entity: 'email' });
  return found;
}

const names = Array.from({ length: 40 }, (_, i) => `c${i}`);
const isEmpty = (cell: Cell): cell is null | '' => cell === null || cell === '';
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The histogram by plain maps. */
function histogramOf(spec: SurveySpec, records: readonly (readonly Cell[])[]) {
  const tuples = new Map<string, number>();
  for (const record of records) {
    const key = JSON.stringify(spec.code.map(({ column }) => record[column]!));
    tuples.set(key, (tuples.get(key) ?? 0) + 1);
  }
  return tuples;
}

function expectHistogram(
  histogram: Histogram,
  spec: SurveySpec,
  records: readonly (readonly Cell[])[],
): void {
  const expected = histogramOf(spec, records);
  expect(histogram.size).toBe(expected.size);
  expect(histogram.records).toBe(records.length);
  for (const column of histogram.columns) {
    const values = column.values.filter((value) => value !== null);
    expect(column.values.indexOf(null)).toBeLessThanOrEqual(0);
    expect(values).toEqual([...new Set(values)].sort(byBytes));
  }
  let before: number[] = [];
  for (let i = 0; i < histogram.size; i++) {
    const codes = histogram.codes.map((column) => column[i]!);
    const key = JSON.stringify(codes.map((code, c) => histogram.columns[c]!.values[code]));
    if (histogram.counts[i] !== expected.get(key)) expect(histogram.counts[i]).toBe(expected.get(key));
    const changed = codes.findIndex((code, c) => code !== before[c]);
    if (i > 0 && !(codes[changed]! > before[changed]!))
      expect(codes[changed]!).toBeGreaterThan(before[changed]!);
    before = codes;
  }
}

/** The tally of a column by the reference. */
function expectTally(tally: ColumnTally, column: number, records: readonly (readonly Cell[])[]): void {
  const cells = records.map((record) => record[column]!).filter((cell) => !isEmpty(cell)) as string[];
  const shapes = new Float64Array(32);
  const counts = new Map<string, number>();
  const embedded = new Map<string, number>();
  for (const cell of cells) {
    const found = shapesOf(cell);
    for (let bit = 0; bit < 31; bit++) if (found & (1 << bit)) shapes[bit]!++;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
    if (!(found & (1 << Shape.candidate))) continue;
    for (const entity of new Set(searchNumbers(cell).map((span) => span.entity)))
      embedded.set(entity, (embedded.get(entity) ?? 0) + 1);
  }
  const lengths = cells.map((cell) => [...cell].length);
  expect(tally.name).toBe(names[column]);
  expect(tally.records).toBe(records.length);
  expect(tally.nonEmpty).toBe(cells.length);
  expect(tally.shapes).toEqual(shapes);
  expect([...tally.embedded].sort()).toEqual([...embedded].sort());
  expect([tally.minLength, tally.maxLength]).toEqual(
    cells.length ? [Math.min(...lengths), Math.max(...lengths)] : [0, 0],
  );
  const fits = counts.size <= 1024 && cells.every((cell) => Buffer.byteLength(cell) <= 256);
  expect(tally.values).toEqual(fits ? counts : null);
  if (fits) expect([...tally.values!.keys()]).toEqual([...counts.keys()].sort(byBytes));
  expect(tally.sample.length).toBe(Math.min(256, counts.size));
  expect(new Set(tally.sample).size).toBe(tally.sample.length);
  expect(tally.sample.filter((text) => !counts.has(text))).toEqual([]);
  if (counts.size <= 8192) expect(tally.distinct).toBe(counts.size);
  else expect(Math.abs(tally.distinct / counts.size - 1)).toBeLessThan(0.03);
}

const cell = fc.oneof(
  fc.constantFrom<Cell>(null, null, '', '"', '""', 'a"b', 'x\ny', 'a,b', '男', '女', '汉族', '13800138000', '1990-01-01'),
  fc.constantFrom<Cell>('电话13800138000', '138-0013-8000', '11010519491231002X', 'li@example.com 张三', '𠀀𠀁', 'é', '\ufeffx'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((text) => text.replace(/[\r\0]/g, '·')),
  fc.nat(30).map(String),
); // biome-ignore format: a list of cells
const table = fc
  .integer({ min: 1, max: 6 })
  .chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 60 }),
  );

describe('a survey', () => {
  test('counts what plain maps count, however rows are spread', () => {
    fc.assert(
      fc.property(table, fc.nat(), fc.boolean(), (records, seed, quoted) => {
        const columns = records[0]!.length;
        const spec: SurveySpec = {
          columns,
          tally: true,
          distinct: true,
          code: [...Array(columns).keys()]
            .filter((c) => (seed >> c) & 1)
            .map((column) => ({ column, role: column % 2 ? 'sensitive' : 'quasi' })),
        };
        const usable = quoted // a quoted file has no nulls
          ? records.map((record) => record.map((one) => one ?? ''))
          : records;
        const whole = mergeSurveys([survey(spec, [usable], quoted)], names);
        for (const [column, tally] of whole.tallies.entries()) expectTally(tally, column, usable);
        if (spec.code.length) expectHistogram(whole.histogram!, spec, usable);
        else expect(whole.histogram).toBeNull();
        const cut = 1 + (seed % 7);
        const piles: (readonly Cell[])[][][] = [[], [], []];
        for (let i = 0; i < usable.length; i += cut)
          piles[(i * 7 + seed) % 3]!.push(usable.slice(i, i + cut));
        const parts = piles.map((chunks) => survey(spec, chunks, quoted));
        expect(mergeSurveys(parts, names)).toEqual(whole);
        expect(mergeSurveys(structuredClone(parts).reverse(), names)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  test('grows: dictionaries past their limits, wide keys, millions of bits', () => {
    const columns = 9;
    const records: Cell[][] = [];
    for (let i = 0; i < 12_000; i++) {
      const id = (i * 7919) % 12_000;
      records.push([
        `v${id}`,
        String(id % 1024),
        String(id % 1025),
        `长的值${id % 9000}-${'很长'.repeat(10)}`,
        id % 3 ? `男${id}` : null,
        id % 500 === 499 ? 'y'.repeat(300) : 'n',
        String(id >> 1),
        `${id}@x.cn 说明`,
        '',
      ]);
    }
    const spec: SurveySpec = {
      columns,
      tally: true,
      distinct: true,
      code: [0, 3, 4, 6, 7, 2].map((column) => ({ column, role: 'quasi' as const })),
    };
    const whole = mergeSurveys([survey(spec, [records])], names);
    for (const [column, tally] of whole.tallies.entries()) expectTally(tally, column, records);
    expectHistogram(whole.histogram!, spec, records);
    expect(whole.tallies[0]!.distinct).toBe(12_000); // coded: exact

    const plain = { ...spec, code: [] };
    const estimated = mergeSurveys([survey(plain, [records])], names);
    for (const [column, tally] of estimated.tallies.entries()) expectTally(tally, column, records);
    for (const chunks of [1, 7, 5000]) {
      const parts = [0, 1, 2].map((part) => {
        const mine = records.filter((_, i) => i % 3 === part);
        const pieces: Cell[][][] = [];
        for (let i = 0; i < mine.length; i += Math.max(chunks, 100))
          pieces.push(mine.slice(i, i + Math.max(chunks, 100)));
        return survey(chunks === 7 ? plain : spec, pieces);
      });
      expect(mergeSurveys(parts.reverse(), names)).toEqual(chunks === 7 ? estimated : whole);
    }
  });

  test('counts columns of one kind with others in between, and values that come often among many', () => {
    const random = new Random(5);
    const digits = (count: number) => Array.from({ length: count }, () => random.below(10)).join('');
    const pad = (value: number) => String(value).padStart(2, '0');
    const two = (most: number) => pad(1 + random.below(most));
    const kinds: ((i: number) => Cell)[] = [
      () => `1${random.pick([...'3456789'])}${digits(9)}`,
      () => `${1950 + random.below(60)}-${two(12)}-${two(31)}`,
      () => `0${random.pick(['10', '571', '26'])}-${random.below(9)}${digits(7)}`,
      (i) => `${random.pick(['li', 'zhang.wei', 'w-x', 'xxxl'])}${i}@${random.pick(['example.com', 'mail.example.org'])}`,
      () => `110105${1950 + random.below(60)}${two(12)}${two(31)}${digits(3)}${random.pick([...'0123456789X'])}`,
      () => random.pick(['张', '王', '欧阳', '呼']) + random.pick([...'伟芳娜秀英敏']) + random.pick([...'伟芳娜秀英敏', '']),
      (i) => `${random.below(9) ? '浙江省杭州市' : '内蒙古自治区呼和浩特市'}${random.pick(['西湖区', '上城区', '某县'])}文三路${i}号${random.pick(['', '，南门', ' 2幢', '公司', '云上公寓3幢2单元1304室', '云上公寓十三幢903室', '邮编3100121'])}`,
      () => `${1895 + random.below(210)}-01-${pad(27 + random.below(6))}`,
      (i) => (random.below(4) ? random.pick(['无', '材料齐全，待复核', '"无"', '"', 'a,b', null, '电话13800138000']) : `第${i}次走访，${random.pick(['无异议', '见13900139000号', '已通知'])}`),
      () => `138${random.pick(['****', '***', '* **'])}${digits(4)}`,
      () => `${digits(6)}${random.pick(['********', '********', '*'])}${digits(4)}`,
    ]; // biome-ignore format: a list of columns
    const records = Array.from({ length: 6000 }, (_, i) =>
      kinds.map((kind) =>
        random.below(40) ? kind(i) : random.pick(['', null, '无', '1', '张三', 'x'.repeat(20)]),
      ),
    );
    const spec: SurveySpec = { columns: kinds.length, tally: true, distinct: true, code: [] };
    const whole = mergeSurveys([survey(spec, [records])], names);
    for (const [column, tally] of whole.tallies.entries()) expectTally(tally, column, records);
    // The same with frequent values in the last column, all cells in quotes.
    const fewer = records.map((record) => record.slice(0, 9).map((one) => one ?? ''));
    const quoted = mergeSurveys([survey({ ...spec, columns: 9 }, [fewer], true)], names);
    for (const [column, tally] of quoted.tallies.entries()) expectTally(tally, column, fewer);
    const parts = [survey(spec, [records.slice(0, 3500), records.slice(3500)]), survey(spec, [])];
    expect(mergeSurveys(parts, names)).toEqual(whole);
    expect(
      mergeSurveys([survey({ ...spec, code: [{ column: 8, role: 'quasi' }] }, [records])], names).tallies[8],
    ).toEqual({
      ...whole.tallies[8]!,
    });
  });

  test('counts columns of dates that are coded, in every form and with what is no date', () => {
    const random = new Random(9);
    const pad = (value: number) => String(value).padStart(2, '0');
    const odd = [
      '',
      null,
      '"',
      '不详',
      '0000-00-00',
      '1899-12-31',
      '2100-01-01',
      '1990-13-01',
      '1990-1-1',
      '19900101 ',
      '２０００-01-01',
    ];
    const forms: ((year: number, month: number, day: number) => string)[] = [
      (year, month, day) => `${year}-${pad(month)}-${pad(day)}`,
      (year, month, day) => `${year}${pad(month)}${pad(day)}`,
      (year, month) => `${year}-${pad(month)}`,
      (year, month, day) => `${year}/${pad(month)}/${pad(day)}`,
      (year, month, day) => (day % 3 ? `${year}-${pad(month)}-${pad(day)}` : `${year}${pad(month)}${pad(day)}`),
    ]; // biome-ignore format: lists
    const records = Array.from({ length: 4000 }, () => {
      const [year, month, day] = [1880 + random.below(240), 1 + random.below(12), random.below(32)];
      return forms.map((form) => (random.below(30) ? form(year, month, day) : random.pick(odd)));
    });
    for (const tally of [true, false])
      for (const quoted of [false, true]) {
        const rows = quoted ? records.map((record) => record.map((one) => one ?? '')) : records;
        const code = forms.map((_, column) => ({ column, role: 'quasi' as const }));
        const spec: SurveySpec = { columns: forms.length, tally, distinct: false, code };
        const pieces = [rows.slice(0, 700), rows.slice(700, 701), rows.slice(701)];
        const whole = mergeSurveys([survey(spec, pieces, quoted)], names);
        expectHistogram(whole.histogram!, spec, rows);
        for (const [column, one] of whole.tallies.entries()) expectTally(one, column, rows);
        const parts = [survey(spec, [rows.slice(2500)], quoted), survey(spec, [rows.slice(0, 2500)], quoted)];
        expect(mergeSurveys(parts, names)).toEqual(whole);
        const few: SurveySpec = { ...spec, code: [] }; // in a dictionary of at most 1 024 values
        const short = rows.slice(0, 900);
        if (!tally) continue;
        for (const [column, one] of mergeSurveys(
          [survey(few, [short, short], quoted)],
          names,
        ).tallies.entries())
          expectTally(one, column, [...short, ...short]);
      }
  });

  test('counts cells that make way for others, differ in one place, or come very often', () => {
    const random = new Random(13);
    const pad = (value: number) => String(value).padStart(2, '0');
    const letters = (length: number, at: number, letter: string) =>
      'a'.repeat(at) + letter + 'a'.repeat(length - at - 1);
    const kinds: (() => Cell)[] = [
      () => random.pick([null, '', '"', String(random.below(5000))]),
      () => (random.below(2) ? '2001-01-07' : `${1950 + random.below(60)}-${pad(1 + random.below(12))}-07`),
      () => letters(15 + random.below(3), random.below(14), random.pick([...'hpz'])),
      () => letters(100, random.below(100), random.pick([...'bcd'])),
      () => random.pick(['"', ',', '']) + letters(30 + random.below(4), random.below(10), 'b'),
      () => letters(254 + random.below(4), random.below(50) * 5, 'b'),
      () => random.pick(['是', '否', null, null, letters(20, 1, 'b'), letters(40, 39, 'b')]),
    ];
    const records = Array.from({ length: 3000 }, () => kinds.map((kind) => kind()));
    const code = kinds.map((_, column) => ({ column, role: 'quasi' as const }));
    for (const spec of [
      { columns: kinds.length, tally: true, distinct: true, code },
      { columns: kinds.length, tally: true, distinct: true, code: [] },
      { columns: kinds.length, tally: false, distinct: false, code },
    ]) {
      const whole = mergeSurveys([survey(spec, [records.slice(0, 1200), records.slice(1200)])], names);
      for (const [column, tally] of whole.tallies.entries()) expectTally(tally, column, records);
      if (spec.code.length) expectHistogram(whole.histogram!, spec, records);
    }
  });

  test('counts tuples of 40 coded columns', () => {
    const records = Array.from({ length: 3000 }, (_, i) =>
      Array.from({ length: 40 }, (_, c) => String((i * (c + 3)) % (50 + c))),
    );
    const spec: SurveySpec = {
      columns: 40,
      tally: false,
      distinct: false,
      code: records[0]!.map((_, column) => ({ column, role: 'quasi' })),
    };
    const { tallies, histogram } = mergeSurveys(
      [survey(spec, [records.slice(0, 900)]), survey(spec, [records.slice(900)])],
      names,
    );
    expect(tallies).toEqual([]);
    expectHistogram(histogram!, spec, records);
  });

  test('counts distinct values without a tally', () => {
    const records = Array.from({ length: 20_000 }, (_, i) => [String(i), String(i % 5000), '']);
    const spec: SurveySpec = { columns: 3, tally: false, distinct: true, code: [] };
    const { tallies } = mergeSurveys(
      [survey(spec, [records.slice(0, 100)]), survey(spec, [records.slice(100)])],
      names,
    );
    expect(Math.abs(tallies[0]!.distinct / 20_000 - 1)).toBeLessThan(0.03);
    expect(tallies.map((tally) => tally.nonEmpty)).toEqual([20_000, 20_000, 0]);
    expect(tallies.slice(1).map((tally) => tally.distinct)).toEqual([5000, 0]);
    expect(tallies[0]!.shapes.every((count) => count === 0)).toBe(true);
  });

  test('of nothing is empty', () => {
    const spec: SurveySpec = {
      columns: 2,
      tally: true,
      distinct: true,
      code: [{ column: 0, role: 'quasi' }],
    };
    const { tallies, histogram } = mergeSurveys([survey(spec, []), survey(spec, [])], names);
    expect(histogram).toMatchObject({ size: 0, records: 0 });
    expect(tallies[1]).toMatchObject({ nonEmpty: 0, distinct: 0, minLength: 0, maxLength: 0, sample: [] });
    expect(mergeSurveys([], names)).toEqual({ tallies: [], histogram: null });
  });

  test('tells a null from an empty value and drops the carriage return of the last field', () => {
    const spec: SurveySpec = {
      columns: 2,
      tally: false,
      distinct: false,
      code: [
        { column: 0, role: 'quasi' },
        { column: 1, role: 'sensitive' },
      ],
    };
    const counter = new Survey(host, spec);
    counter.add(rectangle(host, ',""\r\n"",\r\na,"b"\r\na,b\r\n'));
    const { histogram } = mergeSurveys([counter.finish()], ['q', 's']);
    expect(histogram!.columns.map((column) => column.values)).toEqual([
      [null, '', 'a'],
      [null, '', 'b'],
    ]);
    expect([...histogram!.counts]).toEqual([1, 1, 2]);
  });

  test('hands over its tuples from where they lie, and otherwise in shared memory', () => {
    const own = KernelHost.load();
    const spec: SurveySpec = {
      columns: 1,
      tally: false,
      distinct: false,
      code: [{ column: 0, role: 'quasi' }],
    };
    const counted = (text: string) => {
      const counter = new Survey(own, spec);
      counter.add(rectangle(own, text));
      return counter;
    };
    let places: unknown[] = [];
    const part = counted('b\na\nb\n').finish((whole) => {
      places = [whole.tuples!.entries.buffer, [...whole.tuples!.entries]];
      return withSharedTuples(whole);
    });
    expect(places).toEqual([own.memory.buffer, [0n, 1n, 1n, 2n]]);
    counted('x\ny\ny\nz\n').finish(); // in the memory that was given back
    expect(part.tuples!.entries.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...part.tuples!.entries]).toEqual([0n, 1n, 1n, 2n]);
    expect(withSharedTuples(part)).toBe(part);
    expect(counted('b\na\nb\n').finish()).toEqual(part);
  });

  test('memory does not grow with rows', () => {
    const own = KernelHost.load();
    const spec: SurveySpec = {
      columns: 3,
      tally: true,
      distinct: true,
      code: [{ column: 0, role: 'quasi' }],
    };
    const chunk = rectangle(own, Array.from({ length: 5000 }, (_, i) => `${i % 9},r${i},说明\n`).join(''));
    const counter = new Survey(own, spec);
    for (let i = 0; i < 3; i++) counter.add(chunk);
    const bytes = own.memory.buffer.byteLength;
    for (let i = 0; i < 100; i++) counter.add(chunk);
    expect(own.memory.buffer.byteLength).toBe(bytes);
    counter.finish();
    const again = new Survey(own, spec); // a second survey uses the memory of the first
    for (let i = 0; i < 3; i++) again.add(chunk);
    again.finish();
    expect(own.memory.buffer.byteLength).toBeLessThanOrEqual(bytes + 2 ** 21);
  });
});
