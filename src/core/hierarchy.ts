import type { z } from 'zod';
import type { Instruction } from './program.js';
import type { Bilingual } from './text.js';

type Zod = typeof z;

/**
 * A generalisation hierarchy over text values. Level 0 is the value itself, level `height` is `*` for every value.
 * `generalise` is monotone: values equal at one level are equal at every higher level.
 */
export interface Hierarchy {
  kind: string;
  height: number; // number of generalisation steps; levels are 0…height
  /** Level names for reports and for `level:` in a policy, index = level. */
  levels: readonly string[];
  /** The label of a value at a level, or null where the value is not in the hierarchy's domain. */
  generalise(value: string, level: number): string | null;
  /**
   * The label of level `level` > 1 that follows from the label below it: what `generalise` gives for every value with
   * that label. Where it is there, tables of levels ask it once per label instead of `generalise` once per value.
   */
  coarser?(label: string, level: number): string;
  /**
   * Leaves of the whole domain, for ARX's Loss: |D| for level-based shares. Infinite or open domains have null, and
   * shares are then counted over the values that occur.
   */
  domain: readonly string[] | null;
  /** The lowering of a level to the row program, where there is one. */
  instruction?(level: number): Instruction | undefined;
}

/** A kind of hierarchy that a policy may name. */
// biome-ignore lint/suspicious/noExplicitAny: parameters are opaque to the list; each file types its own
export interface HierarchyKind<P = any> {
  name: string;
  summary: Bilingual;
  params(zod: Zod): z.ZodType<P>;
  examples: readonly { params: P; value: string; labels: readonly string[] }[]; // labels[level]
  /** `readFile` gives the text of a file that the policy names (relative to the policy). */
  build(params: P, readFile: (path: string) => string): Hierarchy;
}
