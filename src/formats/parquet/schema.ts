import type { FileMetaData, SchemaElement } from 'hyparquet';
import { LetheError } from '../../core/diagnostics.js';
import type { ColumnType, ReadOptions, TimeUnit, TypedColumn } from '../../core/format.js';

/** A leaf of a Parquet schema that can be read cell by cell, or one that the policy drops. */
export interface ParquetColumn extends TypedColumn {
  element: SchemaElement;
  /** Position among the column chunks of a row group; -1 where a nested column is dropped. */
  leaf: number;
  optional: boolean;
}

const units: Readonly<Record<string, TimeUnit>> = { MILLIS: 'milli', MICROS: 'micro', NANOS: 'nano' };

/**
 * The columns of a flat schema. Throws `column-type-unsupported` for lists, maps, structs, intervals and other types
 * that have no text of one cell, unless the policy drops the column: it is null then.
 */
export function columnsOf(
  metadata: Pick<FileMetaData, 'schema'>,
  options: ReadOptions,
  file: string,
): ParquetColumn[] {
  const [root, ...elements] = metadata.schema;
  const columns: ParquetColumn[] = [];
  let leaf = 0;
  for (let at = 0; at < elements.length; ) {
    const element = elements[at]!;
    const size = sizeOf(elements, at);
    const leaves = elements.slice(at, at + size).filter((one) => !one.num_children).length;
    const type = size === 1 && element.repetition_type !== 'REPEATED' ? typeOf(element) : null;
    if (type === null && !options.discarded?.includes(element.name)) {
      throw new LetheError(
        'column-type-unsupported',
        { column: element.name, type: describe(element, size) },
        { file, field: element.name },
      );
    }
    columns.push({
      name: element.name,
      type: type ?? { kind: 'text' },
      element,
      leaf: type === null ? -1 : leaf,
      optional: element.repetition_type !== 'REQUIRED',
    });
    leaf += leaves;
    at += size;
  }
  if (!root || columns.length === 0) throw new LetheError('input-empty', { path: file });
  return columns;
}

/** Number of elements that a subtree has; the schema is a list in depth-first order. */
function sizeOf(elements: readonly SchemaElement[], at: number): number {
  let size = 1;
  for (let left = elements[at]?.num_children ?? 0; left > 0; left--) {
    if (at + size >= elements.length) return elements.length - at;
    size += sizeOf(elements, at + size);
  }
  return size;
}

function describe(element: SchemaElement, size: number): string {
  const named = element.logical_type?.type ?? element.converted_type;
  if (named) return named.toLowerCase();
  return size > 1 ? 'struct' : element.repetition_type === 'REPEATED' ? 'list' : (element.type ?? 'nothing');
}

function typeOf(element: SchemaElement): ColumnType | null {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') {
    const { precision = 0, scale = 0 } = element;
    const bytes =
      type === 'FIXED_LEN_BYTE_ARRAY' || type === 'BYTE_ARRAY' || type === 'INT32' || type === 'INT64';
    return bytes && scale >= 0 && precision <= 76 ? { kind: 'decimal', precision, scale } : null;
  }
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'FLOAT':
      return { kind: 'float', bits: 32 };
    case 'DOUBLE':
      return { kind: 'float', bits: 64 };
    case 'INT96':
      return { kind: 'timestamp', unit: 'nano', utc: false };
    case 'INT32':
      if (converted === 'DATE' || logical?.type === 'DATE') return { kind: 'date' };
      if (converted === 'TIME_MILLIS' || logical?.type === 'TIME') return { kind: 'time', unit: 'milli' };
      return integer(element, 32);
    case 'INT64':
      if (logical?.type === 'TIMESTAMP') {
        return { kind: 'timestamp', unit: units[logical.unit] ?? 'micro', utc: logical.isAdjustedToUTC };
      }
      if (logical?.type === 'TIME') return { kind: 'time', unit: units[logical.unit] ?? 'micro' };
      // Before logical types, these were the same moment everywhere.
      if (converted === 'TIMESTAMP_MILLIS') return { kind: 'timestamp', unit: 'milli', utc: true };
      if (converted === 'TIMESTAMP_MICROS') return { kind: 'timestamp', unit: 'micro', utc: true };
      if (converted === 'TIME_MICROS') return { kind: 'time', unit: 'micro' };
      return integer(element, 64);
    case 'BYTE_ARRAY':
      if (converted === 'BSON' || (logical && !texts.has(logical.type))) return null;
      return { kind: 'text' };
    case 'FIXED_LEN_BYTE_ARRAY':
      return logical?.type === 'UUID' ? { kind: 'text' } : null;
    default:
      return null;
  }
}

