import type { LetheError } from '../core/diagnostics.js';
import type { Effects } from './effects.js';
import type { JobEvent, ProgressEvent, RunResult, TablesResult } from './engine.js';

/** How a file of events begins. */
export const eventsBegin = /^\{"version":1,"event":"run-/;

const progressEvery = 1000; // milliseconds between two lines of progress within a phase

/** Lines for machines while a job runs: NDJSON, version 1, which may only grow. No cell values. */
export interface EventLog {
  started(facts: { policy: string }): void;
  observe(event: JobEvent): void;
  progress(event: ProgressEvent): void;
  finished(result: RunResult | TablesResult, exitCode: number): void;
  failed(error: LetheError): void;
  close(): void;
}

/** A log that writes to a file, or to standard output where the path is `-`. */
export function eventLog(path: string, effects: Effects): EventLog {
  const sink =
    path === '-'
      ? { write: effects.stdout.write.bind(effects.stdout), close() {} }
      : effects.files.lines(path);
  const begin = effects.clock();
  let last = Number.NEGATIVE_INFINITY;
  const say = (event: string, facts: object) => {
    const seconds = Math.round(effects.clock() - begin) / 1000;
    const time = new Date(effects.now()).toISOString();
    sink.write(`${JSON.stringify({ version: 1, event, time, seconds, ...facts })}\n`);
  };
  return {
    started: (facts) => say('run-started', { tool: effects.version, ...facts }),
    observe(event) {
      const { event: name, ...facts } = event;
      last = Number.NEGATIVE_INFINITY; // every phase tells its first step at once
      say(name, 'seconds' in facts ? { phase: facts.phase, took: facts.seconds } : facts);
    },
    progress(event) {
      const now = effects.clock();
      if (now - last < progressEvery && event.done < event.total) return;
      last = now;
      say('progress', event);
    },
    finished(result, exitCode) {
      const { verdict, unchanged = false, label, counts, output } = result;
      const reasons = result.reasons.map(({ code }) => code);
      const files = output?.map(({ path: file, bytes, sha256 }) => ({ path: file, bytes, sha256 })) ?? null;
      say('run-finished', { verdict, unchanged, label, counts, output: files, reasons, exitCode });
    },
    failed(error) {
      const { code, place, exitCode } = error;
      say('run-failed', { code, ...(place ? { place } : {}), exitCode });
    },
    close: () => sink.close(),
  };
}
