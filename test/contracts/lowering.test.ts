import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CompiledOperator, OperatorContext } from '../../src/core/operator.js';
import type { Instruction } from '../../src/core/program.js';
import { hierarchyKinds } from '../../src/hierarchies/index.js';
import { KernelHost } from '../../src/kernels/host.js';
import { RowProgram } from '../../src/kernels/program.js';
import { operators } from '../../src/operators/index.js';
import { rectangle } from '../kernels/rectangles.js';
import { contextFor, recordOf } from '../operators/context.js';

const module = KernelHost.compile();

/** What the kernel makes of columns of values, every value quoted: one program, as for the chunks of a table. */
function loweredBy(
  instruction: Instruction,
  context: OperatorContext,
): (values: readonly string[]) => string[] {
  const host = KernelHost.load(module);
  const keys = new Map<string, Uint8Array>();
  if (instruction.op === 'token') keys.set(instruction.domain, context.key(instruction.domain).bytes());
  const program = new RowProgram(host, {
    columns: 2,
    instructions: [instruction, { op: 'copy' }],
    delimiter: ',',
    newline: '\n',
    inputDelimiter: ',',
    keys,
    recodings: [],
    suppressed: null,
  });
  return (values) => {
    const csv = values.map((value) => `"${value.replaceAll('"', '""')}",x\n`).join('');
    const output = program.run(rectangle(host, csv, ','));
    const text = Buffer.from(host.copy(output.pointer, output.length)).toString();
    const rows: string[][] = parse(text, { relax_column_count: true, record_delimiter: '\n' });
    return rows.map((row) => (row.length > 1 ? (row[0] ?? '') : ''));
  };
}

function lowered(instruction: Instruction, values: readonly string[], context: OperatorContext): string[] {
  return loweredBy(instruction, context)(values);
}

/** Well-formed texts that rules, numbers and dates trip over. */
const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom('1', '9', '-', '.', '/', 'a', '@', '张', '·', '😀', '"', ',', '\n', ' '),
  }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.integer({ min: -10_000, max: 100_000 }).map(String),
  fc.stringMatching(/^[+-]?[0-9]{1,20}(\.[05][0-9]{0,2})?$/),
  fc
    .tuple(
      fc.integer({ min: 1890, max: 2101 }),
      fc.nat(13),
      fc.nat(32),
      fc.constantFrom('-', '/', '.'),
      fc.constantFrom('', ' 8:30', 'T25:00'),
    )
    .map(([year, month, day, mark, time]) => `${year}${mark}${month}${mark}${day}${time}`),
  fc.constantFrom(
    '9999-12-31',
    '1900-01-01',
    '2099-12-31',
    '19900517',
    '1990年5月17日',
    'a@b',
    '@',
    '13800138000',
    '11010519491231002X',
  ),
);

const columns = fc.array(text, { minLength: 1, maxLength: 60 });

function holdEqual(
  compiled: CompiledOperator,
  instruction: Instruction,
  context: OperatorContext,
  examples: readonly string[],
): void {
  const run = loweredBy(instruction, context);
  fc.assert(
    fc.property(columns, (values) => {
      const column = [...values, ...examples];
      expect(run(column)).toEqual(column.map((value) => compiled.apply(value, recordOf())));
    }),
    { numRuns: 60 },
  );
}

const cases = operators.flatMap((operator) =>
  operator.examples.flatMap((example) => {
    if (example.hierarchy) return [];
    const context = contextFor({ entity: example.entity ?? null, find: () => [] });
    const compiled = operator.compile(example.params, context);
    const { instruction } = compiled;
    return instruction && instruction.op !== 'drop'
      ? [
          {
            name: operator.name,
            params: JSON.stringify(example.params),
            compiled,
            instruction,
            context,
            value: example.in,
          },
        ]
      : [];
  }),
);

describe('the kernel does what operators say', () => {
  it('covers every operator that is lowered', () => {
    expect(new Set(cases.map(({ name }) => name))).toEqual(
      new Set(['keep', 'replace', 'mask', 'pseudonym', 'truncate', 'round', 'bucket', 'top-bottom']),
    );
  });

  it.each(cases)('$name $params', ({ compiled, instruction, context, value }) => {
    holdEqual(compiled, instruction, context, [value]);
  });
});

const count = fc.nat(12);
const whole = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 10 ** 15 }));
const signed = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -(10 ** 15), max: 10 ** 15 }));
const mark = fc.constantFrom(undefined, '#', '×', '😀');

/** Parameters of every kind, not only those that examples show. */
const drawn: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  mask: fc.oneof(
    fc
      .tuple(fc.constantFrom('keep', 'mask'), count, count, mark)
      .map(([rule, n, m, char]) => ({ [rule]: [n, m + 1], char })),
    fc
      .tuple(fc.constantFrom('keepRange', 'maskRange'), count, count, mark)
      .map(([rule, x, n, char]) => ({ [rule]: [x, x + n], char })),
    fc
      .tuple(fc.constantFrom('before', 'after'), fc.constantFrom('@', '-', '张', '😀', '--', '1'), mark)
      .map(([rule, at, char]) => ({ [rule]: at, char })),
  ),
  truncate: count.map((n) => ({ length: n + 1 })),
  round: whole.map((to) => ({ to })),
  bucket: fc.record({ width: whole, origin: signed }),
  'top-bottom': fc
    .tuple(
      signed.filter((bottom) => bottom < 10 ** 15),
      whole,
    )
    .map(([bottom, more]) => ({ bottom, top: Math.min(bottom + more, 10 ** 15) })),
  pseudonym: fc.record({ length: fc.integer({ min: 16, max: 64 }) }),
};

describe('the kernel does what operators say, whatever their parameters', () => {
  it.each(Object.keys(drawn))('%s', (name) => {
    const operator = operators.find((one) => one.name === name)!;
    const context = contextFor();
    fc.assert(
      fc.property(drawn[name]!, columns, (params, column) => {
        const compiled = operator.compile(operator.params(z).parse(params), context);
        const expected = column.map((value) => compiled.apply(value, recordOf()));
        expect(lowered(compiled.instruction!, column, context)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

const ladders = hierarchyKinds.flatMap((kind) =>
  kind.examples.flatMap(({ params, value }) => {
    const hierarchy = kind.build(params, () => '');
    return hierarchy.levels.flatMap((level, number) => {
      const instruction = hierarchy.instruction?.(number);
      return instruction
        ? [{ kind: kind.name, params: JSON.stringify(params), level, hierarchy, number, instruction, value }]
        : [];
    });
  }),
);

const generalise = operators.find(({ name }) => name === 'generalise')!;

describe('the kernel does what hierarchies say', () => {
  it('covers every kind that is lowered', () => {
    const lowering = ladders.filter(({ instruction: { op } }) => op !== 'copy' && op !== 'constant');
    expect(new Set(lowering.map(({ kind }) => kind))).toEqual(new Set(['interval', 'date', 'prefix']));
  });

  it.each(ladders)('$kind $params at $level', ({ hierarchy, number, instruction, value }) => {
    const context = contextFor({ hierarchy });
    const compiled = generalise.compile({ level: number }, context);
    expect(compiled.instruction).toEqual(instruction);
    holdEqual(compiled, instruction, context, [value]);
  });
});
