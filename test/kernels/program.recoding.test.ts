import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LetheError } from '../../src/core/diagnostics.js';
import type { Instruction } from '../../src/core/program.js';
import { KernelHost } from '../../src/kernels/host.js';
import { packValues } from '../../src/kernels/program/packed.js';
import { type ProgramSpec, type RecodingTable, RowProgram } from '../../src/kernels/program.js';
import { rectangle } from './rectangles.js';
import { type Cell, interpret, written } from './reference.js';

const module = KernelHost.compile();

function spec(
  columns: number,
  instructions: readonly Instruction[],
  recodings: readonly RecodingTable[],
  suppressed: ProgramSpec['suppressed'] = null,
): ProgramSpec {
  const dialect = { delimiter: ',', newline: '\n', inputDelimiter: ',' } as const;
  return { columns, instructions, ...dialect, keys: new Map(), recodings, suppressed };
}

function run(program: ProgramSpec, csv: string, host = KernelHost.load(module)) {
  const output = new RowProgram(host, program).run(rectangle(host, csv));
  return { ...output, text: Buffer.from(host.copy(output.pointer, output.length)).toString() };
}

// Few values, so that records meet in classes; long ones with a common beginning, so that hashes and tails matter.
const value = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('', 'a', 'b', '男', '女', 'a"b', 'a,b', '😀', 'line\nbreak') },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('x'.repeat(15), 'x'.repeat(16), 'x'.repeat(40)), fc.nat(9))
      .map((p) => p.join('')),
  },
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 9, arbitrary: value.map((text) => ({ text, quoted: text === '' || /[",\n]/.test(text) })) },
  { weight: 2, arbitrary: value.map((text) => ({ text, quoted: true })) },
  { weight: 1, arbitrary: fc.constant({ text: null, quoted: false }) },
);
const label = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('*', '[0-9]', '', 'a,b', 'x"y', '某', 'longer than sixteen bytes'),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);

const problem = fc.integer({ min: 1, max: 4 }).chain((columns) =>
  fc
    .array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 30 })
    .chain((table) => {
      const recodings = Array.from({ length: columns }, (_, column) => {
        const values = [...new Set([...table.map((row) => row[column]!.text), 'unused', null])];
        return fc
          .array(label, { minLength: 1, maxLength: 5 })
          .chain((labels) =>
            fc
              .array(fc.nat(labels.length - 1), { minLength: values.length, maxLength: values.length })
              .map((codes) => ({ column, values, labels, labelOf: Int32Array.from(codes) })),
          );
      });
      return fc.record({
        table: fc.constant(table),
        recodings: fc.tuple(...recodings),
        // The classes of some records, and some that no record has.
        doomed: fc.array(fc.nat(table.length - 1), { maxLength: 8 }),
        strangers: fc.array(fc.array(fc.nat(4), { minLength: columns, maxLength: columns }), {
          maxLength: 3,
        }),
        slots: fc.shuffledSubarray(
          Array.from({ length: columns }, (_, i) => i),
          { minLength: 1 },
        ),
        kept: fc.array(fc.boolean(), { minLength: columns, maxLength: columns }),
      });
    }),
);

