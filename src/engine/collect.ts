import { runInNewContext } from 'node:vm';
import { reserveKernels } from '../kernels/spare.js';

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

/** Room of kernels for putting the tuples of a large table together and searching them, and the same for the proof and the attacks. */
const searchRoom = 48 << 20; // bytes
const proofRoom = 12 << 20;

/** Makes the kernels that will put the tuples of a large table together, before V8 collects what loading has left. */
export function reserveForSearch(): void {
  reserveKernels(searchRoom);
}

/** Collects, with the room counted that the tuples of a large release will take. */
export function collectForProof(): void {
  reserveKernels(proofRoom);
  collect();
}
