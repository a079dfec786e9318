import type { HierarchyKind } from '../core/hierarchy.js';
import { ladder } from './ladder.js';

const digits = [4, 2] as const;

/**
 * Administrative division codes (GB/T 2260): county 6 digits, prefecture 4, province 2, `*`. Statistical codes of 9 and
 * 12 digits begin with the same six. Abolished codes are cut alike. What is no such code is `*` from level 1 on.
 */
export const cnRegion: HierarchyKind<Record<string, never>> = {
  name: 'cn-region',
  summary: {
    en: 'Chinese division codes (GB/T 2260): county, prefecture, province.',
    zh: '行政区划代码（GB/T 2260）：县级、地级、省级。',
  },
  params: (zod) => zod.strictObject({}),
  examples: [
    { params: {}, value: '330106', labels: ['330106', '3301', '33', '*'] },
    { params: {}, value: '330106109005', labels: ['330106109005', '3301', '33', '*'] },
    { params: {}, value: '杭州', labels: ['杭州', '*', '*', '*'] },
  ],
  build: () =>
    ladder('cn-region', ['code', 'prefecture', 'province', '*'], (value, level) =>
      /^[1-9][0-9]{5}(?:[0-9]{3}|[0-9]{6})?$/.test(value) ? value.slice(0, digits[level - 1]) : '*',
    ),
};
