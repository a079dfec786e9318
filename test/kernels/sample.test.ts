import { expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import { rectangle } from './rectangles.js';
import { Random } from './seeded.js';

const u32 = (value: bigint) => BigInt.asUintN(32, value);
const u64 = (value: bigint) => BigInt.asUintN(64, value);
const key = [0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn];
const step = [0x165667b19e3779f9n, 0x27d4eb2f165667c5n];
const seeds = [
  [0x0000000000000001n, 0x85ebca77c2b2ae63n],
  [0x27d4eb2f165667c5n, 0x9e3779b185ebca87n],
  [0xc2b2ae3d27d4eb4fn, 0x165667b19e3779f9n],
  [0x85ebca77c2b2ae3dn, 0x27d4eb4f165667c5n],
];
const multiply = 0x9fb21c651e98df25n;

/** The hash of a record (`sample.ts`), word after word. */
function hashOf(bytes: Buffer): bigint {
  const sums = seeds.map((pair) => [...pair]);
  let keys = [...key];
  let at = 0;
  for (let stripes = 1; at + 64 <= bytes.length; at += 64, stripes++) {
    const third = [...sums[3]!];
    for (let block = 0; block < 4; block++) {
      const data = [0, 8].map((half) => bytes.readBigUInt64LE(at + block * 16 + half));
      for (let half = 0; half < 2; half++) {
        const own = keys[half]!;
        const secret = [own, u64(~own), own ^ third[half]!, own ^ step[half]!][block]!;
        const mixed = data[half]! ^ secret;
        sums[block]![half] = u64(sums[block]![half]! + data[1 - half]! + u32(mixed) * (mixed >> 32n));
      }
    }
    keys = keys.map((one, half) => u64(one + step[half]!));
    if (stripes % 16 !== 0) continue;
    for (const sum of sums)
      for (let half = 0; half < 2; half++) {
        const turned = sum[half]! ^ (sum[half]! >> 47n) ^ keys[half]!;
        sum[half] = u64(turned * 0x9e3779b185ebca87n);
      }
  }
  let hash = u64(BigInt(bytes.length) * 0x9e3779b185ebca87n);
  for (const [low, high] of sums) {
    hash = u64((hash ^ low!) * multiply);
    hash ^= hash >> 29n;
    hash = u64((hash ^ high!) * 0xc2b2ae3d27d4eb4fn);
    hash ^= hash >> 32n;
  }
  for (; at < bytes.length; at += 8) {
    const word = Buffer.alloc(8);
    bytes.copy(word, 0, at);
    hash = u64((hash ^ word.readBigUInt64LE()) * multiply);
    hash ^= hash >> 32n;
  }
  hash = u64((hash ^ (hash >> 35n)) * multiply);
  return hash ^ (hash >> 28n);
}

/** The hash by which records are taken: with a key. */
function keyed(print: bigint, seed: bigint): number {
  let value = u32(u32((print ^ seed) & 0xffffffffn) * 0x85ebca6bn) ^ (print >> 32n);
  value = u32((value ^ (value >> 16n)) * 0x85ebca6bn);
  value = u32((value ^ (value >> 13n)) * 0xc2b2ae35n);
  return Number(value ^ (value >> 16n));
}

it('takes the records whose hash says so, however many there are and whatever their length', () => {
  const host = KernelHost.load();
  const random = new Random(20);
  const seed = 0xdecafbad;
  const share = 2 ** 31;
  for (const count of [1, 2, 3, 4, 5, 40, 301]) {
    const lines = Array.from({ length: count }, (_, i) => {
      // Every rest of a stripe, and enough stripes for two scrambles.
      const length = i < 70 ? i : i % 9 === 0 ? 1000 + random.below(1200) : random.below(300);
      const text = Array.from({ length }, () => String.fromCharCode(48 + random.below(70))).join('');
      return `${text.slice(0, length >> 1)},${text.slice(length >> 1)}${i % 4 === 1 ? '\r' : ''}`;
    });
    const { text, ends, records, columns } = rectangle(host, lines.map((line) => `${line}\n`).join(''));
    const list = host.region('sample', records * 8);
    const taken = host.exports.sampleRows!(text, ends, records, columns, seed, share, list);
    const hashes = lines.map((line) => keyed(hashOf(Buffer.from(line.replace(/\r$/, ''))), BigInt(seed)));
    const expected = hashes.flatMap((hash, record) => (hash < share ? [record, hash] : []));
    expect([...new Uint32Array(host.memory.buffer, list, taken * 2)]).toEqual(expected);
  }
});
