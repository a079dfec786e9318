import { describe, expect, it } from 'vitest';
import { entities } from '../../src/core/entities.js';
import { hash } from '../../src/operators/hash.js';
import { contextFor } from './context.js';

describe('hash', () => {
  it.each(entities.filter((entity) => entity !== 'text' && entity !== 'url'))(
    'is refused for %s',
    (entity) => {
      const context = contextFor({ entity });
      expect(() => hash.compile({}, context)).toThrow(expect.objectContaining({ code: 'hash-enumerable' }));
      expect(hash.compile({ acknowledged: true }, context).reversibility).toBe('reversible');
    },
  );

  it('is reversible by anyone with a list of candidates, whatever the column', () => {
    expect(hash.compile({}, contextFor()).reversibility).toBe('reversible');
    expect(hash.compile({}, contextFor({ entity: 'text' })).keeps).toEqual(['equality', 'distribution']);
  });
});
