import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { root } from './cli.js';

/** The compiled program, loaded by node itself: nothing is compiled again for each test file. */
const compiled = createRequire(join(root, 'dist/command/'));
const { main }: typeof import('../../src/cli/program.js') = compiled('./program.cjs');
const { processEffects }: typeof import('../../src/cli/world.js') = compiled('./world.cjs');

/** What a command left behind. */
export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: the document of any command
  json: any;
}

/**
 * Runs the command line in this process, on the real files: as `lethe`, without paying for a process each time. `now` sets the
 * clock of ledger entries, `input` is the standard input, `env` the environment, `workers` how many threads work, `cwd` the folder
 * that it is run in.
 */
export async function letheHere(
  args: readonly string[],
  world: { now?: string; input?: string; env?: Record<string, string>; workers?: number; cwd?: string } = {},
): Promise<Ended> {
  const ended = { status: -1, stdout: '', stderr: '' };
  const effects = processEffects(new AbortController().signal);
  const threads = args.includes('--workers') ? [] : ['--workers', String(world.workers ?? 1)];
  const before = process.cwd();
  if (world.cwd !== undefined) process.chdir(world.cwd);
  ended.status = await main([...args, ...threads], {
    ...effects,
    stdout: { write: (text) => (ended.stdout += text) },
    stderr: { write: (text) => (ended.stderr += text) },
    data: new Writable({
      write: (bytes, _, done) => {
        ended.stdout += bytes;
        done();
      },
    }),
    env: { LC_ALL: 'C', ...world.env },
    ...(world.now === undefined ? {} : { now: () => Date.parse(world.now!) }),
    stdin: (async function* () {
      yield world.input ?? '';
    })(),
  }).finally(() => process.chdir(before));
  return { ...ended, json: args.includes('--json') ? JSON.parse(ended.stdout) : null };
}
