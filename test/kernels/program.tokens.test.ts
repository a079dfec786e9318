import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import { type ProgramSpec, RowProgram } from '../../src/kernels/program.js';
import { rectangle } from './rectangles.js';

const module = KernelHost.compile();
const key = Uint8Array.from({ length: 32 }, (_, i) => 255 - i * 5);

function spec(length: number, more: Partial<ProgramSpec> = {}): ProgramSpec {
  const dialect = { delimiter: ',', newline: '\n', inputDelimiter: ',' } as const;
  return {
    columns: 1,
    instructions: [{ op: 'token', slot: 0, length, domain: 'person' }],
    ...dialect,
    keys: new Map([['person', key]]),
    recodings: [],
    suppressed: null,
    ...more,
  };
}

function hmac(secret: Uint8Array, text: string, length: number): string {
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, length);
}

function tokens(program: RowProgram, host: KernelHost, values: readonly string[]): string[] {
  const output = program.run(rectangle(host, values.map((value) => `${value || '""'}\n`).join('')));
  return Buffer.from(host.copy(output.pointer, output.length)).toString().split('\n').slice(0, -1);
}

const texts = Array.from({ length: 301 }, (_, n) =>
  Array.from({ length: n }, (_, i) => String.fromCharCode(97 + ((n * 7 + i * 3) % 26))).join(''),
);

describe('tokens', () => {
  it.each([64, 33, 32, 16, 1])(
    'are %i digits of HMAC-SHA-256 for values of all lengths to 300 bytes',
    (length) => {
      const host = KernelHost.load(module);
      const program = new RowProgram(host, spec(length));
      expect(tokens(program, host, texts)).toEqual(texts.map((text) => hmac(key, text, length)));
      // Neighbours of very different lengths share a group of four lanes.
      const mixed = texts.map((_, i) => texts[(i * 149) % 301]!);
      expect(tokens(program, host, mixed)).toEqual(mixed.map((text) => hmac(key, text, length)));
    },
  );

  it('hash the UTF-8 of the unquoted text', () => {
    const host = KernelHost.load(module);
    const program = new RowProgram(host, spec(64));
    expect(tokens(program, host, ['张三', '"a""b,c"', '😀'])).toEqual(
      ['张三', 'a"b,c', '😀'].map((text) => hmac(key, text, 64)),
    );
  });

  it('are the same for repeats, whichever chunk and whether or not repeats are looked for', () => {
    const host = KernelHost.load(module);
    const program = new RowProgram(host, spec(32));
    const distinct = texts.slice(1);
    const repeated = texts.map((_, i) => texts[1 + (i % 7)]!);
    for (const values of [repeated, distinct, repeated, distinct, repeated]) {
      expect(tokens(program, host, values)).toEqual(values.map((text) => hmac(key, text, 32)));
    }
  });

  it('use the key of their domain, of 1 to 64 bytes', () => {
    const short = Uint8Array.of(1);
    const long = Uint8Array.from({ length: 64 }, (_, i) => i);
    const host = KernelHost.load(module);
    const program = new RowProgram(
      host,
      spec(0, {
        columns: 2,
        instructions: [
          { op: 'token', slot: 0, length: 40, domain: 'a' },
          { op: 'token', slot: 1, length: 12, domain: 'b' },
        ],
        keys: new Map([
          ['a', short],
          ['b', long],
        ]),
      }),
    );
    const output = program.run(rectangle(host, 'x,y\n,y\nx,\n'));
    const [x, y] = [hmac(short, 'x', 40), hmac(long, 'y', 12)];
    expect(Buffer.from(host.copy(output.pointer, output.length)).toString()).toBe(
      `${x},${y}\n,${y}\n${x},\n`,
    );
  });

  it('leave no key in memory, and none of its states once forgotten', () => {
    const host = KernelHost.load(module);
    const program = new RowProgram(host, spec(64));
    const holds = (bytes: Uint8Array) => Buffer.from(host.bytes).includes(Buffer.from(bytes));
    expect(holds(key)).toBe(false);
    expect(holds(key.map((byte) => byte ^ 0x36))).toBe(false);
    tokens(program, host, ['a']);
    const before = Buffer.from(host.bytes);
    program.forgetKeys();
    const changed = before.findIndex((byte, i) => byte !== host.bytes[i]);
    const states = before.subarray(changed & ~63, (changed & ~63) + 64);
    expect(changed).toBeGreaterThan(0);
    expect(holds(states.subarray(0, 32))).toBe(false);
    expect(() => tokens(program, host, ['a'])).toThrow(expect.objectContaining({ code: 'program-invalid' }));
  });
});
