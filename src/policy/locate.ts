import { dirname, isAbsolute, join } from 'node:path';
import type { Policy } from './types.js';

/**
 * A policy with the paths of input, output, quarantine and key joined to the folder of the policy file, so that they
 * can be opened from the working folder. Files of hierarchies stay as written: `readFile` resolves them.
 */
export function locatePolicy(policy: Policy): Policy {
  const folder = dirname(policy.file);
  const place = (path: string) =>
    path === '-' || isAbsolute(path) || folder === '.' ? path : join(folder, path);
  const { input, output, key } = policy;
  return {
    ...policy,
    input: {
      ...input,
      path: typeof input.path === 'string' ? place(input.path) : input.path.map(place),
      ...(input.quarantine === undefined ? {} : { quarantine: place(input.quarantine) }),
    },
    output: { ...output, path: place(output.path) },
    key: key && { file: place(key.file) },
  };
}
