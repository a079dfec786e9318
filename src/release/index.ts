export { type ReleaseEffects, releaseEffects } from './effects.js';
export { type Acceptance, type Judgement, judge, type ReleaseLabel, type Repair } from './gate.js';
export {
  buildManifest,
  type FileFacts,
  type KeyNote,
  type Manifest,
  type ManifestInput,
  planSha256,
  renderManifest,
  type SourceColumn,
  withoutValues,
} from './manifest.js';
export { findProfile, profileNamed, type ReleaseProfile, releaseProfiles } from './profiles/index.js';
export {
  assertReplaceable,
  cleanStagings,
  createStaging,
  manifestName,
  publishRelease,
  type ReleaseFault,
  reportName,
  verifyRelease,
} from './publish.js';
export { type AttackContext, attackContext, type OverallRisk, overallRisk } from './risk.js';
