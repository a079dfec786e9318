import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DateLevel, Instruction, MaskMode } from '../../src/core/program.js';
import { dateLevels, maskModes } from '../../src/core/program.js';
import { KernelHost } from '../../src/kernels/host.js';
import { type ProgramSpec, RowProgram, type SideFill } from '../../src/kernels/program.js';
import { rectangle } from './rectangles.js';
import { type Cell, interpret, written } from './reference.js';

const module = KernelHost.compile();
const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);

function spec(instructions: readonly Instruction[], more: Partial<ProgramSpec> = {}): ProgramSpec {
  return {
    columns: instructions.length,
    instructions,
    delimiter: ',',
    newline: '\n',
    inputDelimiter: ',',
    keys: new Map([['person', key]]),
    recodings: [],
    suppressed: null,
    ...more,
  };
}

const side: SideFill = (slot, column, cells) => {
  if (slot % 2 === 0)
    for (const [i, text] of cells.distinct.entries()) cells.setDistinct(i, `<${slot}:${text}>`);
  else
    for (let r = 0; r < cells.records; r++) {
      const text = cells.recordValue(column, r);
      if (text !== null) cells.setRecord(r, `<${slot}:${text}>`);
    }
};

function run(program: ProgramSpec, csv: string, host = KernelHost.load(module)): string {
  const chunk = rectangle(host, csv, program.inputDelimiter);
  const output = new RowProgram(host, program).run(chunk, side);
  // The output region came last: whatever was written beyond it and its slack stands in memory never used.
  const beyond = host.region(`test.beyond${output.pointer}`, 0);
  expect(host.bytes.subarray(beyond, beyond + 4096).every((byte) => byte === 0)).toBe(true);
  return Buffer.from(host.copy(output.pointer, output.length)).toString();
}

/** One cell through one instruction. */
function one(instruction: Instruction, cell: string): string {
  return run(spec([instruction, { op: 'copy' }]), `${cell},x\n`).slice(0, -3);
}

function csvOf(table: readonly (readonly Cell[])[], delimiter: string, newline: string): string {
  return table.map((row) => row.map(written).join(delimiter) + newline).join('');
}

// Texts that hit what the kernel branches on: character widths, 8, 16 and 64 bytes, quotes, separators, numbers, dates.
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ0123456789-./@ ') },
  { weight: 3, arbitrary: fc.constantFrom('张', '某', '市', '区', 'é', '×', '𠮷', '😀', '·') },
  { weight: 1, arbitrary: fc.constantFrom('"', ',', '\n', '\r', ';', '\t', '""', '\r\n', '*') },
);
const digits = fc.stringMatching(/^[0-9]{1,20}$/);
const number = fc.oneof(
  fc.integer({ min: -20000, max: 200000 }).map(String),
  fc
    .tuple(fc.constantFrom('', '+', '-'), digits, fc.constantFrom('', '.', '.0', '.5', '.49', '.50'))
    .map((parts) => parts.join('')),
);
const date = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1899, max: 2100 })),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
    fc.constantFrom('-', '/', '.', '', '年'),
    fc.boolean(),
    fc.constantFrom(
      '',
      '',
      '',
      ' 08:30',
      'T23:59:60',
      ' 8:05:09.123 +08:00',
      'T24:00',
      ' 08:30 ',
      'Z',
      ' 1:1',
      'T08:30Z',
    ),
  )
  .map(([year, month, day, mark, padded, time]) => {
    const width = padded || mark === '' ? 2 : 1;
    const [m, d] = [month, day].map((part) => String(part).padStart(width, '0'));
    const y = String(year).padStart(4, '0');
    return mark === '年' ? `${y}年${m}月${d}日${time}` : `${y}${mark}${m}${mark}${d}${time}`;
  });
const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(character, { maxLength: 40 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc.array(character, { minLength: 40, maxLength: 200 }).map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: number },
  { weight: 2, arbitrary: date },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'a', '中', '@', 'a@', '@a', '1990-05-17', '9999-12-31', '1900-01-01'),
  },
);

