import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, scratch } from './cli.js';

const { folder, remove } = scratch();
afterAll(remove);

function inside(cwd: string, command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, all: stdout + stderr };
}

let tarball: string;
beforeAll(() => {
  const packed = inside(root, 'npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder);
  expect([packed.status, packed.status === 0 ? '' : packed.all]).toEqual([0, '']);
  tarball = join(folder, packed.stdout.trim().split('\n').at(-1)!);
});

it.each([
  ['publint', ['run', '--strict']],
  ['attw', ['--profile', 'esm-only', '--no-emoji']],
] as const)('%s finds nothing wrong with the package', (linter, args) => {
  const { status, all } = inside(root, 'npx', linter, ...args, tarball);
  expect([status, status === 0 ? '' : all]).toEqual([0, '']);
});

it('packed, installed in an empty folder, it runs a sample and serves a program', () => {
  const home = join(folder, 'empty');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--omit=dev'];
  const installed = inside(home, 'npm', 'install', ...flags, tarball);
  expect([installed.status, installed.status === 0 ? '' : installed.all]).toEqual([0, '']);
  cpSync(join(root, 'samples/residents'), join(home, 'residents'), {
    recursive: true,
    filter: (path) => !path.endsWith('/out'),
  });
  const run = inside(home, 'npx', 'lethe', 'run', '-p', 'residents/lethe.yaml', '--json', '--quiet');
  expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'published' });
  writeFileSync(
    join(home, 'program.js'),
    `import { checkTable } from 'lethe';
     const proof = await checkTable({ path: 'residents/out/residents.csv' }, { quasi: ['性别'], sensitive: [] });
     console.log(proof.k > 1);`,
  );
  expect(inside(home, process.execPath, 'program.js')).toMatchObject({ status: 0, stdout: 'true\n' });
});
