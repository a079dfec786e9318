import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { loadCompiled } from '../src/cli/compiled.js';
import { holdNursery } from '../src/cli/flags.js';

if (workerData?.holdsNursery) holdNursery();
const { prepareLane, runTask } = loadCompiled(
  join(import.meta.dirname, '../lane/lane.cjs'),
) as typeof import('../src/engine/lane.js');

const prepared = prepareLane(workerData?.passes ?? []);

/** Entry point of worker threads: bytes in, bytes and tallies out. */
export default async function run(task: Parameters<typeof runTask>[0]): ReturnType<typeof runTask> {
  await prepared;
  return runTask(task);
}
