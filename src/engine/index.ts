export { type AnonymiseRequest, type AnonymiseResult, anonymiseTable } from './anonymise.js';
export { type CheckColumns, checkTable } from './check.js';
export type { JobOptions } from './job.js';
export type { Progress } from './passes.js';
export { type ProfiledTable, type ProfileRequest, profileTable } from './profile.js';
export { type RunResult, runPolicy } from './release.js';
export { type EngineOptions, planTable } from './run.js';
export type { InputSpec } from './source.js';
export { version } from './version.js';
