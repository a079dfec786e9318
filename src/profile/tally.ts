import type { Entity } from '../core/entities.js';
import type { ColumnTally } from '../core/profile.js';
import { hasShape, shapesOf } from '../kernels/shapes/reference.js';
import { Shape, shapeCount } from '../kernels/shapes.js';
import { findAll } from '../recognisers/index.js';

/** Most distinct values a tally keeps with their counts. */
const dictionaryLimit = 1024;
const sampleLimit = 256;

/**
 * The tally of a column, counted the readable way: what the scanning kernel must equal but for the choice of the
 * sample and the estimate of large distinct counts. Empty strings and nulls are empty cells.
 */
export function tallyOf(values: Iterable<string | null>, name = ''): ColumnTally {
  const shapes = new Float64Array(shapeCount);
  const counts = new Map<string, number>();
  const embedded = new Map<Entity, number>();
  let records = 0;
  let nonEmpty = 0;
  let minLength = Number.POSITIVE_INFINITY;
  let maxLength = 0;
  for (const value of values) {
    records++;
    if (value === null || value.trim() === '') continue;
    nonEmpty++;
    const length = [...value].length;
    minLength = Math.min(minLength, length);
    maxLength = Math.max(maxLength, length);
    counts.set(value, (counts.get(value) ?? 0) + 1);
    const bits = shapesOf(value);
    for (let shape = 0; shape < shapeCount; shape++) if (hasShape(bits, shape)) shapes[shape]!++;
    if (!hasShape(bits, Shape.candidate)) continue;
    for (const entity of new Set(findAll(value).map((span) => span.entity))) {
      embedded.set(entity, (embedded.get(entity) ?? 0) + 1);
    }
  }
  return {
    name,
    records,
    nonEmpty,
    shapes,
    values: counts.size <= dictionaryLimit ? counts : null,
    distinct: counts.size,
    sample: [...counts.keys()]
      .map((text) => [hash(text), text] as const)
      .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
      .slice(0, sampleLimit)
      .map(([, text]) => text),
    embedded,
    minLength: nonEmpty === 0 ? 0 : minLength,
    maxLength,
  };
}

/** FNV-1a over UTF-16 units: a choice of values that does not depend on their order. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
}
