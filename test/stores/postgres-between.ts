import { connect, createServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';
import type { TestServer } from './postgres-server.js';

/** What stands between a client and the server, and waits for a moment. */
export interface Between {
  /** Address of a table through it. */
  address(table: string, user?: string): string;
  /** Ends every connection, and lets no further one through. */
  close(): void;
}

/** What becomes of the bytes in which the words were seen, once `act` has ended. */
type Then = 'forward' | 'drop' | 'cut' | 'forward and cut';

/**
 * A line to the server that does something the first time that certain words pass in either direction: so a test meets the
 * very moment between two statements, without a clock.
 */
export async function between(
  server: TestServer,
  from: 'client' | 'server',
  words: string | RegExp,
  act: () => unknown,
  then: Then = 'forward',
): Promise<Between> {
  let met = false;
  const open = new Set<Socket>();
  const relay = createServer((client) => {
    const upstream = connect(server.port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    const pass = (source: Socket, sink: Socket, watched: boolean) => {
      source.on('data', async (bytes) => {
        const seen =
          watched &&
          !met &&
          (typeof words === 'string' ? bytes.includes(words) : words.test(bytes.toString()));
        if (!seen) return void sink.write(bytes);
        met = true;
        source.pause();
        await act();
        if (then === 'drop') return;
        if (then === 'cut') return cut();
        if (then === 'forward and cut') {
          upstream.once('data', cut); // the server has answered, and nobody hears it
          upstream.removeAllListeners('data').on('data', cut);
        }
        sink.write(bytes);
        source.resume();
      });
      source.on('close', () => sink.destroy());
    };
    pass(client, upstream, from === 'client');
    pass(upstream, client, from === 'server');
  });
  const port = await new Promise<number>((done) => {
    relay.listen(0, '127.0.0.1', () => done((relay.address() as { port: number }).port));
  });
  const close = () => {
    relay.close();
    for (const socket of open) socket.destroy();
  };
  afterAll(close);
  return {
    address: (table, user) => server.address(table, user).replace(`:${server.port}/`, `:${port}/`),
    close,
  };
}
