import { type Diagnostic, LetheError } from '../core/diagnostics.js';
import type { TableProfile } from '../core/profile.js';
import type { RecognitionSpec } from '../core/recogniser.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { models } from '../models/index.js';
import { operators } from '../operators/index.js';
import { lintPolicy, type Policy } from '../policy/index.js';
import { recognition } from '../recognisers/index.js';

/** Lints the policy against what the survey found; an error stops the run before anything is written (exit code 1). Returns the warnings. */
export function lintAgainst(
  policy: Policy,
  profile: TableProfile,
  readFile: (path: string) => string,
  recognised: RecognitionSpec | undefined,
): Diagnostic[] {
  const registry = { operators, hierarchies: hierarchyKinds, models };
  const findings = lintPolicy(policy, profile, { registry, readFile, find: recognition(recognised).findAll });
  const errors = findings.filter((one) => one.severity === 'error');
  if (errors.length > 0) {
    throw new LetheError('lint-failed', { count: errors.length }, undefined, {
      exitCode: 1,
      related: findings,
    });
  }
  return findings.filter((one) => one.severity === 'warning');
}
