import { describe, expect, test } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import type { ValueDictionary } from '../../src/kernels/survey/dictionary.js';
import { bitsOf, layOut } from '../../src/kernels/survey/layout.js';
import { Blocks } from '../../src/kernels/survey/memory.js';
import { TuplePages } from '../../src/kernels/survey/tuple-pages.js';
import { TupleCounter } from '../../src/kernels/survey/tuples.js';
import { Random } from './seeded.js';

const blocks = Blocks.of(KernelHost.load());
const blockRows = 500; // not a multiple of what a vector holds

/** Counts rows as a survey does, block by block, each with the dictionaries as they are then. */
function counted(rows: readonly (readonly number[])[], columns: number): Map<string, number> {
  const codes = Array.from({ length: columns }, () => blocks.take(blockRows * 4));
  const counter = new TupleCounter(
    blocks,
    codes.map(({ pointer }) => pointer),
  );
  const count = Array<number>(columns).fill(0);
  for (let from = 0; from < rows.length; from += blockRows) {
    const some = rows.slice(from, from + blockRows);
    for (const [c, { pointer }] of codes.entries()) {
      const own = some.map((row) => row[c]!);
      blocks.u32(pointer, some.length).set(own);
      count[c] = own.reduce((most, code) => Math.max(most, code), count[c]!);
    }
    counter.add(
      count.map((most) => ({ count: most }) as ValueDictionary),
      some.length,
    );
  }
  // As after sorting dictionaries: codes turn round.
  const remaps = count.map((most) => {
    const block = blocks.take((most + 1) * 4);
    blocks.u32(block.pointer, most + 1).set(Uint32Array.from({ length: most + 1 }, (_, code) => most - code));
    return block;
  });
  const { size } = counter;
  const part = counter.finish(
    remaps.map(({ pointer }) => pointer),
    count.map((most) => most + 1),
  );
  expect(part.size).toBe(size);
  const result = new Map<string, number>();
  let before: bigint[] = [];
  for (let i = 0; i < size; i++) {
    const entry = [...part.entries.subarray(i * (part.words + 1), (i + 1) * (part.words + 1))];
    const key = entry.slice(0, part.words);
    const other = key.findIndex((word, w) => word !== before[w]);
    expect(i === 0 || key[other]! > before[other]!).toBe(true); // sorted, each once
    before = key;
    const tuple = part.layout.map(
      ({ word, shift, bits }, c) =>
        count[c]! - Number((key[word]! >> BigInt(shift)) & (2n ** BigInt(bits) - 1n)),
    );
    result.set(tuple.join(), Number(entry[part.words]));
  }
  for (const block of [...codes, ...remaps]) blocks.give(block);
  return result;
}

function plainly(rows: readonly (readonly number[])[]): Map<string, number> {
  const result = new Map<string, number>();
  for (const row of rows) result.set(row.join(), (result.get(row.join()) ?? 0) + 1);
  return result;
}

describe('tuples are counted as by plain maps', () => {
  const random = new Random(7);
  const below = (limit: number) => random.below(limit);
  const often = () => below(10) > 0;
  const many = (length: number, row: (i: number) => number[]) => Array.from({ length }, (_, i) => row(i));

  test.each([
    ['close together', many(25_000, () => [1 + below(2), below(1500), below(often() ? 1 : 6), below(4)])],
    ['more often than a cell counts', many(60_000, () => [below(900), often() ? 1 : below(9)])],
    ['often before there are many', many(40_000, (i) => [i < 20_000 ? 3 : below(2000), below(3)])],
    ['of columns that grow late', many(30_000, (i) => [below(1 + (i >> 3)), below(i < 20_000 ? 2 : 40)])],
    [
      'close first, then far apart',
      many(30_000, (i) => [below(i < 10_000 ? 900 : 2000), below(i < 10_000 ? 2 : 3000)]),
    ],
    ['far apart in few pages', many(5_000, () => [below(100), below(1000)])],
    ['of many bits', many(8_000, () => [below(1 << 12), below(1 << 12), below(1 << 12)])],
    ['of several words', many(5_000, () => Array.from({ length: 9 }, () => below(1 << 12)))],
    ['few', many(700, () => [below(3), below(3)])],
  ])('%s', (_, rows) => {
    const columns = rows[0]!.length;
    expect(counted(rows, columns)).toEqual(plainly(rows));
  });

  test('pages say when they are not worth it', () => {
    const codes = [blocks.take(64), blocks.take(64)];
    const pointers = codes.map(({ pointer }) => pointer);
    const { fields } = layOut([bitsOf(900), bitsOf(900)]);
    const tuples = [0, 1, 2, 3].map((i) => ({ tuple: [i * 200, 899 - i], count: 10 ** (i + 1) }));
    const entries = blocks.take(64);
    blocks
      .u64(entries.pointer, 8)
      .set(tuples.flatMap(({ tuple: [a, b], count }) => [BigInt(a! * 1024 + b!), BigInt(count)]));
    const given = { pointer: entries.pointer, length: 4, fields };
    expect(TuplePages.of(blocks, given, pointers, [900, 1 << 20], 1 << 20)).toBeNull(); // too many bits
    expect(TuplePages.of(blocks, given, pointers, [900, 900], 11 * 1024)).toBeNull(); // 4 pieces, and 4 each for what is carried of 2
    const pages = TuplePages.of(blocks, given, pointers, [900, 900], 12 * 1024)!;
    expect(pages.size).toBe(4);
    const rows = [...tuples.map(({ tuple }) => tuple), [1, 1], [1, 1]];
    for (const [c, pointer] of pointers.entries()) blocks.u32(pointer, 6).set(rows.map((row) => row[c]!));
    expect(pages.add(0, 6, () => 1 << 20)).toBe(6);
    expect(pages.size).toBe(5);
    const out = blocks.take(5 * 16);
    pages.emit(fields, out.pointer);
    const found = Array.from({ length: 5 }, (_, i) => [...blocks.u64(out.pointer + i * 16, 2)].map(Number));
    expect(new Map(found as [number, number][])).toEqual(
      new Map([...tuples.map(({ tuple: [a, b], count }) => [a! * 1024 + b!, count + 1] as const), [1025, 2]]),
    );
  });
});
