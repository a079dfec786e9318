import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/cli/engine.js';
import { LetheError } from '../../src/core/diagnostics.js';
import { lethe, policyText } from './world.js';

/** A pool that tells when it is closed, and those who asked for it. */
function threads(log: string[]) {
  const pool = {
    size: 2,
    run: () => Promise.reject(new Error('no lane is expected')),
    close: async () => {
      log.push('closed');
    },
  };
  const startThreads = async (path: string, _: unknown, passes: readonly string[]) => {
    log.push(`started for ${path}: ${passes.join(' ')}`);
    return pool;
  };
  return { pool, startThreads };
}

describe('threads that start while the policy is checked', () => {
  const started = 'started for people.csv: survey apply';

  it('are those that the job runs on, and are closed once', async () => {
    const log: string[] = [];
    const { pool, startThreads } = threads(log);
    const engine = {
      runPolicy: async (...[, options]: Parameters<Engine['runPolicy']>) => {
        log.push(options?.pool === pool ? 'ran on them' : 'ran on others');
        throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
      },
    };
    const ran = await lethe(['run'], { files: { 'lethe.yaml': policyText }, engine, startThreads });
    expect(ran.code).toBe(130);
    expect(log).toEqual([started, 'ran on them', 'closed']);
  });

  it.each([
    ['an unknown operator', policyText.replace('suppress', 'supress'), [started, 'closed']],
    ['a profile that is unknown', policyText.replace('internal-sharing', 'everywhere'), [started, 'closed']],
    ['no YAML', 'version: [', []],
    ['no input', policyText.replace('input: { path: people.csv }\n', ''), []],
  ])('are stopped when the policy is refused: %s', async (_, policy, expected) => {
    const log: string[] = [];
    const ran = await lethe(['run'], { files: { 'lethe.yaml': policy }, ...threads(log) });
    expect(ran.code).toBe(2);
    expect(log).toEqual(expected);
  });

  it('do not start where nothing may be left to do', async () => {
    const log: string[] = [];
    const engine = { runPolicy: () => Promise.reject(new LetheError('run-interrupted')) };
    await lethe(['run', '--if-changed'], { files: { 'lethe.yaml': policyText }, engine, ...threads(log) });
    expect(log).toEqual([]);
  });
});
