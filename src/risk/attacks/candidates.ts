import { residentCheck } from '../../core/check-digits.js';

/** A space of values from which identifiers are taken, and the part of it that an adversary tries first. */
export interface ValueSpace {
  name: string;
  size: number; // values in all
  /** Values in the order of trying, without end or until the space is exhausted. */
  values(seeds: readonly string[]): Generator<string>;
}

/** Most frequent first; equal ones by their text, so that order does not depend on arrival. */
function byFrequency(parts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([part]) => part);
}

/** Number segments that are tried where nothing is known of the place: the oldest of the three operators. */
const usualSegments = [
  '138',
  '139',
  '135',
  '136',
  '137',
  '150',
  '151',
  '158',
  '159',
  '186',
  '130',
  '189',
  '133',
];

/** Mobile numbers: 1[3-9] and nine digits; segments of the place first, each with its 10 000 subscribers. */
const mobile: ValueSpace = {
  name: 'phone-mobile',
  size: 7e9,
  *values(seeds) {
    const segments = byFrequency(
      seeds.filter((seed) => /^1[3-9]\d{9}$/.test(seed)).map((seed) => seed.slice(0, 7)),
    );
    for (const segment of segments)
      for (let n = 0; n < 10_000; n++) yield segment + String(n).padStart(4, '0');
    for (const head of usualSegments) {
      for (let n = 0; n < 1e8; n++) yield head + String(n).padStart(8, '0');
    }
  },
};

/** Identity numbers: for a region and a birth date that are known there are 1 000 of them. */
const residentId: ValueSpace = {
  name: 'cn-resident-id',
  size: 3500 * 365.25 * 110 * 1000,
  *values(seeds) {
    const places = byFrequency(
      seeds.filter((seed) => /^\d{17}[\dX]$/.test(seed)).map((seed) => seed.slice(0, 14)),
    );
    for (const place of places) {
      for (let n = 0; n < 1000; n++) {
        const digits = place + String(n).padStart(3, '0');
        yield digits + residentCheck(digits);
      }
    }
  },
};

/** Numbers of up to six digits: order numbers, years, codes. */
const numbers: ValueSpace = {
  name: 'number',
  size: 1e6,
  *values() {
    for (let n = 0; n < 1e6; n++) yield String(n);
  },
};

/** Spaces that are searched, the likeliest for an entity first. */
export function spacesOf(entity: string | null): ValueSpace[] {
  if (entity === 'phone-mobile') return [mobile];
  if (entity === 'cn-resident-id') return [residentId];
  return entity === null ? [mobile, residentId, numbers] : [numbers];
}
