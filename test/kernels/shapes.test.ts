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

  test.each(['*', '1', '1 ', 'x', '张', '@', '138', '.-'])('a long cell of %j takes linear time', (unit) => {
    const small = unit.repeat(2 ** 13 / unit.length);
    const large = small.repeat(8);
    shapesOf(small);
    // CPU time, not wall: other work on the machine must not matter. Quadratic would be 64 times as much.
    const time = (text: string) => {
      const start = process.cpuUsage();
      expect(shapesOf(text)).toBeGreaterThan(0);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    const least = Math.min(time(small), time(small), time(small));
    expect(Math.min(time(large), time(large))).toBeLessThan(Math.max(150, 32 * least));
  });
});
