import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Key } from '../../../src/core/random.js';
import { attacks, type Person } from '../../../src/risk/index.js';
import { mondrian } from './mondrian.js';
import { sceneOf } from './tables.js';

const file = join(resolve(import.meta.dirname, '../../../..'), 'shared/data/adult/adult.csv');

describe.skipIf(!existsSync(file))('inference on Adult', () => {
  it('falls as k grows, and nothing is left to see near k = 50', () => {
    const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const names = head!.split(';');
    const random = Key.from('control group').random('adult');
    const rows = lines.map((line) => ({ at: random.uint32(), row: line.split(';') as Person }));
    const shuffled = rows.sort((a, b) => a.at - b.at).map(({ row }) => row);
    const size = 5000;
    const heldOut = shuffled.slice(0, size);
    const published = shuffled.slice(size);
    const inference = attacks.find(({ name }) => name === 'inference')!;
    for (const secretName of ['salary-class']) {
      const secret = names.indexOf(secretName);
      const quasi = names.flatMap((_, column) => (column === secret ? [] : [column]));
      // All five with LETHE_EXHAUSTIVE=1: the two ends tell the direction.
      const ks = process.env.LETHE_EXHAUSTIVE ? [2, 5, 10, 20, 50] : [2, 50];
      const found = ks.map((k) => {
        const scene = sceneOf(names, mondrian(published, quasi, k), published.slice(0, size), {
          heldOut,
          known: [quasi],
          secrets: [secret],
        });
        const [result] = inference.run(scene);
        return {
          k,
          rate: result!.rate.value,
          control: result!.control.rate!.value,
          advantage: result!.advantage!,
        };
      });
      if (process.env.LETHE_SHOW) console.log(secretName, JSON.stringify(found, null, 1));
      const rates = found.map(({ rate }) => rate);
      expect(rates).toEqual([...rates].sort((a, b) => b - a));
      expect(found[0]!.advantage.low).toBeGreaterThan(0);
      expect(found[0]!.advantage.value).toBeGreaterThan(found.at(-1)!.advantage.value);
      expect(found.at(-1)!.advantage.low).toBeLessThanOrEqual(0);
    }
  });
});
