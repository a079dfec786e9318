export {
  type Diagnostic,
  format,
  hint,
  LetheError,
  type MessageCode,
  type Place,
} from './core/diagnostics.js';
export type { Plan, PlannedColumn, Recoding } from './core/plan.js';
export type { ColumnProfile, TableProfile } from './core/profile.js';
export type { Evidence, Proof } from './core/proof.js';
export type { Span } from './core/recogniser.js';
export {
  type AnonymiseRequest,
  type AnonymiseResult,
  anonymiseTable,
  checkTable,
  type EngineOptions,
  type InputSpec,
  type JobEvent,
  type JobOptions,
  type Progress,
  planTable,
  profileTable,
  type RunResult,
  runPolicy,
  type TablesResult,
  version,
} from './engine/index.js';
export {
  check,
  type PolicySource,
  plan,
  profile,
  readPolicy,
  run,
  type TransformOptions,
  transform,
} from './library.js';
export { lintPolicy, type Policy, parsePolicy, type TablesPolicy } from './policy/index.js';
export { findAll } from './recognisers/index.js';
