import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { models } from '../models/index.js';
import { operators } from '../operators/index.js';
import { changePolicy, type Policy, parsePolicy } from '../policy/index.js';
import { findRepairs, type Judgement } from '../release/index.js';
import { type JobOptions, type JobOutcome, runPhases, type StagedNames } from './job.js';
import type { TableSource } from './source.js';

/** A table up to this size is tried again without being asked to. */
const small = 64 << 20; // bytes

/**
 * The judgement of a refused job with the changes that were shown to make it pass, in place of those that the rules only
 * propose: each was tried by running the whole job with the changed policy, on this table, into a folder that is removed.
 * Nothing is published. Databases as targets, policies of several audiences and large tables are not tried (`options.repairs` forces a large one).
 */
export async function withRepairs(
  policy: Policy,
  source: TableSource,
  staged: StagedNames,
  outcome: JobOutcome,
  options: JobOptions,
): Promise<Judgement> {
  const { judgement } = outcome;
  const wanted = options.repairs ?? source.bytes <= small;
  if (judgement.verdict === 'published' || !wanted || staged.database || policy.audience) return judgement;
  const registry = { operators, hierarchies: hierarchyKinds, models };
  const text = readFileSync(policy.file, 'utf8');
  const { observe, progress, ...asked } = options;
  const quiet = { ...asked, frontier: false, utility: false };
  const { changes, evaluations } = await findRepairs(judgement, async (proposals) => {
    const folder = mkdtempSync(join(staged.folder, 'trial-'));
    try {
      const changed = parsePolicy(changePolicy(text, proposals), policy.file, registry);
      const trial = { ...changed, input: policy.input, output: policy.output };
      const names = { folder, names: staged.names, before: null, database: null };
      return (await runPhases(trial, source, names, quiet)).judgement;
    } catch (error) {
      // What a change makes impossible is no answer; what stops the run itself stops this too.
      if (!(error instanceof LetheError) || options.signal?.aborted) throw error;
      return error.code;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return {
    ...judgement,
    repairs: changes ?? judgement.repairs,
    tried: { evaluations, passes: changes !== null },
  };
}
