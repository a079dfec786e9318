import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Key } from '../../../src/core/random.js';
import { attacks, type Person, runAttacks, wilson } from '../../../src/risk/index.js';
import { histogramOf, sceneOf } from './tables.js';

const one = (report: ReturnType<typeof runAttacks>, attack: string, variant?: string) =>
  report.attacks.find(
    (result) => result.attack === attack && (variant === undefined || result.variant === variant),
  )!;

describe('the interval', () => {
  it('is that of Wilson 1927', () => {
    // 10 of 100 and 0 of 20, as any table of score intervals gives them.
    expect(wilson(10, 100)).toMatchObject({ value: 0.1, low: 0.055229, high: 0.174366 });
    expect(wilson(0, 20)).toMatchObject({ value: 0, low: 0, high: 0.161125 });
  });
});

describe('linkage', () => {
  const random = Key.from('planted').random('rows');
  const row = (): Person => Array.from({ length: 6 }, () => String(random.below(40)));
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('reports half of the targets where half of them are published verbatim', () => {
    const targets = Array.from({ length: 1000 }, row);
    const released = targets.map((target, at) => (at % 2 === 0 ? target : row()));
    const report = runAttacks(
      sceneOf(names, released, targets, { heldOut: Array.from({ length: 1000 }, row) }),
    );
    for (const variant of ['nearest', 'two-sources']) {
      const { rate, control } = one(report, 'linkage', variant);
      expect(rate.low).toBeLessThan(0.5);
      expect(rate.high).toBeGreaterThan(0.5);
      expect(rate.value).toBeCloseTo(0.5, 1);
      expect(control.rate!.value).toBeLessThan(0.02);
    }
  });

  it('reports it also when every distance ties', () => {
    // One column of names that are equal or not: any two different ones are as far apart as any others.
    const targets = Array.from({ length: 400 }, (_, at): Person => [`person ${at}`, 'x']);
    const released = targets.map((target, at): Person => (at % 2 === 0 ? target : [`stranger ${at}`, 'x']));
    const { rate } = one(runAttacks(sceneOf(['name', 'same'], released, targets)), 'linkage', 'nearest');
    expect(rate.value).toBeCloseTo(0.5, 2);
    expect(rate.low).toBeLessThan(0.5);
    expect(rate.high).toBeGreaterThan(0.5);
    // The order of records decides nothing.
    const turned = one(
      runAttacks(sceneOf(['name', 'same'], [...released].reverse(), targets)),
      'linkage',
      'nearest',
    );
    expect(turned.rate).toEqual(rate);
  });

  it('finds the leak among many ties on either side by putting two sources together', () => {
    const few = (): Person => Array.from({ length: 6 }, () => String(random.below(6)));
    const targets = Array.from({ length: 500 }, few);
    const released = targets.map((target, at) => (at % 2 === 0 ? target : few()));
    const { rate, control } = one(runAttacks(sceneOf(names, released, targets)), 'linkage', 'two-sources');
    expect(rate.value).toBeGreaterThan(0.45);
    expect(rate.value).toBeLessThan(0.55);
    expect(control.rate!.value).toBeLessThan(0.05);
  });

  it('knows which labels cover a value', () => {
    const person: Person = ['27', '310000', '1990/5/17', '13800138000', '3.5'];
    const covering: Person[] = [
      ['[20-29]', '31****', '1990', '138****8000', '[3, 4)'],
      ['>=25', '310000', '1990-05', '1**********', '<4'],
      ['{26,27}', '*', '1990-1994', '*', '[0.5, 3.5]'],
    ];
    const other: Person = ['[30-39]', '32****', '1991', '139****8000', '[4, 5)'];
    const names = ['age', 'region', 'birth', 'phone', 'value'];
    const { rate } = one(runAttacks(sceneOf(names, [...covering, other], [person])), 'linkage', 'nearest');
    expect(rate.value).toBeCloseTo(1 / 3, 5);
  });
});

describe('inference', () => {
  it('is certain where a class holds one value, and worth nothing beyond chance where values are mixed', () => {
    const rows = Array.from(
      { length: 400 },
      (_, at): Person => [String(at % 40), at % 40 < 20 ? 'flu' : String(at % 7)],
    );
    const scene = sceneOf(['group', 'illness'], rows, rows, { known: [[0]], secrets: [1] });
    const { figures, coverage } = one(runAttacks(scene), 'inference');
    expect(coverage).toBe(1);
    expect(figures.disco).toBeCloseTo(0.5, 2);
    expect(figures.tcap).toBe(1);
  });

  it('gains nothing by a record that is not needed', () => {
    const rows = Array.from(
      { length: 1000 },
      (_, at): Person => [String(at % 4), at % 3 === 0 ? 'yes' : 'no'],
    );
    const result = one(
      runAttacks(sceneOf(['g', 's'], rows, rows, { known: [[0]], secrets: [1] })),
      'inference',
    );
    expect(result.advantage!.low).toBeLessThanOrEqual(0);
    expect(result.control.kind).toBe('leave-out');
  });

  it('leaves the own record out of the control too where it is nearest without covering the person', () => {
    const illness = (at: number) => ['flu', 'cold', 'cough', 'gout'][(at * 7 + (at >> 2)) % 4]!;
    const persons = Array.from(
      { length: 200 },
      (_, at): Person => [String(1000 + 7 * at), `calls ${at}`, illness(at)],
    );
    // Of each note a part was taken out.
    const released = persons.map(([amount, , own]): Person => [amount!, 'calls [phone]', own!]);
    const scene = sceneOf(['amount', 'note', 'illness'], released, persons, {
      known: [[0, 1]],
      secrets: [2],
    });
    const result = one(runAttacks(scene), 'inference');
    expect(result.coverage).toBe(0);
    expect(result.rate.value).toBe(1);
    expect(result.control.rate!.value).toBeLessThan(0.4);
    expect(result.advantage!.low).toBeGreaterThan(0.5);
  });
});