/** A cell in a table of this delimiter: quoted where it must be, sometimes where it need not be. */
function cellOf(delimiter: string): fc.Arbitrary<Cell> {
  const value = fc.tuple(text, fc.boolean()).map(([value, quote]) => {
    const quoted = quote || value === '' || /["\r\n]/.test(value) || value.includes(delimiter);
    return { text: value, quoted };
  });
  const bareCr = fc.constantFrom('a\r', '\rb').map((value) => ({ text: value, quoted: false }));
  return fc.oneof(
    { weight: 12, arbitrary: value },
    { weight: 2, arbitrary: fc.constant({ text: null, quoted: false }) },
    { weight: 1, arbitrary: bareCr },
  );
}

const small = fc.integer({ min: 0, max: 9 });
const mark = fc.constantFrom(
  '*',
  '×',
  '●',
  '𠮷',
  '',
  '**',
  'X',
  '"',
  ',',
  ';',
  '某某',
  'long mark of more than sixty-four bytes in all, which is rare but possible',
);
const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.constant<Instruction>({ op: 'copy' }),
  fc.constant<Instruction>({ op: 'copy' }),
  fc.constant<Instruction>({ op: 'drop' }),
  fc.constantFrom('', 'x', 'a,b', '"', '已脱敏').map((text) => ({ op: 'constant' as const, text })),
  fc.record({
    op: fc.constant('mask' as const),
    mode: fc.constantFrom<MaskMode>(...maskModes),
    a: fc.oneof(small, fc.integer({ min: 10, max: 100 })),
    b: fc.oneof(small, fc.integer({ min: 10, max: 100 })),
    at: fc.constantFrom('@', '市', '-', '', 'ab', '"', '😀'),
    mark,
  }),
  fc.record({ op: fc.constant('truncate' as const), length: small }),
  fc.record({ op: fc.constant('cut' as const), length: small, pad: mark }),
  fc.record({
    op: fc.constant('bucket' as const),
    width: fc.oneof(
      fc.integer({ min: 1, max: 10000 }),
      fc
        .maxSafeInteger()
        .map((n) => Math.abs(n) + 1 || 1)
        .map((n) => Math.min(n, Number.MAX_SAFE_INTEGER)),
    ),
    origin: fc.oneof(fc.constant(0), fc.integer({ min: -5000, max: 5000 }), fc.maxSafeInteger()),
  }),
  fc.record({
    op: fc.constant('round' as const),
    to: fc.oneof(
      fc.constantFrom(1, 2, 3, 5, 10, 1000),
      fc.maxSafeInteger().map((n) => Math.max(1, Math.abs(n))),
    ),
  }),
  fc.record({
    op: fc.constant('limit' as const),
    bottom: fc.oneof(fc.constant(null), fc.integer({ min: -100, max: 5000 })),
    top: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 100000 })),
  }),
  fc.constantFrom<DateLevel>(...dateLevels).map((level) => ({ op: 'date' as const, level })),
  fc.record({
    op: fc.constant('token' as const),
    slot: fc.constant(0),
    length: fc.integer({ min: 1, max: 64 }),
    domain: fc.constant('person'),
  }),
  fc.integer({ min: 0, max: 3 }).map((slot) => ({ op: 'side' as const, slot })),
);

const delimiters = fc.constantFrom(',', ',', ',', ';', '\t', '|', '-', '*');
const problem = fc
  .record({ delimiter: delimiters, same: fc.boolean(), inputDelimiter: fc.constantFrom(',', ';', '\t') })
  .chain(({ delimiter, same, inputDelimiter }) => {
    const input = same ? delimiter : inputDelimiter;
    return fc.integer({ min: 1, max: 6 }).chain((columns) =>
      fc.record({
        delimiter: fc.constant(delimiter),
        inputDelimiter: fc.constant(input),
        newline: fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n'),
        inputNewline: fc.constantFrom('\n', '\r\n'),
        instructions: fc
          .array(instruction, { minLength: columns, maxLength: columns })
          .filter((list) => list.some(({ op }) => op !== 'drop')),
        table: fc.array(fc.array(cellOf(input), { minLength: columns, maxLength: columns }), {
          minLength: 1,
          maxLength: 12,
        }),
      }),
    );
  });

