import { expect, it } from 'vitest';
import type { Common, Effects } from '../../src/cli/effects.js';
import { watchOf } from '../../src/cli/watch.js';
import { LetheError } from '../../src/core/diagnostics.js';
import { parsePolicy } from '../../src/policy/index.js';
import { registry } from '../policy/registry.js';
import { policyText } from './world.js';

const policy = parsePolicy(policyText, 'lethe.yaml', registry);

it('metrics that cannot be written any more are a warning: the job has ended', async () => {
  let said = '';
  let full = false;
  const effects = {
    clock: () => 0,
    now: () => 0,
    signal: new AbortController().signal,
    policies: new Map(),
    env: {},
    stderr: { write: (text: string) => (said += text) },
    files: {
      exists: () => false,
      replace: () => {
        if (full) throw Object.assign(new Error('a value'), { code: 'ENOSPC' });
      },
    },
  } as unknown as Effects;
  const watch = watchOf({ metrics: 'a.prom', language: 'en' } as Common & { metrics: string }, effects);
  await watch.started(policy);
  full = true;
  watch.failed(new LetheError('run-interrupted'));
  expect(said).toMatch(/warning\[metrics-unwritten\].*a\.prom \(ENOSPC\)/);
  expect(said).not.toContain('a value');
});
