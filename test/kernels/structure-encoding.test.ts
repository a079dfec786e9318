import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import { gb18030Room, Structure, utf8Room } from '../../src/kernels/structure.js';
import { Random } from './seeded.js';

const host = KernelHost.load();
const structure = new Structure(host);

function place(data: Uint8Array): [pointer: number, length: number] {
  const pointer = host.region('test-text', 1 << 20) + 5;
  host.bytes.fill(0xff, pointer - 5, pointer + data.length + 100);
  host.bytes.set(data, pointer);
  return [pointer, data.length];
}

function decode(data: Uint8Array, room = utf8Room(data.length)): Uint8Array | number {
  const target = host.region('test-target', 1 << 22);
  host.bytes.fill(0xee, target, target + room + 64);
  const length = structure.decodeGb18030(...place(data), target, room);
  return length < 0 ? length : host.copy(target, length);
}

/** As `expect(got).toEqual(expected)`, which takes longer than all else here where nothing differs. */
function expectSame(got: Uint8Array | number | boolean, expected: Uint8Array | number | boolean): void {
  const bytes = got instanceof Uint8Array && expected instanceof Uint8Array;
  if (bytes ? Buffer.compare(got, expected) !== 0 : got !== expected) expect(got).toEqual(expected);
}

function encode(data: Uint8Array): Uint8Array | number {
  const target = host.region('test-target', 1 << 22);
  const length = structure.encodeGb18030(...place(data), target);
  if (length > gb18030Room(data.length)) throw new Error(`${data.length} bytes became ${length}`);
  return length < 0 ? length : host.copy(target, length);
}

/** First offset at which no well-formed text goes on, by trying prefixes. */
function firstBadByte(data: Uint8Array): number {
  if (isUtf8(data)) return -1;
  for (let at = 0; at < data.length; ) {
    const size = [1, 2, 3, 4].find(
      (bytes) => at + bytes <= data.length && isUtf8(data.subarray(at, at + bytes)),
    );
    if (!size) return at;
    at += size;
  }
  return -1;
}

describe('validUtf8', () => {
  it('agrees with the platform on random damage, and names the place', () => {
    const random = new Random(3);
    const pieces = [
      'a',
      'abcdefghijklmnopqrstuvwxyz0123456789',
      '汉',
      'é',
      '😀',
      '\u0000',
      '\uffff',
      '\u0800',
    ];
    for (let round = 0; round < 20_000; round++) {
      let text = '';
      for (let count = random.below(30); count > 0; count--) text += random.pick(pieces);
      let data: Uint8Array = new TextEncoder().encode(text);
      for (let damage = random.below(3); damage > 0 && data.length; damage--) {
        if (random.below(4) === 0) data = data.slice(0, random.below(data.length + 1));
        else data[random.below(data.length)] = random.below(256);
      }
      expectSame(structure.validUtf8(...place(data)), firstBadByte(data));
    }
  });

  it('judges every two-byte and many longer sequences as the platform does, at every distance from a block end', () => {
    for (let lead = 0x80; lead < 0x100; lead++) {
      for (let second = 0x70; second < 0x100; second++) {
        for (const tail of [[], [0x80], [0x80, 0xbf], [0x41, 0x41, 0x41]]) {
          const pad = 64 - ((lead + second) % 7);
          const data = Uint8Array.from([...new Array(pad).fill(0x61), lead, second, ...tail]);
          expectSame(structure.validUtf8(...place(data)) < 0, isUtf8(data));
        }
      }
    }
  });
});

