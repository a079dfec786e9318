import fc from 'fast-check';
import { snappyUncompress } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { dateText, decimalText, timestampText, timeText } from '../../src/formats/cells.js';
import { parquetHost } from '../../src/kernels/parquet/cells.js';

const host = parquetHost();
const { exports } = host;
const source = host.region('source', 1 << 17);
const target = host.region('target', 1 << 18);

function put(bytes: Uint8Array): void {
  host.bytes.set(bytes, source);
}
const taken = (end: number) => Buffer.from(host.copy(target, end - target)).toString();

/** Bytes that recur as those of columns do. */
const recurring = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.nat(400)).map(([unit, times]) => {
        const all = new Uint8Array(unit.length * times);
        for (let at = 0; at < all.length; at += unit.length) all.set(unit, at);
        return all;
      }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => Uint8Array.from(Buffer.concat(pieces)));

function packed(bytes: Uint8Array): Uint8Array {
  put(bytes);
  return host.copy(target, exports.snap!(source, bytes.length, target) - target);
}

describe('snappy', () => {
  it('packs what another program unpacks to the same bytes, and unpacks it itself', () => {
    fc.assert(
      fc.property(recurring, (bytes) => {
        const small = packed(bytes);
        expect(small.length).toBeLessThanOrEqual(32 + bytes.length + bytes.length / 6);
        const out = new Uint8Array(bytes.length);
        if (bytes.length > 0) snappyUncompress(small, out);
        expect(Buffer.compare(out, bytes)).toBe(0);
        put(small);
        expect(exports.unsnap!(source, small.length, target, bytes.length)).toBe(1);
        expect(Buffer.compare(host.copy(target, bytes.length), bytes)).toBe(0);
      }),
    );
  });

  it('unpacks more than one fragment', () => {
    const bytes = new Uint8Array(100_000).map((_, at) => (at * at) >> 9);
    const small = packed(bytes);
    put(small);
    expect(exports.unsnap!(source, small.length, target, bytes.length)).toBe(1);
    expect(Buffer.compare(host.copy(target, bytes.length), bytes)).toBe(0);
  });

  it('refuses what is damaged, and never writes beyond its room and slack', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(recurring, flips, fc.boolean(), (bytes, changes, cut) => {
        const small = Uint8Array.from(packed(bytes));
        for (const [at, value] of changes) small[at % small.length] = value;
        const length = cut ? small.length >> 1 : small.length;
        put(small);
        const room = bytes.length;
        host.bytes.fill(0xaa, target + room + 64, target + room + 4096);
        exports.unsnap!(source, length, target, room);
        const beyond = host.bytes.subarray(target + room + 64, target + room + 4096);
        expect(beyond.every((byte) => byte === 0xaa)).toBe(true);
      }),
    );
  });
});

const bits = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const doubles = fc.oneof(
  fc.double(),
  bits.map((value) => new Float64Array(BigUint64Array.of(value).buffer)[0]!),
  fc
    .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 12 }))
    .map(([whole, scale]) => whole / 10 ** scale),
);

describe('doubles', () => {
  it('are written as ECMAScript writes them', () => {
    fc.assert(
      fc.property(doubles, (value) => {
        const expected = Object.is(value, -0) ? '-0' : String(value);
        expect(taken(exports.writeDouble!(target, value))).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('are read as ECMAScript reads them, or left to it', () => {
    const texts = fc.oneof(
      doubles.filter(Number.isFinite).map(String),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 19n }), fc.integer({ min: -340, max: 320 }))
        .map(([digits, e]) => `${digits}e${e}`),
      fc.stringMatching(/^-?[0-9]{1,12}(\.[0-9]{0,9})?([eE][+-]?[0-9]{0,3})?$/),
    );
    const form = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
    let decided = 0;
    fc.assert(
      fc.property(texts, (text) => {
        put(Buffer.from(text));
        const answer = exports.parseDouble!(source, Buffer.byteLength(text));
        if (answer === 2) return;
        decided++;
        expect(answer === 1).toBe(form.test(text));
        if (answer === 0) return;
        const found = BigInt.asUintN(64, exports.parsedBits!() as unknown as bigint);
        expect(found).toBe(new BigUint64Array(Float64Array.of(Number(text)).buffer)[0]);
      }),
      { numRuns: 5000 },
    );
    expect(decided).toBeGreaterThan(3000);
  });
});

describe('dates, times and decimals', () => {
  const text = (kind: number, value: bigint, digits: number, flag = false): string | null => {
    new DataView(host.memory.buffer).setBigInt64(source, value, true);
    const cells = host.region('cells', 8);
    const args = [kind, source, 8, 1, cells, target, digits, flag ? 1 : 0, 1, host.region('seen', 2)];
    expect(exports.plainCells!(...args)).toBe(0);
    const [at, length] = new Uint32Array(host.memory.buffer, cells, 2);
    return at === 0 ? null : Buffer.from(host.copy(at!, length!)).toString();
  };
  const wide = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.maxSafeInteger().map(BigInt),
  );
  const units = [
    ['milli', 3],
    ['micro', 6],
    ['nano', 9],
  ] as const;

  it('are written as the reference writes them', () => {
    fc.assert(
      fc.property(
        wide,
        fc.integer(),
        fc.constantFrom(...units),
        fc.nat(18),
        fc.boolean(),
        (value, day, unit, scale, utc) => {
          expect(text(5, BigInt(day) >> 8n, 0)).toBe(dateText(day >> 8));
          expect(text(8, value, unit[1], utc)).toBe(timestampText(value, unit[0], utc));
          const ofDay = value % (86_400n * 10n ** BigInt(unit[1]));
          expect(text(7, ofDay, unit[1])).toBe(timeText(ofDay, unit[0]));
          expect(text(12, value, scale)).toBe(decimalText(value, scale));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
