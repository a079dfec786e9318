import type { HierarchyKind } from '../core/hierarchy.js';
import { type Address, parseAddress } from './cn-address/parse.js';
import { ladder } from './ladder.js';

const levels = ['address', 'road', 'township', 'county', 'city', 'province', '*'] as const;

/** Parts that a label of a level still shows. */
const shown: Readonly<Record<number, readonly (keyof Address)[]>> = {
  1: ['province', 'city', 'county', 'township', 'road'],
  2: ['province', 'city', 'county', 'township'],
  3: ['province', 'city', 'county'],
  4: ['province', 'city'],
  5: ['province'],
};

/**
 * Chinese addresses cut by level: without house and room numbers, then without road or estate, township, county, city,
 * province. A part that the address does not tell is left out, and its label is then that of the next coarser level;
 * divisions above are completed from GB/T 2260 where only one is possible. A text without a known division is `*` from
 * level 1 on, and so is a label of which nothing is left.
 */
export const cnAddress: HierarchyKind<Record<string, never>> = {
  name: 'cn-address',
  summary: {
    en: 'Chinese addresses cut by level: road or estate, township, county, city, province.',
    zh: '按级别截断中国地址：道路或小区、乡镇街道、区县、市、省。',
  },
  params: (zod) => zod.strictObject({}),
  examples: [
    {
      params: {},
      value: '浙江省杭州市西湖区文新街道文三路123号4幢501室',
      labels: [
        '浙江省杭州市西湖区文新街道文三路123号4幢501室',
        '浙江省杭州市西湖区文新街道文三路',
        '浙江省杭州市西湖区文新街道',
        '浙江省杭州市西湖区',
        '浙江省杭州市',
        '浙江省',
        '*',
      ],
    },
    {
      params: {},
      value: '北京朝阳区建国门外大街1号',
      labels: [
        '北京朝阳区建国门外大街1号',
        '北京市朝阳区建国门外大街',
        '北京市朝阳区',
        '北京市朝阳区',
        '北京市',
        '北京市',
        '*',
      ],
    },
    {
      params: {},
      value: '义乌市稠城街道',
      labels: ['义乌市稠城街道', '浙江省金华市义乌市稠城街道', '浙江省金华市义乌市稠城街道', '浙江省金华市义乌市', '浙江省金华市', '浙江省', '*'], // biome-ignore format: a list of labels
    },
    { params: {}, value: '老地方3号', labels: ['老地方3号', '*', '*', '*', '*', '*', '*'] },
  ],
  build() {
    // Labels repeat far more than addresses, so their cuts are kept; a full store is emptied, which changes nothing.
    const known = new Map<string, string>();
    const cutLabel = (label: string, step: number): string => {
      const key = `${step}${label}`;
      let shorter = known.get(key);
      if (shorter === undefined) {
        shorter = cut(label, step);
        if (known.size >= storeSize) known.clear();
        known.set(key, shorter);
      }
      return shorter;
    };
    const coarser = (label: string, step: number): string => (label === '*' ? label : cutLabel(label, step));
    const steps = ladder('cn-address', levels, (value, level) => {
      // Each level is cut from the label below it, so that values equal at one level stay equal above it.
      let label = cut(value, 1);
      for (let step = 2; step <= level; step++) label = coarser(label, step);
      return label;
    });
    return { ...steps, coarser };
  },
};

/** Cuts of labels that are kept: a few megabytes. */
const storeSize = 50_000;

function cut(text: string, level: number): string {
  const address = parseAddress(text);
  return (address && (shown[level] ?? []).map((part) => address[part]).join('')) || '*';
}
