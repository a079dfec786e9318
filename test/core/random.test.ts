import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Key } from '../../src/core/random.js';

describe('a destroyed key', () => {
  it('is zeroed with every key derived from it, however deep, and cannot be used again', () => {
    const key = Key.ephemeral();
    const child = key.derive('domain/person');
    const grandchild = child.derive('column');
    const secrets = [key, child, grandchild].map((one) => one.bytes());
    for (const secret of secrets) expect(secret.some((byte) => byte !== 0)).toBe(true);
    key.destroy();
    for (const secret of secrets) expect([...secret]).toEqual(new Array(32).fill(0));
    for (const one of [key, child, grandchild]) expect(() => one.digest('x')).toThrow();
  });

  it('leaves keys alone that were not derived from it', () => {
    const other = Key.from('other').derive('a');
    Key.from('other').destroy();
    expect(other.digest('x')).toEqual(Key.from('other').derive('a').digest('x'));
  });
});

describe('a key', () => {
  it('gives the same codes however many it gave before', () => {
    const key = Key.from('codes');
    for (let i = 0; i < 1100; i++) {
      const text = `${i}: 居民`;
      expect([...key.digest(text)]).toEqual([...createHmac('sha256', key.bytes()).update(text).digest()]);
    }
  });
});
