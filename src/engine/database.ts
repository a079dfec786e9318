import { LetheError } from '../core/diagnostics.js';
import type { Plan } from '../core/plan.js';
import { writeCell } from '../formats/csv/index.js';
import type { StoredPart } from '../stores/file.js';
import {
  type DatabaseColumn,
  declaredType,
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
    const stated =
      source.database?.columns[index]?.declared ?? declaredType(source.types?.[index] ?? { kind: 'text' });
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