describe('the row program', () => {
  it('agrees with the reference on random and hostile tables', () => {
    const host = KernelHost.load(module);
    fc.assert(
      fc.property(problem, ({ table, inputNewline, instructions, ...dialect }) => {
        const program = spec(instructions, dialect);
        // A trailing bare CR before a bare LF would be read as CR LF: such a table has CR LF line ends.
        const newline = table.some((row) => written(row.at(-1)!).endsWith('\r')) ? '\r\n' : inputNewline;
        expect(run(program, csvOf(table, dialect.inputDelimiter, newline), host)).toBe(
          interpret(program, table),
        );
      }),
      { numRuns: Number(process.env.LETHE_FUZZ ?? 1500) },
    );
  });

  it.each<[Instruction, string, string]>([
    [{ op: 'mask', mode: 'keep-ends', a: 3, b: 4, at: '', mark: '*' }, '13800138000', '138****8000'],
    [{ op: 'mask', mode: 'keep-ends', a: 3, b: 4, at: '', mark: '*' }, '1380013', '*******'],
    [{ op: 'mask', mode: 'keep-ends', a: 1, b: 0, at: '', mark: '某' }, '欧阳修', '欧某某'],
    [{ op: 'mask', mode: 'keep-ends', a: 1, b: 0, at: '', mark: '●' }, '𠮷野家', '𠮷●●'],
    [{ op: 'mask', mode: 'mask-before', a: 0, b: 0, at: '@', mark: '*' }, 'me@example.cn', '**@example.cn'],
    [{ op: 'mask', mode: 'mask-before', a: 0, b: 0, at: '@', mark: '*' }, '@me', '***'],
    [
      { op: 'mask', mode: 'mask-after', a: 0, b: 0, at: '区', mark: '*' },
      '北京市东城区长安街',
      '北京市东城区***',
    ],
    [{ op: 'mask', mode: 'keep-range', a: 0, b: 3, at: '', mark: '*' }, 'abcd', '****'],
    [{ op: 'mask', mode: 'mask-range', a: 1, b: 2, at: '', mark: '*' }, '"a""b,c"', '"a**,c"'],
    [{ op: 'truncate', length: 2 }, 'ab', '""'],
    [{ op: 'cut', length: 4, pad: '0' }, '110101', '110100'],
    [{ op: 'bucket', width: 5000, origin: 0 }, '12345', '[10000-14999]'],
    [{ op: 'bucket', width: 10, origin: 0 }, '-0.5', '[-10--1]'],
    [{ op: 'bucket', width: 10, origin: 0 }, '1234567890123456789', '*'],
    [{ op: 'bucket', width: 10, origin: 0 }, '"1,234"', '*'],
    [{ op: 'round', to: 10 }, '-15', '-20'],
    [{ op: 'round', to: 5 }, '-2.49', '0'],
    [{ op: 'limit', bottom: 18, top: 90 }, '90.00', '>=90'],
    [{ op: 'limit', bottom: 18, top: 90 }, '18.01', '18.01'],
    [{ op: 'date', level: 'quarter' }, '1990年5月7日', '1990-Q2'],
    [{ op: 'date', level: 'decade' }, '19900229', '*'],
    [{ op: 'date', level: 'day' }, '2000/2/29 08:30:00', '2000-02-29'],
    [{ op: 'constant', text: 'a,b' }, 'x', '"a,b"'],
    [{ op: 'constant', text: 'a' }, '', ''],
    [{ op: 'constant', text: 'a' }, '""', 'a'],
  ])('%o turns %s into %s', (instruction, cell, result) => {
    expect(one(instruction, cell)).toBe(result);
  });

  it('keeps copied bytes, quotes and all, and drops the CR of the input only', () => {
    const copy: Instruction = { op: 'copy' };
    const csv = 'a,"b",,"c""d"\r\ne,"f\r\n,g",h,\r\n';
    expect(run(spec([copy, copy, copy, copy]), csv)).toBe('a,"b",,"c""d"\ne,"f\r\n,g",h,\n');
    expect(run(spec([copy, { op: 'drop' }, copy, { op: 'drop' }]), csv)).toBe('a,\ne,h\n');
  });

  it('quotes a cell whose bare CR would fuse with the newline', () => {
    expect(run(spec([{ op: 'copy' }, { op: 'drop' }]), 'a\r,b\n')).toBe('"a\r"\n');
  });

  it('writes nothing for a chunk without records', () => {
    const host = KernelHost.load(module);
    const text = host.region('test.text', 0);
    const instructions: Instruction[] = [
      { op: 'side', slot: 1 },
      { op: 'token', slot: 0, length: 8, domain: 'person' },
    ];
    const program = new RowProgram(host, spec(instructions));
    const empty = { text, length: 0, ends: host.region('test.ends', 0), records: 0, columns: 2 };
    expect(program.run(empty, side)).toMatchObject({ length: 0, records: 0, suppressed: 0 });
  });

  it('writes the header of the columns that stay', () => {
    const program = new RowProgram(
      KernelHost.load(module),
      spec([{ op: 'copy' }, { op: 'drop' }, { op: 'copy' }], { newline: '\r\n' }),
    );
    expect(Buffer.from(program.header(['姓名', 'b', 'c,d'])).toString()).toBe('姓名,"c,d"\r\n');
  });

  it.each<[string, Partial<ProgramSpec> & { instructions: Instruction[] }]>([
    ['nothing kept', { instructions: [{ op: 'drop' }] }],
    ['a width of 0', { instructions: [{ op: 'bucket', width: 0, origin: 0 }] }],
    ['a fraction', { instructions: [{ op: 'round', to: 0.5 }] }],
    ['a negative length', { instructions: [{ op: 'cut', length: -1, pad: '' }] }],
    ['no key', { instructions: [{ op: 'token', slot: 0, length: 8, domain: 'other' }] }],
    ['no table', { instructions: [{ op: 'recode', slot: 0 }] }],
    ['a long delimiter', { instructions: [{ op: 'copy' }], delimiter: '||' }],
    ['a quote as delimiter', { instructions: [{ op: 'copy' }], inputDelimiter: '"' }],
    ['too few instructions', { instructions: [{ op: 'copy' }], columns: 2 }],
  ])('refuses %s', (_, { instructions, ...more }) => {
    expect(() => new RowProgram(KernelHost.load(module), spec(instructions, more))).toThrow(
      expect.objectContaining({ code: 'program-invalid' }),
    );
  });
});
