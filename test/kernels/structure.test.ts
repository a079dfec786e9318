import { describe, expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import type { Rectangle } from '../../src/kernels/rectangle.js';
import { type IndexFault, Structure } from '../../src/kernels/structure.js';
import { Random } from './seeded.js';

const host = KernelHost.load();
const structure = new Structure(host);

/** Puts bytes into kernel memory, odd offset and hostile bytes around them included. */
function place(bytes: Uint8Array | string): [pointer: number, length: number] {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const pointer = host.region('test-text', 1 << 17) + 3;
  host.bytes.fill(0x22, pointer - 3, pointer + data.length + 100);
  host.bytes.set(data, pointer);
  return [pointer, data.length];
}

function index(text: string, columns: number, delimiter = ','): Rectangle | IndexFault {
  return structure.index(...place(text), delimiter.charCodeAt(0), columns);
}

function ends(rectangle: Rectangle | IndexFault): number[] {
  if ('fault' in rectangle) throw new Error(rectangle.fault);
  return [...new Uint32Array(host.memory.buffer, rectangle.ends, rectangle.records * rectangle.columns)];
}

const last = (offset: number) => offset + 0x80000000;

describe('index', () => {
  it('lists the separators outside quotes and marks record ends', () => {
    expect(ends(index('a,b\n"x,""\ny",\n', 2))).toEqual([1, last(3), 12, last(13)]);
    expect(ends(index('a|b\r\n', 2, '|'))).toEqual([1, last(4)]);
    expect(ends(index('', 3))).toEqual([]);
    expect(ends(index('\n\n', 1))).toEqual([last(0), last(1)]);
  });

  it.each<[text: string, columns: number, fault: IndexFault]>([
    ['a"b,c\n', 2, { fault: 'quote-stray', offset: 1, record: 0 }],
    ['x,y\na,"b"c\n', 2, { fault: 'quote-stray', offset: 8, record: 1 }],
    ['"a" ,b\n', 2, { fault: 'quote-stray', offset: 2, record: 0 }],
    ['a,"b"\rc\n', 2, { fault: 'quote-stray', offset: 4, record: 0 }],
    ['a, "b"\n', 2, { fault: 'quote-stray', offset: 3, record: 0 }],
    ['a,b\nc,"d\n', 2, { fault: 'quote-unclosed', offset: 4, record: 1 }],
    ['a,b\nc\nd,e\n', 2, { fault: 'ragged', offset: 4, record: 1, found: 1 }],
    ['a,b\nc,d,e\nf\n', 2, { fault: 'ragged', offset: 4, record: 1, found: 3 }],
    ['a,b\n\nd,e\n', 2, { fault: 'blank-line', offset: 4, record: 1 }],
    ['a,b\nc,d\n\r\n', 2, { fault: 'blank-line', offset: 8, record: 2 }],
    [',\n""\n', 2, { fault: 'ragged', offset: 2, record: 1, found: 1 }],
  ])('refuses %j', (text, columns, fault) => {
    expect(index(text, columns)).toEqual(fault);
  });

  it('finds the same faults wherever they fall in the 64-byte blocks', () => {
    for (let pad = 0; pad < 200; pad++) {
      const head = `${'x'.repeat(pad)},y\n`;
      const at = head.length;
      expect(index(`${head}a,"b"\r\n`, 2)).toMatchObject({ records: 2 });
      expect(index(`${head}a,"b""c"\n`, 2)).toMatchObject({ records: 2 });
      expect(index(`${head}a,"b"\rc\n`, 2)).toEqual({ fault: 'quote-stray', offset: at + 4, record: 1 });
      expect(index(`${head}a,b"\n`, 2)).toEqual({ fault: 'quote-stray', offset: at + 3, record: 1 });
      expect(index(`${head}a,"b"c\n`, 2)).toEqual({ fault: 'quote-stray', offset: at + 4, record: 1 });
      expect(index(`${head}\n`, 2)).toEqual({ fault: 'blank-line', offset: at, record: 1 });
    }
  });

  it('equals a walk, whatever the density of separators and the length', () => {
    const random = new Random(12);
    for (let round = 0; round < 500; round++) {
      const columns = 1 + random.below(20);
      const widest = random.pick([1, 3, 40, 200]);
      const field = () => {
        const text = 'x'.repeat(random.below(widest));
        return random.below(4) ? text : `"${text},\n""${text}"`;
      };
      const rows = Array.from({ length: random.below(20) }, () => Array.from({ length: columns }, field));
      const expected: number[] = [];
      let offset = -1;
      for (const row of rows) {
        for (const [at, cell] of row.entries()) {
          offset += cell.length + 1;
          expected.push(at === columns - 1 ? last(offset) : offset);
        }
      }
      expect(ends(index(rows.map((row) => `${row.join(',')}\n`).join(''), columns))).toEqual(expected);
    }
  });

  it('is not deceived by counts that happen to agree', () => {
    expect(index('a,b,c\nd\n', 2)).toEqual({ fault: 'ragged', offset: 0, record: 0, found: 3 });
  });

  it('refuses a text that the caller did not end', () => {
    expect(() => index('a,b', 2)).toThrow(/line feed/);
  });

  it('counts the fields of a first record', () => {
    expect(structure.countFields(...place('a,"b,\n",c\nx'), 44)).toBe(3);
    expect(structure.countFields(...place('a,"b,\n'), 44)).toBe(0);
  });
});

describe('scans', () => {
  const random = new Random(7);
  // dense and sparse, so that quotes and line feeds stand in one block and many blocks apart
  const texts = Array.from({ length: 600 }, (_, round) => {
    const plain = 'a'.repeat([1, 20, 150][round % 3]!);
    return Uint8Array.from({ length: random.below(500) }, () => {
      const alphabet = `""\n\n,é${plain}`;
      return alphabet.charCodeAt(random.below(alphabet.length));
    });
  });

  it('parity equals a count', () => {
    for (const text of texts) {
      const quotes = text.filter((byte) => byte === 0x22).length;
      expect(structure.parity(...place(text))).toBe(quotes % 2);
    }
  });

  it('a fingerprint with the parity equals both', () => {
    for (const text of texts) {
      const [pointer, length] = place(text);
      const print = structure.fingerprint(pointer, length);
      const parity = structure.parity(pointer, length);
      expect(structure.fingerprintAndParity(pointer, length)).toEqual({ print, parity });
    }
  });

  it('record ends equal a walk', () => {
    for (const text of texts) {
      for (const start of [false, true]) {
        const from = random.below(text.length + 1);
        let quoted = start;
        let first = -1;
        text.subarray(from).forEach((byte, offset) => {
          if (byte === 0x22) quoted = !quoted;
          if (byte === 10 && !quoted && first < 0) first = from + offset;
        });
        expect(structure.recordEnd(...place(text), from, start)).toBe(first);
        quoted = start;
        let final = -1;
        text.forEach((byte, offset) => {
          if (byte === 0x22) quoted = !quoted;
          if (byte === 10 && !quoted) final = offset;
        });
        expect(structure.lastRecordEnd(...place(text), start)).toBe(final);
      }
    }
  });

  it('a fingerprint depends on every byte, on order and on length, and on nothing around', () => {
    const text = new Uint8Array(3000).map(() => random.below(256));
    const sum = structure.fingerprint(...place(text));
    expect(structure.fingerprint(...place(text.slice()))).toBe(sum);
    const seen = new Set([sum]);
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice();
      changed[at]! ^= 1 << random.below(8);
      seen.add(structure.fingerprint(...place(changed)));
    }
    for (let at = 0; at + 128 <= text.length; at += 64) {
      const swapped = text.slice();
      swapped.set(text.subarray(at, at + 64), at + 64);
      swapped.set(text.subarray(at + 64, at + 128), at);
      seen.add(structure.fingerprint(...place(swapped)));
    }
    for (let length = 0; length < 3000; length++)
      seen.add(structure.fingerprint(...place(text.subarray(0, length))));
    expect(seen.size).toBe(1 + 3000 + 45 + 3000);
    const zeros = new Set(
      Array.from({ length: 500 }, (_, length) => structure.fingerprint(...place(new Uint8Array(length)))),
    );
    expect(zeros.size).toBe(500);
  });
});
