import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterVerb } from '../../src/recognisers/cn/address.js';
import { recognisers } from '../../src/recognisers/index.js';
import { matching, matchingAt, type SizedFinder } from '../../src/recognisers/scan/matches.js';
import { forgetScan } from '../../src/recognisers/scan/scan.js';

/** A pattern that a whole value meets: without what it asks of its neighbours. */
function whole({ source }: RegExp): RegExp {
  return new RegExp(`^(?:${source.replace(/\(\?<?[!=](?:[^()[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])*\)/g, '')})$`);
}

/** The finders that one is made of, itself where it is made of none. */
function partsOf(find: SizedFinder | undefined): SizedFinder[] {
  return find?.parts?.flatMap(partsOf) ?? (find ? [find] : []);
}

const finders = recognisers.flatMap(({ entity, summary, find, examples }) =>
  partsOf(find as SizedFinder | undefined).flatMap(({ made }, i) => {
    const name = `${entity} ${i} (${summary.en})`;
    return made ? [{ name, positive: ['', ...examples.positive], ...made }] : [];
  }),
);

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

describe('e-mail addresses', () => {
  const local = /[A-Za-z0-9.!#$%&'+/=?^_`{|}~-]/;
  const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
  const cut = new RegExp(`^(?:${label}\\.){1,8}[A-Za-z]{2,24}(?![A-Za-z])`);
  /** What stands around an @, said by patterns. */
  const around = (text: string, at: number, from: number): [number, number] | null => {
    if (at < 1) return null;
    let start = at;
    while (start > Math.max(from, at - 64) && local.test(text[start - 1]!)) start--;
    start += Math.max(...[..."=/?&'`{|"].map((sign) => text.slice(start, at).lastIndexOf(sign))) + 1;
    if (start === at) {
      while (start > Math.max(from, at - 8) && /[\u4e00-\u9fff]/.test(text[start - 1]!)) start--;
    }
    const part = text.slice(start, at).replace(/^.*\.\.(?=[^.])|^\./s, '');
    if (/^\.*$/.test(part)) return null;
    const right = text.slice(at + 1, at + 256);
    const whole = cut.exec(right)?.[0];
    if (whole === undefined) return null;
    // Greedy labels take as many as they can; digits alone before a label that is cut are a version.
    const numbers = /^(?:[0-9]+\.){2,}[A-Za-z]+$/.test(whole) && /^[0-9-]/.test(right.slice(whole.length));
    const malformed = at - part.length > start && start === 0 && at + 1 + whole.length === text.length;
    return numbers || malformed ? null : [at - part.length, at + 1 + whole.length];
  };

  it('are found as patterns around each @ find them', () => {
    const { find } = recognisers.find(({ entity }) => entity === 'email')!;
    const piece = fc.constantFrom(
      ...'@@..-_&=?/aZ9张、*',
      'b.com',
      'a@b.cn',
      '@x-1.org',
      'q'.repeat(64),
      '~.',
      "o'",
    );
    const text = fc.array(piece, { minLength: 2, maxLength: 12 }).map((pieces) => pieces.join(''));
    let found = 0;
    fc.assert(
      fc.property(text, (given) => {
        forgetScan();
        const expected: [number, number][] = [];
        for (let at = given.indexOf('@'); at >= 0; at = given.indexOf('@', at + 1)) {
          const span = around(given, at, expected.at(-1)?.[1] ?? 0);
          if (span !== null) expected.push(span);
        }
        found += expected.length;
        expect(find!(given).map(({ start, end }) => [start, end])).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

describe('addresses', () => {
  it('keep what stands behind the last verb, as a pattern finds it', () => {
    const pattern = /.*(?:在|到|于|至|往|从|是|为|了|与|和|的|请|送)(?=[\u4e00-\u9fff]{2})/;
    const head = fc
      .array(fc.constantFrom(...'在到送的路山区a1·'), { maxLength: 12 })
      .map((units) => units.join(''));
    fc.assert(
      fc.property(head, (given) => {
        expect(afterVerb(given)).toBe(pattern.exec(given)?.[0].length ?? 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('are found in a cell that holds more of them than a call has arguments', () => {
    const { find } = recognisers.find(({ entity }) => entity === 'address')!;
    expect(find!('某某市山下1号，'.repeat(150_000))).toHaveLength(150_000);
  });
});