const texts: ReadonlySet<string> = new Set(['STRING', 'ENUM', 'JSON', 'NULL']);

function integer(
  { converted_type: converted, logical_type: logical }: SchemaElement,
  physical: 32 | 64,
): ColumnType {
  if (logical?.type === 'INTEGER') {
    const bits = logical.bitWidth as 8 | 16 | 32 | 64;
    return { kind: 'integer', bits: bits <= physical ? bits : physical, signed: logical.isSigned };
  }
  const match = /^(U?)INT_(8|16|32|64)$/.exec(converted ?? '');
  if (match) return { kind: 'integer', bits: Number(match[2]) as 8 | 16 | 32 | 64, signed: match[1] === '' };
  return { kind: 'integer', bits: physical, signed: true };
}

/** The schema element that a column is written as; every column may hold nulls. */
export function elementOf({ name, type }: TypedColumn): SchemaElement {
  const base = { name, repetition_type: 'OPTIONAL' as const };
  const unit = (of: TimeUnit) => (of === 'milli' ? 'MILLIS' : of === 'micro' ? 'MICROS' : 'NANOS');
  switch (type.kind) {
    case 'text':
      return { ...base, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
    case 'boolean':
      return { ...base, type: 'BOOLEAN' };
    case 'float':
      return { ...base, type: type.bits === 32 ? 'FLOAT' : 'DOUBLE' };
    case 'integer': {
      const plain = type.signed && type.bits >= 32;
      return {
        ...base,
        type: type.bits === 64 ? 'INT64' : 'INT32',
        ...(plain
          ? {}
          : {
              converted_type: `${type.signed ? 'INT' : 'UINT'}_${type.bits}` as const,
              logical_type: { type: 'INTEGER' as const, bitWidth: type.bits, isSigned: type.signed },
            }),
      };
    }
    case 'decimal':
      return {
        ...base,
        ...(type.precision <= 9
          ? { type: 'INT32' as const }
          : type.precision <= 18
            ? { type: 'INT64' as const }
            : { type: 'FIXED_LEN_BYTE_ARRAY' as const, type_length: decimalBytes(type.precision) }),
        converted_type: 'DECIMAL',
        precision: type.precision,
        scale: type.scale,
        logical_type: { type: 'DECIMAL', precision: type.precision, scale: type.scale },
      };
    case 'date':
      return { ...base, type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } };
    case 'time':
      return {
        ...base,
        type: type.unit === 'milli' ? 'INT32' : 'INT64',
        ...(type.unit === 'nano'
          ? {}
          : { converted_type: type.unit === 'milli' ? ('TIME_MILLIS' as const) : ('TIME_MICROS' as const) }),
        logical_type: { type: 'TIME', isAdjustedToUTC: false, unit: unit(type.unit) },
      };
    case 'timestamp':
      return {
        ...base,
        type: 'INT64',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: type.utc, unit: unit(type.unit) },
      };
  }
}

/** Bytes of two's complement that hold every number of so many decimal digits. */
function decimalBytes(precision: number): number {
  let bytes = 1;
  while (2n ** BigInt(bytes * 8 - 1) < 10n ** BigInt(precision)) bytes++;
  return bytes;
}
