import type { Entity } from '../../core/entities.js';
import type { ColumnEvidence } from '../../core/proof.js';
import { type Finding, type Rule, refuse, unchanged } from './rule.js';

const geographic: ReadonlySet<Entity> = new Set<Entity>([
  'address',
  'geo-coordinate',
  'postal-code',
  'cn-region-code',
]);
const calendar: ReadonlySet<Entity> = new Set<Entity>(['date', 'birth-date']);

/** Coarseness of level names, Chinese and English; a name that is not here counts as finer than all of them. */
const coarseness: Readonly<Record<string, number>> = {
  district: 1, county: 1, '区县': 1, city: 2, prefecture: 2, '城市': 2, province: 3, state: 3, '省': 3, country: 4,
  nation: 4, '*': 4,
}; // biome-ignore format: a table

/** Geography finer than the profile allows. Without a level's name the column counts as finest. */
export const geography: Rule = ({ evidence, profile }) => {
  if (profile.finestGeography === null) return [];
  const finest = coarseness[profile.finestGeography] as number;
  const findings: Finding[] = [];
  for (const column of evidence.columns) {
    if (
      !standsFor(column, geographic) ||
      (coarseness[column.levelName ?? ''] ?? districtCode(column)) >= finest
    )
      continue;
    findings.push(
      refuse(
        'geography-too-fine',
        {
          column: column.name,
          level: levelOf(column),
          finest: profile.finestGeography,
          profile: profile.name,
        },
        { path: ['columns', column.name, 'levels'], value: profile.finestGeography },
      ),
    );
  }
  return findings;
};

/** A whole GB/T 2260 code names a district and nothing finer. */
function districtCode(column: ColumnEvidence): number {
  return column.entity === 'cn-region-code' ? 1 : 0;
}

/** Dates finer than the year where the profile asks for years. */
export const dates: Rule = ({ evidence, profile }) => {
  if (profile.finestDate === null) return [];
  return evidence.columns
    .filter((column) => standsFor(column, calendar) && !yearly(column))
    .map((column) =>
      refuse(
        'date-too-fine',
        { column: column.name, level: levelOf(column), profile: profile.name },
        { path: ['columns', column.name, 'levels'], value: 'year' },
      ),
    );
};

/** Ages above 89, and years of birth that give them, where the profile asks for years: it wants all of them in one class. */
export const oldAges: Rule = ({ evidence, profile }) => {
  if (profile.finestDate === null) return [];
  return evidence.columns
    .filter(({ oldAges, invented }) => oldAges && !invented)
    .map(({ name, entity }) => {
      const bands = { path: ['columns', name, 'levels'], value: firstBands };
      return refuse(
        'age-over-89',
        { column: name, profile: profile.name },
        entity === 'age' ? bands : undefined,
      );
    });
};

/** The first level of the hierarchy `age` that has 90 and above in one. */
const firstBands = 'years-5';

function yearly(column: ColumnEvidence): boolean {
  return /year|decade|\*|年/.test(column.levelName ?? '');
}

/** Places with times in one record draw a person's movements. */
export const trajectories: Rule = ({ evidence, profile }) => {
  if (profile.trajectories === 'allowed') return [];
  const places = evidence.columns.filter((column) => standsFor(column, new Set<Entity>(['geo-coordinate'])));
  const times = evidence.columns.filter((column) => standsFor(column, new Set<Entity>(['date'])));
  const [place] = places;
  const [time] = times;
  if (!place || !time) return [];
  const args = { column: place.name, time: time.name, profile: profile.name };
  return [refuse('trajectory-published', args, { path: ['columns', place.name, 'use'], value: 'suppress' })];
};

/** The column is published and what it holds, or what an operator leaves of it, still tells of such an entity. */
function standsFor(column: ColumnEvidence, entities: ReadonlySet<Entity>): boolean {
  if (!column.published || column.invented || column.entity === null || !entities.has(column.entity))
    return false;
  if (column.level !== null && column.level === column.height) return false; // every cell is *
  return unchanged(column) || column.counted || column.leaves === true;
}

function levelOf(column: ColumnEvidence): string {
  return column.levelName ?? (column.level === null ? column.use : String(column.level));
}
