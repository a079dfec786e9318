import { runInNewContext } from 'node:vm';

/**
 * Distinct tuples from which the memory of a phase is collected before the next one begins. With fewer all is collected once lanes
 * apply, when nobody waits for it: two collections less, and no more memory at the peak (500 MB, 440 000 tuples).
 */
export const manyTuples = 1 << 20;

let known: (() => void) | null | undefined; // undefined: not asked for

/**
 * Has memory collected that was just let go of and is large: memories of kernels and shared arrays count little to the collector,
 * which may leave them for the rest of a job. Does nothing unless V8 exposes its collector, as the command line has it do.
 */
export function collect(): void {
  // Contexts that exist already do not get it when the flag is set, new ones do.
  if (known === undefined)
    known = runInNewContext('typeof gc === "function" ? gc : null') as (() => void) | null;
  known?.();
}
