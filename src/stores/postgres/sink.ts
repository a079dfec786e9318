import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { LetheError } from '../../core/diagnostics.js';
import { identifier, type PostgresAddress, qualified } from './address.js';
import { connect } from './connect.js';
import { postgresFault } from './faults.js';
import { columnType, textOf } from './types.js';

/** A column of the table that is written. */
export interface TargetColumn {
  name: string;
  declared: string; // as SQL
}

/** A table on its way into a database: staged in an open transaction, seen by nobody until `commit`. */
export interface DatabaseTarget {
  /**
   * Loads a CSV file (UTF-8, comma, LF, with a header) into the staging table, checks that every record arrived, and
   * writes what the table then holds back over the file, so that the proof reads what the database will publish.
   */
  load(path: string, columns: readonly TargetColumn[], records: number): Promise<void>;
  /** Puts the staged table in the place of the old one, with its grants, and commits. */
  commit(mark: string): Promise<void>;
  /** Leaves the database as it was; nothing after `commit`. */
  discard(): Promise<void>;
}

/** The comment by which a later run knows a table as its own: no other table is ever replaced. */
const markPattern = /^lethe release /;

/** Opens a target. Throws `postgres-taken` where the table exists and is not a release of Lethe, and `postgres-…`. */
export async function openDatabaseTarget(
  address: PostgresAddress,
  id: string,
  signal?: AbortSignal,
): Promise<DatabaseTarget> {
  const { table } = address;
  if (!table) throw new LetheError('postgres-address');
  const client = await connect(address, signal);
  const staging = { schema: table.schema, name: `lethe_staging_${id}` };
  const guarded = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      await client.end().catch(() => {});
      throw postgresFault(error, address);
    }
  };
  await guarded(async () => {
    await client.query('SET synchronize_seqscans = off');
    await assertOurs(client, address);
  });
  let open = true;
  return {
    load: (path, columns, records) =>
      guarded(async () => {
        await client.query('BEGIN');
        const list = columns.map(({ name, declared }) => `${identifier(name)} ${declared}`).join(', ');
        await client.query(`CREATE TABLE ${qualified(staging)} (${list})`);
        await copyIn(client, qualified(staging), path, records, address);
        await copyBack(client, qualified(staging), path, columns);
      }),
    commit: (mark) =>
      guarded(async () => {
        const grants = await grantsOf(client, address, qualified(staging));
        await assertOurs(client, address); // nobody has put another table there meanwhile
        await client.query(`DROP TABLE IF EXISTS ${qualified(table)}`);
        await client.query(`ALTER TABLE ${qualified(staging)} RENAME TO ${identifier(table.name)}`);
        await client.query(`COMMENT ON TABLE ${qualified(table)} IS 'lethe release ${mark}'`);
        for (const grant of grants)
          await client.query(grant.replaceAll(qualified(staging), qualified(table)));
        await client.query('COMMIT');
        open = false;
        await client.end();
      }),
    async discard() {
      if (!open) return;
      open = false;
      await client.query('ROLLBACK').catch(() => {});
      await client.end().catch(() => {});
    },
  };
}

async function assertOurs(client: Client, address: PostgresAddress): Promise<void> {
  const found = await client.query<{ comment: string | null }>(
    "SELECT obj_description(c.oid, 'pg_class') AS comment FROM pg_class c WHERE c.oid = to_regclass($1)",
    [qualified(address.table!)],
  );
  const [standing] = found.rows;
  if (standing && !markPattern.test(standing.comment ?? '')) {
    throw new LetheError('postgres-taken', { table: address.shown, server: address.server });
  }
}

async function copyIn(
  client: Client,
  table: string,
  path: string,
  records: number,
  address: PostgresAddress,
): Promise<void> {
  const { from } = await import('pg-copy-streams');
  const stream = client.query(from(`COPY ${table} FROM STDIN (FORMAT csv, HEADER, ENCODING 'UTF8')`));
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), stream);
  // A lone `\.` ends the data early for servers before 17: no record may be lost without a word.
  if (stream.rowCount !== records) {
    throw new LetheError('postgres-short', {
      table: address.shown,
      server: address.server,
      arrived: stream.rowCount,
      records,
    });
  }
}

async function copyBack(
  client: Client,
  table: string,
  path: string,
  columns: readonly TargetColumn[],
): Promise<void> {
  const { to } = await import('pg-copy-streams');
  const list = columns
    .map(({ name, declared }) => `${textOf(identifier(name), columnType(declared))} AS ${identifier(name)}`)
    .join(', ');
  const stream = client.query(
    to(`COPY (SELECT ${list} FROM ${table}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')`),
  );
  await pipeline(stream, createWriteStream(path, { mode: 0o600, flush: true }));
}

/** Who may do what with the old table, as statements about the new one. */
async function grantsOf(client: Client, address: PostgresAddress, staging: string): Promise<string[]> {
  const granted = await client.query<{ statement: string }>(
    `SELECT format('GRANT %s ON ${staging.replaceAll('%', '%%')} TO %s', a.privilege_type,
       CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS statement
     FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = to_regclass($1) AND a.grantee <> c.relowner`,
    [qualified(address.table!)],
  );
  return granted.rows.map(({ statement }) => statement);
}
