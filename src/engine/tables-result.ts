import type { Diagnostic } from '../core/diagnostics.js';
import type { TablesPolicy } from '../policy/index.js';
import type { HistoryFinding, JoinFinding, SetManifest } from '../release/index.js';
import type { RunResult } from './release.js';

/** The JSON of `lethe run` with several tables; it may only grow. What stands at the top is of all tables together. */
export interface TablesResult
  extends Pick<
    RunResult,
    'version' | 'verdict' | 'unchanged' | 'label' | 'profile' | 'reasons' | 'warnings' | 'repairs' | 'output'
  > {
  tables: Record<string, RunResult>;
  joins: JoinFinding[];
  history: HistoryFinding[];
  accepted: SetManifest['accepted'];
  counts: RunResult['counts'];
  timings: Record<string, number>;
  search: null; // of each table
  proof: null; // of each table
  manifest: string | null; // path of tables.json
  report: string | null;
}

/** The answer on all tables: refused where one of them is, or what they tell together. */
export function together(
  policies: TablesPolicy,
  tables: Record<string, RunResult>,
  joins: JoinFinding[],
  history: HistoryFinding[],
  judgement: { reasons: Diagnostic[]; warnings: Diagnostic[]; accepted: SetManifest['accepted'] },
): TablesResult {
  const all = Object.entries(tables);
  const of = (name: string, findings: readonly Diagnostic[]) =>
    findings.map((one) => ({
      ...one,
      place: { ...(one.place?.file === undefined && policies.at('tables', name)), ...one.place, table: name },
    }));
  const reasons = [...all.flatMap(([name, { reasons }]) => of(name, reasons)), ...judgement.reasons];
  const sum = (pick: (counts: RunResult['counts']) => number) =>
    all.reduce((total, [, { counts }]) => total + pick(counts), 0);
  const timings: Record<string, number> = {};
  for (const [, result] of all) {
    for (const [phase, seconds] of Object.entries(result.timings))
      timings[phase] = (timings[phase] ?? 0) + seconds;
  }
  const labels = new Set(all.map(([, { label }]) => label));
  const verdict = reasons.length === 0 ? 'published' : 'refused';
  return {
    version: 1,
    verdict,
    label: verdict === 'published' ? (labels.size === 1 ? [...labels][0]! : 'de-identified') : null,
    profile: policies.dataset.profile,
    reasons,
    warnings: [...all.flatMap(([name, { warnings }]) => of(name, warnings)), ...judgement.warnings],
    repairs: all.flatMap(([name, { repairs }]) =>
      repairs.map((one) => ({ ...one, path: ['tables', name, ...one.path] })),
    ),
    output: null,
    tables,
    joins,
    history,
    accepted: judgement.accepted,
    counts: {
      in: sum((counts) => counts.in),
      out: sum((counts) => counts.out),
      suppressed: sum((counts) => counts.suppressed),
      quarantined: sum((counts) => counts.quarantined),
    },
    timings,
    search: null,
    proof: null,
    manifest: null,
    report: null,
  };
}
