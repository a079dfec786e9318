import { patternOf } from '../formats/index.js';
import type { Policy } from './types.js';

/**
 * The policy with its open paths filled in: a column `items[].code` stands for every position of the list that the
 * table has (`items[0].code`, `items[1].code` …), also where a model names it.
 */
export function expandPaths(policy: Policy, names: readonly string[]): Policy {
  const open = [...policy.columns.keys()].filter((name) => name.includes('[]'));
  if (open.length === 0) return policy;
  const standing = new Map<string, string[]>(open.map((name) => [name, []]));
  const written = new Map<string, string>();
  for (const name of names) {
    const pattern = patternOf(name);
    if (policy.columns.has(name) || !standing.has(pattern)) continue;
    standing.get(pattern)!.push(name);
    written.set(name, pattern);
  }
  const columns = new Map(policy.columns);
  for (const [pattern, positions] of standing) {
    if (names.includes(pattern)) continue;
    if (positions.length > 0) columns.delete(pattern);
    for (const name of positions) columns.set(name, policy.columns.get(pattern)!);
  }
  return {
    ...policy,
    columns,
    privacy: {
      ...policy.privacy,
      models: policy.privacy.models.flatMap((model) => {
        const positions = model.column === undefined ? undefined : standing.get(model.column);
        return positions && positions.length > 0
          ? positions.map((column) => ({ ...model, column }))
          : [model];
      }),
    },
    accept: policy.accept.flatMap((one) => {
      const positions = one.column === undefined ? undefined : standing.get(one.column);
      return positions && positions.length > 0 ? positions.map((column) => ({ ...one, column })) : [one];
    }),
    at: (...path) => policy.at(...path.map((step) => written.get(String(step)) ?? step)),
  };
}