describe('GB18030', () => {
  const fatal = new TextDecoder('gb18030', { fatal: true });
  const reference = (data: Uint8Array): Uint8Array | undefined => {
    try {
      return new TextEncoder().encode(fatal.decode(data));
    } catch {
      return undefined;
    }
  };

  it('decodes every form of the BMP and a spread of the rest as the platform does', () => {
    for (let lead = 0x80; lead <= 0xff; lead++) {
      for (let trail = 0x20; trail <= 0xff; trail++) {
        const data = Uint8Array.from([0x41, lead, trail]);
        const expected = reference(data);
        expectSame(decode(data), expected ?? -2 - (lead === 0x80 ? 1 : 0));
      }
    }
    for (let linear = 0; linear < 39450; linear++) expectQuad(linear);
    for (let linear = 188_990; linear < 1_237_590; linear += 997) expectQuad(linear);
    for (const linear of [188_999, 189_000, 1_237_575, 1_237_576]) expectQuad(linear);
  });

  function expectQuad(linear: number): void {
    const third = Math.floor(linear / 10);
    const second = Math.floor(third / 126);
    const lead = 0x81 + Math.floor(second / 10);
    const data = Uint8Array.from([
      lead,
      0x30 + (second % 10),
      0x81 + (third % 126),
      0x30 + (linear % 10),
      0x42,
    ]);
    expectSame(decode(data), reference(data) ?? -1);
  }

  it('agrees with the platform on random mixtures and damage', () => {
    const random = new Random(11);
    const pieces = [
      [0x41],
      [0xd6, 0xd0],
      [0xb9, 0xfa],
      [0x81, 0x30, 0x81, 0x30],
      [0x95, 0x32, 0x82, 0x36],
      [0x2c],
      [0xa3, 0xac],
    ];
    for (let round = 0; round < 20_000; round++) {
      const bytes: number[] = [];
      for (let count = random.below(40); count > 0; count--) bytes.push(...random.pick(pieces));
      for (let damage = random.below(2); damage > 0 && bytes.length; damage--)
        bytes[random.below(bytes.length)] = random.below(256);
      if (random.below(8) === 0) bytes.pop();
      const data = Uint8Array.from(bytes);
      const decoded = decode(data);
      const expected = reference(data);
      if (expected) expectSame(decoded, expected);
      else if (!(Number(decoded) < 0)) expect(decoded).toBeLessThan(0);
    }
  });

  it('names the first bad byte', () => {
    expect(decode(Uint8Array.from([0x41, 0xd6, 0xd0, 0xff, 0x41]))).toBe(-4);
    expect(decode(Uint8Array.from([0x41, 0xd6, 0xd0, 0xd6]))).toBe(-4);
    expect(decode(Uint8Array.from([0x81, 0x30, 0x81]))).toBe(-1);
  });

  it('needs one half more room at most, but for the single-byte euro sign, and never writes past its room', () => {
    const han = new Uint8Array(4000).map((_, at) => (at % 2 ? 0xd0 : 0xd6));
    expect(decode(han, 6000)).toHaveLength(6000);
    const euros = new Uint8Array(1000).fill(0x80);
    expect(decode(euros, 3000)).toHaveLength(3000);
    expect(decode(euros, 1500)).toBeLessThan(0);
    const target = host.region('test-target', 1 << 22);
    expect(host.bytes[target + 1500 + 16]).toBe(0xee);
    const mixed = Uint8Array.from({ length: 3000 }, (_, at) => (at % 4 ? 0x41 : 0x80));
    expect(decode(mixed, 4500)).toEqual(reference(mixed));
  });

  it('encodes every character that decoding can give, back to the same character', () => {
    let unmapped = 0;
    for (let plane = 0; plane < 17; plane++) {
      for (let point = plane * 0x10000; point < (plane + 1) * 0x10000; point += plane ? 389 : 1) {
        if (point >= 0xd800 && point < 0xe000) continue;
        const text = String.fromCodePoint(point);
        const encoded = encode(new TextEncoder().encode(text));
        if (typeof encoded === 'number') {
          expect(encoded).toBe(-1);
          unmapped++;
        } else if (fatal.decode(encoded) !== text) throw new Error(`U+${point.toString(16)} changed`);
      }
    }
    // Private-use characters that GB 18030-2022 moved to standard ones have no form any more.
    expect(unmapped).toBeLessThan(32);
  });

  it('decoding what was encoded gives the same text, and the other way round', () => {
    const random = new Random(5);
    for (let round = 0; round < 500; round++) {
      let text = '';
      for (let count = random.below(200); count > 0; count--)
        text += random.pick(['姓名', 'a,b', 'é', '😀', '㐀', '€', '0123456789abcdefgh', '\u4e00\u9fa5']);
      const utf8 = new TextEncoder().encode(text);
      const encoded = encode(utf8) as Uint8Array;
      expect(fatal.decode(encoded)).toBe(text);
      expectSame(decode(encoded), utf8);
    }
  });
});
