import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognisers } from '../../src/recognisers/index.js';
import { matching, matchingAt, type SizedFinder } from '../../src/recognisers/scan/matches.js';
import { forgetScan } from '../../src/recognisers/scan/scan.js';

/** A pattern that a whole value meets: without what it asks of its neighbours. */
function whole({ source }: RegExp): RegExp {
  return new RegExp(`^(?:${source.replace(/\(\?<?[!=](?:[^()[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])*\)/g, '')})$`);
}

const finders = recognisers.flatMap(({ entity, summary, find, examples }) => {
  const made = (find as SizedFinder | undefined)?.made;
  return made ? [{ name: `${entity} (${summary.en})`, positive: examples.positive, ...made }] : [];
});

const neighbour = fc.constantFrom(
  '',
  '',
  ' ',
  '，',
  '张',
  ':',
  '(',
  '+',
  '-',
  '.',
  '1',
  'A',
  '@',
  '号',
  'tel ',
  '号码是',
);
const noise = fc.string({ unit: fc.constantFrom(...'0123456789ABXx -.()+张'), maxLength: 12 });

/** Texts full of what a pattern finds, beside what may hide it. */
function texts(pattern: RegExp, positive: readonly string[]): fc.Arbitrary<string> {
  const written = fc.oneof(fc.stringMatching(whole(pattern)), fc.constantFrom(...positive));
  const piece = fc.oneof({ arbitrary: written, weight: 4 }, { arbitrary: noise, weight: 1 });
  return fc
    .array(fc.tuple(neighbour, piece, neighbour), { minLength: 1, maxLength: 4 })
    .map((pieces) => pieces.flat().join(''));
}

/** Whether both find the same; tells how much that was. */
function assertSame(arbitrary: fc.Arbitrary<string>, one: SizedFinder, other: SizedFinder): number {
  let found = 0;
  fc.assert(
    fc.property(arbitrary, (text) => {
      forgetScan();
      const expected = other(text);
      found += expected.length;
      expect(one(text)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
  return found;
}

describe('finders that are tried only where runs of some size begin', () => {
  it.each(finders)(
    '$name: miss nothing that is found where their pattern is tried everywhere',
    ({ pattern, begin, score, positive }) => {
      const arbitrary = texts(pattern, positive);
      assertSame(arbitrary, matchingAt('text', begin, pattern, score), matching('text', pattern, score));
    },
  );

  it.each(finders.filter(({ begin }) => !begin.sizesAfter))(
    '$name: whatever its judge says',
    ({
      pattern,
      begin: { first: _, ...sizes }, // judges know of beginnings
      positive,
    }) => {
      const all = () => 1;
      const found = assertSame(
        texts(pattern, positive),
        matchingAt('text', sizes, pattern, all),
        matching('text', pattern, all),
      );
      expect(found).toBeGreaterThan(30);
    },
  );
});
