import type { Diagnostic } from '../core/diagnostics.js';
import type { Entity, Grade } from '../core/entities.js';
import type { Frontier } from '../core/frontier.js';
import type { Plan, PlannedModel, Recoding } from '../core/plan.js';
import type { FinancialGrade, TableProfile } from '../core/profile.js';
import type { Evidence, Residual } from '../core/proof.js';
import {
  type FileFacts,
  type Judgement,
  type KeyNote,
  planSha256,
  type ReleaseProfile,
} from '../release/index.js';

/** Everything that the report shows; no cell value in it. */
export interface ReportData {
  version: string; // of Lethe
  dataset: Readonly<Record<string, unknown>>;
  release: ReleaseProfile;
  judgement: Judgement;
  /** Counts of records or cells from 1 to below this are shown as `<k`. */
  hideBelow: number;
  source: FileFacts & { encoding: string; delimiter: string };
  outputs: readonly (FileFacts & { rows: number })[];
  policySha256: string | null;
  planSha256: string;
  key: KeyNote;
  command: string;
  columns: ReportColumn[];
  models: readonly PlannedModel[];
  suppressionLimit: number; // share of records
  missing: string;
  search: Recoding | null;
  frontier: Frontier | null;
  proof: Evidence['proof'];
  sizes: Evidence['sizes'];
  counts: Evidence['counts'];
  residuals: readonly Residual[];
  attacks: Evidence['attacks'];
  singling: Evidence['singling'] | null;
  utility: Evidence['utility'] | null;
  sample: Evidence['sample'] | null;
}

/** One column: what it was found to be and what was done to it. */
export interface ReportColumn {
  name: string;
  entity: Entity | null;
  role: string;
  grade: Grade;
  gradeAfter: Grade;
  financialGrade: FinancialGrade | null; // JR/T 0171
  share: number | null; // of the non-empty cells, those of this entity
  nonEmpty: number | null;
  distinct: number | null;
  rare: readonly { entity: Entity; count: number }[];
  use: string;
  published: boolean;
  counted: boolean;
  level: number | null;
  height: number | null;
  levelName: string | null;
  loss: number | null; // [0, 1]
  reversibility: 'none' | 'keyed' | 'reversible';
  livingKey: boolean;
  keeps: readonly string[]; // what published cells keep of the values
  reasons: readonly string[];
}

/** What a finished run hands to the report. */
export interface ReportInput {
  plan: Plan;
  profile: TableProfile | null;
  recoding: Recoding | null;
  frontier?: Frontier | null;
  evidence: Evidence;
  judgement: Judgement;
  release: ReleaseProfile;
  /** Name without folder; hash and size of the source. */
  source: FileFacts;
  outputs: readonly (FileFacts & { rows: number })[];
  policySha256: string | null;
  key: KeyNote;
  command?: string; // how to run it again, with names and no folders; default `lethe run -p lethe.yaml`
}

/** Least count that is shown where neither profile nor policy states a class size. */
const usualHideBelow = 5;

/** Gathers the data of a report from what a run knows. Pure. */
export function reportData(input: ReportInput): ReportData {
  const { plan, profile, evidence, release } = input;
  const found = new Map(profile?.columns.map((column) => [column.name, column]) ?? []);
  return {
    version: plan.tool,
    dataset: plan.dataset,
    release,
    judgement: input.judgement,
    hideBelow: hideBelow(plan, release),
    source: {
      ...input.source,
      encoding: plan.input.dialect.encoding,
      delimiter: plan.input.dialect.delimiter,
    },
    outputs: input.outputs,
    policySha256: input.policySha256,
    planSha256: planSha256(plan),
    key: input.key,
    command: input.command ?? 'lethe run -p lethe.yaml',
    columns: evidence.columns.map((column) => {
      const before = found.get(column.name);
      return {
        name: column.name,
        entity: column.entity,
        role: column.role,
        grade: column.grade,
        gradeAfter: column.gradeAfter,
        financialGrade: column.financialGrade ?? null,
        share: before && column.entity !== null && before.entity === column.entity ? before.share : null,
        nonEmpty: before?.nonEmpty ?? null,
        // A run that did not count distinct values says 0, which no column with cells has.
        distinct: before && (before.distinct > 0 || before.nonEmpty === 0) ? before.distinct : null,
        rare: before?.rare ?? [],
        use: column.use,
        published: column.published,
        counted: column.counted,
        level: column.level,
        height: column.height,
        levelName: column.levelName ?? null,
        loss: column.loss,
        reversibility: column.reversibility,
        livingKey: column.livingKey,
        keeps: column.keeps ?? [],
        reasons: column.reasons,
      };
    }),
    models: plan.privacy.models,
    suppressionLimit: plan.privacy.suppression,
    missing: plan.privacy.missing,
    search: input.recoding,
    frontier: input.frontier ?? null,
    proof: evidence.proof,
    sizes: evidence.sizes,
    counts: evidence.counts,
    residuals: evidence.residuals,
    attacks: evidence.attacks,
    singling: evidence.singling ?? null,
    utility: evidence.utility ?? null,
    sample: evidence.sample ?? null,
  };
}

/** The larger class size of profile and policy: nothing smaller is told of anybody. */
function hideBelow(plan: Plan, release: ReleaseProfile): number {
  const stated = plan.privacy.models.map(({ params }) => (typeof params.k === 'number' ? params.k : 0));
  const k = Math.max(0, release.k?.value ?? 0, ...stated);
  return k > 1 ? k : usualHideBelow;
}

/** A finding with the small counts among its arguments hidden. Thresholds and measures stay. */
export function shareable({ code, args, severity }: Diagnostic, least: number): Diagnostic {
  const hidden = Object.entries(args).map(([name, value]) => {
    const small = countNames.has(name) && typeof value === 'number' && value > 0 && value < least;
    return [name, small ? `<${least}` : value];
  });
  return { code, args: Object.fromEntries(hidden), severity };
}

const countNames: ReadonlySet<string> = new Set(['count', 'suppressed', 'quarantined']);
