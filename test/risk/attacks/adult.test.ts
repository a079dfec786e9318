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

  it('of occupation stays above chance at k = 50 by the own votes of the persons alone', () => {
    const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const names = head!.split(';');
    const random = Key.from('control group').random('adult');
    const rows = lines
      .map((line) => ({ at: random.uint32(), row: line.split(';') as Person }))
      .sort((a, b) => a.at - b.at)
      .map(({ row }) => row);
    const heldOut = rows.slice(0, 5000);
    const published = rows.slice(5000);
    const secret = names.indexOf('occupation');
    const quasi = names.flatMap((_, column) => (column === secret ? [] : [column]));
    const inference = attacks.find(({ name }) => name === 'inference')!;
    const released = mondrian(published, quasi, 50);
    const targets = published.slice(0, 5000);
    const run = (control: Person[] | null) =>
      inference.run(
        sceneOf(names, released, targets, { heldOut: control, known: [quasi], secrets: [secret] }),
      )[0]!;
    const [strangers, without] = [run(heldOut), run(null)];
    if (process.env.LETHE_SHOW) console.log(JSON.stringify([strangers, without], null, 1));
    // With fourteen values the two most frequent of a class are often a vote apart, and the person's own record decides.
    expect(strangers.advantage!.low).toBeGreaterThan(0);
    // Left out of the count, the same persons are guessed no better than persons who were never released.
    const gone = without.control.rate!;
    const never = strangers.control.rate!;
    expect(gone.low).toBeLessThanOrEqual(never.high);
    expect(gone.high).toBeGreaterThanOrEqual(never.low);
  });
});
