import { LetheError, type MessageCode } from '../../core/diagnostics.js';
import type { PostgresAddress } from './address.js';

/** What of a server's error is safe to repeat: its message, detail and context may hold cells. */
interface ServerError {
  code?: string; // SQLSTATE, or the system's code
  column?: string;
  constraint?: string;
  where?: string;
}

const byState: readonly (readonly [RegExp, MessageCode])[] = [
  [/^42P01$/, 'postgres-no-table'],
  [/^3F000$/, 'postgres-no-table'],
  [/^42703$/, 'postgres-no-column'],
  [/^42501$/, 'postgres-permission'],
  [/^(28|3D000)/, 'postgres-login'],
  [/^(53100|58030)$/, 'postgres-disk'],
  [/^2202[12]$|^22P05$/, 'postgres-bytes'],
  [/^23(505|514|P01|503)$/, 'postgres-condition'],
  [/^(22|23)/, 'postgres-value'],
  [/^(25006)$/, 'postgres-writes'],
  [/^2BP01$/, 'postgres-depended'],
  [/^(08|57P|EPIPE|ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENOENT)/, 'postgres-lost'],
  [/CERT|TLS|SSL/, 'postgres-tls'],
  [/^42/, 'postgres-query'],
];

/**
 * A server's error as one of ours: what happened, the table, and line and column where the server tells them. Its own
 * words are dropped, since they quote values (`invalid input syntax for type integer: "…"`).
 */
export function postgresFault(error: unknown, address: PostgresAddress): LetheError {
  if (error instanceof LetheError) return error;
  const { code, column, constraint, where } = error as ServerError;
  const state = code ?? stateOf(error);
  const message = byState.find(([pattern]) => pattern.test(state))?.[1] ?? 'postgres-fault';
  const line = /\bline (\d+)/.exec(where ?? '')?.[1];
  // `COPY t, line 3, column name: "value"`: the name ends where the value begins.
  const field = column ?? /\bcolumn ([^:]+?)(?:: .*)?$/s.exec(where ?? '')?.[1];
  const args = { table: address.shown, server: address.server, state, condition: constraint ?? '?' };
  return new LetheError(message, args, {
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(field === undefined ? {} : { field }),
  });
}

/** A code for errors of the driver, which have none: told apart by its own fixed words. */
function stateOf(error: unknown): string {
  const words = error instanceof Error ? error.message : '';
  if (/SSL/.test(words)) return 'TLS';
  if (/password/i.test(words)) return '28P01';
  return /terminated|closed|timeout|ended/i.test(words) ? '08006' : 'unknown';
}
