import type { PlainSpec } from '../../kernels/parquet/cells.js';
import type { ParquetColumn } from './schema.js';

const perUnit = { milli: 3, micro: 6, nano: 9 } as const;

/** How the kernels read a column; null for types that go through the library. */
export function plainSpecOf({ element, type }: ParquetColumn, lenient: boolean): PlainSpec | null {
  const spec = (kind: PlainSpec['kind'], digits = 0, utc = false): PlainSpec => ({
    kind,
    digits,
    utc,
    lenient,
  });
  const wide = element.type === 'INT64';
  if (!wide && element.type !== 'INT32') {
    if (element.type === 'BYTE_ARRAY' && type.kind === 'text') return spec('text');
    if (element.type === 'DOUBLE') return spec('double');
    return element.type === 'BOOLEAN' ? spec('boolean') : null;
  }
  switch (type.kind) {
    case 'integer':
      if (type.signed) return spec(wide ? 'int64' : 'int32');
      if (type.bits < 32 || (wide && type.bits < 64)) return null; // cut to their bits
      return spec(wide ? 'uint64' : 'uint32');
    case 'date':
      return spec('day');
    case 'time':
      return spec(wide ? 'time64' : 'time32', perUnit[type.unit]);
    case 'timestamp':
      return wide ? spec('moment', perUnit[type.unit], type.utc) : null;
    case 'decimal':
      return type.scale <= 18 ? spec(wide ? 'decimal64' : 'decimal32', type.scale) : null;
    default:
      return null;
  }
}
