#!/usr/bin/env node
import { join } from 'node:path';
import { loadCompiled } from './compiled.js';
import { setFlags } from './flags.js';

setFlags();
const command = join(import.meta.dirname, '../../command');
const { main } = loadCompiled(join(command, 'program.cjs')) as typeof import('./program.js');
const { processEffects } = loadCompiled(join(command, 'world.cjs')) as typeof import('./world.js');

// The first signal stops the work cleanly, so that staging is removed; a second one does not wait for that.
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
}

// A reader that went away (`lethe list | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), processEffects(controller.signal, true));
// An interrupted read of a pipe that nobody writes to would never let go.
if (process.exitCode === 130) process.exit();
// The standard input, once touched, would keep the process alive; touching it takes a while.
if (process.getActiveResourcesInfo().length > 0) process.stdin.unref?.();
