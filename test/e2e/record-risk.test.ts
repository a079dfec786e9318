import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { outputs } from '../../src/cli/output-schemas.js';
import { data } from '../search/tables.js';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const file = `${data}oracles/individual-risk-sdcmicro.json`;

describe.skipIf(!existsSync(file))(
  'lethe check --risk against sdcMicro (skipped where ../shared/data is absent)',
  () => {
    const oracle = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const table = `${data}sdcmicro/ihsn10.csv`;
    const keys = ['--qi', 'Residence,Gender,Education,Labor'];

    it('measures the ten IHSN records', async () => {
      const { status, json } = await letheHere([
        ...['check', table, ...keys, '--risk', 'suda,sets', '--weights', 'Weight'],
        ...['--sampling-fraction', '0.01', '--json'],
      ]);
      expect(status).toBe(0);
      outputs.check.parse(json);
      const expected = oracle['ihsn10.measure_risk'];
      expect(json.individual.mean).toBeCloseTo(expected.global_risk, 11);
      expect(json.individual.expected).toBeCloseTo(expected.global_risk_ER, 11);
      expect(json.individual.max).toBeCloseTo(Math.max(...expected.risk), 11);
      const suda = oracle['ihsn10.suda2.original_scores_TRUE'];
      expect(json.suda.records).toBe(suda.score.filter((score: number) => score > 0).length);
      expect(json.suda.score.max).toBe(Math.max(...suda.score));
      expect(json.suda.dis.max).toBeCloseTo(Math.max(...suda.disScore), 9);
      for (const { variable, contribution } of suda.attribute_contributions)
        expect(json.suda.contributions[variable]).toBeCloseTo(contribution, 9);
      expect(json.sets.sets[0]).toEqual({ columns: ['Education'], uniques: 3, share: 0.3 });
    });

    it.each(['en', 'zh'])('prints them in %s, without a cell', async (language) => {
      const { status, stdout } = await letheHere([
        ...[
          'check',
          table,
          ...keys,
          '--risk',
          'individual,suda,sets',
          '--weights',
          'Weight',
          '--lang',
          language,
        ],
      ]);
      expect(status).toBe(0);
      expect(stdout).toMatch(
        language === 'en' ? /individual risk, mean\s+0\.01582/ : /个体风险, 平均\s+0\.01582/,
      );
      expect(stdout).toMatch(/Education\s+64\.71 %/);
      expect(stdout).not.toMatch(/Urban|Prim inc/);
    });
  },
);

describe('households', () => {
  const path = join(place.folder, 'people.csv');
  const rows = Array.from(
    { length: 9000 },
    (_, i) => `${20 + ((i * 7) % 3001)},${i % 3},h${i % 3607},${1 + (i % 4)}`,
  );
  writeFileSync(path, `age,sex,house,w\n${rows.join('\n')}\n`);

  it('are measured whatever the workers, and leave the other measures alone', async () => {
    const argv = ['check', path, '--qi', 'age,sex', '--json'];
    const plain = (await letheHere(argv)).json;
    const one = await letheHere([...argv, '--household', 'house', '--weights', 'w']);
    const two = await letheHere([...argv, '--household', 'house', '--weights', 'w', '--chunk', '65536'], {
      workers: 2,
    });
    expect(two.json).toEqual(one.json);
    const { individual, household, ...rest } = one.json;
    expect(rest).toEqual(plain);
    expect(individual).toMatchObject({ weighted: true, population: 22500 });
    expect(household.households).toBe(3607);
    expect(household.mean).toBeGreaterThan(individual.mean);
  });

  it.each([
    ['a household risk without its column', ['--risk', 'household'], 'cli-option-missing'],
    ['an unknown risk', ['--risk', 'soda'], 'cli-option-invalid'],
    ['a weight that is a quasi-identifier', ['--weights', 'age'], 'risk-column'],
    ['one column for both', ['--weights', 'w', '--household', 'w'], 'risk-column'],
    ['a column that is not there', ['--weights', 'none'], 'column-missing'],
    ['weights that are words', ['--weights', 'house'], 'weights-invalid'],
    ['persons', ['--person', 'house', '--risk', 'suda'], 'not-supported'],
  ])('refuses %s', async (_, more, code) => {
    const { status, stderr, stdout } = await letheHere(['check', path, '--qi', 'age,sex', ...more]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`[${code}]`);
    expect(stderr).not.toMatch(/h3606/);
  });
});
