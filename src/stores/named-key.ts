import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where a key that outlives a run is kept: a file, or a descriptor that whoever starts the program has opened. Never a text. */
export type NamedKeySource = { file: string } | { descriptor: number };

/** How a source is named in messages. */
export function keySourceName(source: NamedKeySource): string {
  return 'file' in source ? source.file : `fd:${source.descriptor}`;
}

/** What a command line names: `fd:3` is a descriptor, everything else a file. */
export function keySourceOf(text: string): NamedKeySource {
  const descriptor = /^fd:(\d{1,4})$/.exec(text)?.[1];
  return descriptor === undefined ? { file: text } : { descriptor: Number(descriptor) };
}

/** What was read from descriptors: a pipe gives its bytes once, and a job asks for its key more than once. */
const read = new Map<number, Uint8Array>();

/** The material of a key; the caller zeroes it. Throws the system's error where it cannot be read. */
export function keyMaterial(source: NamedKeySource, base: string): Uint8Array {
  if ('file' in source) return readFileSync(resolve(base, source.file));
  let bytes = read.get(source.descriptor);
  if (bytes === undefined) {
    bytes = readFileSync(source.descriptor);
    read.set(source.descriptor, bytes);
  }
  return new Uint8Array(bytes); // a copy: a Buffer's own slice is a view
}

/** Zeroes what was read from descriptors. Called when a job ends. */
export function forgetKeyMaterial(): void {
  for (const bytes of read.values()) bytes.fill(0);
  read.clear();
}

/** Writes a key into a new file that its owner alone may read, and flushes it. Throws the system's error (`EEXIST` …). */
export function writeNewKey(path: string, material: Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (let done = 0; done < material.length; ) done += writeSync(file, material, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
