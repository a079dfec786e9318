import type { RecordRisks, RiskSpread } from '../../core/record-risk.js';
import { percent, type Say, type Words } from '../view.js';
import { short } from './proof-view.js';

/** Risks of single records as grids: figures, contributions per column, sets of columns. Empty where none was asked for. */
export function recordRiskGrids(risks: RecordRisks, { say, grid }: Words): string[] {
  const { individual, household, suda, sets } = risks;
  const rows: [string, number | string][] = [];
  if (individual) {
    const label = individual.weighted ? 'word-population' : 'word-population-table';
    rows.push([say(label), Math.round(individual.population)]);
    rows.push(...spreadRows(say('word-individual-risk'), individual, say));
  }
  if (household) {
    const name = say('word-household-risk');
    rows.push([say('word-households'), household.households]);
    rows.push(...spreadRows(name, household, say));
    rows.push([`${name}, ${say('word-per-household')}`, short(household.perHousehold.mean)]);
  }
  if (suda) {
    rows.push([say('word-suda-records'), suda.records]);
    rows.push([say('word-suda-sets'), suda.bySize.join(' ')]);
    rows.push([`${say('word-suda-score')}, ${say('word-highest')}`, short(suda.score.max)]);
    rows.push(...spreadRows(`DIS-SUDA (${short(suda.fraction)})`, suda.dis, say));
  }
  const grids: string[] = [];
  if (rows.length > 0)
    grids.push(
      grid([[say('word-risks'), say('word-value')], ...rows.map(([name, value]) => [name, String(value)])]),
    );
  if (suda && suda.uniques > 0) {
    const columns = Object.entries(suda.contributions).sort((a, b) => b[1] - a[1]);
    const shares = columns.map(([column, share]) => [column, `${short(share)} %`]);
    grids.push(grid([[say('word-column'), say('word-contribution')], ...shares]));
  }
  if (sets) {
    const body = sets.sets.map((one) => [one.columns.join(' + '), String(one.uniques), percent(one.share)]);
    const whole = [say('word-all-columns'), String(sets.uniques), ''];
    grids.push(grid([[say('word-singles-out'), say('word-uniques'), say('word-share')], ...body, whole]));
  }
  return grids;
}

function spreadRows(name: string, { mean, expected, max, above }: RiskSpread, say: Say): [string, string][] {
  const over = above.filter(({ records }) => records > 0);
  return [
    [`${name}, ${say('word-mean')}`, short(mean)],
    [`${name}, ${say('word-highest')}`, short(max)],
    [`${name}, ${say('word-expected-hits')}`, short(expected)],
    ...over.map(({ risk, records }): [string, string] => [
      `${name}, ${say('word-above')} ${risk}`,
      String(records),
    ]),
  ];
}
