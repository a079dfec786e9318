import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { realPath } from '../../stores/file.js';

const patience = 3000; // milliseconds

/**
 * Lets the writers of one machine come one after the other, so that they do not fail at each other's claims again and
 * again. A courtesy only: whoever has waited long enough goes on, and claims keep the ledger right. The turn is a socket
 * that the kernel closes with its process: an abstract one under Linux, a pipe under Windows, a file in the folder elsewhere.
 */
export async function takeTurn(path: string): Promise<() => void> {
  const name = createHash('sha256')
    .update(realPath(resolve(path)))
    .digest('hex')
    .slice(0, 32);
  const address =
    process.platform === 'linux'
      ? `\0lethe-ledger-${name}`
      : process.platform === 'win32'
        ? `\\\\.\\pipe\\lethe-ledger-${name}`
        : join(dirname(resolve(path)), `.lethe-ledger-${name.slice(0, 16)}`);
  const { createServer } = await import('node:net');
  for (const deadline = performance.now() + patience; performance.now() < deadline; ) {
    const server = createServer();
    const taken = await new Promise<boolean | null>((done) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        done(error.code === 'EADDRINUSE' ? false : null),
      );
      server.listen(address, () => done(true));
    });
    if (taken) return () => server.close();
    if (taken === null) break; // no sockets here
    await pause(2 + Math.floor(performance.now() % 7));
  }
  return () => {};
}