describe('recoding and suppression', () => {
  it('agree with the reference', () => {
    const host = KernelHost.load(module);
    fc.assert(
      fc.property(problem, ({ table, recodings, doomed, strangers, slots, kept }) => {
        const instructions = kept.map<Instruction>((keep, slot) =>
          keep || slot === 0 ? { op: 'recode', slot } : { op: 'copy' },
        );
        const codeOf = (record: number, slot: number) => {
          const { values, labelOf, column } = recodings[slot]!;
          return labelOf[values.indexOf(table[record]![column]!.text)]!;
        };
        const tuples = slots.map((slot) =>
          Int32Array.from([...doomed.map((r) => codeOf(r, slot)), ...strangers.map((codes) => codes[slot]!)]),
        );
        const suppressing = { slots, tuples };
        const expected = interpret(spec(kept.length, instructions, recodings, suppressing), table);
        // As they are, and as threads hand them over.
        const given =
          table.length % 2 === 0 ? recodings : recodings.map((one) => ({ ...one, values: packValues(one) }));
        const { text, records, suppressed } = run(
          spec(kept.length, instructions, given, suppressing),
          table.map((row) => `${row.map(written).join(',')}\n`).join(''),
          host,
        );
        expect(text).toBe(expected);
        expect(records + suppressed).toBe(table.length);
        if (doomed.length > 0) expect(suppressed).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  const two = { column: 1, values: ['a', 'b'], labels: ['*'], labelOf: Int32Array.of(0, 0) };

  it.each([
    ['an unknown value', 'x,a\nx,secret\n', 2],
    ['an unknown null', 'x,a\nx,b\nx,\n', 3],
    ['an unknown empty string', 'x,""\n', 1],
  ])('abort at %s with its place and nothing else', (_, csv, record) => {
    const instructions: Instruction[] = [{ op: 'copy' }, { op: 'recode', slot: 0 }];
    let error: unknown;
    try {
      run(spec(2, instructions, [two]), csv);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(LetheError);
    expect(error).toMatchObject({ code: 'recode-unknown', args: { record, column: 2 } });
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
  });

  it('look up hundreds of thousands of values', () => {
    const count = 300_000;
    const values = Array.from({ length: count }, (_, i) => `value ${i}`);
    const labels = Array.from({ length: 1000 }, (_, i) => `label ${i}`);
    const table = { column: 0, values, labels, labelOf: Int32Array.from(values, (_, i) => i % 1000) };
    const picked = [0, 1, 4095, 4096, 150_001, count - 1];
    const { text } = run(
      spec(1, [{ op: 'recode', slot: 0 }], [table]),
      picked.map((i) => `value ${i}\n`).join(''),
    );
    expect(text).toBe(picked.map((i) => `label ${i % 1000}\n`).join(''));
  });

  it('agree with the reference in a chunk of many records', () => {
    const values = ['a', 'b"', '长'.repeat(40), null];
    const labels = ['*', '', null, 'no more than 14', 'more than 14 bytes'];
    const recodings = [0, 2].map((column) => {
      return { column, values, labels, labelOf: Int32Array.from([column === 0 ? 4 : 3, 1, 2, 0]) };
    });
    const instructions: Instruction[] = [
      { op: 'recode', slot: 0 },
      { op: 'copy' },
      { op: 'recode', slot: 1 },
    ];
    const suppressing = { slots: [0, 1], tuples: [Int32Array.of(4, 2), Int32Array.of(1, 2)] };
    const record = (i: number) => {
      const texts = [values[i % 4]!, `${i} ${'x'.repeat(i % 90)}`, values[(i >> 2) % 4]!];
      return texts.map((text) => ({ text, quoted: text?.includes('"') ?? false }));
    };
    const table = Array.from({ length: 6000 }, (_, i) => record(i));
    const program = spec(3, instructions, recodings, suppressing);
    const csv = table.map((row) => `${row.map(written).join(',')}\n`);
    expect(Buffer.byteLength(csv.join(''))).toBeGreaterThan(600_000);
    const { text, suppressed } = run(program, csv.join(''));
    expect(text).toBe(interpret(program, table));
    expect(suppressed).toBe(750);
    expect(() => run(program, [...csv.slice(0, 5000), 'a,x,unknown\n', ...csv].join(''))).toThrow(
      expect.objectContaining({ code: 'recode-unknown', args: { record: 5001, column: 3 } }),
    );
  });

  it.each([
    ['of few labels', 60],
    ['of so many labels that they do not each have a bit', 1500],
  ])('leave out the records of classes %s', (_, count) => {
    const values = Array.from({ length: count }, (_, i) => `v${i}`);
    const recodings = [0, 1].map((column) => {
      return { column, values, labels: values, labelOf: Int32Array.from(values, (_, i) => i) };
    });
    const tuples = [0, 1].map((column) =>
      Int32Array.from({ length: count }, (_, i) => (i * (column + 3)) % count),
    );
    const records = Array.from({ length: 4 * count }, (_, i) =>
      [i % 2 ? tuples[0]![i >> 2]! : (i * 31) % count, i % 4 ? tuples[1]![i >> 2]! : i % 7].map(
        (c) => `v${c}`,
      ),
    );
    const left = new Set(values.map((_, i) => `v${tuples[0]![i]},v${tuples[1]![i]}`));
    const expected = records.map((record) => record.join()).filter((record) => !left.has(record));
    const instructions: Instruction[] = [
      { op: 'recode', slot: 0 },
      { op: 'recode', slot: 1 },
    ];
    const program = spec(2, instructions, recodings, { slots: [1, 0], tuples: tuples.toReversed() });
    const { text, suppressed } = run(program, records.map((record) => `${record.join()}\n`).join(''));
    expect(text).toBe(expected.map((record) => `${record}\n`).join(''));
    expect(suppressed).toBe(records.length - expected.length);
    expect(suppressed).toBeGreaterThan(count);
  });

  it.each([
    ['YYYY-MM-DD', (day: string) => day],
    ['YYYYMMDD', (day: string) => day.replaceAll('-', '')],
    ['YYYY-MM', (day: string) => day.slice(0, 7)],
    ['another form', (day: string) => day.replaceAll('-', '/')],
  ])('look up dates of the form %s, and what stands between them', (_, form) => {
    const days = Array.from({ length: 80_000 }, (_, i) =>
      form(new Date(Date.UTC(1890, 0, 1 + i)).toISOString().slice(0, 10)),
    );
    const values = [...new Set(days), 'unknown', '1990-99-99', '1', null];
    const labels = Array.from({ length: 700 }, (_, i) => `label ${i}`);
    const table = { column: 0, values, labels, labelOf: Int32Array.from(values, (_, i) => (i * 31) % 700) };
    const picked = values.map((_, i) => (i * 7919) % values.length);
    const { text } = run(
      spec(1, [{ op: 'recode', slot: 0 }], [table]),
      picked
        .map((i) => `${i % 5 ? (values[i] ?? '""') : `"${values[i] ?? ''}"`}\n`)
        .join('')
        .replaceAll('""', ''),
    );
    expect(text).toBe(picked.map((i) => `label ${(i * 31) % 700}\n`).join(''));
    expect(() => run(spec(1, [{ op: 'recode', slot: 0 }], [table]), `${form('2199-01-01')}\n`)).toThrow(
      expect.objectContaining({ code: 'recode-unknown' }),
    );
  });

  it.each<[string, RecodingTable]>([
    ['a value twice', { ...two, values: ['a', 'a'] }],
    ['null twice', { ...two, values: [null, null] }],
    ['a label that is not there', { ...two, labelOf: Int32Array.of(0, 1) }],
    ['too few label places', { ...two, labelOf: Int32Array.of(0) }],
    ['another column', { ...two, column: 0 }],
  ])('refuse a table with %s', (_, table) => {
    const instructions: Instruction[] = [{ op: 'copy' }, { op: 'recode', slot: 0 }];
    expect(() => run(spec(2, instructions, [table]), 'x,a\n')).toThrow(
      expect.objectContaining({ code: 'program-invalid' }),
    );
  });
});
