import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mask } from '../../src/operators/mask.js';
import { replace } from '../../src/operators/replace.js';
import { contextFor, recordOf } from './context.js';

const oracle = new URL('../../../shared/data/oracles/presidio-operators.json', import.meta.url);
const there = existsSync(oracle);

interface Case {
  operator: string | null;
  fn: string;
  error: unknown;
  args: { text: string; params: Record<string, string | number | boolean> };
  expected: string;
}

const cases: Case[] = there
  ? JSON.parse(readFileSync(oracle, 'utf8')).cases.filter(
      ({ fn, error }: Case) => fn === 'operate' && error === null,
    )
  : [];

// Not compared: `hash` there is salted (a salt is a key here: `pseudonym`), and its `encrypt` draws an IV by chance.
describe.skipIf(!there)('operators against the cases of Presidio (skipped without the oracles)', () => {
  it.each(cases.filter(({ operator }) => operator === 'mask'))('mask $args', ({ args, expected }) => {
    const { masking_char: char, chars_to_mask: count, from_end: fromEnd } = args.params;
    const rule = mask.params(z).safeParse({ mask: fromEnd ? [0, count] : [count, 0], char });
    // On purpose: a rule that masks nothing is refused when the policy is read.
    expect(rule.success).toBe(Number(count) > 0);
    if (rule.data) expect(mask.compile(rule.data, contextFor()).apply(args.text, recordOf())).toBe(expected);
  });

  const replaced = cases.filter(({ operator, args }) => operator === 'replace' && args.params?.new_value);
  it.each(replaced)('replace $args', ({ args, expected }) => {
    const params = replace.params(z).parse({ with: args.params.new_value });
    expect(replace.compile(params, contextFor()).apply(args.text, recordOf())).toBe(expected);
  });
});
