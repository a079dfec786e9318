import { LetheError } from '../core/diagnostics.js';
import type { Policy, TablesPolicy } from '../policy/index.js';
import type { Common, Effects } from './effects.js';
import type { JobEvent, ProgressEvent, RunResult, TablesResult } from './engine.js';
import { eventLog } from './events.js';
import { jobOf, metricsText } from './metrics.js';
import { policyName } from './policy-file.js';

/** What watches a job: its events and its metrics, as far as they were asked for. */
export interface Watch {
  /** The policy is read: from here the job has a name. Throws `cli-events-stdout`. */
  started(policy: Policy | TablesPolicy): void;
  observe(event: JobEvent): void;
  progress(event: ProgressEvent): void;
  finished(result: RunResult | TablesResult, exitCode: number): void;
  failed(error: unknown): void;
}

/** Opens what --events and --metrics name, before anything can fail: a policy with a fault must be seen too. */
export function watchOf(options: Common & { events?: string; metrics?: string }, effects: Effects): Watch {
  if (options.events === '-' && options.json) throw new LetheError('cli-events-stdout', { other: '--json' });
  const log = options.events === undefined ? null : eventLog(options.events, effects);
  const begin = effects.clock();
  let job: string | null = null;
  const measured = (exitCode: number, result: RunResult | TablesResult | null) => {
    const { metrics } = options;
    if (metrics === undefined) return;
    const standing = effects.files.exists(metrics) ? effects.files.readText(metrics) : null;
    const seconds = Math.round(effects.clock() - begin) / 1000;
    const endedAt = Math.round(effects.now()) / 1000;
    const facts = {
      job: job ?? jobOf(standing) ?? options.policy ?? policyName,
      exitCode,
      seconds,
      endedAt,
      result,
    };
    effects.files.replace(metrics, metricsText(facts, standing));
  };
  return {
    started(policy) {
      if (options.events === '-' && 'output' in policy && policy.output.path === '-') {
        throw new LetheError('cli-events-stdout', { other: 'output: -' });
      }
      job = policy.dataset.name;
      log?.started({ policy: policy.file });
    },
    observe: (event) => log?.observe(event),
    progress: (event) => log?.progress(event),
    finished(result, exitCode) {
      log?.finished(result, exitCode);
      log?.close();
      measured(exitCode, result);
    },
    failed(error) {
      const known = error instanceof LetheError ? error : new LetheError('cli-internal', { name: 'Error' });
      const shown = effects.signal.aborted
        ? new LetheError('run-interrupted', {}, undefined, { exitCode: 130 })
        : known;
      log?.failed(shown);
      log?.close();
      measured(shown.exitCode, null);
    },
  };
}
