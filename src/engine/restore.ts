import { closeSync, openSync, truncateSync } from 'node:fs';
import { readFully } from '../stores/file.js';
import { afterApply, type Checkpoints } from './checkpoints.js';
import type { Control } from './control.js';
import { mainKernels } from './cut.js';
import type { StagedFile } from './passes.js';
import type { ChunkRange } from './reader.js';
import type { ChunkEntry } from './recorder.js';
import type { LaneResult } from './task.js';

/**
 * Takes over the chunks that a killed run has done, before the lanes begin. Output is read again and held against its digests:
 * where one differs nothing of it is believed, nor what later phases found in it.
 */
export function restoreChunks(
  entries: readonly ChunkEntry[],
  ranges: readonly ChunkRange[],
  control: Control,
  outputs: readonly StagedFile[],
  checkpoints: Checkpoints,
): LaneResult[] {
  const sound = outputs.length === 0 || entries.every((entry) => stands(entry, ranges, outputs));
  const taken = sound ? entries : [];
  if (!sound) checkpoints.forget(afterApply);
  // What stands behind the header is then of no use.
  if (taken.length === 0) for (const { path, headerBytes } of outputs) truncateSync(path, headerBytes);
  for (const { chunks, after, prints, lengths, tally } of taken) {
    chunks.forEach((chunk, at) => {
      control.restore(chunk, { after: after[at] === 1, print: prints[at]!, length: lengths[at]! });
      control.finish(at === 0 ? tally.records : 0);
      checkpoints.reuse(ranges[chunk]!.end - ranges[chunk]!.start);
    });
  }
  return taken.map(({ tally, survey, sample }) => ({
    tally,
    surveys: survey ? [survey] : [],
    ...(sample ? { sample } : {}),
    failure: null,
  }));
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