describe('singling out', () => {
  it('finds the unique records, and none in a table of pairs', () => {
    const unique = Array.from({ length: 200 }, (_, at): Person => [String(at), 'x']);
    const pairs = [...unique, ...unique];
    expect(one(runAttacks(sceneOf(['a', 'b'], unique, unique)), 'singling-out').rate.value).toBeGreaterThan(
      0.6,
    );
    expect(one(runAttacks(sceneOf(['a', 'b'], pairs, pairs)), 'singling-out').rate.value).toBe(0);
  });
});

describe('reversal', () => {
  const phones = Array.from({ length: 200 }, (_, at) => `1380013${String(at * 37).padStart(4, '0')}`);
  const column = (tokens: readonly string[], entity: string | null = 'phone-mobile') => ({
    name: 'phone', use: 'hash', entity, tokens, distinct: tokens.length, candidates: phones.slice(0, 50), counts: null,
  }); // biome-ignore format: one line

  it.each(['md5', 'sha1', 'sha256', 'sm3', 'sha512'])(
    'turns an unkeyed %s of mobile numbers back',
    (name) => {
      const tokens = phones.map((phone) => createHash(name).update(phone).digest('hex'));
      const { figures } = one(
        runAttacks(sceneOf([], [], [], { tokens: [column(tokens)], guesses: 20_000 })),
        'reversal',
      );
      expect(figures.byList).toBe(50);
      // One segment of 10 000 numbers is tried within the budget: it holds them all.
      expect(figures.recovered).toBe(200);
      expect(figures.guesses).toBeLessThanOrEqual(20_000);
    },
  );

  it.each([
    ['upper case', (hash: Buffer) => hash.toString('hex').toUpperCase()],
    ['base64', (hash: Buffer) => hash.toString('base64')],
    ['cut to 16 digits', (hash: Buffer) => hash.toString('hex').slice(0, 16)],
  ])('knows digests written in %s', (_, write) => {
    const tokens = phones.map((phone) => write(createHash('sha256').update(phone).digest()));
    const { figures } = one(
      runAttacks(sceneOf([], [], [], { tokens: [column(tokens)], guesses: 60_000 })),
      'reversal',
    );
    expect(figures.recovered).toBe(200);
  });

  it('does not turn back what was made with a secret', () => {
    const tokens = phones.map((phone) => createHmac('sha256', 'a secret').update(phone).digest('hex'));
    const result = one(
      runAttacks(sceneOf([], [], [], { tokens: [column(tokens)], guesses: 20_000 })),
      'reversal',
    );
    expect(result.figures.recovered).toBe(0);
    expect(result.figures.guesses).toBe(20_000);
  });
});

describe('frequency', () => {
  const counted = (values: Record<string, number>) =>
    Object.entries(values).sort((a, b) => b[1] - a[1]) as [string, number][];
  const scene = (values: Record<string, number>) => {
    const token = (value: string) => createHmac('sha256', 'k').update(value).digest('hex');
    const tokens = Object.fromEntries(Object.entries(values).map(([value, count]) => [token(value), count]));
    const counts = { values: counted(values), tokens: counted(tokens) };
    const column = {
      name: 'city',
      use: 'pseudonym',
      entity: null,
      tokens: [],
      distinct: 4,
      candidates: [],
      counts,
      truth: token,
    };
    return sceneOf([], [], [], { tokens: [column] });
  };

  it('tells values of different frequency, and not those of the same', () => {
    expect(one(runAttacks(scene({ a: 700, b: 200, c: 70, d: 30 })), 'frequency').rate.value).toBe(1);
    expect(one(runAttacks(scene({ a: 25, b: 25, c: 25, d: 25 })), 'frequency').rate.value).toBeCloseTo(
      0.25,
      6,
    );
  });
});

describe('intersection of releases', () => {
  const names = ['age', 'city', 'illness'];
  const persons: Person[] = [
    ['27', 'A', 'HIV'],
    ['28', 'A', 'flu'],
    ['27', 'B', 'cold'],
    ['28', 'B', 'HIV'],
  ];
  const byAge: Person[] = persons.map(([age, , illness]) => [age!, '*', illness!]);
  const byCity: Person[] = persons.map(([, city, illness]) => ['*', city!, illness!]);

  it('finds the persons whom two releases leave one value', () => {
    const scene = sceneOf(names, byCity, persons, {
      known: [[0, 1]],
      secrets: [2],
      earlier: [{ id: 'january', table: histogramOf(names, byAge) }],
    });
    const { figures } = one(runAttacks(scene), 'intersection');
    // 27·A: {HIV, cold} ∩ {HIV, flu}; 28·A: {flu, HIV} ∩ {HIV, flu} stays open.
    expect(figures.told).toBe(2);
  });

  it('finds none where levels agree', () => {
    const earlier = [{ id: 'january', table: histogramOf(names, byCity) }];
    const scene = sceneOf(names, byCity, persons, { known: [[0, 1]], secrets: [2], earlier });
    expect(one(runAttacks(scene), 'intersection').figures.told).toBe(0);
  });
});

describe('the list', () => {
  it('describes every attack in both languages and with its source', () => {
    for (const { name, summary, source } of attacks) {
      expect(name).toMatch(/^[a-z-]+$/);
      expect(summary.en && summary.zh && source).toBeTruthy();
    }
  });
});
