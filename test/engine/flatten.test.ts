import { describe, expect, it } from 'vitest';
import { flattened, restored } from '../../src/engine/flatten.js';

/** All pieces as they stand in a file, at an address that no array can be read at in place. */
function joined(pieces: readonly Uint8Array[], shift = 0): Uint8Array {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const bytes = new Uint8Array(length + shift);
  let at = shift;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.subarray(shift);
}

describe('entries of a journal', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(5)).fill(7);
  const part = new Uint8Array([0, 1, 2, 3, 4, 5]).subarray(1, 4);
  const twice = Float64Array.of(1.5, Number.NaN);
  const value = {
    text: '一',
    none: null,
    map: new Map([['a', BigUint64Array.of(1n, 2n ** 64n - 1n)]]),
    lists: [part, shared, new Uint32Array(0), Int32Array.of(-1), twice, twice],
  };

  it.each([0, 1, 3])('come back from their pieces, %d bytes off', (shift) => {
    const back = restored(joined(flattened(value), shift)) as typeof value;
    expect(back).toEqual({ ...value, lists: [part, new Uint8Array(shared), ...value.lists.slice(2)] });
    expect(back.lists[0]).toBeInstanceOf(Uint8Array);
    expect(back.lists[4]).toBe(back.lists[5]);
  });

  it('are not copied where they are arrays', () => {
    const large = new BigUint64Array(1 << 10);
    expect(flattened({ large }).some(({ buffer }) => buffer === large.buffer)).toBe(true);
  });

  it('refuse what is cut short and what cannot be cloned', () => {
    const bytes = joined(flattened(value));
    for (let length = 0; length < bytes.length - 8; length += 9)
      expect(() => restored(bytes.slice(0, length))).toThrow();
    expect(() => flattened({ call: () => 1 })).toThrow();
  });
});
