import { runInNewContext } from 'node:vm';

/**
 * Distinct tuples from which the memory of a phase is collected before the next one begins. With fewer all is collected once lanes
 * apply, when nobody waits for it: two collections less, and no more memory at the peak (500 MB, 440 000 tuples).
 */
export const manyTuples = 1 << 20;

type Collector = (options?: { type: 'minor' }) => void;

let known: Collector | null | undefined; // undefined: not asked for

/**
 * Has memory collected that was just let go of and is large: memories of kernels and shared arrays count little to the collector,
 * which may leave them for the rest of a job. Does nothing unless V8 exposes its collector, as the command line has it do.
 */
export function collect(): void {
  collectYoung(); // a full collection alone leaves what young objects, dead ones too, still hold
  collector()?.();
}

/** The same for what was made just now and is held no longer, buffers that were used once above all: it takes about a millisecond. */
export function collectYoung(): void {
  collector()?.({ type: 'minor' });
}

function collector(): Collector | null {
  // Contexts that exist already do not get it when the flag is set, new ones do.
  if (known === undefined)
    known = runInNewContext('typeof gc === "function" ? gc : null') as Collector | null;
  return known;
}
