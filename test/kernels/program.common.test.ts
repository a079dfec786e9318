import { describe, expect, it } from 'vitest';
import { dateLevels, type Instruction } from '../../src/core/program.js';
import { KernelHost } from '../../src/kernels/host.js';
import { type ProgramSpec, RowProgram } from '../../src/kernels/program.js';
import { rectangle } from './rectangles.js';
import { interpret, written } from './reference.js';
import { Random } from './seeded.js';

// Common values have a short way through the kernel: here it is held to the definition at all of its limits.
const module = KernelHost.compile();

/** Holds one instruction to the reference on a list of texts, which stand without quotes where they may. */
function expectDefined(instruction: Instruction, texts: readonly string[], delimiter = ','): void {
  const spec: ProgramSpec = {
    columns: 2,
    instructions: [instruction, { op: 'copy' }],
    delimiter,
    newline: '\n',
    inputDelimiter: ',',
    keys: new Map(),
    recodings: [],
    suppressed: null,
  };
  const table = texts.map((text) => [
    { text: text === '' ? null : text, quoted: /[",\n]/.test(text) },
    { text: 'x', quoted: false },
  ]);
  const host = KernelHost.load(module);
  const csv = table.map((row) => `${row.map(written).join(',')}\n`).join('');
  const { pointer, length } = new RowProgram(host, spec).run(rectangle(host, csv));
  const [ours, theirs] = [Buffer.from(host.copy(pointer, length)).toString(), interpret(spec, table)];
  if (ours === theirs) return; // a comparison line by line takes longer
  expect(ours.split('\n')).toEqual(theirs.split('\n'));
}

const mask = (mode: 'keep-ends' | 'mask-before', a: number, b: number, at: string, mark = '*') =>
  ({ op: 'mask', mode, a, b, at, mark }) as const;

/** Texts of 1 to 140 bytes in characters of one to four bytes, some with a CR or a character that was in quotes. */
const texts = (() => {
  const random = new Random(5);
  const characters = ['a', '7', '@', '张', 'é', '😀', '号'];
  const list: string[] = [];
  for (let i = 0; i < 1500; i++) {
    const bytes = 1 + (i % 140);
    const plain = i % 3 === 0;
    let text = '';
    while (Buffer.byteLength(text) < bytes) {
      text += plain ? String(i % 10) : characters[random.below(characters.length)]!;
      if (i % 7 === 0 && random.below(40) === 0) text += '\r,"\n;'[random.below(5)]!;
    }
    list.push(text);
  }
  // Of characters of three bytes alone, and nearly.
  for (let count = 1; count < 12; count++)
    for (const end of ['', 'a', 'é', '😀', '\r']) list.push('张'.repeat(count) + end);
  // Longer ones, and where the first that is not stands.
  for (let count = 12; count < 44; count++) list.push('张'.repeat(count), `${'张'.repeat(count)}7`);
  for (let count = 0; count < 13; count++)
    for (const other of ['7', 'é', '😀']) list.push('张'.repeat(count) + other + '张'.repeat(20));
  return list;
})();

describe('common values', () => {
  it('keep their ends', () => {
    for (const a of [0, 1, 6, 10, 33, 70])
      for (const b of [0, 1, 4, 30, 66]) expectDefined(mask('keep-ends', a, b, ''), texts);
    for (const mark of ['', '＊', '*×', ',']) expectDefined(mask('keep-ends', 2, 1, '', mark), texts);
    for (const delimiter of [';', '@']) expectDefined(mask('keep-ends', 6, 4, ''), texts, delimiter);
  });

  it('are masked up to a character', () => {
    for (const at of ['@', '7', '号', '"', ''])
      for (const mark of ['*', '', '＊']) expectDefined(mask('mask-before', 0, 0, at, mark), texts);
    expectDefined(mask('mask-before', 0, 0, '@'), texts, ';');
  });

  it('are dates of any day', () => {
    const years = '0000 0001 1899 1900 1901 1904 1990 2000 2098 2099 2100 9999 19o0'.split(' ');
    const dates: string[] = [];
    for (const year of years)
      for (let month = 0; month < 14; month++)
        for (const day of [0, 1, 9, 10, 28, 29, 30, 31, 32])
          dates.push([year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'));
    const near = '1990-05/17 1990/05/17 1990-05-1 1990-05-171 1990-5-17 199005-17 1990-05-17T10:00'.split(
      ' ',
    );
    for (const level of dateLevels)
      for (const delimiter of [',', '-'])
        expectDefined({ op: 'date', level }, [...dates, ...near], delimiter);
  });

  it('are numbers in buckets whose labels were written before', () => {
    const edges = [0, 1, 2, 255, 256, 257, 5000].flatMap((bucket) =>
      [-1, 0, 1].map((by) => [bucket, by] as const),
    );
    const others = '00 0000007 00000007 000000007 +5 -0 5.5 1e3 99999999 100000000 x 12x'.split(' ');
    for (const [width, origin] of [
      [1, 0],
      [5000, 0],
      [5000, 7],
      [99999, 0],
      [5000, -5000],
      [4294967295, 0],
      [4294967296, 0],
      [10, 4294967295],
      [10, 4294967296],
    ] as const) {
      const numbers = edges.map(([bucket, by]) => String(bucket * width + origin + by));
      const forms = [...numbers, ...others, ''];
      const list = [...forms, ...forms, ...[...forms].reverse()];
      for (const delimiter of [',', '[']) expectDefined({ op: 'bucket', width, origin }, list, delimiter);
    }
  });
});
