import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type MaskParams, mask } from '../../src/operators/mask.js';
import { contextFor, recordOf } from './context.js';

const masked = (params: MaskParams, text: string): string =>
  mask.compile(params, contextFor()).apply(text, recordOf());

const oracle = new URL('../../../shared/data/oracles/masking.json', import.meta.url);

interface Case {
  algorithm: string;
  props: Record<string, string | number>;
  input: string | null;
  expected: string | null;
}

/** Our parameters for a mask of the oracle. */
function paramsOf({ algorithm, props }: Case): MaskParams | null {
  const ends: [number, number] = [Number(props['first-n']), Number(props['last-m'])];
  const range: [number, number] = [Number(props['from-x']), Number(props['to-y'])];
  const rules: Record<string, MaskParams> = {
    KEEP_FIRST_N_LAST_M: { keep: ends },
    KEEP_FROM_X_TO_Y: { keepRange: range },
    MASK_FIRST_N_LAST_M: { mask: ends },
    MASK_FROM_X_TO_Y: { maskRange: range },
  };
  return rules[algorithm] ?? null;
}

describe.skipIf(!existsSync(oracle))('mask against the cases of another masker', () => {
  const cases: Case[] = existsSync(oracle)
    ? JSON.parse(readFileSync(oracle, 'utf8')).shardingsphere.cases.filter(
        (one: Case) => one.input && paramsOf(one),
      )
    : [];

  it('has cases of all four modes', () => {
    expect(new Set(cases.map(({ algorithm }) => algorithm)).size).toBe(4);
  });

  it.each(cases)('$algorithm $input', (one) => {
    const { input, expected } = one;
    const text = input ?? '';
    const last = Number(one.props['to-y'] ?? 0);
    const short = one.algorithm.endsWith('TO_Y') ? text.length <= last : text.length <= 8;
    // What is too short for the rule is left standing there, wholly or partly; here it is masked whole.
    expect(masked(paramsOf(one)!, text)).toBe(short ? '*'.repeat(text.length) : expected);
  });
});

describe('mask', () => {
  const rule = fc.oneof(
    fc.tuple(fc.nat(6), fc.nat(6)).map((keep): MaskParams => ({ keep })),
    fc.tuple(fc.nat(6), fc.nat(6)).map(([x, n]): MaskParams => ({ keepRange: [x, x + n] })),
    fc.tuple(fc.nat(6), fc.nat(6)).map(([n, m]): MaskParams => ({ mask: [n + 1, m] })),
    fc.tuple(fc.nat(6), fc.nat(6)).map(([x, n]): MaskParams => ({ maskRange: [x, x + n] })),
    fc.constantFrom<MaskParams>({ before: '@' }, { after: '@' }, { before: '张三' }),
  );

  it('never leaves a value standing whole, and keeps its length in characters', () => {
    fc.assert(
      fc.property(
        rule,
        fc.string({ unit: fc.constantFrom('a', '@', '张', '三', '😀', '1') }),
        (params, text) => {
          const out = masked(params, text);
          expect([...out]).toHaveLength([...text].length);
          if (text !== '') expect(out).not.toBe(text);
        },
      ),
    );
  });

  it('counts characters, not UTF-16 units', () => {
    expect(masked({ keep: [1, 1] }, '😀张三😁')).toBe('😀**😁');
  });

  it.each([
    [{}],
    [{ keep: [1, 1], mask: [1, 1] }],
    [{ keep: [-1, 2] }],
    [{ keep: [1.5, 2] }],
    [{ mask: [0, 0] }],
    [{ keepRange: [4, 2] }],
    [{ keep: [1, 1], char: '**' }],
    [{ keep: [1, 1], char: '\n' }],
    [{ before: '' }],
  ])('refuses %j', (params) => {
    expect(mask.params(z).safeParse(params).success).toBe(false);
  });
});
