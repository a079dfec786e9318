import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Key } from '../../src/core/random.js';
import { decrypt, encrypt } from '../../src/operators/encrypt.js';
import { contextFor } from './context.js';

const none = { get: () => null };
const compiled = encrypt.compile({ domain: 'd' }, { ...contextFor(), key: (domain) => Key.from(domain) });

describe('encrypt', () => {
  it('is turned back by its key and by no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const out = compiled.apply(text, none);
        expect(out).toMatch(/^[A-Za-z0-9+/]+=*$/);
        expect(decrypt(out, Key.from('d'))).toBe(text);
        expect(decrypt(out, Key.from('e'))).toBeNull();
      }),
    );
  });

  it('notices a changed bit', () => {
    const bytes = Buffer.from(compiled.apply('11010519491231002X', none), 'base64');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(decrypt(changed.toString('base64'), Key.from('d'))).toBeNull();
    }
    expect(decrypt('', Key.from('d'))).toBeNull();
  });

  it('encrypts with SM4 what openssl decrypts', (context) => {
    const sm4 = encrypt.compile(
      { domain: 'd', cipher: 'sm4' },
      { ...contextFor(), key: (domain) => Key.from(domain) },
    );
    const text = '11010519491231002X 林晓雯';
    const out = sm4.apply(text, none);
    expect(out).not.toBe(compiled.apply(text, none));
    expect(decrypt(out, Key.from('d'), 'sm4')).toBe(text);
    expect(decrypt(out, Key.from('d'))).toBeNull();
    const bytes = Buffer.from(out, 'base64');
    const hex = (part: Uint8Array) => Buffer.from(part).toString('hex');
    const key = Key.from('d').derive('encrypt/sm4-ctr').bytes().subarray(0, 16);
    const told = spawnSync(
      'openssl',
      ['enc', '-d', '-sm4-ctr', '-K', hex(key), '-iv', hex(bytes.subarray(0, 16))],
      { input: bytes.subarray(16) },
    );
    if (told.status !== 0) return context.skip('no openssl with SM4');
    expect(told.stdout.toString()).toBe(text);
  });
});
