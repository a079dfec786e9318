export { dankar, pitman, type SizeCount, shiftedNegativeBinomial, zayatz } from '../core/population.js';
export { type SafePubParameters, safePub } from '../core/safepub.js';
export {
  type Attack,
  attacks,
  difference,
  type EarlierRelease,
  formOfTokens,
  type Person,
  Release,
  runAttacks,
  type Scene,
  type TokenColumn,
  wilson,
} from './attacks/index.js';
export { classesOf } from './classes.js';
export {
  type Frequencies,
  type IndividualRisk,
  individualRisk,
  type KeyTable,
  keyFrequencies,
} from './individual.js';
export {
  type HistoryRisk,
  historyRisk,
  type JoinCounts,
  type JoinedRisk,
  joinCounts,
  joinedRisk,
  type KeyedTable,
} from './joined.js';
export { type JointOptions, type JointSet, jointUniqueness, uniquesUnder } from './joint.js';
export { classSizes, type MeasureOptions, measure } from './measure.js';
export { holdTo, type LabelShares, type Promised, type PromiseOptions } from './promises.js';
export { type RecordRiskOptions, recordRisksOf } from './record-risks.js';
export { affordable, eachSubset, type Tuples } from './subsets.js';
export { type Suda, type SudaOptions, suda } from './suda.js';
