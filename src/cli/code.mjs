// Last step of the build: what every process or thread would make anew. The lists by which texts are searched become tables; then a
// small job is done with the files that a command and its threads start with, and the code that V8 made of them is kept beside
// them. It serves the version of Node that builds; others compile as they go.
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize, setFlagsFromString } from 'node:v8';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const { codeEnding, codeOfLoaded, loadCompiled } = await import(join(dist, 'src/cli/compiled.js'));
const { holdNursery, setFlags } = await import(join(dist, 'src/cli/flags.js'));
const { generateResidents } = await import(join(dist, 'benchmarks/data.js'));
const { residentsPolicy } = await import(join(dist, 'benchmarks/job-policy.js'));
const { textTables } = await import(join(dist, 'src/recognisers/index.js'));
const { tablesFile } = await import(join(dist, 'src/engine/text-tables.js'));

writeFileSync(join(dist, '..', tablesFile), serialize(textTables()));
setFlags();
setFlagsFromString('--no-flush-bytecode'); // all that runs is to be kept, however long ago it ran
const { main } = loadCompiled(join(dist, 'command/program.cjs'));
const { processEffects } = loadCompiled(join(dist, 'command/world.cjs'));
const { runLane, runTask } = loadCompiled(join(dist, 'lane/lane.cjs'));

const folder = mkdtempSync(join(tmpdir(), 'lethe-build-'));
try {
  const table = join(folder, 'people.csv');
  const file = openSync(table, 'w');
  generateResidents(file, { bytes: 2e6, seed: 1 });
  closeSync(file);
  const policy = join(folder, 'lethe.yaml');
  writeFileSync(policy, residentsPolicy(table, join(folder, 'out/people.csv')).replace('0.02', '0.3'));
  const commands = [['list'], ['profile', table], ['run', '-p', policy]];
  for (const words of commands) {
    const status = await main(words, effects());
    if (status !== 0) throw new Error(`lethe ${words.join(' ')} ended with ${status}`);
  }
  await startThread(join(folder, 'large.csv'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
holdNursery();
setFlagsFromString('--flush-bytecode'); // code is taken under the flags that it was kept under
for (const [path, code] of codeOfLoaded()) writeFileSync(path + codeEnding, code);

/** Starts a thread and ends it, as for a table that is surely large: what that takes is kept too. */
async function startThread(table) {
  writeFileSync(table, Buffer.alloc(5 << 20));
  const { startThreads } = processEffects(new AbortController().signal);
  const pool = await startThreads(table, { workers: 1 }, ['survey', 'apply']);
  await pool.close();
}

/** Those of the command, whose lanes run in this thread, so that what becomes of their files is known here. */
function effects() {
  const silent = { write: () => true };
  const real = processEffects(new AbortController().signal);
  const pool = {
    size: 1,
    inline: true,
    run: (task) => runLane(task),
    type: (task) => runTask(task),
    typesFrom: 0,
    close: async () => {},
  };
  const engine = async () => {
    const all = await real.engine();
    return {
      ...all,
      profileTable: (input, options) => all.profileTable(input, { ...options, pool }),
      runPolicy: (policy, options) => all.runPolicy(policy, { ...options, pool }),
    };
  };
  return { ...real, stdout: silent, stderr: silent, engine };
}
