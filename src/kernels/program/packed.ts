import { LetheError } from '../../core/diagnostics.js';
import type { PackedValues, RecodingTable } from './spec.js';
import { packTexts } from './texts.js';

/** The values of a recoding table as threads hand them to each other. Throws `program-invalid` where null is there twice. */
export function packValues({ column, values }: Pick<RecodingTable, 'column' | 'values'>): PackedValues {
  if (!isList(values)) return values;
  const nullAt = values.indexOf(null);
  if (nullAt >= 0 && values.indexOf(null, nullAt + 1) >= 0)
    throw new LetheError('program-invalid', { what: 'recoding', column: column + 1 });
  const texts = nullAt < 0 ? values : values.toSpliced(nullAt, 1);
  return { ...packTexts(texts as readonly string[]), nullAt };
}

/** Number of values, null among them. */
export function sizeOf(values: RecodingTable['values']): number {
  return isList(values) ? values.length : values.offsets.length - 1 + (values.nullAt < 0 ? 0 : 1);
}

function isList(values: RecodingTable['values']): values is readonly (string | null)[] {
  return Array.isArray(values);
}
