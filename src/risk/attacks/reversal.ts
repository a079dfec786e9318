import type { AttackResult } from '../../core/attack.js';
import { spacesOf } from './candidates.js';
import { type Digest, digestsOf, formOfTokens, type TokenForm, token } from './digests.js';
import { wilson } from './interval.js';
import type { Attack, Scene, TokenColumn } from './scene.js';

/**
 * Turns tokens back by making them again. First a list: values that the adversary holds, as any register or address
 * book gives them. Then the space of the identifier, number by number, until the budget of guesses is spent. Tokens made
 * with a secret fall to neither.
 */
export const reversal: Attack = {
  name: 'reversal',
  summary: {
    en: 'Turns hashes and pseudonyms back by a list of values and by trying numbers, within a budget of guesses.',
    zh: '在限定的猜测次数内，以候选值列表和逐号尝试还原哈希与假名。',
  },
  source: 'dictionary attack; GB/T 37964 (cryptographic techniques)',
  run(scene) {
    return scene.tokens.flatMap((column) => {
      const form = formOfTokens(column.tokens);
      return form ? [turnBack(scene, column, form)] : [];
    });
  },
};

function turnBack(scene: Scene, column: TokenColumn, form: TokenForm): AttackResult {
  const tokens = new Set(column.tokens);
  const found = new Set<string>();
  const working = digestsOf(form);
  let guesses = 0;
  let method: Digest | null = null;
  const attempt = (value: string, digests: readonly Digest[]) => {
    for (const digest of digests) {
      if (guesses >= scene.guesses) return;
      guesses++;
      const made = token(digest, value, form);
      if (!tokens.has(made)) continue;
      found.add(made);
      method ??= digest;
    }
  };
  for (const value of column.candidates) attempt(value, method ? [method] : working);
  const byList = found.size;
  // A digest that the list has shown is the one that is used.
  const tried = method ? [method as Digest] : working;
  for (const space of spacesOf(column.entity)) {
    for (const value of space.values(column.candidates)) {
      if (guesses >= scene.guesses) break;
      attempt(value, method ? [method] : tried);
    }
  }
  return {
    attack: 'reversal',
    variant: method ? (method as Digest).name : working.map(({ name }) => name).join('/'),
    known: [],
    column: column.name,
    sample: tokens.size,
    coverage: tokens.size === 0 ? 0 : 1,
    rate: wilson(found.size, tokens.size),
    control: { kind: 'none', sample: 0, rate: null },
    baseline: { random: null, majority: null, model: null },
    advantage: null,
    figures: {
      recovered: found.size,
      byList,
      byTrying: found.size - byList,
      listed: column.candidates.length,
      guesses,
      budget: scene.guesses,
      distinct: column.distinct,
    },
  };
}
