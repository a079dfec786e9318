import { dirname, resolve } from 'node:path';
import type { AttackReport } from '../core/attack.js';
import type { Policy } from '../policy/index.js';
import { type AttackInput, attackStaged, sampleToTake } from './attack.js';
import { readEarlier } from './earlier.js';
import type { PassContext } from './passes.js';
import type { TableSource } from './source.js';
import type { ApplyTask, ChunkTally } from './task.js';

/** The attacks of a run: as hard as its policy says, and beside the earlier releases that it names. */
export async function attackRelease(
  context: PassContext,
  policy: Policy,
  input: Omit<AttackInput, 'earlier' | 'setting'>,
): Promise<AttackReport> {
  const base = dirname(resolve(policy.file));
  const folders = policy.dataset.earlier ?? [];
  const earlier = (columns: readonly string[]) => readEarlier(context, folders, base, columns);
  return attackStaged(context, {
    ...input,
    earlier: folders.length > 0 ? earlier : null,
    setting: policy.attacks ?? {},
  });
}

/** The sample of the source that these attacks will want, for apply to take on its way. */
export function attackSample(
  policy: Policy,
  { names }: TableSource,
  { sha256, tally }: { sha256: string; tally: ChunkTally },
): ApplyTask['sample'] {
  const earlier = (policy.dataset.earlier ?? []).length > 0;
  const source = { sha256, records: tally.records, columns: names.length };
  return sampleToTake(source, policy.attacks ?? {}, earlier);
}
