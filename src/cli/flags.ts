import { setFlagsFromString } from 'node:v8';

let nurseryKept = false;

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
}

/**
 * Keeps the nursery of the main thread as large as it has grown while the command was loaded, all of which lives on: jobs keep
 * what they make in typed arrays and kernels, and 2 × 16 MB of it would hold memory only.
 */
export function keepNursery(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  nurseryKept = true;
}

/** Loads something under the flags that code was kept under: those without `keepNursery`. */
export function loading<T>(load: () => T): T {
  if (!nurseryKept) return load();
  setFlagsFromString('--semi-space-growth-factor=2');
  nurseryKept = false;
  try {
    return load();
  } finally {
    keepNursery();
  }
}
