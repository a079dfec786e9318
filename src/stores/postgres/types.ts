import type { ColumnType } from '../../core/format.js';

/** The type of cells that a declared type gives; what has no counterpart (uuid, json, arrays, enums) is text. */
export function columnType(declared: string): ColumnType {
  const decimal = /^numeric\((\d+),(\d+)\)$/.exec(declared);
  if (decimal && Number(decimal[1]) <= 38 && Number(decimal[2]) <= Number(decimal[1])) {
    return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  }
  if (/^timestamp(\(\d\))? without time zone$/.test(declared))
    return { kind: 'timestamp', unit: 'micro', utc: false };
  if (/^timestamp(\(\d\))? with time zone$/.test(declared))
    return { kind: 'timestamp', unit: 'micro', utc: true };
  if (/^time(\(\d\))? without time zone$/.test(declared)) return { kind: 'time', unit: 'micro' };
  return plain[declared] ?? { kind: 'text' };
}

const plain: Readonly<Record<string, ColumnType>> = {
  smallint: { kind: 'integer', bits: 16, signed: true },
  integer: { kind: 'integer', bits: 32, signed: true },
  bigint: { kind: 'integer', bits: 64, signed: true },
  real: { kind: 'float', bits: 32 },
  'double precision': { kind: 'float', bits: 64 },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
};

/** SQL that writes a column in the one form that cells of its type have everywhere (`true`, `2024-05-06T07:08:09Z`). */
export function textOf(column: string, type: ColumnType): string {
  if (type.kind === 'boolean') return `${column}::text`;
  if (type.kind !== 'timestamp') return column;
  const dated = `replace(${column}::text, ' ', 'T')`;
  return type.utc ? `replace(${dated}, '+00', 'Z')` : dated;
}

/** The declared type of a column that comes from elsewhere. */
export function declaredType(type: ColumnType): string {
  switch (type.kind) {
    case 'integer': {
      // Unsigned numbers need the next size.
      const bits = type.signed ? type.bits : type.bits * 2;
      return bits <= 16 ? 'smallint' : bits <= 32 ? 'integer' : bits <= 64 ? 'bigint' : 'numeric(20,0)';
    }
    case 'float':
      return type.bits === 32 ? 'real' : 'double precision';
    case 'decimal':
      return `numeric(${type.precision},${type.scale})`;
    case 'timestamp':
      return type.utc ? 'timestamp with time zone' : 'timestamp without time zone';
    case 'time':
      return 'time without time zone';
    default:
      return type.kind;
  }
}
