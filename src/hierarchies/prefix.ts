import type { HierarchyKind } from '../core/hierarchy.js';
import { ladder } from './ladder.js';

/** Parameters of `prefix`: `length` (keep one character less per level) or `keep` (characters kept, level by level). */
export interface PrefixParams {
  length?: number | undefined;
  keep?: readonly number[] | undefined; // descending
  pad?: string | undefined; // for each character cut off, `*` by default; '' shortens the value
}

/** Keeps fewer characters per level: 310012 → 31001* → 3100** → … → `*`. For codes whose parts go from coarse to fine. */
export const prefix: HierarchyKind<PrefixParams> = {
  name: 'prefix',
  summary: {
    en: 'Keeps fewer leading characters per level, for codes that go from coarse to fine.',
    zh: '逐级减少保留的前缀字符，适用于由粗到细的编码。',
  },
  params: (zod) =>
    zod
      .strictObject({
        length: zod.int().min(2).max(64).optional(),
        keep: zod
          .array(zod.int().min(1).max(10_000))
          .min(1)
          .refine((keep) => keep.every((n, at) => at === 0 || n < (keep[at - 1] ?? n)), 'descending')
          .optional(),
        pad: zod
          .string()
          .refine((pad) => [...pad].length <= 1, 'one character or none')
          .optional(),
      })
      .refine(({ length, keep }) => (length === undefined) !== (keep === undefined), 'either length or keep'),
  examples: [
    { params: { length: 4 }, value: '3100', labels: ['3100', '310*', '31**', '3***', '*'] },
    { params: { keep: [4, 2] }, value: '310012', labels: ['310012', '3100**', '31****', '*'] },
    { params: { keep: [3], pad: '' }, value: '81667', labels: ['81667', '816', '*'] },
    { params: { keep: [3] }, value: '81', labels: ['81', '81', '*'] },
  ],
  build({ length, keep, pad = '*' }) {
    const steps = keep ?? Array.from({ length: (length ?? 1) - 1 }, (_, at) => (length ?? 1) - 1 - at);
    return ladder(
      'prefix',
      ['value', ...steps.map((count) => `prefix-${count}`), '*'],
      (value, level) => {
        const characters = [...value];
        const kept = steps[level - 1] ?? 0;
        return characters.slice(0, kept).join('') + pad.repeat(Math.max(0, characters.length - kept));
      },
      (level) => ({ op: 'cut', length: steps[level - 1] ?? 0, pad }),
    );
  },
};
