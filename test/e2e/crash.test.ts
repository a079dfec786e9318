import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { generateResidents } from '../../benchmarks/data.js';
import { filesBelow, root, scratch, sha256 } from './cli.js';

const place = scratch();
afterAll(place.remove);

// Workers run compiled code, so the engine is the compiled one too.
const engine = await import(pathToFileURL(join(root, 'dist/src/engine/index.js')).href);
const policies = await import(pathToFileURL(join(root, 'dist/src/policy/index.js')).href);
const components = await import(pathToFileURL(join(root, 'dist/src/cli/components.js')).href);

const names = ['姓名', '身份证号', '手机号', '固定电话', '邮箱', '住址', '登记日期', '备注'];
const policyText = `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: in.csv }
output: { path: out/data.csv }
columns:
${names.map((name) => `  ${name}: { role: direct, use: suppress }`).join('\n')}
  出生日期: { role: quasi, hierarchy: date, levels: [year, '*'] }
  性别: { role: quasi }
  民族: { role: safe }
  婚姻状况: { role: safe }
  职业: { role: safe }
  月收入: { role: safe }
privacy: { k: 3, suppression: 0.1 }
`;

/** A worker module that behaves like ours until `when` says otherwise. */
function saboteur(name: string, when: string): string {
  const path = join(place.folder, `${name}.mjs`);
  const real = pathToFileURL(join(root, 'dist/workers/chunk.cjs')).href;
  writeFileSync(
    path,
    `import { threadId } from 'node:worker_threads';
import real from ${JSON.stringify(real)};
let calls = 0;
export default async function lane(task) { calls++; ${when} return real(task); }
`,
  );
  return path;
}

async function attempt(
  name: string,
  workerFile: string,
  packed = false,
): Promise<{ code: string; folder: string }> {
  const folder = join(place.folder, name);
  mkdirSync(folder);
  const input = join(folder, 'in.csv');
  const file = openSync(input, 'w');
  generateResidents(file, { bytes: 4e6, seed: 5 });
  closeSync(file);
  if (packed) writeFileSync(input, gzipSync(readFileSync(input)));
  writeFileSync(join(folder, 'lethe.yaml'), policyText);
  const before = sha256(input);
  const registry = await components.shippedComponents();
  const policy = policies.parsePolicy(policyText, join(folder, 'lethe.yaml'), registry);
  let code = 'published';
  try {
    await engine.runPolicy(policy, { workers: 2, chunkBytes: 65536, workerFile });
  } catch (error) {
    code = (error as { code: string }).code;
  }
  expect(sha256(input)).toBe(before);
  return { code, folder };
}

const untouched = (folder: string) =>
  filesBelow(folder)
    .map((path) => path.slice(folder.length + 1))
    .filter((path) => !path.startsWith('out/evidence/'))
    .sort();

describe('a lost worker', () => {
  it('fails the run when a thread exits, in any pass', async () => {
    const survey = await attempt('exit-survey', saboteur('a', 'if (threadId % 2) process.exit(1);'));
    expect(survey.code).toBe('worker-lost');
    expect(untouched(survey.folder)).toEqual(['in.csv', 'lethe.yaml']);
    const apply = await attempt(
      'exit-apply',
      saboteur('b', "if (task.pass.kind === 'apply' && threadId % 2) process.exit(1);"),
    );
    expect(apply.code).toBe('worker-lost');
    expect(untouched(apply.folder)).toEqual(['in.csv', 'lethe.yaml']);
  });

  it('fails the run of a streamed source, whose lost chunk nobody will answer for', async () => {
    const atFirst = "task.feed.port.on('message', () => process.exit(1));";
    for (const kind of ['survey', 'apply']) {
      const when = `if (task.feed.kind === 'port' && task.pass.kind === '${kind}' && threadId % 2) ${atFirst}`;
      const lost = await attempt(`exit-stream-${kind}`, saboteur(`stream-${kind}`, when), true);
      expect(lost.code).toBe('worker-lost');
      expect(untouched(lost.folder)).toEqual(['in.csv', 'lethe.yaml']);
    }
  });

  it('fails the run when a thread throws what is not ours, without its message', async () => {
    const thrown = await attempt(
      'throws',
      saboteur('c', "if (task.pass.kind === 'apply') throw new Error('13912345678');"),
    );
    expect(thrown.code).toBe('worker-lost');
    expect(untouched(thrown.folder)).toEqual(['in.csv', 'lethe.yaml']);
  });

  it('publishes when nothing goes wrong', async () => {
    const { code, folder } = await attempt('sound', saboteur('d', ''));
    expect(code).toBe('published');
    expect(untouched(folder)).toEqual([
      'in.csv',
      'lethe.yaml',
      'out/data.csv',
      'out/manifest.json',
      'out/report.html',
    ]);
  });
});

describe('an interrupted run', () => {
  it('stops soon and leaves nothing', async () => {
    const folder = join(place.folder, 'interrupted');
    mkdirSync(folder);
    const file = openSync(join(folder, 'in.csv'), 'w');
    generateResidents(file, { bytes: 20e6, seed: 6 });
    closeSync(file);
    writeFileSync(join(folder, 'lethe.yaml'), policyText);
    const policy = policies.parsePolicy(
      policyText,
      join(folder, 'lethe.yaml'),
      await components.shippedComponents(),
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 150);
    await expect(
      engine.runPolicy(policy, { workers: 2, chunkBytes: 65536, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'run-interrupted', exitCode: 130 });
    expect(untouched(folder)).toEqual(['in.csv', 'lethe.yaml']);
  });
});
