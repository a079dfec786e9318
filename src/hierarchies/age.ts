import type { HierarchyKind } from '../core/hierarchy.js';
import { ladder } from './ladder.js';

/** Parameters of `age`. */
export interface AgeParams {
  top?: number | undefined; // ages from here on share one label per level, 90 by default
}

const bands = [5, 10, 20] as const;

/**
 * Ages in years by bands of 5, 10 and 20; from `top` on one open band (at wider levels from the band that holds it).
 * `37`, `37岁` and `37周岁` are ages; what is none, or above 150, is `*` from level 1 on.
 */
export const age: HierarchyKind<AgeParams> = {
  name: 'age',
  summary: {
    en: 'Ages by bands of 5, 10 and 20 years, 90 and above in one band.',
    zh: '按 5、10、20 岁分段泛化年龄，90 岁及以上合为一段。',
  },
  params: (zod) => zod.strictObject({ top: zod.int().min(1).max(150).optional() }),
  examples: [
    { params: {}, value: '37', labels: ['37', '[35-39]', '[30-39]', '[20-39]', '*'] },
    { params: {}, value: '37岁', labels: ['37岁', '[35-39]', '[30-39]', '[20-39]', '*'] },
    { params: {}, value: '93', labels: ['93', '>=90', '>=90', '>=80', '*'] },
    { params: { top: 67 }, value: '66', labels: ['66', '>=65', '>=60', '>=60', '*'] },
    { params: {}, value: '999', labels: ['999', '*', '*', '*', '*'] },
    { params: {}, value: '不详', labels: ['不详', '*', '*', '*', '*'] },
  ],
  build({ top = 90 }) {
    return ladder('age', ['value', ...bands.map((band) => `years-${band}`), '*'], (value, level) => {
      const years = readAge(value);
      if (years === null) return '*';
      const band = bands[level - 1] ?? 20;
      const open = top - (top % band);
      const low = years - (years % band);
      return low >= open ? `>=${open}` : `[${low}-${low + band - 1}]`;
    });
  },
};

function readAge(text: string): number | null {
  const match = /^0*([0-9]{1,3})(?:\.[0-9]+)?\s?(?:周?岁)?$/.exec(text.trim());
  const years = Number(match?.[1]);
  return match && years <= 150 ? years : null;
}
