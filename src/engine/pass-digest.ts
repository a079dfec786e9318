import { createHash } from 'node:crypto';
import { fileMarks } from './checkpoints.js';
import type { StagedFile } from './passes.js';
import type { TableSource } from './source.js';
import type { PassTask } from './task.js';

/**
 * SHA-256 over all that decides what a pass yields, in hex: its task (keys, tables and instructions included), the form of
 * its input, how that is divided, which files it reads, and where its output begins. What one pass has done is taken over by a pass
 * with the same digest and by no other.
 */
export function passDigest(
  source: TableSource,
  chunkBytes: number,
  task: PassTask,
  outputs: readonly StagedFile[] = [],
): string {
  const division = [chunkBytes, source.files?.map(({ start, end }) => [start, end]) ?? null];
  const heads = outputs.map(({ headerBytes }) => headerBytes);
  const marks = fileMarks(source.parts.map(({ path }) => path));
  return digest(JSON.stringify([task, source.wire, source.names, division, heads, marks], plain));
}

/** What JSON would leave out or confuse. Of bytes, keys among them, only their digest becomes text. */
function plain(_name: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return `bytes ${digest(new Uint8Array(buffer, byteOffset, byteLength))}`;
  }
  if (value instanceof Map) return ['map', ...value];
  if (value instanceof Set) return ['set', ...value];
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)))
    return `number ${value}`;
  return value;
}

function digest(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
