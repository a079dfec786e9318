#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Threads are short-lived and their loops are kernels: compiling with deep inlining, in every thread anew, took a seventh
// of a job's CPU time and gained nothing.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
// Jobs keep what they make in typed arrays and kernels: letting the space of young objects grow to 2 × 16 MB held memory only.
setFlagsFromString('--semi-space-growth-factor=1');
// The lanes have the cores: waking other threads to help with a nursery of a few MB takes longer than doing without.
setFlagsFromString('--no-parallel-scavenge');
// What a phase lets go of is collected before the next one asks for more (engine/collect.ts).
setFlagsFromString('--expose-gc');
// Asked for here, since that space would have grown while modules are loaded.
const [{ main }, { processEffects }] = await Promise.all([import('./program.js'), import('./world.js')]);

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

process.exitCode = await main(process.argv.slice(2), processEffects(controller.signal));
// An interrupted read of a pipe that nobody writes to would never let go.
if (process.exitCode === 130) process.exit();
// The standard input, once touched, would keep the process alive.
process.stdin.unref?.();
