import { keptAtLevel } from '../core/operator.js';
import type { PlannedColumn } from '../core/plan.js';
import type { ColumnProfile } from '../core/profile.js';
import type { ColumnEvidence } from '../core/proof.js';
import type { CompiledColumns } from './apply.js';
import type { Fit, SearchedColumn } from './fit.js';

/** What the run knows of all columns when it describes one. */
export interface ColumnFacts {
  columns: CompiledColumns;
  fit: Fit | null;
  before: readonly ColumnProfile[]; // profile of the input
  searched: readonly SearchedColumn[];
  after: readonly ColumnProfile[]; // profile of the output
  oldAges: ReadonlySet<string>; // columns of the output that tell of somebody older than 89
  counted: readonly string[];
  livingKey: boolean;
}

/** What happened to one column, for gate, manifest and report. */
export function columnEvidence(column: PlannedColumn, facts: ColumnFacts): ColumnEvidence {
  const operator = facts.columns.operators.get(column.name);
  const published = facts.columns.instructions[column.index]!.op !== 'drop';
  const slot = facts.fit ? facts.searched.findIndex((one) => one.column.name === column.name) : -1;
  const level = slot >= 0 ? facts.fit!.recoding.levels[column.name]! : null;
  const after = facts.after.find((one) => one.name === column.name);
  const found = told(facts.before[column.index]) ?? told(after);
  const height = slot >= 0 ? facts.fit!.levels[slot]!.height : 0;
  const finest = operator?.keeps ?? (slot >= 0 ? keptAtLevel(0, height) : []);
  const keeps = slot < 0 || level === 0 ? finest : keptAtLevel(level!, height);
  const leaves = slot >= 0 ? level! < height : keeps.includes('part') || keeps.includes('order');
  return {
    name: column.name,
    role: column.role,
    entity: column.entity,
    grade: column.grade,
    ...(facts.before[column.index]?.financialGrade === undefined
      ? {}
      : { financialGrade: facts.before[column.index]!.financialGrade! }),
    gradeAfter: published ? (after?.grade ?? column.grade) : 1,
    published,
    use: column.use,
    level,
    height: slot >= 0 ? height : null,
    loss: published ? (slot >= 0 ? facts.fit!.losses[slot]! : null) : 1,
    reversibility: operator?.reversibility ?? 'none',
    livingKey: facts.livingKey && operator?.reversibility === 'keyed',
    counted: facts.counted.includes(column.name),
    ...(slot >= 0 ? { levelName: facts.fit!.levelNames[slot]! } : {}),
    ...(operator?.synthetic ? { invented: true } : {}),
    ...(found ? { found } : {}),
    ...(published ? { leaves, keeps: [...keeps].sort() } : {}),
    ...(published && facts.oldAges.has(column.name) ? { oldAges: true as const } : {}),
    ...(published && after && after.nonEmpty >= fewest
      ? { distinctShare: Math.min(1, after.distinct / after.nonEmpty) }
      : {}),
    reasons: column.reasons,
  };
}

/** Cells below which it means nothing that all of them differ. */
const fewest = 20;

/**
 * What the values of a column say it is. A header alone, or values that hardly prove anything, say nothing here; but a
 * column that is called a remark, or in whose cells identifiers stand here and there, is running text.
 */
function told(profile: ColumnProfile | undefined): ColumnEvidence['found'] {
  if (!profile) return undefined;
  const { entity, role, confidence, share, rare } = profile;
  if (entity === 'text' || (entity === null && rare.length > 0))
    return { entity: 'text', role: 'text', confidence: Math.min(confidence, 0.5) };
  return entity === null || confidence < 0.5 || share < 0.5 ? undefined : { entity, role, confidence };
}
