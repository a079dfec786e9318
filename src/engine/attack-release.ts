import { dirname, resolve } from 'node:path';
import type { AttackReport } from '../core/attack.js';
import type { Policy } from '../policy/index.js';
import { type AttackInput, attackStaged } from './attack.js';
import { readEarlier } from './earlier.js';
import type { PassContext } from './passes.js';

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
