import { coarserDateLabel, generaliseDate } from '../core/dates.js';
import type { HierarchyKind } from '../core/hierarchy.js';
import { type DateLevel, dateLevels } from '../core/program.js';
import { ladder } from './ladder.js';

/** Parameters of `date`: the levels between the value and `*`, fine to coarse. */
export interface DateParams {
  levels?: readonly DateLevel[] | undefined;
}

const usual: readonly DateLevel[] = ['month', 'quarter', 'year', 'five-years', 'decade'];

/**
 * Dates by calendar: the value as written, then month, quarter, year, five years, decade, `*`. A leading `day` level,
 * for values with a time of day or of mixed forms, is had by naming it. What is no date, or a sentinel that stands for
 * "unknown" (9999-12-31, 1900-01-01, 2099-12-31), is `*` from level 1 on.
 */
export const date: HierarchyKind<DateParams> = {
  name: 'date',
  summary: {
    en: 'Dates by calendar: day, month, quarter, year, five years, decade.',
    zh: '按日历泛化日期：日、月、季度、年、五年、十年。',
  },
  params: (zod) =>
    zod.strictObject({
      levels: zod
        .array(zod.enum(dateLevels))
        .min(1)
        .refine(isAscending, `fine to coarse, each once: ${dateLevels.join(', ')}`)
        .optional(),
    }),
  examples: [
    {
      params: {},
      value: '1990/5/17',
      labels: ['1990/5/17', '1990-05', '1990-Q2', '1990', '1990-1994', '1990-1999', '*'],
    },
    {
      params: { levels: ['day', 'year'] },
      value: '1990年5月17日',
      labels: ['1990年5月17日', '1990-05-17', '1990', '*'],
    },
    { params: { levels: ['year'] }, value: '9999-12-31', labels: ['9999-12-31', '*', '*'] },
    { params: { levels: ['year'] }, value: '不详', labels: ['不详', '*', '*'] },
  ],
  build(params) {
    const steps = params.levels ?? usual;
    const first = steps[0] === 'day' ? 'value' : 'day';
    const stepOf = (level: number) => steps[level - 1] ?? 'decade';
    const levels = ladder(
      'date',
      [first, ...steps, '*'],
      (value, level) => generaliseDate(value, stepOf(level)),
      (level) => ({ op: 'date', level: stepOf(level) }),
    );
    return {
      ...levels,
      coarser: (label, level) => (level >= levels.height ? '*' : coarserDateLabel(label, stepOf(level))),
    };
  },
};

function isAscending(levels: readonly DateLevel[]): boolean {
  return levels.every((level, at) => {
    const next = levels[at + 1];
    return next === undefined || dateLevels.indexOf(level) < dateLevels.indexOf(next);
  });
}
