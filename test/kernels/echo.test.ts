import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCell } from '../../src/formats/csv/index.js';
import { KernelHost } from '../../src/kernels/host.js';
import { ChunkCells } from '../../src/kernels/program/cells.js';
import { fold, occurrences } from '../../src/operators/redact/occurrences.js';
import { rectangle } from './rectangles.js';

const host = KernelHost.load();

function echoes(rows: readonly (readonly (string | null)[])[]): number[] {
  const csv = rows.map((row) => `${row.map((cell) => writeCell(cell, ',')).join(',')}\n`).join('');
  const chunk = rectangle(host, csv);
  const scratch = host.region('test.scratch', chunk.length);
  return [...new ChunkCells(host, 'test', chunk, scratch).echoes(2, [0, 1])];
}

const piece = fc.constantFrom(
  '王', '小', '明', 'A', 'a', 'Ａ', 'b', '1', '１', '3', '8', '-', ' ', '·', '，', '"', ',', '\n', '电话', 'é', '😀', '\u212a', 'k', '（', '\u0001', '待', '办', '、', '；', ';', '/', ')', '0', '0373-', '.0', '[', '\u200b', '\u202e', '\u00ad',
); // biome-ignore format: an alphabet
const cell = fc.oneof(
  { weight: 5, arbitrary: fc.array(piece, { maxLength: 6 }).map((list) => list.join('')) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const text = fc.array(piece, { maxLength: 14 }).map((list) => list.join(''));

describe('echoes', () => {
  it('leave out no record whose text mentions a value of the others', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, text), { minLength: 1, maxLength: 12 }), (rows) => {
        const flagged = new Set(echoes(rows));
        rows.forEach(([first, second, remark], record) => {
          const mentions = [first, second].some(
            (value) => value !== null && occurrences(fold(remark), value).length > 0,
          );
          if (mentions) expect(flagged.has(record)).toBe(true);
        });
      }),
      { numRuns: Number(process.env.LETHE_FUZZ ?? 3000) },
    );
  });

  it('are few: a text without the first characters of any value is left alone', () => {
    const quiet = [
      ['王小明', '13800138000', '低保户'],
      ['李雷', '13912345678', '材料齐全，已核实'],
      ['赵一', null, null],
    ];
    expect(echoes([...quiet, ['王小明', null, '户主王小明']])).toEqual([3]);
    const numbers = [
      ['王小明', '13800138000', '电话13900139001'],
      ['李雷', '13912345678', 'Tel. 138-1234-5679'],
      ['明小王', null, '待王小明来办'],
    ];
    expect(echoes([...numbers, ['李雷', '13912345678', 'Tel. １３９-1234 5678']])).toEqual([3]);
  });
});
