import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { LetheError } from '../../core/diagnostics.js';
import { identifier, type PostgresAddress, qualified } from './address.js';
import { type StandingTable, standingTable } from './standing.js';
import { columnType, textOf } from './types.js';

/** A column of the table that is written. */
export interface TargetColumn {
  name: string;
  declared: string; // as SQL
}

/** A table on its way into a database: staged in an open transaction, seen by nobody until that is committed. */
export interface DatabaseTarget {
  /**
   * Loads a CSV file (UTF-8, comma, LF, with a header) into the staging table, checks that every record arrived, and
   * writes what the table then holds back over the file, so that the proof reads what the database will publish.
   */
  load(path: string, columns: readonly TargetColumn[], records: number): Promise<void>;
  /**
   * Puts the staged table in the place of the old one, marked as a release; still in the transaction. What hangs on the
   * old table stays. Throws `postgres-attached` where it could not.
   */
  place(release: string): Promise<void>;
}

const shownAttached = 8;

/** Looks at the table that stands, and returns the target. Throws `postgres-taken` where it is no release of Lethe. */
export async function stagedTarget(
  client: Client,
  address: PostgresAddress,
  id: string,
  begin: () => Promise<void>,
  signal?: AbortSignal,
): Promise<DatabaseTarget> {
  const table = address.table!;
  const staging = { schema: table.schema, name: `lethe_staging_${id}` };
  let shape: readonly TargetColumn[] = [];
  await standingTable(client, address);
  return {
    async load(path, columns, records) {
      await begin();
      shape = columns;
      const list = columns.map(({ name, declared }) => `${identifier(name)} ${declared}`).join(', ');
      await client.query(`CREATE TABLE ${qualified(staging)} (${list})`);
      await copyIn(client, qualified(staging), path, records, address, signal);
      await copyBack(client, qualified(staging), path, columns, signal);
    },
    async place(release) {
      const [old, fresh] = [qualified(table), qualified(staging)];
      if (await standingTable(client, address)) await client.query(`LOCK TABLE ${old}`);
      const standing = await standingTable(client, address); // as it is now that nobody can change it
      if (standing && standing.attached.length > 0)
        await refill(client, old, fresh, standing, shape, address);
      else await replace(client, table.name, old, fresh, standing, shape);
      const words = `lethe release ${release}${standing?.words ?? ''}`;
      await client.query(`COMMENT ON TABLE ${old} IS '${words.replaceAll("'", "''")}'`);
    },
  };
}

/** The staged table takes the name of the old one, its owner, rights and comments: a moment, whatever the size. */
async function replace(
  client: Client,
  name: string,
  old: string,
  fresh: string,
  standing: StandingTable | null,
  columns: readonly TargetColumn[],
): Promise<void> {
  if (standing) {
    await withdrawDefaults(client, fresh);
    const kept = new Set(columns.map((column) => column.name));
    for (const { statement, field } of standing.again) {
      if (field === null || kept.has(field)) await client.query(statement.replace('%TABLE%', () => fresh));
    }
    await client.query(`DROP TABLE ${old}`);
  }
  await client.query(`ALTER TABLE ${fresh} RENAME TO ${identifier(name)}`);
}

/** Takes away what a new table grants by default: a right that was withdrawn from the old table must not come back. */
async function withdrawDefaults(client: Client, table: string): Promise<void> {
  const granted = await client.query<{ grantee: string }>(
    `SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
     FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = to_regclass($1) AND a.grantee <> c.relowner`,
    [table],
  );
  for (const { grantee } of granted.rows) await client.query(`REVOKE ALL ON ${table} FROM ${grantee}`);
}

/**
 * The old table stays, with all that hangs on it, and gets the records of the staged one. Triggers, rules and foreign keys
 * of other tables could change or lose records on the way, after they were proven, so these are refused.
 */
async function refill(
  client: Client,
  old: string,
  fresh: string,
  { attached, interfering, columns }: StandingTable,
  staged: readonly TargetColumn[],
  address: PostgresAddress,
): Promise<void> {
  const refused = (what: readonly string[]) =>
    new LetheError('postgres-attached', {
      table: address.shown,
      server: address.server,
      count: what.length,
      what: [...what.slice(0, shownAttached), ...(what.length > shownAttached ? ['…'] : [])].join(', '),
    });
  if (interfering.length > 0) throw refused(interfering);
  const written = (of: readonly TargetColumn[]) =>
    JSON.stringify(of.map(({ name, declared }) => [name, declared]));
  // The staged table says how the server itself writes the types that we declared.
  const declared = await client.query<TargetColumn>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS declared FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 ORDER BY attnum`,
    [fresh],
  );
  if (written(columns) !== written(declared.rows) || columns.some(({ computed }) => computed)) {
    throw refused(attached);
  }
  const list = staged.map(({ name }) => identifier(name)).join(', ');
  await client.query(`TRUNCATE ${old}`);
  await client.query(`INSERT INTO ${old} (${list}) SELECT ${list} FROM ${fresh}`);
  await client.query(`DROP TABLE ${fresh}`);
}

async function copyIn(
  client: Client,
  table: string,
  path: string,
  records: number,
  address: PostgresAddress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { from } = await import('pg-copy-streams');
  const stream = client.query(from(`COPY ${table} FROM STDIN (FORMAT csv, HEADER, ENCODING 'UTF8')`));
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), stream, signal ? { signal } : {});
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
  signal: AbortSignal | undefined,
): Promise<void> {
  const { to } = await import('pg-copy-streams');
  const list = columns
    .map(({ name, declared }) => `${textOf(identifier(name), columnType(declared))} AS ${identifier(name)}`)
    .join(', ');
  const stream = client.query(
    to(`COPY (SELECT ${list} FROM ${table}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')`),
  );
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  await pipeline(stream, file, signal ? { signal } : {});
}
