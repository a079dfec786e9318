import { LetheError } from '../core/diagnostics.js';
import type { ColumnType } from '../core/format.js';
import type { Plan } from '../core/plan.js';
import { writeCell } from '../formats/csv/index.js';
import type { StoredPart } from '../stores/file.js';
import {
  type DatabaseColumn,
  openDatabaseTable,
  type PostgresAddress,
  postgresAddress,
  type TargetColumn,
} from '../stores/postgres/index.js';
import { spool } from '../stores/stdin.js';
import type { CompiledColumns } from './apply.js';
import type { InputSpec, TableSource } from './source.js';

/** Where a table came from, and as what its columns are declared there. */
export interface DatabaseOrigin {
  server: string;
  columns: readonly DatabaseColumn[];
}

/**
 * Takes one copy of a table out of a database, as CSV with a header, into a file without a name that only this process
 * reaches. Every pass then reads the same snapshot at the speed of a file, and the server is asked once, whatever the
 * number of passes. Throws `postgres-…`.
 */
export async function spoolDatabase(
  spec: InputSpec,
  signal: AbortSignal | undefined,
): Promise<{ part: StoredPart; origin: DatabaseOrigin }> {
  const address = postgresAddress(spec.path as string, spec.query, spec.base ?? '.');
  const table = await openDatabaseTable(address, signal);
  try {
    const header = `${table.columns.map(({ name }) => writeCell(name, ',')).join(',')}\n`;
    const bytes = withHeader(header, table.records());
    const part = await spool(bytes, address.shown, signal);
    return { part, origin: { server: address.server, columns: table.columns } };
  } finally {
    await table.close();
  }
}

async function* withHeader(header: string, records: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield Buffer.from(header, 'utf8');
  yield* records;
}

/** Types that every server knows; others (enums, domains) exist on the source's server only. */
const everywhere =
  /^(?:smallint|integer|bigint|real|double precision|boolean|date|text|uuid|bytea|jsonb?|numeric(?:\(\d+,-?\d+\))?|character(?: varying)?\(\d+\)|character varying|(?:time|timestamp)(?:\(\d\))? with(?:out)? time zone|interval|inet|cidr|macaddr)(?:\[\])?$/;

const typesOf: Readonly<Record<string, ColumnType>> = {
  smallint: { kind: 'integer', bits: 16, signed: true },
  integer: { kind: 'integer', bits: 32, signed: true },
  bigint: { kind: 'integer', bits: 64, signed: true },
  real: { kind: 'float', bits: 32 },
  'double precision': { kind: 'float', bits: 64 },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  'time without time zone': { kind: 'time', unit: 'micro' },
  'timestamp without time zone': { kind: 'timestamp', unit: 'micro', utc: false },
  'timestamp with time zone': { kind: 'timestamp', unit: 'micro', utc: true },
};

/** The types of a database's columns as formats have them; text for all others. */
export function columnTypes(columns: readonly DatabaseColumn[]): ColumnType[] {
  return columns.map(({ declared }) => {
    const [, precision, scale] = /^numeric\((\d+),(\d+)\)$/.exec(declared) ?? [];
    if (precision !== undefined && Number(precision) <= 38 && Number(scale) <= Number(precision)) {
      return { kind: 'decimal', precision: Number(precision), scale: Number(scale) };
    }
    return typesOf[declared] ?? { kind: 'text' };
  });
}

/** What a column of a type is declared as. */
function declaredAs(type: ColumnType | undefined): string {
  switch (type?.kind) {
    case 'integer':
      return type.bits === 64
        ? type.signed
          ? 'bigint'
          : 'numeric'
        : type.bits === 32 && !type.signed
          ? 'bigint'
          : 'integer';
    case 'float':
      return type.bits === 32 ? 'real' : 'double precision';
    case 'decimal':
      return `numeric(${type.precision},${type.scale})`;
    case 'boolean':
    case 'date':
      return type.kind;
    case 'time':
      return 'time without time zone';
    case 'timestamp':
      return `timestamp ${type.utc ? 'with' : 'without'} time zone`;
    default:
      return 'text';
  }
}

/**
 * The columns of a target table: a column that is published as it is keeps the type its source declares, every other
 * one is text, since its cells are labels, masks and pseudonyms now.
 */
export function targetColumns(
  plan: Plan,
  columns: CompiledColumns,
  source: TableSource,
  address: PostgresAddress,
): TargetColumn[] {
  return plan.columns.flatMap(({ name, index }, at) => {
    const instruction = columns.instructions[at]!;
    if (instruction.op === 'drop') return [];
    const stated = source.database?.columns[index]?.declared ?? declaredAs(source.types?.[index]);
    const known = !source.database || everywhere.test(stated) || source.database?.server === address.server;
    return [{ name, declared: instruction.op === 'copy' && known ? stated : 'text' }];
  });
}

/** The address that an output names. Throws `postgres-address` for one without a table. */
export function targetAddress(path: string, base: string): PostgresAddress {
  const address = postgresAddress(path, undefined, base);
  if (!address.table) throw new LetheError('postgres-address');
  return address;
}
