import type { RunResult, TablesResult } from './engine.js';

/** What a run leaves for a monitoring system. */
export interface RunMetrics {
  job: string; // the dataset's name
  exitCode: number;
  seconds: number;
  endedAt: number; // seconds since 1970
  result: RunResult | TablesResult | null; // null where the run failed
}

/** How a file of metrics begins. */
export const metricsBegin = /^# HELP lethe_run_exit_code /;

const lastSuccess = 'lethe_last_success_timestamp_seconds';

/**
 * Metrics of a run in Prometheus text format 0.0.4, for the textfile collector. The time of the last success is carried
 * over from the `standing` text where this run had none, so that an alert on its age works.
 */
export function metricsText(metrics: RunMetrics, standing: string | null): string {
  const { result, exitCode } = metrics;
  const job = `job="${metrics.job.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
  const lines: string[] = [];
  const gauge = (name: string, help: string, samples: readonly (readonly [string, number])[]) => {
    if (samples.length === 0) return;
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
    for (const [labels, value] of samples) {
      lines.push(`${name}{${labels === '' ? job : `${job},${labels}`}} ${numberText(value)}`);
    }
  };
  gauge(
    'lethe_run_exit_code',
    'Exit code of the last run: 0 published, 1 refused, 2 failed, 130 interrupted.',
    [['', exitCode]],
  );
  gauge('lethe_run_timestamp_seconds', 'When the last run ended.', [['', metrics.endedAt]]);
  gauge('lethe_run_duration_seconds', 'How long the last run took.', [['', metrics.seconds]]);
  const success = exitCode === 0 ? metrics.endedAt : successOf(standing, job);
  gauge(lastSuccess, 'When a run last ended with exit code 0.', success === null ? [] : [['', success]]);
  if (result) {
    const phases = Object.entries(result.timings);
    gauge('lethe_run_unchanged', '1 where the run had nothing to do.', [['', result.unchanged ? 1 : 0]]);
    gauge(
      'lethe_phase_duration_seconds',
      'How long each phase took.',
      phases.map(([phase, time]) => [`phase="${phase}"`, time]),
    );
    gauge(
      'lethe_records',
      'Records by what became of them.',
      Object.entries(result.counts).map(([state, count]) => [`state="${state}"`, count]),
    );
    if (result.output) {
      const bytes = result.output.reduce((sum, file) => sum + file.bytes, 0);
      gauge('lethe_output_bytes', 'Bytes of data that were published.', [['', bytes]]);
    }
    if (result.proof) {
      gauge('lethe_proof_k', 'Size of the smallest class of the proven output.', [['', result.proof.k]]);
      const { prosecutor } = result.proof.risk;
      gauge('lethe_proof_prosecutor_risk_max', 'Highest risk of re-identification of a record.', [
        ['', prosecutor.max],
      ]);
    }
    gauge('lethe_refusal_reasons', 'Reasons for which the gate refused.', [['', result.reasons.length]]);
  }
  return `${lines.join('\n')}\n`;
}

/** The name of the job that an earlier run wrote; null where there is none. */
export function jobOf(text: string | null): string | null {
  const quoted = /^lethe_run_exit_code\{job=("(?:[^"\\]|\\.)*")/m.exec(text ?? '')?.[1];
  return quoted === undefined ? null : (JSON.parse(quoted) as string);
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : 'NaN';
}

function successOf(standing: string | null, job: string): number | null {
  const line = standing?.split('\n').find((one) => one.startsWith(`${lastSuccess}{${job}} `));
  const value = Number(line?.slice(line.lastIndexOf(' ') + 1));
  return line !== undefined && Number.isFinite(value) ? value : null;
}
