import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ClassView, TableView } from '../../src/core/model.js';
import { modelNamed, models } from '../../src/models/index.js';
import { taxonomyOf } from '../search/tables.js';

const params: Record<string, readonly object[]> = {
  'k-anonymity': [{ k: 3 }],
  'alpha-k-anonymity': [{ alpha: 0.5, k: 2 }],
  'k-map': [{ k: 4 }, { k: 4, population: 40 }],
  'delta-presence': [{ min: 0.1, max: 0.7 }],
  'distinct-l-diversity': [{ l: 2 }],
  'entropy-l-diversity': [{ l: 1.8 }, { l: 2, estimator: 'grassberger' }],
  'recursive-cl-diversity': [{ c: 1.5, l: 2 }],
  't-closeness': [{ t: 0.3 }, { t: 0.3, distance: 'ordered' }, { t: 0.3, distance: 'hierarchical' }],
  'basic-beta-likeness': [{ beta: 0.8 }],
  'enhanced-beta-likeness': [{ beta: 0.8 }],
  'delta-disclosure': [{ delta: 0.9 }, { delta: 0.9, absent: 'ignored' }],
  'sample-uniqueness': [{ threshold: 0.1 }],
  'population-uniqueness': [{ threshold: 0.1, population: 1000 }],
  'average-risk': [{ threshold: 0.2 }],
  'max-risk': [{ threshold: 0.2 }],
  profitability: [
    { publisherBenefit: 100, publisherLoss: 300, adversaryGain: 90, adversaryCost: 20 },
    { publisherBenefit: 1, publisherLoss: 9, adversaryGain: 90, adversaryCost: 20, attack: false },
    { publisherBenefit: 1, publisherLoss: 9, adversaryGain: 9, adversaryCost: 1, attacker: 'journalist' },
    {
      publisherBenefit: 1,
      publisherLoss: 9,
      adversaryGain: 9,
      adversaryCost: 1,
      attacker: 'journalist',
      attack: false,
    },
  ],
  'lkc-privacy': [
    { l: 2, k: 5 },
    { l: 2, k: 5, c: 0.5 },
  ],
  'km-anonymity': [{ k: 5, m: 2 }],
  'differential-privacy': [{ epsilon: 0.01, delta: 0.05 }],
};

const values = ['10', '20', '30', '40'];
const hierarchy = taxonomyOf(values.map((v) => [v, v < '25' ? 'low' : 'high', '*']));
const counts = fc.array(fc.nat(6), { minLength: 4, maxLength: 4 });
const group = fc.record({ counts, outside: fc.nat(8) });

function view({ counts, outside }: { counts: number[]; outside: number }): ClassView {
  const present = counts.flatMap((count, code) => (count > 0 ? [code] : []));
  const size = counts.reduce((a, b) => a + b);
  return {
    size,
    population: size + outside,
    values: Int32Array.from(present),
    counts: Float64Array.from(present, (code) => counts[code]!),
    from: 0,
    to: present.length,
    loss: 0.3,
  };
}

const add = (a: { counts: number[]; outside: number }, b: { counts: number[]; outside: number }) => ({
  counts: a.counts.map((n, i) => n + b.counts[i]!),
  outside: a.outside + b.outside,
});

test('every model has a case here, names are unique and found by name', () => {
  expect(models.map(({ name }) => name).sort()).toEqual(Object.keys(params).sort());
  for (const model of models) expect(modelNamed(model.name)).toBe(model);
  expect(() => modelNamed('no-such-model')).toThrow();
});

describe.each(models.flatMap((model) => params[model.name]!.map((own) => [model.name, own, model] as const)))(
  '%s %j',
  (_, own, model) => {
    const parsed = model.params(z).parse(own);
    const traits = model.traits(parsed);

    test('parameters: unknown keys and none are refused', () => {
      expect(model.params(z).safeParse({ ...own, surprise: 1 }).success).toBe(false);
      expect(model.params(z).safeParse({}).success).toBe(false);
    });

    test('traits hold on random classes', () => {
      let held = 0;
      fc.assert(
        fc.property(group, group, group, (a, b, rest) => {
          const whole = add(add(a, b), rest);
          const size = whole.counts.reduce((x, y) => x + y);
          if (view(a).size === 0 || view(b).size === 0) return;
          const table: TableView = {
            records: size,
            population: size + whole.outside,
            quasi: 2,
            values,
            sensitive: Float64Array.from(whole.counts),
            hierarchy,
          };
          const { holds } = model.compile(parsed, table);
          if (!holds(view(a))) return;
          held++;
          expect(view(a).size).toBeGreaterThanOrEqual(traits.impliesK);
          if (traits.growing) expect(holds(view(add(a, b)))).toBe(true);
          if (traits.monotone && holds(view(b))) expect(holds(view(add(a, b)))).toBe(true);
        }),
        { numRuns: 2000 },
      );
      expect(held).toBeGreaterThan(5);
    });

    if (traits.sizeOnly)
      test('is its k and nothing else', () => {
        const { holds } = model.compile(parsed, {} as TableView);
        for (let size = 1; size < 12; size++)
          expect(holds(view({ counts: [size, 0, 0, 0], outside: 0 }))).toBe(size >= traits.impliesK);
      });
  },
);

test('hierarchical t-closeness without a hierarchy is refused', () => {
  const table: TableView = {
    records: 1,
    population: 1,
    quasi: 1,
    values: ['a'],
    sensitive: new Float64Array([1]),
    hierarchy: null,
  };
  expect(() => modelNamed('t-closeness').compile({ t: 0.1, distance: 'hierarchical' }, table)).toThrow();
});
