import { dirname } from 'node:path';
import { Key } from '../../core/random.js';
import type { AudiencePolicy } from '../../policy/index.js';
import type { Common, Effects } from '../effects.js';
import type { RunOptions } from './run.js';

type RunOne = (options: RunOptions & Common, effects: Effects) => Promise<number>;

/**
 * `lethe run` of a policy with audiences: a release for each, in the order in which they are written. Each is compared with those
 * published before it, because whoever has two of them may put them together. Exit code 0 only where all were published.
 */
export async function runAudiences(
  audiences: readonly AudiencePolicy[],
  options: RunOptions & Common,
  effects: Effects,
  run: RunOne,
): Promise<number> {
  // Without a named key, domains that are shared need one key for all of the runs; it ends with them.
  const key = Key.ephemeral();
  const documents: Record<string, { verdict?: string }> = {};
  const earlier: string[] = [];
  let exitCode = 0;
  try {
    for (const { name, output } of audiences) {
      let text = '';
      const aside = options.json
        ? { ...effects, stdout: { ...effects.stdout, write: (part: string) => (text += part) } }
        : effects;
      if (!options.json) effects.stdout.write(`${name === audiences[0]?.name ? '' : '\n'}── ${name} ──\n`);
      const shared = { outputs: audiences.map((other) => other.output), audienceKey: key };
      const one = await run({ ...options, ...shared, audience: name, beside: [...earlier] }, aside);
      exitCode = Math.max(exitCode, one);
      if (options.json) documents[name] = JSON.parse(text);
      if (one === 0 && output !== '-') earlier.push(output.endsWith('/') ? output : dirname(output));
    }
  } finally {
    key.destroy();
  }
  if (options.json) {
    const verdict = exitCode === 0 ? 'published' : 'refused';
    effects.stdout.write(`${JSON.stringify({ version: 1, verdict, audiences: documents }, undefined, 2)}\n`);
  }
  return exitCode;
}
