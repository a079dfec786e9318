import { LetheError } from '../core/diagnostics.js';
import type { Policy, TablesPolicy } from '../policy/index.js';
import type { Common, Effects } from './effects.js';
import type { JobEvent, ProgressEvent, RunResult, TablesResult } from './engine.js';
import { type EventLog, eventLog } from './events.js';
import { jobOf, metricsText } from './metrics.js';
import { policyName } from './policy-file.js';
import { report } from './view.js';
import { assertApart, assertOurs, type WatchFiles } from './watched-files.js';

/** What watches a job: its events and its metrics, as far as they were asked for. */
export interface Watch {
  /** The policy is read: from here the job has a name. Throws `cli-events-stdout`, `watch-file-place`, `cli-system`. */
  started(policy: Policy | TablesPolicy): Promise<void>;
  observe(event: JobEvent): void;
  progress(event: ProgressEvent): void;
  finished(result: RunResult | TablesResult, exitCode: number): void;
  failed(error: unknown): void;
}

/**
 * What --events and --metrics name is looked at before anything runs, and opened when the policy is read, or was found to have a
 * fault: that must be seen too. Throws `watch-file-taken`, `cli-events-stdout`, and when it is opened `watch-file-place`, or
 * `cli-system` where one of them cannot be written; metrics that cannot be written any more at the end are a warning, for the
 * job has ended as it has.
 */
export function watchOf(options: Common & WatchFiles, effects: Effects): Watch {
  if (options.events === '-' && options.json) throw new LetheError('cli-events-stdout', { other: '--json' });
  assertOurs(options, effects);
  const begin = effects.clock();
  let log: EventLog | null = null;
  let state: 'closed' | 'open' | 'refused' = 'closed';
  let job: string | null = null;
  const { metrics, events } = options;
  const standingText = (path: string) => (effects.files.exists(path) ? effects.files.readText(path) : null);
  const open = () => {
    state = 'refused'; // until all of it is open
    if (events !== undefined) log = eventLog(events, effects);
    if (metrics !== undefined) {
      try {
        effects.files.replace(metrics, standingText(metrics) ?? '');
      } catch (error) {
        throw new LetheError('cli-system', { path: metrics, reason: reasonOf(error) });
      }
    }
    state = 'open';
  };
  const measured = (exitCode: number, result: RunResult | TablesResult | null) => {
    if (metrics === undefined) return;
    assertOurs({ metrics }, effects); // a long job: something else may stand there by now
    const standing = standingText(metrics);
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
  const measure = (exitCode: number, result: RunResult | TablesResult | null) => {
    try {
      measured(exitCode, result);
    } catch (error) {
      const args = { path: metrics ?? '', reason: reasonOf(error) };
      report([{ code: 'metrics-unwritten', args, severity: 'warning' }], options, effects);
    }
  };
  return {
    async started(policy) {
      if (events === '-' && 'output' in policy && policy.output.path === '-') {
        throw new LetheError('cli-events-stdout', { other: 'output: -' });
      }
      job = policy.dataset.name;
      state = 'refused'; // a file that is something else is not written to, not even that it was refused
      await assertApart(options, policy);
      open();
      log?.started({ policy: policy.file });
    },
    observe: (event) => log?.observe(event),
    progress: (event) => log?.progress(event),
    finished(result, exitCode) {
      log?.finished(result, exitCode);
      log?.close();
      measure(exitCode, result);
    },
    failed(error) {
      if (state === 'refused') return;
      if (state === 'closed') open();
      const known = error instanceof LetheError ? error : new LetheError('cli-internal', { name: 'Error' });
      const shown = effects.signal.aborted
        ? new LetheError('run-interrupted', {}, undefined, { exitCode: 130 })
        : known;
      log?.failed(shown);
      log?.close();
      measure(shown.exitCode, null);
    },
  };
}

/** The system's code of an error: its words may hold more than a path. */
function reasonOf(error: unknown): string {
  return error instanceof LetheError ? error.code : ((error as NodeJS.ErrnoException).code ?? 'fault');
}
