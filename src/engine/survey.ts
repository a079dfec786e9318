import { LetheError } from '../core/diagnostics.js';
import type { Coarsening, Histogram } from '../core/histogram.js';
import type { ColumnTally } from '../core/profile.js';
import { mergeInSteps, type SurveySpec } from '../kernels/survey.js';
import { fileMarks } from './checkpoints.js';
import { collect, manyTuples, reserveForSearch } from './collect.js';
import { passDigest } from './pass-digest.js';
import { type PassContext, runPass } from './passes.js';
import type { TableSource } from './source.js';
import { type HashedSource, SourceHash } from './source-hash.js';
import { openSpill } from './spill.js';
import type { ChunkTally } from './task.js';

/** Tables of which many tuples are to be expected. */
const largeTable = 64 << 20; // bytes

/** What one full pass over a table counted. */
export interface SurveyResult {
  tallies: ColumnTally[];
  histogram: Histogram | null;
  tally: ChunkTally;
  fingerprints: SharedArrayBuffer | null;
}

/** A column of the histogram and why it is in it. */
export type CodedColumns = SurveySpec['code'];

/** Which counts a survey is to make beside the histogram. */
export interface SurveyOptions {
  tally: boolean;
  distinct: boolean;
  /** Keep the chunks' fingerprints, for a later pass to compare. */
  fingerprints?: boolean;
  /** Told the tallies before many tuples are put together, and given a turn to set other threads to work on them. */
  tallied?: (tallies: readonly ColumnTally[]) => void;
  /** What to do where there are too many distinct tuples; without it all of them are held in the end. */
  coarsening?: Coarsening;
}

/** Counts everything there is to count, in one pass. */
export async function surveyTable(
  context: PassContext,
  source: TableSource,
  phase: string,
  code: CodedColumns,
  options: SurveyOptions,
): Promise<SurveyResult> {
  const { tally, distinct } = options;
  const spec: SurveySpec = { columns: source.names.length, tally, distinct, code };
  const { recognition } = context;
  const task = { kind: 'survey' as const, spec, search: tally, ...(recognition ? { recognition } : {}) };
  const prints = options.fingerprints ? 'store' : 'none';
  const { checkpoints, chunkBytes } = context;
  const digest = checkpoints && `${prints} ${passDigest(source, chunkBytes, task)}`;
  const known = digest && checkpoints.recall<CountedNote>('counted', digest);
  if (known) {
    checkpoints.reuse(source.bytes, phase);
    const { prints: kept, ...counted } = known;
    const fingerprints = kept && new SharedArrayBuffer(kept.length);
    if (fingerprints) new Uint8Array(fingerprints).set(kept);
    return { ...counted, fingerprints };
  }
  const spill = code.length > 0 ? openSpill(context, source.bytes) : null;
  try {
    if (code.length > 0 && prints === 'store' && source.bytes >= largeTable) reserveForSearch();
    const pass = await runPass({ ...context, spill: spill?.tasks }, source, phase, task, [], prints);
    const merging = { ...(spill ? { read: spill.read } : {}), coarsening: options.coarsening };
    const parts = pass.parts.splice(0); // not held any longer than it takes to put them together
    const merged = mergeInSteps(parts, source.names, merging);
    const listed = parts.reduce((sum, part) => sum + (part.tuples?.size ?? 0), 0);
    if (options.tallied && listed >= (context.pool.typesFrom ?? Number.POSITIVE_INFINITY)) {
      options.tallied(merged.tallies);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const counted = { tallies: merged.tallies, histogram: merged.histogram(), tally: pass.tally };
    const tuples = counted.histogram?.size ?? 0;
    if (tuples > manyTuples) collect();
    if (digest && tuples <= tuplesAtMost) {
      const kept = pass.control && new Uint8Array(pass.control).slice();
      checkpoints.record('counted', digest, { ...counted, prints: kept } satisfies CountedNote);
    }
    return { ...counted, fingerprints: pass.control };
  } finally {
    spill?.close();
  }
}

/** A whole survey, as checkpoints keep it. */
type CountedNote = Omit<SurveyResult, 'fingerprints'> & { prints: Uint8Array | null };

/** Distinct tuples up to which a whole survey is kept; beyond, its parts are put together again, which takes less than keeping it. */
const tuplesAtMost = 1 << 15;

/** A survey, while the main thread takes the SHA-256 of the same bytes. */
export async function surveyHashed(
  context: PassContext,
  source: TableSource,
  ...more: SurveySetting
): Promise<SurveyResult & HashedSource> {
  const { checkpoints } = context;
  const [phase] = more;
  const on = checkpoints ? fileMarks(source.parts.map(({ path }) => path)) : '';
  const known = checkpoints?.recall<HashedSource>(`${phase}-sha256`, on);
  if (known) return { ...(await surveyTable(context, source, ...more)), ...known };
  const hash = new SourceHash(source, context.signal);
  try {
    const survey = await surveyTable({ ...context, hash }, source, ...more);
    const hashed = await hash.end();
    checkpoints?.record(`${phase}-sha256`, on, hashed);
    return { ...survey, ...hashed };
  } finally {
    hash.close();
  }
}

type SurveySetting = Parameters<typeof surveyTable> extends [unknown, unknown, ...infer More] ? More : never;

/** Throws `input-no-records`: a table without records says nothing about anybody, and cannot be proven safe. */
export function assertRecords(source: TableSource, tally: ChunkTally): void {
  if (tally.records === 0) throw new LetheError('input-no-records', { path: source.parts[0]!.name });
}
