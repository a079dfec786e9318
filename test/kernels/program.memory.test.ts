import { describe, expect, it } from 'vitest';
import type { Instruction } from '../../src/core/program.js';
import { KernelHost } from '../../src/kernels/host.js';
import { type ProgramSpec, RowProgram, type SideFill } from '../../src/kernels/program.js';
import { rectangle } from './rectangles.js';

const module = KernelHost.compile();

function spec(instructions: readonly Instruction[], more: Partial<ProgramSpec> = {}): ProgramSpec {
  const dialect = { delimiter: ',', newline: '\n', inputDelimiter: ',' } as const;
  const nothing = { keys: new Map(), recodings: [], suppressed: null };
  return { columns: instructions.length, instructions, ...dialect, ...nothing, ...more };
}

function run(program: ProgramSpec, csv: string, side?: SideFill): string {
  const host = KernelHost.load(module);
  const output = new RowProgram(host, program).run(rectangle(host, csv), side);
  return Buffer.from(host.copy(output.pointer, output.length)).toString();
}

const copy: Instruction = { op: 'copy' };
const star = (mark: string): Instruction => ({ op: 'mask', mode: 'keep-ends', a: 0, b: 0, at: '', mark });

describe('output larger than its region', () => {
  it('holds constants far longer than the cells', () => {
    const text = 'constant '.repeat(5000);
    expect(run(spec([{ op: 'constant', text }, copy]), 'a,b\n'.repeat(200))).toBe(`${text},b\n`.repeat(200));
  });

  it('holds labels far longer than the values', () => {
    const labels = ['short', 'long '.repeat(40_000)];
    const table = { column: 0, values: ['a', 'b'], labels, labelOf: Int32Array.of(0, 1) };
    const program = spec([{ op: 'recode', slot: 0 }, copy], { recodings: [table] });
    expect(run(program, 'a,x\nb,y\n'.repeat(50))).toBe(`short,x\n${labels[1]},y\n`.repeat(50));
  });

  it('holds marks of many bytes', () => {
    const mark = '某'.repeat(50);
    expect(run(spec([star(mark)]), `${'x'.repeat(997)}\n`.repeat(40))).toBe(
      `${mark.repeat(997)}\n`.repeat(40),
    );
  });

  it('holds side texts far longer than the values', () => {
    const side: SideFill = (_, __, cells) => {
      for (const [i, text] of cells.distinct.entries())
        cells.setDistinct(i, text.repeat(i === 0 ? 1 : 50_000));
    };
    const result = run(spec([{ op: 'side', slot: 0 }]), `ab\n${'c\n'.repeat(60)}`, side);
    expect(result).toBe(`ab\n${`${'c'.repeat(50_000)}\n`.repeat(60)}`);
  });

  it('holds cells of a megabyte, plain, quoted and doubled', () => {
    const plain = 'é'.repeat(600_000);
    const quoted = `${'x,'.repeat(500_000)}"`;
    const cell = `"${quoted.replaceAll('"', '""')}"`;
    const csv = `${plain},${cell},${plain}\n1,2,3\n`;
    expect(run(spec([star('●'), star('"'), copy]), csv)).toBe(
      `${'●'.repeat(600_000)},"${'""'.repeat(1_000_001)}",${plain}\n●,"""",3\n`,
    );
    const cut = spec([{ op: 'cut', length: 599_999, pad: '' }, { op: 'truncate', length: 1_000_000 }, copy]);
    const truncated = `"${quoted.slice(0, 1_000_000)}"`;
    expect(run(cut, csv)).toBe(`${plain.slice(1)},${truncated},${plain}\n1,"",3\n`);
  });

  it('keeps to its regions: programs on one host do not disturb each other', () => {
    const host = KernelHost.load(module);
    const first = new RowProgram(host, spec([star('*'), copy]));
    const second = new RowProgram(host, spec([{ op: 'constant', text: 'z'.repeat(100_000) }, copy]));
    const text = (program: RowProgram, csv: string) => {
      const output = program.run(rectangle(host, csv));
      return Buffer.from(host.copy(output.pointer, output.length)).toString();
    };
    for (const size of [1, 10, 3000, 2]) {
      const csv = `${'a'.repeat(size)},b\n`.repeat(size);
      expect(text(first, csv)).toBe(`${'*'.repeat(size)},b\n`.repeat(size));
      expect(text(second, 'x,y\n'.repeat(30))).toBe(`${'z'.repeat(100_000)},y\n`.repeat(30));
    }
  });
});

describe('side texts', () => {
  const side: Instruction = { op: 'side', slot: 3 };

  it('offer each value once, in order, unquoted, and leave nulls empty', () => {
    const seen: string[][] = [];
    const result = run(spec([copy, side]), 'x,b\nx,\nx,"a""😀"\nx,b\nx,""\n', (slot, column, cells) => {
      expect([slot, column, cells.records]).toEqual([3, 1, 5]);
      seen.push([...cells.distinct]);
      for (const i of cells.distinct.keys()) cells.setDistinct(i, `${i},`);
    });
    expect(seen).toEqual([['b', 'a"😀', '']]);
    expect(result).toBe('x,"0,"\nx,\nx,"1,"\nx,"0,"\nx,"2,"\n');
  });

  it('see other columns of the record', () => {
    const result = run(spec([side, { op: 'drop' }]), '1,a\n2,\n,c\n2,d\n', (_, __, cells) => {
      for (let r = 0; r < cells.records; r++)
        cells.setRecord(r, `${cells.recordValue(0, r)}/${cells.recordValue(1, r)}`);
    });
    expect(result).toBe('1/a\n2/null\n\n2/d\n');
  });

  it('let single records differ from the text of their value', () => {
    const result = run(spec([side]), 'a\nb\na\n\na\n', (_, __, cells) => {
      cells.distinct.forEach((text, i) => {
        cells.setDistinct(i, text.toUpperCase());
      });
      cells.setRecord(2, 'own');
    });
    expect(result).toBe('A\nB\nown\n\nA\n');
  });

  it.each<[string, SideFill | undefined, string]>([
    ['no filling', undefined, 'program-invalid'],
    ['a value left out', (_, __, cells) => cells.setDistinct(0, 'x'), 'side-missing'],
    ['a record left out', (_, __, cells) => cells.setRecord(1, 'x'), 'side-missing'],
    ['nothing set', () => {}, 'side-missing'],
    [
      'a value left out beside records',
      (_, __, cells) => {
        cells.setDistinct(0, 'x');
        cells.setRecord(0, 'x');
      },
      'side-missing',
    ],
  ])('refuse %s', (_, fill, code) => {
    expect(() => run(spec([side]), 'a\nb\n', fill)).toThrow(expect.objectContaining({ code }));
  });
});
