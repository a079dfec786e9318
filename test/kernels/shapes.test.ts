import { describe, expect, test } from 'vitest';
import { hasShape, shapesOf } from '../../src/kernels/shapes/reference.js';
import { Shape, shapeCount } from '../../src/kernels/shapes.js';
import { forms, type Name } from './shape-forms.js';

describe('the shapes of a cell', () => {
  test.each(forms)('%s', (text, names) => {
    const shapes = shapesOf(text);
    const found = (Object.keys(Shape) as Name[]).filter((name) => hasShape(shapes, Shape[name]));
    expect(found.sort()).toEqual([...names].sort());
  });

  test('every shape has its own bit below the count', () => {
    expect([...Object.values(Shape)].sort((a, b) => a - b)).toEqual([...Array(shapeCount).keys()]);
  });

  test('a hostile cell of a megabyte takes linear time', () => {
    for (const unit of ['*', '1', '1 ', 'x', '张', '@', '138', '.-'])
      expect(shapesOf(unit.repeat(2 ** 20 / unit.length))).toBeGreaterThan(0);
  }, 20_000);
});
