import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HmacSha256 } from '../../src/core/sha256.js';

const reference = (key: Uint8Array, message: Uint8Array) =>
  createHmac('sha256', key).update(message).digest('hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('HMAC-SHA-256', () => {
  it('is what node:crypto says of every length around the ends of blocks', () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
    const mac = new HmacSha256(key);
    for (let length = 0; length <= 200; length++) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);
      expect(hex(mac.digest(message))).toBe(reference(key, message));
    }
  });

  it('is what node:crypto says of any key and messages, one after the other', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
        (key, messages) => {
          const mac = new HmacSha256(key);
          for (const message of messages) expect(hex(mac.digest(message))).toBe(reference(key, message));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('forgets its key', () => {
    const key = new Uint8Array(32).fill(7);
    const mac = new HmacSha256(key);
    mac.clear();
    expect(hex(mac.digest(new Uint8Array(3)))).not.toBe(reference(key, new Uint8Array(3)));
  });

  it('takes no key longer than a block', () => {
    expect(() => new HmacSha256(new Uint8Array(65))).toThrow(RangeError);
  });
});
