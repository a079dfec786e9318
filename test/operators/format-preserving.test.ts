import { createCipheriv } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ff1 } from '../../src/core/ff1.js';
import { formatPreserving } from '../../src/operators/format-preserving.js';
import { contextFor } from './context.js';

interface Vector {
  radix: number;
  key_hex: string;
  tweak_hex: string;
  plaintext: string;
  ciphertext: string;
}

const path = join(import.meta.dirname, '../../../shared/data/oracles/masking.json');
const vectors: Vector[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).ff1_nist.cases : [];
const none = { get: () => null };

function permutation(key: Buffer, radix: number) {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return ff1((block) => cipher.update(block), radix);
}

describe('FF1', () => {
  it.skipIf(vectors.length === 0)(
    'gives the samples of NIST, both ways (skipped without the oracles)',
    () => {
      for (const { radix, key_hex, tweak_hex, plaintext, ciphertext } of vectors) {
        const one = permutation(Buffer.from(key_hex, 'hex'), radix);
        const tweak = Buffer.from(tweak_hex, 'hex');
        const digits = (text: string) => [...text].map((character) => Number.parseInt(character, 36));
        expect(one.encrypt(digits(plaintext), tweak)).toEqual(digits(ciphertext));
        expect(one.decrypt(digits(ciphertext), tweak)).toEqual(digits(plaintext));
      }
    },
  );

  it('gives what another program gives in radix 62 with a key of 128 bits', () => {
    // PIMO's suite masking_fpe_ff1: Toto → Uaow, and with a tweak nhIy.
    const order = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const one = permutation(Buffer.from('70NZ2NWAqk9/A21vBPxqlA==', 'base64'), 62);
    const read = (text: string) => [...text].map((character) => order.indexOf(character));
    const write = (digits: number[]) => digits.map((digit) => order[digit]).join('');
    expect(write(one.encrypt(read('Toto')))).toBe('Uaow');
    expect(write(one.encrypt(read('Toto'), Buffer.from('mytweak')))).toBe('nhIy');
  });

  it('is turned back by its key, at any radix, length and tweak', () => {
    const cases = fc.integer({ min: 2, max: 300 }).chain((radix) =>
      fc.record({
        radix: fc.constant(radix),
        digits: fc.array(fc.integer({ min: 0, max: radix - 1 }), { minLength: 2, maxLength: 60 }),
        tweak: fc.uint8Array({ maxLength: 40 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ radix, digits, tweak }) => {
        const one = permutation(Buffer.alloc(32, 7), radix);
        expect(one.decrypt(one.encrypt(digits, tweak), tweak)).toEqual(digits);
      }),
    );
  });
});

describe('format-preserving', () => {
  it('keeps length, separators and alphabet, and takes different values to different ones', () => {
    const compiled = formatPreserving.compile({}, contextFor());
    const seen = new Set<string>();
    for (let n = 0; n < 2000; n++) {
      const text = `138-${String(n).padStart(4, '0')}-8000`;
      const out = compiled.apply(text, none);
      expect(out).toMatch(/^\d{3}-\d{4}-\d{4}$/);
      seen.add(out);
    }
    expect(seen.size).toBe(2000);
  });

  it('hides whole what FF1 may not encrypt: too few digits, other characters, too long', () => {
    const compiled = formatPreserving.compile({}, contextFor());
    for (const text of ['', '12345', '1-2-3', '1380013800X', '１３８００１３８０００', '1'.repeat(257)]) {
      expect(compiled.apply(text, none)).toBe('*');
    }
    const mixed = formatPreserving.compile({ alphabet: 'alphanumeric' }, contextFor());
    expect(mixed.apply('aB3', none)).toBe('*');
    expect(mixed.apply('aB3d', none)).toMatch(/^[0-9a-zA-Z]{4}$/);
  });
});
