import { closeSync, openSync, statSync, truncateSync } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';
import { readFully } from '../stores/file.js';
import type { Checkpoints } from './checkpoints.js';
import type { Control } from './control.js';
import { mainKernels } from './cut.js';
import type { StagedFile } from './passes.js';
import type { ChunkRange } from './reader.js';
import type { ChunkEntry } from './recorder.js';
import type { LaneResult } from './task.js';

/** What was taken over from a killed run: what its lanes had yielded, and a last look at where their output stands. */
export interface Restored {
  results: LaneResult[];
  /** Once all lanes have ended: throws `internal-error` where the files are not what the chunks make of them together. */
  assertPlaces(): void;
}

/**
 * Takes over the chunks that a killed run has done, before the lanes begin: where the source's fingerprints are those that are
 * known, and the output, which is read again, is what was written.
 */
export function restoreChunks(
  entries: readonly ChunkEntry[],
  ranges: readonly ChunkRange[],
  control: Control,
  outputs: readonly StagedFile[],
  phase: string,
  checkpoints: Checkpoints,
): Restored {
  const taken = entries.filter(
    (entry) =>
      entry.chunks.every((chunk, at) => sameSource(control.fingerprint(chunk), entry.prints[at]!)) &&
      stands(entry, ranges, outputs),
  );
  // What stands behind the header is then of no use.
  if (taken.length === 0) for (const { path, headerBytes } of outputs) truncateSync(path, headerBytes);
  const places = new Map<number, number>();
  for (const { chunks, after, prints, lengths, offsets, tally } of taken) {
    chunks.forEach((chunk, at) => {
      control.restore(chunk, { after: after[at] === 1, print: prints[at]!, length: lengths[at]! });
      control.finish(at === 0 ? tally.records : 0);
      checkpoints.reuse(ranges[chunk]!.end - ranges[chunk]!.start, phase);
      if (lengths[at]! > 0) places.set(chunk, offsets[at]!);
    });
  }
  return {
    results: taken.map(({ tally, survey, sample }) => ({
      tally,
      surveys: survey ? [survey] : [],
      ...(sample ? { sample } : {}),
      failure: null,
    })),
    assertPlaces() {
      if (outputs.length === 0 || taken.length === 0) return;
      const moved = [...places.keys()]
        .sort((one, other) => one - other)
        .some((chunk) => control.offset(chunk, false) !== places.get(chunk));
      const [first] = outputs;
      const long =
        outputs.length === 1 && statSync(first!.path).size !== control.offset(ranges.length, false);
      if (moved || long) throw new LetheError('internal-error', { phase });
    },
  };
}

/** 0 stands for what is not known: the survey stores fingerprints, later passes compare them. */
function sameSource(known: bigint, kept: bigint): boolean {
  return known === 0n || known === kept;
}

/** Whether the output of all chunks of an entry stands in the staged files as it was written. */
function stands(entry: ChunkEntry, ranges: readonly ChunkRange[], outputs: readonly StagedFile[]): boolean {
  const { host, structure } = mainKernels();
  const files = new Map<number, number>();
  try {
    return entry.chunks.every((chunk, at) => {
      const [length, offset] = [entry.lengths[at]!, entry.offsets[at]!];
      if (length === 0) return true;
      const index = outputs.length > 1 ? ranges[chunk]!.part : 0;
      const file = files.get(index) ?? openSync(outputs[index]!.path, 'r');
      files.set(index, file);
      const pointer = host.region('raw', length);
      const got = readFully(file, host.bytes, pointer, length, offset);
      return got === length && structure.fingerprint(pointer, length) === entry.digests[at];
    });
  } catch {
    return false; // it cannot be read
  } finally {
    for (const file of files.values()) closeSync(file);
  }
}
