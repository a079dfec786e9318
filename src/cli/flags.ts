import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

/** What V8 is asked for before anything else is loaded. Code that was kept under other flags is not taken (`compiled.ts`). */
export function setFlags(): void {
  // Threads are short-lived and their loops are kernels: compiling with deep inlining, in every thread anew, took a seventh
  // of a job's CPU time and gained nothing.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
  // V8 optimises a function after about half a millisecond of work in it, which takes four: most of what a job does in JavaScript is
  // over by then. It works six times as long first. Later versions of V8 count calls, and have a compiler between.
  if (process.versions.v8.startsWith('11.3.')) setFlagsFromString(`--interrupt-budget=${6 * 66 * 1024}`);
  // The lanes have the cores: waking other threads to help with a nursery of a few MB takes longer than doing without.
  setFlagsFromString('--no-parallel-scavenge');
  // Heaps are small, since data lie outside them: marking one at a stretch takes less than marking it in steps and on other threads
  // while the work goes on, and waits for nobody.
  setFlagsFromString('--no-incremental-marking');
  // What a phase lets go of is collected before the next one asks for more (engine/collect.ts).
  setFlagsFromString('--expose-gc');
  // Threads begin with the space of young objects that they need.
  setFlagsFromString('--min-semi-space-size=2');
  // Their memory of kernels counts as a part of their heap, which would be collected for it before anything is to be had.
  setFlagsFromString('--initial-old-space-size=64');
  holdNursery();
}

/** Bytes of the nursery, both halves, from which on it grows no more. */
const nurseryBytes = 4 << 20;

let held = false; // whether the flags of this process are those above: a program that embeds Lethe has its own
let grown = false;

/** Keeps the nursery of this thread as it is. Threads call it that a process under `setFlags` starts. */
export function holdNursery(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  held = true;
  grown = !isMainThread; // those of threads are limited otherwise
}

/**
 * Loads a script under the flags that its code was kept under; setting up the heap of a thread takes one of them back. Between
 * scripts the nursery of the main thread grows until it is large enough: all that is loaded lives on, and jobs keep what
 * they make in typed arrays and kernels, so that 2 × 16 MB of it would hold memory only.
 */
export function loading<T>(load: () => T): T {
  if (!held) return load();
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return load();
  } finally {
    grown ||= nursery() >= nurseryBytes;
    if (!grown) setFlagsFromString('--semi-space-growth-factor=2');
  }
}

function nursery(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
}
