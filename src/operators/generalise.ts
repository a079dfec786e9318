import { LetheError } from '../core/diagnostics.js';
import type { Hierarchy } from '../core/hierarchy.js';
import { keptAtLevel, type Operator, type OperatorContext } from '../core/operator.js';

/** Parameters of `generalise`. */
export interface GeneraliseParams {
  level: string | number; // name of a level of the column's hierarchy, or its number from 0 (the value itself)
}

/** Replaces a value by its label at a fixed level of the column's hierarchy, without a search. */
export const generalise: Operator<GeneraliseParams> = {
  name: 'generalise',
  summary: {
    en: "Replaces a value by its label at a fixed level of the column's hierarchy.",
    zh: '按该列的泛化层次，把取值替换为固定级别的标签。',
  },
  params: (zod) => zod.strictObject({ level: zod.union([zod.string().min(1), zod.int().min(0)]) }),
  examples: [
    {
      params: { level: 'month' },
      hierarchy: { kind: 'date', params: {} },
      in: '1990/5/17',
      out: '1990-05',
    },
    {
      params: { level: 1 },
      hierarchy: { kind: 'taxonomy', params: { rows: [['杭州', '浙江', '*']] } },
      in: '杭州',
      out: '浙江',
    },
  ],
  compile(params, context) {
    const hierarchy = context.hierarchy;
    if (!hierarchy) {
      throw new LetheError(
        'operator-needs-hierarchy',
        { operator: 'generalise', column: context.column },
        { field: context.column },
      );
    }
    const level = levelOf(hierarchy, params.level, context);
    const instruction = hierarchy.instruction?.(level);
    return {
      apply(text) {
        const label = hierarchy.generalise(text, level);
        if (label === null) {
          throw new LetheError(
            'value-outside-hierarchy',
            { column: context.column, kind: hierarchy.kind },
            { field: context.column },
          );
        }
        return label;
      },
      ...(instruction ? { instruction } : {}),
      reversibility: level === 0 ? 'reversible' : 'none',
      keeps: keptAtLevel(level, hierarchy.height),
    };
  },
};

function levelOf(hierarchy: Hierarchy, level: string | number, { column }: OperatorContext): number {
  const number = typeof level === 'number' ? level : hierarchy.levels.indexOf(level);
  if (number >= 0 && number <= hierarchy.height) return number;
  throw new LetheError(
    'level-unknown',
    { column, kind: hierarchy.kind, level, levels: hierarchy.levels.join(', ') },
    { field: column },
  );
}
