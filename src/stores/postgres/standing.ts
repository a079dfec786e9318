import type { Client } from 'pg';
import { LetheError } from '../../core/diagnostics.js';
import { identifier, type PostgresAddress, qualified } from './address.js';

/** A column of a table, as far as two tables are compared by it. */
interface Shape {
  name: string;
  declared: string;
  computed: boolean; // GENERATED: the server would not take our value
}

/** SQL about a table, or about one of its columns. */
interface Statement {
  statement: string;
  field: string | null;
}

/** The table that stands where a release will: what a replacement has to keep, and what it could not. */
export interface StandingTable {
  columns: readonly Shape[];
  /** What hangs on the table and would be lost, or would stop a replacement: indexes, constraints, views, policies … */
  attached: readonly string[];
  /** What would change or refuse rows while they are put in: triggers, rules, foreign keys of others. */
  interfering: readonly string[];
  /** Statements that give a new table its owner, rights and comments; `%TABLE%` stands for its name. */
  again: readonly Statement[];
  /** What the comment says after the mark: somebody's own words. */
  words: string;
}

/** The comment by which a later run knows a table as its own: no other table is ever replaced. */
const markPattern = /^lethe release (\S+)/;

interface Found {
  oid: string;
  kind: string;
  owner: string;
  me: string;
  comment: string | null;
  settings: string[]; // of the table itself, by their names
}

/** The release whose table stands at an address, as its comment tells; null where there is no table, or no mark. */
export async function markOf(client: Client, address: PostgresAddress): Promise<string | null> {
  return markPattern.exec((await find(client, address))?.comment ?? '')?.[1] ?? null;
}

/**
 * Looks at the table that stands at an address; null where there is none. Throws `postgres-taken` for one that is no
 * release of Lethe.
 */
export async function standingTable(client: Client, address: PostgresAddress): Promise<StandingTable | null> {
  const found = await find(client, address);
  if (!found) return null;
  const { comment, oid, kind } = found;
  if (!markPattern.test(comment ?? '') || kind !== 'r') {
    throw new LetheError('postgres-taken', { table: address.shown, server: address.server });
  }
  const columns = await client.query<Shape & { required: boolean }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS declared, attnotnull AS required,
       attgenerated <> '' OR attidentity <> '' AS computed
     FROM pg_attribute WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [oid],
  );
  const required = columns.rows.filter((column) => column.required);
  const dependants = await dependantsOf(client, oid);
  const named = new Set(dependants.map(({ what }) => what));
  return {
    columns: columns.rows,
    attached: [
      ...named,
      ...found.settings,
      ...required.map(({ name }) => `NOT NULL ${identifier(name)}`),
      ...columns.rows.filter(({ computed }) => computed).map(({ name }) => `GENERATED ${identifier(name)}`),
    ],
    interfering: [...new Set(dependants.filter(({ interferes }) => interferes).map(({ what }) => what))],
    again: [
      ...(found.owner === found.me ? [] : [ownedBy(found.owner)]),
      ...(await rightsOf(client, oid)),
      ...(await columnComments(client, oid)),
    ],
    words: comment!.replace(markPattern, ''),
  };
}

async function find(client: Client, address: PostgresAddress): Promise<Found | null> {
  const found = await client.query<Found>(
    `SELECT c.oid::text AS oid, c.relkind AS kind, pg_get_userbyid(c.relowner) AS owner, current_user AS me,
       obj_description(c.oid, 'pg_class') AS comment,
       array_remove(ARRAY[
         CASE WHEN c.relrowsecurity OR c.relforcerowsecurity THEN 'ROW LEVEL SECURITY' END,
         CASE WHEN c.relpersistence <> 'p' THEN 'UNLOGGED' END,
         CASE WHEN c.relispartition OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid) THEN 'INHERITS' END,
         CASE WHEN c.reloptions IS NOT NULL THEN 'WITH (' || array_to_string(c.reloptions, ', ') || ')' END,
         CASE WHEN c.reltablespace <> 0 THEN 'TABLESPACE' END,
         CASE WHEN c.relreplident <> 'd' THEN 'REPLICA IDENTITY' END,
         CASE WHEN EXISTS (SELECT FROM pg_seclabel WHERE objoid = c.oid AND classoid = 'pg_class'::regclass) THEN 'SECURITY LABEL' END
       ], NULL) AS settings
     FROM pg_class c WHERE c.oid = to_regclass($1)`,
    [qualified(address.table!)],
  );
  return found.rows[0] ?? null;
}

/** Everything that the catalogue says depends on a table or on its row type, as the server names it. */
async function dependantsOf(client: Client, oid: string): Promise<{ what: string; interferes: boolean }[]> {
  const found = await client.query<{ what: string; interferes: boolean }>(
    `SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS what,
       (d.classid = 'pg_trigger'::regclass AND EXISTS (SELECT FROM pg_trigger t WHERE t.oid = d.objid AND NOT t.tgisinternal))
       OR (d.classid = 'pg_rewrite'::regclass AND EXISTS (SELECT FROM pg_rewrite r WHERE r.oid = d.objid AND r.ev_class = $1))
       OR (d.classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objid AND k.confrelid = $1))
       OR (d.classid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = d.objid)) AS interferes
     FROM pg_depend d
     WHERE d.deptype <> 'i' AND (
       (d.refclassid = 'pg_class'::regclass AND d.refobjid = $1)
       OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
         SELECT reltype FROM pg_class WHERE oid = $1
         UNION SELECT typarray FROM pg_type WHERE oid = (SELECT reltype FROM pg_class WHERE oid = $1))))
     ORDER BY 1`,
    [oid],
  );
  return found.rows;
}

function ownedBy(owner: string): Statement {
  return { statement: `ALTER TABLE %TABLE% OWNER TO ${identifier(owner)}`, field: null };
}

/** Who else than its owner may do what with a table or with a column of it. */
async function rightsOf(client: Client, oid: string): Promise<Statement[]> {
  const grantee = "CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END";
  const option = "CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END";
  const granted = await client.query<Statement>(
    `SELECT 'GRANT ' || a.privilege_type || ' ON %TABLE% TO ' || ${grantee} || ${option} AS statement, NULL AS field
     FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = $1 AND a.grantee <> c.relowner
     UNION ALL
     SELECT 'GRANT ' || a.privilege_type || ' (' || quote_ident(t.attname) || ') ON %TABLE% TO ' || ${grantee} || ${option}, t.attname
     FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = $1 AND t.attnum > 0 AND NOT t.attisdropped`,
    [oid],
  );
  return granted.rows;
}

async function columnComments(client: Client, oid: string): Promise<Statement[]> {
  const found = await client.query<Statement>(
    `SELECT 'COMMENT ON COLUMN %TABLE%.' || quote_ident(attname) || ' IS ' || quote_literal(col_description($1, attnum)) AS statement, attname AS field
     FROM pg_attribute WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped AND col_description($1, attnum) IS NOT NULL`,
    [oid],
  );
  return found.rows;
}
