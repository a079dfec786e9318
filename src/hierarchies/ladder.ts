import type { Hierarchy } from '../core/hierarchy.js';
import type { Instruction } from '../core/program.js';

/**
 * A hierarchy over an open domain: level 0 is the value as written, the last level is `*`, and `label` gives the levels
 * between them. `lower` names their row program instructions where there are any.
 */
export function ladder(
  kind: string,
  levels: readonly string[],
  label: (value: string, level: number) => string,
  lower: (level: number) => Instruction | undefined = () => undefined,
): Hierarchy {
  const height = levels.length - 1;
  return {
    kind,
    height,
    levels,
    domain: null,
    generalise(value, level) {
      if (level <= 0) return value;
      return level >= height ? '*' : label(value, level);
    },
    instruction(level) {
      if (level <= 0) return { op: 'copy' };
      return level >= height ? { op: 'constant', text: '*' } : lower(level);
    },
  };
}
