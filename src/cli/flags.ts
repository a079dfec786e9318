import { setFlagsFromString } from 'node:v8';

let asked = false; // whether this process runs a command

/** What V8 is asked for before anything else is loaded. Code that was kept under other flags is not taken (`compiled.ts`). */
export function setFlags(): void {
  // Threads are short-lived and their loops are kernels: compiling with deep inlining, in every thread anew, took a seventh
  // of a job's CPU time and gained nothing.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
  // V8 optimises a function after about a millisecond of work in it, which takes four: most of what a job does in JavaScript is
  // over by then. It works three times as long first. Later versions of V8 count calls, and have a compiler between.
  if (process.versions.v8.startsWith('11.3.')) setFlagsFromString(`--interrupt-budget=${3 * 132 * 1024}`);
  // The lanes have the cores: waking other threads to help with a nursery of a few MB takes longer than doing without.
  setFlagsFromString('--no-parallel-scavenge');
  // Heaps are small, since data lie outside them: marking one at a stretch takes less than marking it in steps and on other threads
  // while the work goes on, and waits for nobody.
  setFlagsFromString('--no-incremental-marking');
  // What a phase lets go of is collected before the next one asks for more (engine/collect.ts).
  setFlagsFromString('--expose-gc');
  // Jobs keep what they make in typed arrays and kernels: a space of young objects that grows to 2 × 16 MB holds memory only. Threads
  // begin with the one that they need.
  setFlagsFromString('--min-semi-space-size=2');
  keepNursery();
  asked = true;
}

/**
 * Sets again what V8 takes back when it sets up the heap of a thread. False where the process runs no command: flags of
 * programs that import Lethe are theirs.
 */
export function flagsAgain(): boolean {
  asked ||= 'gc' in globalThis; // threads of a command are started with V8's collector exposed
  if (asked) keepNursery();
  return asked;
}

function keepNursery(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
