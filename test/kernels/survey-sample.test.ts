import { expect, test } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import { distinctHashes } from '../../src/kernels/survey/hashes.js';
import { mergeSurveys, Survey, type SurveySpec } from '../../src/kernels/survey.js';
import { rectangle } from './rectangles.js';
import { Random } from './seeded.js';

const host = KernelHost.load();
const names = ['a', 'b', 'c'];
const spec: SurveySpec = { columns: 3, tally: true, distinct: true, code: [] };
type Record = readonly string[];

function survey(records: readonly Record[], rows: number) {
  const counter = new Survey(host, spec);
  for (let i = 0; i < records.length; i += rows)
    counter.add(
      rectangle(
        host,
        records
          .slice(i, i + rows)
          .map((record) => `${record.join(',')}\n`)
          .join(''),
      ),
    );
  return counter.finish();
}

const [k1, k2, k3] = [0x9e3779b97f4a7c15n, 0xd6e8feb86659fd93n, 0xa0761d6478bd642fn];
const u64 = (value: bigint) => BigInt.asUintN(64, value);
const mix = (half: bigint, word: bigint, factor: bigint, shift: bigint) => {
  const mixed = u64((half ^ word) * factor);
  return mixed ^ (mixed >> shift);
};
const turned = (value: bigint, bits: bigint) => u64(value << bits) | (value >> (64n - bits));

/** The hash of a text (`hash.ts`): words of 16 bytes and the last 16 in two halves, a short text in two words. */
function hashOf(text: string): bigint {
  const bytes = Buffer.alloc(Math.max(16, Buffer.byteLength(text)));
  const n = bytes.write(text);
  const word = (at: number) => bytes.readBigUInt64LE(at);
  let hash = mix(word(0), k3, k1, 64n) + turned(u64(((n > 8 ? word(n - 8) : word(0)) + BigInt(n)) * k2), 29n);
  if (n > 16) {
    let [h, g] = [k3 + BigInt(n), k1];
    for (let at = 0; at < n; at += 16) {
      const from = Math.min(at, n - 16);
      h = mix(h, word(from), k1, 31n);
      g = mix(g, word(from + 8), k2, 29n);
    }
    hash = h * k3 + turned(g, 23n);
  }
  hash = u64(hash);
  hash = mix(hash ^ (hash >> 32n), 0n, k2, 29n);
  return mix(hash, 0n, k2, 32n);
}

/** The 256 values with the smallest hashes, cut to 1024 bytes at a character. */
function smallest(values: readonly string[]): string[] {
  const distinct = [...new Set(values)].filter((value) => value !== '');
  return distinct
    .map((text) => ({ text, hash: hashOf(text) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, 256)
    .map(({ text }) =>
      Buffer.from(text)
        .subarray(0, 1024)
        .toString()
        .replace(/\ufffd+$/, ''),
    );
}

test('a sample holds the values with the smallest hashes, however rows are spread', () => {
  const random = new Random(11);
  const values = [
    () => `v${random.below(4000)}`,
    () => `${random.below(5000)}${random.pick(['', '号', '号院'.repeat(random.below(300)), '𠀀'.repeat(random.below(400))])}`,
    () => random.pick(['', `${random.below(random.pick([20, 1500]))}`]),
  ]; // biome-ignore format: a list of columns
  const records = Array.from({ length: 4500 }, () => values.map((value) => value()));
  const expected = values.map((_, column) => smallest(records.map((record) => record[column]!)));
  for (const rows of [4500, 700]) {
    const whole = mergeSurveys([survey(records, rows)], names);
    expect(whole.tallies.map(({ sample }) => sample)).toEqual(expected);
    const parts = [0, 1, 2].map((part) =>
      survey(
        records.filter((_, i) => i % 3 === part),
        rows,
      ),
    );
    expect(mergeSurveys(parts, names)).toEqual(whole);
  }
});

test('hashes of several lists are counted once', () => {
  const random = new Random(3);
  const lists = Array.from({ length: 4 }, (_, i) =>
    BigUint64Array.from(
      new Set(
        Array.from({ length: 300 * i }, () => BigInt(random.below(500)) << BigInt(32 * random.below(2))),
      ),
    ),
  );
  expect(distinctHashes(lists)).toBe(new Set(lists.flatMap((list) => [...list])).size);
  expect(distinctHashes([])).toBe(0);
});

test('kernels leave memory behind their regions as it was: new regions hold zeros', () => {
  const own = KernelHost.load();
  const records = Array.from({ length: 3000 }, (_, i) => `张三${i},${i % 1990}-01-01,电话13800138000\n`);
  for (const rows of [50, 3000]) {
    const counter = new Survey(own, spec);
    counter.add(rectangle(own, records.slice(0, rows).join('')));
    counter.finish();
    const pointer = own.region(`test.new.${rows}`, 1 << 20);
    expect(own.bytes.subarray(pointer, pointer + (1 << 20)).every((byte) => byte === 0)).toBe(true);
  }
});
