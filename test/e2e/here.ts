import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { root } from './cli.js';

/** A module of the compiled program, loaded by node itself: nothing is compiled again for each test file. */
const compiled = (path: string) => import(pathToFileURL(join(root, 'dist/src', path)).href);
const { main }: typeof import('../../src/cli/program.js') = await compiled('cli/program.js');
const { processEffects }: typeof import('../../src/cli/world.js') = await compiled('cli/world.js');

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
 * clock of ledger entries, `input` is the standard input, `env` the environment, `workers` how many threads work.
 */
export async function letheHere(
  args: readonly string[],
  world: { now?: string; input?: string; env?: Record<string, string>; workers?: number } = {},
): Promise<Ended> {
  const ended = { status: -1, stdout: '', stderr: '' };
  const effects = processEffects(new AbortController().signal);
  ended.status = await main([...args, '--workers', String(world.workers ?? 1)], {
    ...effects,
    stdout: { write: (text) => (ended.stdout += text) },
    stderr: { write: (text) => (ended.stderr += text) },
    data: new PassThrough(),
    env: { LC_ALL: 'C', ...world.env },
    ...(world.now === undefined ? {} : { now: () => Date.parse(world.now!) }),
    stdin: (async function* () {
      yield world.input ?? '';
    })(),
  });
  return { ...ended, json: args.includes('--json') ? JSON.parse(ended.stdout) : null };
}
