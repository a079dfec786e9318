import { KernelHost } from './host.js';

let spare: KernelHost | undefined;

/**
 * Makes kernels beforehand, with room for so many bytes; room that is not touched costs nothing. What V8 has counted as outside
 * memory before a collection is no reason for the next one: kernels that come later would have all memory collected several times
 * while everybody waits.
 */
export function reserveKernels(room: number): void {
  spare = KernelHost.load(KernelHost.compile(), room);
}

/** The kernels that were made beforehand or are free again, or new ones with room for so many bytes. */
export function takeKernels(room = 0): KernelHost {
  const host = spare ?? KernelHost.load(KernelHost.compile(), room);
  spare = undefined;
  return host;
}

/** Gives kernels to whoever takes some next: memory of kernels never shrinks, so that what one has grown serves the other. */
export function giveKernels(host: KernelHost): void {
  spare = host.renewed();
}

/** Lets go of what nobody has taken. */
export function forgetKernels(): void {
  spare = undefined;
}
