import type { Entity } from '../core/entities.js';
import type { ColumnProfile, ColumnTally, SensitiveCategory } from '../core/profile.js';
import { cell, compact, readDate } from '../recognisers/index.js';
import { type Witness, witnesses } from './evidence.js';
import { headerWords } from './headers.js';

/** What the categories depend on besides the columns. */
export interface CategoryOptions {
  /** Day on which persons are as old as they are taken for, YYYY-MM-DD; unless given, the latest date of the table. */
  referenceDate?: string;
}

type Day = NonNullable<ReturnType<typeof readDate>>;

/** Entities that are of a category by what they are. */
const byEntity: Partial<Record<Entity, SensitiveCategory>> = {
  religion: 'religion',
  health: 'health',
  'medical-id': 'health',
  'blood-type': 'health',
  'bank-card': 'financial-account',
  iban: 'financial-account',
  'geo-coordinate': 'whereabouts',
  'cn-military-id': 'specific-identity',
};

/** Headers that say so of columns whose values prove nothing: templates of faces, status words, tracks. */
const byHeader: readonly [RegExp, SensitiveCategory][] = [
  [/指纹|人脸|面部特征|虹膜|声纹|掌纹|步态|基因|\bdna\b|fingerprint|face (?:id|feature|template|embedding|vector)|\biris\b|voice ?print|palm ?print/, 'biometrics'], // biome-ignore format: one pattern
  [/残疾|残障|伤残|退役军人|现役|服刑|社区矫正|刑满|吸毒|戒毒|disabilit|disabled|veteran|criminal record/, 'specific-identity'],
  [/轨迹|行踪|活动路线|航迹|trajectory|track ?point|gps/, 'whereabouts'],
  [/银行账|证券账|基金账|支付账|公积金账|社保账|account balance|bank account/, 'financial-account'],
  [/病史|病历|诊断|用药|手术|检验结果|体检|过敏|diagnos|medication|allerg|medical history/, 'health'],
]; // biome-ignore format: a table

/**
 * The categories of sensitive personal information (PIPL art. 28) per column: by entity, by header, and minors under
 * 14 where a birth date, an age or a resident ID shows one. Where only a sample of a column's values is known, minors
 * that are rarer than it shows are missed.
 */
export function categoriesOf(
  columns: readonly ColumnProfile[],
  tallies: readonly ColumnTally[],
  options: CategoryOptions = {},
): SensitiveCategory[][] {
  const stated = options.referenceDate === undefined ? null : readDate(options.referenceDate);
  const reference = stated ?? latestDate(columns, tallies);
  return columns.map((column, i) => {
    const found = new Set<SensitiveCategory>();
    const own = column.entity === null ? undefined : byEntity[column.entity];
    if (own) found.add(own);
    const header = headerWords(column.name).join(' ');
    if (column.nonEmpty > 0) for (const [pattern, category] of byHeader) if (pattern.test(header)) found.add(category); // biome-ignore format: one rule
    if (showsMinors(column, tallies[i]!, reference)) found.add('minors-under-14');
    return [...found].sort();
  });
}

/** The latest day that a column of dates holds; days that systems write for "unknown" or "forever" do not count. */
function latestDate(columns: readonly ColumnProfile[], tallies: readonly ColumnTally[]): Day | null {
  let latest: Day | null = null;
  for (const [i, { entity }] of columns.entries()) {
    if (entity !== 'date' && entity !== 'birth-date') continue;
    for (const { text } of witnesses(tallies[i]!)) {
      const day = readDate(text);
      if (day && day.year < 2099 && (latest === null || numberOf(day) > numberOf(latest))) latest = day;
    }
  }
  return latest;
}

function showsMinors(column: ColumnProfile, tally: ColumnTally, reference: Day | null): boolean {
  if (column.entity === 'age') {
    return witnesses(tally).some(
      ({ text }) => /^\d{1,2}(?:岁|周岁)?$/.test(cell(text)) && parseInt(cell(text), 10) < 14,
    );
  }
  if (reference === null) return false;
  const birth =
    column.entity === 'birth-date'
      ? ({ text }: Witness) => readDate(text)
      : column.entity === 'cn-resident-id'
        ? ({ text }: Witness) =>
            /^\d{17}[\dXx]$/.test(compact(text)) ? readDate(compact(text).slice(6, 14)) : null
        : null;
  if (birth === null) return false;
  return witnesses(tally).some((witness) => {
    const day = birth(witness);
    return day !== null && numberOf(day) <= numberOf(reference) && ageAt(day, reference) < 14;
  });
}

/** Full years between two days. */
function ageAt(birth: Day, day: Day): number {
  return Math.floor((numberOf(day) - numberOf(birth)) / 10_000);
}

/** YYYYMMDD as a number: its order is that of days, and its difference over 10 000 counts full years. */
function numberOf({ year, month, day }: Day): number {
  return year * 10_000 + month * 100 + day;
}
