import type { HierarchyKind } from '../core/hierarchy.js';
import { approximate, bucketEdge, type Decimal, floorOf, readNumber, tidy } from '../core/numbers.js';
import { ladder } from './ladder.js';

/** Parameters of `interval`: either widths (`width`, then the wider `levels`) or `breaks`. */
export interface IntervalParams {
  width?: number | undefined;
  levels?: readonly number[] | undefined; // widths, each a multiple of the one before
  origin?: number | undefined; // an edge of some interval, 0 by default
  breaks?: readonly number[] | readonly (readonly number[])[] | undefined; // lower edges, ascending; further lists are subsets
}

/**
 * Numbers by intervals. Where widths, origin and breaks are whole, labels are [lo-hi] of whole numbers and a fraction
 * belongs to the interval of its floor; else they are half-open, [lo, hi). Outside breaks: `<lowest`, `>=highest`. What
 * is no number is `*` from level 1 on.
 */
export const interval: HierarchyKind<IntervalParams> = {
  name: 'interval',
  summary: {
    en: 'Numbers by intervals of growing width, or between given breaks.',
    zh: '按逐级加宽的区间或给定分界点泛化数值。',
  },
  params(zod) {
    const width = zod.number().min(0.0001).max(1e15);
    const edge = zod.number().min(-1e15).max(1e15);
    const edges = zod.array(edge).min(1).refine(isAscending, 'breaks ascend');
    return zod
      .strictObject({
        width: width.optional(),
        levels: zod.array(width).min(1).optional(),
        origin: edge.optional(),
        breaks: zod.union([edges, zod.array(edges).min(1)]).optional(),
      })
      .refine(
        ({ width: first, levels, breaks }) =>
          breaks === undefined
            ? first !== undefined || levels !== undefined
            : first === undefined && levels === undefined,
        'either breaks, or width and levels',
      )
      .refine(
        (params) => widths(params).every((wide, at, all) => at === 0 || isMultiple(wide, all[at - 1] ?? 1)),
        'each width is a multiple of the one before',
      )
      .refine(
        (params) =>
          breakLists(params).every(
            (list, at, all) => at === 0 || list.every((edge) => all[at - 1]?.includes(edge)),
          ),
        'each list of breaks is a part of the one before',
      );
  },
  examples: [
    {
      params: { width: 5, levels: [10, 20] },
      value: '37',
      labels: ['37', '[35-39]', '[30-39]', '[20-39]', '*'],
    },
    { params: { levels: [1000, 5000] }, value: '-20.5', labels: ['-20.5', '[-1000--1]', '[-5000--1]', '*'] },
    { params: { width: 0.5 }, value: '36.74', labels: ['36.74', '[36.5, 37)', '*'] },
    { params: { breaks: [0, 18, 60] }, value: '17', labels: ['17', '[0-17]', '*'] },
    { params: { breaks: [[0, 18, 60], [18]] }, value: '71', labels: ['71', '>=60', '>=18', '*'] },
    { params: { breaks: [0, 18, 60] }, value: '-1', labels: ['-1', '<0', '*'] },
    { params: { width: 5 }, value: '三十七', labels: ['三十七', '*', '*'] },
  ],
  build(params) {
    const origin = params.origin ?? 0;
    const lists = breakLists(params);
    if (lists.length > 0) {
      return ladder(
        'interval',
        ['value', ...lists.map((list) => `breaks-${list.length}`), '*'],
        (value, level) => labelled(value, (number) => between(number, lists[level - 1] ?? [])),
      );
    }
    const steps = widths(params);
    const whole = (width: number): boolean => Number.isSafeInteger(width) && Number.isSafeInteger(origin);
    // A column keeps one style of label, so that one fractional width makes all of them half-open.
    const style = steps.every(whole);
    return ladder(
      'interval',
      ['value', ...steps.map((width) => `width-${width}`), '*'],
      (value, level) =>
        labelled(value, (number) =>
          style
            ? wholeInterval(number, steps[level - 1] ?? 1, origin)
            : halfOpenInterval(number, steps[0] ?? 1, steps[level - 1] ?? 1, origin),
        ),
      (level) => (style ? { op: 'bucket', width: steps[level - 1] ?? 1, origin } : undefined),
    );
  },
};

function labelled(value: string, label: (number: Decimal) => string): string {
  const number = readNumber(value);
  return number === null ? '*' : label(number);
}

function wholeInterval(number: Decimal, width: number, origin: number): string {
  const low = bucketEdge(floorOf(number), BigInt(width), BigInt(origin));
  return `[${low}-${low + BigInt(width) - 1n}]`;
}

/** Wider intervals are counted in narrowest ones, so that rounding of fractions never makes two levels disagree. */
function halfOpenInterval(number: Decimal, narrowest: number, width: number, origin: number): string {
  const step = Math.floor(tidy((approximate(number) - origin) / narrowest));
  const index = Math.floor(step / Math.round(width / narrowest));
  return `[${tidy(index * width + origin)}, ${tidy((index + 1) * width + origin)})`;
}

function between(number: Decimal, edges: readonly number[]): string {
  const whole = edges.every(Number.isSafeInteger);
  const value = whole ? Number(floorOf(number)) : approximate(number);
  const above = edges.findIndex((edge) => value < edge);
  if (above === 0) return `<${edges[0]}`;
  if (above < 0) return `>=${edges.at(-1)}`;
  const low = edges[above - 1] ?? 0;
  const high = edges[above] ?? 0;
  return whole ? `[${low}-${high - 1}]` : `[${low}, ${high})`;
}

function widths({ width, levels = [] }: IntervalParams): number[] {
  return width === undefined ? [...levels] : [width, ...levels];
}

function breakLists({ breaks }: IntervalParams): readonly (readonly number[])[] {
  if (breaks === undefined || breaks.length === 0) return [];
  return typeof breaks[0] === 'number'
    ? [breaks as readonly number[]]
    : (breaks as readonly (readonly number[])[]);
}

function isAscending(edges: readonly number[]): boolean {
  return edges.every((edge, at) => at === 0 || edge > (edges[at - 1] ?? edge));
}

function isMultiple(wide: number, narrow: number): boolean {
  const times = tidy(wide / narrow);
  return times > 1 && Number.isInteger(times);
}
