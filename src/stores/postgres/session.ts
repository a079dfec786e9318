import { setTimeout as pause } from 'node:timers/promises';
import { LetheError } from '../../core/diagnostics.js';
import type { PostgresAddress } from './address.js';
import { connect } from './connect.js';
import { postgresFault } from './faults.js';
import { type DatabaseTarget, stagedTarget } from './sink.js';
import { markOf } from './standing.js';

/** One transaction in one database, in which tables are staged and put in place; all of them appear, or none. */
export interface DatabaseSession {
  /**
   * A table of this database that will be written. Throws `postgres-taken` where it exists and is not a release of Lethe,
   * and `postgres-…`.
   */
  target(address: PostgresAddress, id: string): Promise<DatabaseTarget>;
  /**
   * Commits. Where the connection is lost before the server answers, it is asked over a new one what became of the
   * transaction. Throws `postgres-unsure` where nobody answers: the tables may have been published then.
   */
  commit(): Promise<void>;
  /** Leaves the database as it was; nothing after `commit`. */
  discard(): Promise<void>;
}

/** Tables whose addresses agree in this are written in one transaction. */
export function sessionKey({ config, password }: PostgresAddress): string {
  return JSON.stringify([config.connectionString, password]);
}

/** Connects to the database of an address. Throws `postgres-…`. */
export async function openDatabaseSession(
  address: PostgresAddress,
  signal?: AbortSignal,
): Promise<DatabaseSession> {
  const client = await connect(address, signal);
  let state: 'open' | 'begun' | 'done' = 'open';
  const guarded = async <T>(about: PostgresAddress, act: () => Promise<T>): Promise<T> => {
    const stop = () => void client.end().catch(() => {}); // also a statement that waits for a lock
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await act();
    } catch (error) {
      state = 'done';
      await client.end().catch(() => {});
      if (signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
      throw postgresFault(error, about);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  };
  const begin = async () => {
    if (state === 'open') await client.query('BEGIN');
    state = 'begun';
  };
  await guarded(address, () => client.query('SET synchronize_seqscans = off'));
  return {
    async target(about, id) {
      const target = await guarded(about, () => stagedTarget(client, about, id, begin, signal));
      return {
        load: (...args) => guarded(about, () => target.load(...args)),
        place: (release) => guarded(about, () => target.place(release)),
      };
    },
    async commit() {
      const { rows } = await guarded(address, () =>
        client.query<{ id: string }>('SELECT txid_current()::text AS id'),
      );
      state = 'done';
      try {
        const { command } = await client.query('COMMIT');
        if (command !== 'COMMIT') throw postgresFault({ code: '40000' }, address);
      } catch (error) {
        const fault = postgresFault(error, address);
        if (fault.code !== 'postgres-lost' || !(await committed(address, rows[0]!.id))) throw fault;
      } finally {
        await client.end().catch(() => {});
      }
    },
    async discard() {
      if (state === 'done') return;
      state = 'done';
      await client.query('ROLLBACK').catch(() => {});
      await client.end().catch(() => {});
    },
  };
}

const askAgain = [0, 200, 1000, 3000]; // milliseconds

/** What became of a transaction whose end was not heard. Throws `postgres-unsure` where nobody can tell. */
async function committed(address: PostgresAddress, transaction: string): Promise<boolean> {
  for (const wait of askAgain) {
    await pause(wait);
    const client = await connect(address).catch(() => null);
    try {
      const found = await client?.query<{ status: string | null }>('SELECT txid_status($1) AS status', [
        transaction,
      ]);
      const status = found?.rows[0]?.status;
      if (status === 'committed') return true;
      if (status === 'aborted') return false;
    } catch {
      // asked once more below
    } finally {
      await client?.end().catch(() => {});
    }
  }
  throw new LetheError('postgres-unsure', { table: address.shown, server: address.server });
}

/** The release whose table stands in a database; null where none does. Throws `postgres-…`. */
export async function releaseInDatabase(
  address: PostgresAddress,
  signal?: AbortSignal,
): Promise<string | null> {
  const client = await connect(address, signal);
  try {
    return await markOf(client, address);
  } catch (error) {
    throw postgresFault(error, address);
  } finally {
    await client.end().catch(() => {});
  }
}
