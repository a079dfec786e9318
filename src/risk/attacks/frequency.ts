import type { AttackResult } from '../../core/attack.js';
import { difference, round, wilson } from './interval.js';
import type { Attack, Scene, TokenColumn } from './scene.js';

/**
 * Matches tokens to values by how often they occur. A pseudonym of a destroyed key still keeps equality, and with it the
 * distribution, which the adversary knows (here from the source itself). Both sides are put in order of frequency; where
 * several are equally frequent, lots are drawn among them.
 */
export const frequency: Attack = {
  name: 'frequency',
  summary: {
    en: 'Matches pseudonyms to values by how often they occur.',
    zh: '按出现次数把假名与原值对应起来。',
  },
  source: 'Naveed, Kamara & Wright 2015 (frequency analysis)',
  run(scene) {
    return scene.tokens.flatMap((column) => match(scene, column) ?? []);
  },
};

function match(_: Scene, column: TokenColumn): AttackResult | null {
  if (!column.counts || column.counts.values.length < 2 || column.counts.tokens.length < 2) return null;
  const { values, tokens } = column.counts;
  const records = tokens.reduce((sum, [, count]) => sum + count, 0);
  const tokenRank = ranks(tokens);
  const countOf = new Map(tokens);
  let right = 0;
  // The rank of a value is met by the tokens of the same places in the order.
  for (const [value, range] of ranks(values)) {
    const token = column.truth?.(value);
    const place = token === undefined ? null : tokenRank.get(token);
    if (token !== undefined && !place) continue; // not in the release
    const facing = place ?? range;
    const meets = Math.max(0, Math.min(range.end, facing.end) - Math.max(range.start, facing.start));
    const cells = token === undefined ? (tokens[range.start]?.[1] ?? 0) : countOf.get(token)!;
    right += (cells * meets) / ((range.end - range.start) * (facing.end - facing.start));
  }
  const rate = wilson(right, records);
  const random = 1 / values.length;
  const commonest = tokens[0]![1] / records;
  return {
    attack: 'frequency',
    variant: 'rank',
    known: [],
    column: column.name,
    sample: records,
    coverage: 1,
    rate,
    control: { kind: 'none', sample: 0, rate: null },
    baseline: { random: round(random), majority: round(commonest), model: null },
    // Saying the most frequent value of everybody is right as often as that value occurs.
    advantage: difference(rate, wilson(commonest * records, records)),
    figures: { values: values.length, tokens: tokens.length, told: tellable(tokens) },
  };
}

/** Tokens whose frequency no other token has. */
function tellable(tokens: readonly [string, number][]): number {
  const times = new Map<number, number>();
  for (const [, count] of tokens) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times.values()].filter((many) => many === 1).length;
}

/** Places in the order of frequency, equals sharing theirs: end exclusive. */
function ranks(counts: readonly (readonly [string, number])[]): Map<string, { start: number; end: number }> {
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const places = new Map<string, { start: number; end: number }>();
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]![1] === sorted[start]![1]) end++;
    for (let at = start; at < end; at++) places.set(sorted[at]![0], { start, end });
    start = end;
  }
  return places;
}
