import type { Client } from 'pg';
import { LetheError } from '../../core/diagnostics.js';
import type { PostgresAddress } from './address.js';
import { postgresFault } from './faults.js';

/** A connection in UTF-8, UTC and ISO dates. The driver is loaded here. Throws `postgres-login` and `postgres-lost`. */
export async function connect(address: PostgresAddress, signal?: AbortSignal): Promise<Client> {
  if (signal?.aborted) throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
  const { default: pg } = await import('pg');
  const client = new pg.Client(address.config);
  if (address.password !== null) client.password = address.password;
  client.on('error', () => {}); // a lost connection is told by the statement that needed it
  try {
    await client.connect();
    await client.query(
      "SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 1",
    );
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw postgresFault(error, address);
  }
}
