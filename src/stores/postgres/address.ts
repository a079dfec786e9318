import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ClientConfig } from 'pg';
import { LetheError } from '../../core/diagnostics.js';

/** A table or a query in a PostgreSQL database, as a policy names it. */
export interface PostgresAddress {
  /** Host, port and database, for messages: no user, no password. */
  server: string;
  /** `schema.table`, or null for a query. */
  table: { schema: string | null; name: string } | null;
  query: string | null;
  /** For messages, manifest and file names: the table as it is spelled, or `query`. */
  shown: string;
  config: ClientConfig;
  /** From `password-file`; null where the driver looks for one itself. */
  password: string | null;
}

/** Whether a path is the address of a PostgreSQL database. */
export function isPostgres(path: string | readonly string[]): boolean {
  return typeof path === 'string' && /^postgres(ql)?:\/\//i.test(path);
}

/**
 * Understands `postgres://[user@]host[:port]/database?table=schema.name` with the parameters of libpq (`sslmode`,
 * `sslrootcert`, `sslcert`, `sslkey`, `host` for a socket …) and `password-file=`. Passwords come from that file, from
 * `PGPASSWORD` or from `~/.pgpass` (`PGPASSFILE`), never from the address, which stands in policies and plans. Throws
 * `postgres-address` and `postgres-password`.
 */
export function postgresAddress(path: string, query: string | undefined, base: string): PostgresAddress {
  let url: URL;
  try {
    url = new URL(path);
  } catch {
    throw new LetheError('postgres-address');
  }
  const parameters = url.searchParams;
  if (url.password !== '' || parameters.has('password')) throw new LetheError('postgres-password');
  const stated = parameters.get('table');
  if ((stated === null) === (query === undefined)) throw new LetheError('postgres-address');
  const passwordFile = parameters.get('password-file');
  for (const own of ['table', 'password-file']) parameters.delete(own);
  for (const file of ['sslrootcert', 'sslcert', 'sslkey']) {
    const value = parameters.get(file);
    if (value !== null) parameters.set(file, resolve(base, value));
  }
  const socket = parameters.get('host');
  const port = parameters.get('port');
  if (parameters.has('sslmode')) parameters.set('uselibpqcompat', 'true'); // its words as libpq means them
  const server = `${socket ?? (url.hostname || 'localhost')}:${url.port || port || '5432'}${url.pathname}`;
  const table = stated === null ? null : tableOf(stated);
  return {
    server,
    table,
    query: query ?? null,
    shown: stated ?? 'query',
    password: passwordFile === null ? null : readPassword(resolve(base, passwordFile), passwordFile),
    config: {
      connectionString: url.toString(),
      application_name: 'lethe',
      connectionTimeoutMillis: 15_000,
      keepAlive: true,
    },
  };
}

/** `schema.name` or `name`; either part may be in double quotes, which then may hold a point. */
function tableOf(text: string): { schema: string | null; name: string } {
  const parts = [...text.matchAll(/"((?:[^"]|"")+)"|([^".]+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
  );
  const spelled = /^(?:"(?:[^"]|"")+"|[^".]+)(?:\.(?:"(?:[^"]|"")+"|[^".]+))?$/.test(text);
  if (!spelled) throw new LetheError('postgres-address');
  return parts.length === 2 ? { schema: parts[0]!, name: parts[1]! } : { schema: null, name: parts[0]! };
}

function readPassword(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0]!;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('input-unreadable', { path: shown, reason });
  }
}

/** A name as SQL: in double quotes, so that case and every character stay. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table as SQL. */
export function qualified({ schema, name }: { schema: string | null; name: string }): string {
  return schema === null ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}
