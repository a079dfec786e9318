import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, scratch } from './cli.js';

const { folder, remove } = scratch();
afterAll(remove);

/** Runs a command and waits for its end; several go on at once, since npm waits for the network most of the time. */
function inside(
  cwd: string,
  command: string,
  ...args: string[]
): Promise<{ status: number | null; stdout: string; all: string }> {
  return new Promise((done) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = execFile(command, args, { cwd, env, maxBuffer: 1 << 26 }, (_, stdout, stderr) =>
      done({ status: child.exitCode, stdout, all: stdout + stderr }),
    );
  });
}

let tarball: string;
beforeAll(async () => {
  const packed = await inside(
    root,
    'npm',
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    folder,
  );
  expect([packed.status, packed.status === 0 ? '' : packed.all]).toEqual([0, '']);
  tarball = join(folder, packed.stdout.trim().split('\n').at(-1)!);
});

it.concurrent.each([
  ['publint', ['run', '--strict']],
  ['attw', ['--profile', 'esm-only', '--no-emoji']],
] as const)('%s finds nothing wrong with the package', async (linter, args) => {
  const { status, all } = await inside(root, join(root, 'node_modules/.bin', linter), ...args, tarball);
  expect([status, status === 0 ? '' : all]).toEqual([0, '']);
});

it.concurrent('packed, installed in an empty folder, it runs a sample and serves a program', async () => {
  const home = join(folder, 'empty');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--omit=dev'];
  const installed = await inside(home, 'npm', 'install', ...flags, tarball);
  expect([installed.status, installed.status === 0 ? '' : installed.all]).toEqual([0, '']);
  cpSync(join(root, 'samples/residents'), join(home, 'residents'), {
    recursive: true,
    filter: (path) => !path.endsWith('/out'),
  });
  const run = await inside(home, 'npx', 'lethe', 'run', '-p', 'residents/lethe.yaml', '--json', '--quiet');
  expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'published' });
  writeFileSync(
    join(home, 'program.js'),
    `import { checkTable } from 'lethe';
     const proof = await checkTable({ path: 'residents/out/residents.csv' }, { quasi: ['性别'], sensitive: [] });
     console.log(proof.k > 1);`,
  );
  expect(await inside(home, process.execPath, 'program.js')).toMatchObject({ status: 0, stdout: 'true\n' });
});
