import { readCoordinates } from '../core/coordinates.js';
import type { HierarchyKind } from '../core/hierarchy.js';
import { tidy } from '../core/numbers.js';
import { ladder } from './ladder.js';

/** Parameters of `grid`. */
export interface GridParams {
  metres?: readonly number[] | undefined; // least side of a cell per level, ascending; 100 m to 100 km by default
  north?: number | undefined; // degrees of latitude up to which that holds, 54 by default: the north of China
  axis?: 'latitude' | 'longitude' | undefined; // what a column of single numbers holds; longitude, the stricter, by default
}

const usual = [100, 1000, 10_000, 100_000] as const;
const metresPerDegree = 110_574; // of latitude at the equator, where degrees are shortest (WGS-84)

/**
 * Coordinates by cells of a grid in degrees. A cell's sides are at least as many metres as its level says, anywhere up to
 * the latitude `north`: degrees of longitude shrink with the cosine of the latitude. A pair (`116.397428,39.90923`) has
 * both numbers in cells of the same degrees. GCJ-02 and BD-09 shift places by up to a kilometre and leave sizes as they
 * are, so that the datum does not matter. What is no coordinate is `*` from level 1 on.
 */
export const grid: HierarchyKind<GridParams> = {
  name: 'grid',
  summary: {
    en: 'Coordinates by cells of a grid whose sides are at least so many metres: 100 m, 1 km, 10 km, 100 km.',
    zh: '按网格泛化经纬度，网格边长不小于给定米数：100 米、1 公里、10 公里、100 公里。',
  },
  params: (zod) =>
    zod.strictObject({
      metres: zod
        .array(zod.number().min(1).max(5_000_000))
        .min(1)
        .refine((metres) => metres.every((one, at) => at === 0 || one > metres[at - 1]!), 'ascending')
        .optional(),
      north: zod.number().min(0).max(85).optional(),
      axis: zod.enum(['latitude', 'longitude']).optional(),
    }),
  examples: [
    {
      params: {},
      value: '116.397428',
      labels: ['116.397428', '[116.396, 116.398)', '[116.38, 116.4)', '[116.2, 116.4)', '[116, 118)', '*'],
    },
    {
      params: { metres: [1000], axis: 'latitude' },
      value: '39.90923',
      labels: ['39.90923', '[39.9, 39.91)', '*'],
    },
    {
      params: { metres: [1000, 50_000] },
      value: '116.397428,39.90923',
      labels: ['116.397428,39.90923', '[116.38, 116.4) [39.9, 39.92)', '[116, 117) [39, 40)', '*'],
    },
    { params: { metres: [1000] }, value: '不详', labels: ['不详', '*', '*'] },
  ],
  build({ metres = usual, north = 54, axis }) {
    const perDegree = metresPerDegree * (axis === 'latitude' ? 1 : Math.cos((north * Math.PI) / 180));
    const steps = stepsOf(metres.map((one) => one / perDegree));
    return ladder('grid', ['value', ...metres.map((one) => `grid-${one}m`), '*'], (value, level) => {
      const numbers = readCoordinates(value);
      if (numbers === null) return '*';
      return numbers.map((number) => cellOf(number, steps[0]!, steps[level - 1]!)).join(' ');
    });
  },
};

/** The smallest of 1, 2, 5, 10 … times a power of ten (as units of 1e-5°) that is wide enough and a multiple of the one before. */
function stepsOf(degrees: readonly number[]): number[] {
  const steps: number[] = [];
  for (const least of degrees) {
    const before = steps.at(-1) ?? 1;
    let step = 1;
    for (let tens = 1; step < least * 1e5 - 1e-6 || step % before !== 0; tens *= 10) {
      step =
        [1, 2, 5, 10]
          .map((one) => one * tens)
          .find((one) => one >= least * 1e5 - 1e-6 && one % before === 0) ?? step;
    }
    steps.push(step);
  }
  return steps;
}

/** Wider cells are counted in narrowest ones, so that rounding never makes two levels disagree. */
function cellOf(degrees: number, narrowest: number, step: number): string {
  const index = Math.floor(Math.floor(tidy((degrees * 1e5) / narrowest)) / (step / narrowest));
  return `[${tidy((index * step) / 1e5)}, ${tidy(((index + 1) * step) / 1e5)})`;
}
