import { join } from 'node:path';
import { loadCompiled } from '../src/cli/compiled.js';
import { flagsAgain } from '../src/cli/flags.js';

flagsAgain(); // code that was kept is not taken without

const { prepareLane, runTask } = loadCompiled(
  join(import.meta.dirname, '../lane/lane.cjs'),
) as typeof import('../src/engine/lane.js');

prepareLane();

/** Entry point of worker threads: bytes in, bytes and tallies out. */
export default runTask;
