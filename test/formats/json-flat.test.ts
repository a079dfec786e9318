import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableWriter, TypedColumn } from '../../src/core/format.js';
import { createJson, createTree, treeOf } from '../../src/formats/json/write.js';
import { wireFrom } from './stored.js';

const columns: TypedColumn[] = [
  { name: 'text "1"', type: { kind: 'text' } },
  { name: 'a.b[0]', type: { kind: 'float', bits: 64 } },
  { name: '7', type: { kind: 'boolean' } },
  { name: '日期', type: { kind: 'date' } },
  { name: 'id', type: { kind: 'integer', bits: 64, signed: true } },
];

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      ',',
      '\n',
      '\r',
      '\t',
      '\u0000',
      '\u001f',
      '\u007f',
      '\u2028',
      '中',
      '😀',
    ),
  }),
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt().map(String),
  fc.stringMatching(/^-?[0-9]{0,3}(\.[0-9]{0,3})?([eE][+-]?[0-9]{0,2})?$/),
  fc.constantFrom('NaN', '+1', '01', '-', '1,5', ' 1'),
);
const truth = fc.constantFrom('true', 'false', 't', 'f', 'yes', 'TRUE', '1');
const cell = (of: fc.Arbitrary<string>) => fc.option(of, { freq: 4 });
const rows = fc.array(fc.tuple(cell(text), cell(number), cell(truth), cell(text), cell(number)), {
  maxLength: 12,
});

async function outcome(make: (append: (bytes: Uint8Array) => void) => TableWriter, wire: Buffer) {
  const parts: Buffer[] = [];
  const writer = make((bytes) => void parts.push(Buffer.from(bytes)));
  try {
    if (wire.length > 0) await writer.write(wire);
    await writer.end();
    return Buffer.concat(parts).toString();
  } catch (error) {
    return error;
  }
}

describe('Flat JSON records', () => {
  it('are written byte by byte as the general way writes them, faults included', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), async (table, list) => {
        const cells = columns.map((_, column) => table.map((row) => row[column]!));
        const wire = Buffer.from(wireFrom(table.length, cells));
        const fast = await outcome((append) => createJson(columns, append, { list }), wire);
        const general = await outcome(
          (append) => createTree(treeOf(columns, false), columns, append, { list }),
          wire,
        );
        expect(fast).toEqual(general);
        if (typeof fast === 'string' && list) expect(JSON.parse(fast)).toHaveLength(table.length);
      }),
      { numRuns: 300 },
    );
  });
});
