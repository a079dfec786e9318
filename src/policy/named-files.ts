import type { Policy } from './types.js';

/** Paths of files that a policy names for its hierarchies, operators and recognisers, as it spells them, sorted. */
export function namedFiles(policy: Policy): string[] {
  const paths = new Set<string>();
  const search = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, one] of Object.entries(value)) {
      if ((key === 'file' || key === 'codes') && typeof one === 'string') paths.add(one);
      else search(one);
    }
  };
  for (const { params, hierarchy } of policy.columns.values()) {
    search(params);
    search(hierarchy?.params);
  }
  for (const { params } of policy.privacy.models) search(params);
  search(policy.recognition);
  return [...paths].sort();
}
