import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelNamed } from '../../src/models/index.js';
import { holdTo } from '../../src/risk/index.js';
import { histogramOf, taxonomyOf } from '../search/tables.js';

type Rows = string[][]; // x, y, s

/** Classes by x and y: the sensitive values of each. */
function classesBy(rows: Rows, ...columns: number[]): string[][] {
  const classes = new Map<string, string[]>();
  for (const row of rows) {
    const key = columns.map((c) => row[c]).join('|');
    classes.set(key, [...(classes.get(key) ?? []), row[2]!]);
  }
  return [...classes.values()];
}

const share = (values: readonly string[], value: string) =>
  values.filter((one) => one === value).length / values.length;

/** Models by definition, on one class and the whole table. */
const definitions: [string, Record<string, unknown>, (own: string[], all: string[]) => boolean][] = [
  ['k-anonymity', { k: 3 }, (own) => own.length >= 3],
  ['max-risk', { threshold: 0.5 }, (own) => 1 / own.length <= 0.5],
  ['distinct-l-diversity', { l: 2 }, (own) => new Set(own).size >= 2],
  ['alpha-k-anonymity', { k: 2, alpha: 0.6 }, (own) => own.length >= 2 && own.every((v) => share(own, v) <= 0.6)],
  [
    'basic-beta-likeness',
    { beta: 0.7 },
    (own, all) => own.every((v) => (share(own, v) - share(all, v)) / share(all, v) <= 0.7 + 1e-12),
  ],
  [
    't-closeness',
    { t: 0.3, distance: 'equal' },
    (own, all) =>
      [...new Set(all)].reduce((sum, v) => sum + Math.abs(share(own, v) - share(all, v)), 0) / 2 <= 0.3 + 1e-9,
  ],
  // A population of twice the table: a class of k of the population has k/2 records here, give or take.
  ['profitability', { publisherBenefit: 1, publisherLoss: 9, adversaryGain: 9, adversaryCost: 2, attacker: 'prosecutor', attack: false }, (own) => 9 / own.length <= 2],
]; // biome-ignore format: a table

const table = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 24 });

test('classes that fail are those of the definition, with their records, sizes and the column to blame', () => {
  let failed = 0;
  fc.assert(
    fc.property(table, (numbers) => {
      const rows = numbers.map((row) => row.map((n) => `v${n}`));
      const all = rows.map((row) => row[2]!);
      const histogram = histogramOf({ header: ['x', 'y', 's'], rows }, ['x', 'y'], ['s']);
      const promised = definitions.map(([name, params]) => ({
        model: modelNamed(name),
        params,
        column: 's',
      }));
      const found = holdTo(histogram, promised);
      definitions.forEach(([name, , holds], at) => {
        const records = (...columns: number[]) =>
          classesBy(rows, ...columns)
            .filter((own) => !holds(own, all))
            .map((own) => own.length);
        const sizes = records(0, 1).sort((a, b) => a - b);
        const sum = (list: number[]) => list.reduce((total, n) => total + n, 0);
        expect(found[at]).toMatchObject({
          model: name,
          measured: true,
          met: sizes.length === 0,
          failing: { classes: sizes.length, records: sum(sizes) },
          smallest: sizes.slice(0, 10),
        });
        if (sizes.length === 0) return;
        failed++;
        const without = [
          { column: 'x', records: sum(records(1)) },
          { column: 'y', records: sum(records(0)) },
        ].sort((a, b) => a.records - b.records);
        expect(found[at]!.without).toEqual(without);
      });
    }),
    { numRuns: 500 },
  );
  expect(failed).toBeGreaterThan(500);
});

test('the whole table is asked too, and what it cannot tell is not met', () => {
  const rows = ['a', 'b', 'b', 'c'].map((x) => [x, '1', 's']);
  const histogram = histogramOf({ header: ['x', 'y', 's'], rows }, ['x', 'y'], ['s']);
  const ask = (name: string, params: object, more = {}) =>
    holdTo(histogram, [{ model: modelNamed(name), params, column: 's', ...more }])[0]!;
  expect(ask('sample-uniqueness', { threshold: 0.5 })).toMatchObject({ met: true, measured: true });
  expect(ask('sample-uniqueness', { threshold: 0.4 })).toMatchObject({
    met: false,
    failing: { classes: 0, records: 0 },
  });
  const unanswered = { met: false, measured: false };
  expect(ask('k-map', { k: 2 })).toMatchObject(unanswered); // no population
  const game = { publisherBenefit: 1, publisherLoss: 9, adversaryGain: 9, adversaryCost: 2, attacker: 'prosecutor' };
  expect(ask('profitability', { ...game, attack: true })).toMatchObject(unanswered); // no hierarchies
  expect(ask('differential-privacy', { epsilon: 1, delta: 0.01, searchBudget: 0, steps: 300 })).toMatchObject(unanswered);
  const distance = { t: 0.5, distance: 'hierarchical' };
  expect(ask('t-closeness', distance)).toMatchObject(unanswered);
  expect(ask('t-closeness', distance, { hierarchy: taxonomyOf([['s', '*']]) })).toMatchObject({ met: true });
  expect(ask('distinct-l-diversity', { l: 2 }, { column: 'absent' })).toMatchObject(unanswered);
}); // biome-ignore format: one line a question

test('what labels lose decides whether a class is worth publishing', () => {
  const rows = ['a', 'a', 'b', 'b'].map((x) => [x, '1', 's']);
  const histogram = histogramOf({ header: ['x', 'y', 's'], rows }, ['x', 'y'], ['s']);
  const game = {
    publisherBenefit: 10,
    publisherLoss: 8,
    adversaryGain: 9,
    adversaryCost: 2,
    attacker: 'prosecutor',
  };
  const asked = (share: number) => {
    const shares = new Map([
      ['x', { domain: 4, shareOf: new Map([['a', share], ['b', 0.25]]) }],
      ['y', { domain: 4, shareOf: new Map([['1', 0.25]]) }],
    ]); // biome-ignore format: a table
    const promised = [{ model: modelNamed('profitability'), params: { ...game, attack: true } }];
    return holdTo(histogram, promised, { shares })[0]!;
  };
  // A pair may be attacked (9 / 2 > 2): 10 · (1 − loss) − 8 / 2 must be positive.
  expect(asked(0.25)).toMatchObject({ met: true });
  expect(asked(1)).toMatchObject({ met: true }); // half of the information is left: 5 − 4
  const unknown = new Map([['y', { domain: 4, shareOf: new Map([['1', 0.25]]) }]]);
  const promised = [{ model: modelNamed('profitability'), params: { ...game, attack: true } }];
  expect(holdTo(histogram, promised, { shares: unknown })[0]).toMatchObject({ met: true });
  expect(holdTo(histogram, promised, { shares: new Map() })[0]).toMatchObject({ met: false });
});
