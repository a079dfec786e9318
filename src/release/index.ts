export { canonicalJson, sha256Of, sorted } from './canonical.js';
export { type Certificate, certificateOf, type Destruction } from './certificate.js';
export {
  completeRelease,
  syncStaged,
  type UnpublishedRelease,
  unpublishedReleases,
  unpublishedSets,
} from './complete.js';
export { type ReleaseEffects, releaseEffects } from './effects.js';
export { contentOf, copyKey, pairsNeeded, rankOf, testOrder } from './fingerprint.js';
export { type Acceptance, type Judgement, judge, type ReleaseLabel, type Repair } from './gate.js';
export {
  type Check,
  checked,
  fault,
  type Inspection,
  inspectRelease,
  remark,
  undeclared,
} from './inspect.js';
export { type HistoryFinding, type JoinedJudgement, type JoinFinding, judgeJoins } from './joined.js';
export {
  afterWorkingDays,
  type ClockName,
  clockOf,
  clocks,
  dayInChina,
  dueDay,
  isDay,
  type RequestKind,
  readCalendar,
  requestKinds,
  type WorkCalendar,
  weekendsOnly,
  workingDaysBetween,
  yearsUnknown,
} from './ledger/clocks.js';
export { type DueItem, type DueReason, dueItems } from './ledger/due.js';
export {
  type Ledger,
  type LedgerEntry,
  type LedgerNote,
  type Registered,
  type RegisteredRelease,
  readLedger,
  recipientsOf,
} from './ledger/entry.js';
export { appendLedger, openLedger } from './ledger/file.js';
export {
  type LedgerEvent,
  type LedgerState,
  ledgerEvents,
  type MatterState,
  type ReleaseEvent,
} from './ledger/matters.js';
export {
  buildManifest,
  type FileFacts,
  type KeyNote,
  type Manifest,
  type ManifestInput,
  planSha256,
  renderManifest,
  type Signer,
  type SourceColumn,
  sealManifest,
  sealOf,
  withoutValues,
} from './manifest.js';
export { firstDifference, type Marks, markedHash } from './marks.js';
export { type Artefact, artefacts, type PackFacts } from './pack/index.js';
export {
  evidenceFolder,
  type PackFile,
  packOf,
  papersOf,
  recordOf,
  signatureName,
  signerName,
  sumsName,
  sumsOf,
} from './pack-files.js';
export { findProfile, profileNamed, type ReleaseProfile, releaseProfiles } from './profiles/index.js';
export {
  assertReplaceable,
  cleanStagings,
  createStaging,
  exchangeLock,
  isReleaseName,
  manifestName,
  publishRelease,
  type ReleaseFault,
  removeStaging,
  reportName,
  stagingHome,
  stagingsAround,
  verifyRelease,
} from './publish.js';
export { type ColumnQuality, qualityOf } from './quality.js';
export {
  type Evaluate,
  findRepairs,
  type Proposal,
  proposalsFor,
  type Repaired,
} from './repairs.js';
export { type AttackContext, attackContext, type OverallRisk, overallRisk } from './risk.js';
export { statements } from './rules/dataset.js';
export { assertSetReplaceable, publishSet, readSet, recoverSet, type SetManifest, setName } from './set.js';
export {
  generateKeys,
  type SignatureAlgorithm,
  type SigningKey,
  signatureAlgorithms,
  signerOfPem,
  signingKey,
  verifySignature,
} from './signature.js';
