import { type ColumnType, type TypedColumn, typeNamed } from '../core/format.js';
import type { Plan } from '../core/plan.js';
import { fits } from '../formats/index.js';
import type { CompiledColumns } from './apply.js';
import type { Fit } from './fit.js';

const text: ColumnType = { kind: 'text' };

/**
 * The columns of the output with their types. An operator that keeps the type keeps it; what the search has recoded
 * keeps it where every label is a value of the type (level 0, most often). All others are text: a band is no number.
 */
export function publishedTypes(plan: Plan, columns: CompiledColumns, fit: Fit | null): TypedColumn[] {
  return plan.columns.flatMap(({ name, type }, index) => {
    const instruction = columns.instructions[index]!;
    if (instruction.op === 'drop') return [];
    const source = (type && typeNamed(type)) || text;
    const labels = instruction.op === 'recode' ? fit?.tables[instruction.slot]?.labels : undefined;
    const kept = labels
      ? labels.every((label) => label === null || fits(label, source))
      : columns.operators.get(name)?.keepsType;
    return [{ name, type: kept ? roomy(source, instruction.op === 'round') : text }];
  });
}

/** Rounding may give what the smallest types cannot hold: 127 to whole tens is 130, beyond eight bits. */
function roomy(type: ColumnType, rounded: boolean): ColumnType {
  return rounded && type.kind === 'integer' && type.bits < 32 ? { ...type, bits: 32 } : type;
}
