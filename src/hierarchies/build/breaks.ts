import { tidy } from '../../core/numbers.js';
import type { Counted } from './values.js';

/** Inner edges of classes per level, finest first; each list is a part of the one before. */
export type Breaks = readonly (readonly number[])[];

/** What bounds the classes at both ends. */
export interface Ends {
  least: number; // records that an end class holds at least, and a class of equal frequency
}

/**
 * Edges of equal width, level by level. The grid goes by multiples of the width, never by the smallest and largest
 * value, and what lies beyond the outer edges of a level is one open class of at least `least` records: no label tells
 * of an extreme that few people have.
 */
export function equalWidth(
  numbers: readonly Counted[],
  widths: readonly number[],
  origin: number,
  { least }: Ends,
): Breaks {
  const lists: number[][] = [];
  for (const width of widths) {
    const before = lists.at(-1);
    const low = edgeAbove(numbers, width, origin, least);
    const high = edgeBelow(numbers, width, origin, least);
    const edges: number[] = [];
    for (let step = low; step <= high; step++) edges.push(tidy(origin + step * width));
    const kept = before ? edges.filter((edge) => before.includes(edge)) : edges;
    if (kept.length === 0) break;
    if (before && kept.length === before.length) continue;
    lists.push(kept);
  }
  return lists;
}

/** Widths from the finest on, each twice the one before, until few classes are left. */
export function doubled(width: number, range: number): number[] {
  const widths = [width];
  while (range / widths.at(-1)! > 3 && widths.length < 12) widths.push(tidy(2 * widths.at(-1)!));
  return widths;
}

/** The roundest width with which a range has at most so many classes: 1, 2, 5 or 10 times a power of ten. */
export function widthFor(range: number, groups: number): number {
  const exact = Math.max(range / groups, Number.MIN_VALUE);
  const ten = 10 ** Math.floor(Math.log10(exact));
  return tidy([1, 2, 5, 10].map((one) => one * ten).find((one) => one >= exact * (1 - 1e-12)) ?? 10 * ten);
}

/**
 * Edges between classes of about equal frequency, each of at least `least` records; every further level joins two
 * neighbours. An edge is the roundest number between the two values that it parts, so that it is nobody's own value
 * where it can be helped.
 */
export function equalFrequency(numbers: readonly Counted[], groups: number, { least }: Ends): Breaks {
  const total = numbers.reduce((sum, { records }) => sum + records, 0);
  const edges: number[] = [];
  let inside = 0;
  let after = total;
  let made = 0;
  for (let i = 0; i + 1 < numbers.length; i++) {
    const { number, records } = numbers[i]!;
    inside += records;
    after -= records;
    const due = (total * (made + 1)) / groups;
    if (total - after < due - records / 2 || inside < least || after < least) continue;
    edges.push(roundest(number, numbers[i + 1]!.number));
    inside = 0;
    made = Math.max(made + 1, Math.floor(((total - after) * groups) / total));
  }
  return joinedByTwo(edges);
}

/** Levels that join two neighbouring classes each, until two are left. */
export function joinedByTwo(edges: readonly number[]): Breaks {
  const lists: number[][] = [];
  for (let list = [...edges]; list.length > 0; list = list.filter((_, i) => i % 2 === 1)) lists.push(list);
  return lists;
}

/** The number in (below, above] with the fewest digits: 37, 52.5, 1200. */
export function roundest(below: number, above: number): number {
  for (
    let ten = 10 ** Math.ceil(Math.log10(Math.max(Math.abs(below), Math.abs(above), 1e-300)));
    ten > 1e-12;
    ten /= 10
  ) {
    for (const part of [1, 0.5, 0.2]) {
      const step = ten * part;
      const edge = tidy(Math.floor(tidy(above / step)) * step);
      if (edge > below && edge <= above) return edge;
    }
  }
  return above;
}

/** The first step of the grid with at least `least` records below it. */
function edgeAbove(numbers: readonly Counted[], width: number, origin: number, least: number): number {
  let records = 0;
  for (const { number, records: more } of numbers) {
    records += more;
    if (records >= least) return Math.floor(tidy((number - origin) / width)) + 1;
  }
  return Number.POSITIVE_INFINITY;
}

/** The last step of the grid with at least `least` records from it on. */
function edgeBelow(numbers: readonly Counted[], width: number, origin: number, least: number): number {
  let records = 0;
  for (let i = numbers.length - 1; i >= 0; i--) {
    records += numbers[i]!.records;
    if (records >= least) return Math.floor(tidy((numbers[i]!.number - origin) / width));
  }
  return Number.NEGATIVE_INFINITY;
}
