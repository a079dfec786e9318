import type { Client } from 'pg';
import { LetheError } from '../../core/diagnostics.js';
import type { ColumnType } from '../../core/format.js';
import { identifier, type PostgresAddress, qualified } from './address.js';
import { connect } from './connect.js';
import { postgresFault } from './faults.js';
import { columnType, textOf } from './types.js';

/** A column as the server declares it. */
export interface DatabaseColumn {
  name: string;
  declared: string; // the type as SQL, with its modifiers: numeric(10,2)
  type: ColumnType;
}

/** A table that is read from a database: one snapshot, read-only. */
export interface DatabaseTable {
  columns: readonly DatabaseColumn[];
  /** Records as CSV (RFC 4180, LF, UTF-8), without a header; an unquoted empty field is NULL. Once. */
  records(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens a table or a query: one read-only transaction at REPEATABLE READ, so that nothing is written to the source, by
 * whatever the query calls, and all that is read is one snapshot of a table that others go on changing. Throws
 * `postgres-…`.
 */
export async function openDatabaseTable(
  address: PostgresAddress,
  signal?: AbortSignal,
): Promise<DatabaseTable> {
  const client = await connect(address, signal);
  const close = () => client.end().catch(() => {});
  try {
    // A scan that joins one under way would begin in the middle: rows of an unchanged table come in the same order.
    await client.query('SET synchronize_seqscans = off');
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const columns = await describe(client, address);
    return { columns, records: () => copyOut(client, address, columns, signal), close };
  } catch (error) {
    await close();
    throw postgresFault(error, address);
  }
}

async function describe(client: Client, address: PostgresAddress): Promise<DatabaseColumn[]> {
  // The extended protocol takes one statement only, whatever a query holds.
  const probe = {
    text: `SELECT * FROM ${relation(address)} AS lethe LIMIT 0`,
    values: [],
    queryMode: 'extended',
  };
  const { fields } = await client.query(probe);
  const names = fields.map(({ name }) => name);
  names.forEach((name, at) => {
    const first = names.indexOf(name);
    if (first < at) throw new LetheError('header-duplicate', { first: first + 1, second: at + 1 });
  });
  if (names.length === 0) throw new LetheError('input-empty', { path: address.shown });
  const types = await client.query<{ declared: string }>(
    'SELECT format_type(t.id, t.mod) AS declared FROM unnest($1::oid[], $2::int[]) WITH ORDINALITY AS t(id, mod, n) ORDER BY n',
    [fields.map((field) => field.dataTypeID), fields.map((field) => field.dataTypeModifier)],
  );
  return fields.map(({ name }, at) => {
    const { declared } = types.rows[at]!;
    return { name, declared, type: columnType(declared) };
  });
}

async function* copyOut(
  client: Client,
  address: PostgresAddress,
  columns: readonly DatabaseColumn[],
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  const { to } = await import('pg-copy-streams');
  const list = columns.map((column) => textOf(identifier(column.name), column.type)).join(', ');
  const stream = client.query(
    to(`COPY (SELECT ${list} FROM ${relation(address)} AS lethe) TO STDOUT (FORMAT csv, ENCODING 'UTF8')`),
  );
  const interrupt = () => stream.destroy(new LetheError('run-interrupted', {}, undefined, { exitCode: 130 }));
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    for await (const block of stream) yield block as Uint8Array;
  } catch (error) {
    throw postgresFault(error, address);
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

function relation(address: PostgresAddress): string {
  return address.table ? qualified(address.table) : `(${address.query!.replace(/;\s*$/, '')}\n)`;
}
