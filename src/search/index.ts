export { aggregates } from './aggregate.js';
export { type Algorithm, algorithmNamed, algorithms } from './algorithms.js';
export { coarserLevels, standsFor } from './coarsen.js';
export { type FrontierInput, frontierSteps } from './frontier.js';
export type { SearchModel } from './judge.js';
export { evaluateNodes, searchLattice, searchSteps } from './lattice.js';
export { buildLevels, type LevelTable } from './levels.js';
export type { LocalColumn, LocalResult, LocalSolution } from './local/solution.js';
export { searchLocally } from './local-recoding.js';
export type { AttackGame, MetricChoice } from './metric.js';
export { metrics } from './metrics/index.js';
export { exponentialMechanism, searchPrivately } from './private.js';
export type {
  LatticeFailure,
  LatticeInput,
  LatticeResult,
  LatticeSolution,
  NodeReport,
  SearchColumn,
  SolvedColumn,
} from './result.js';
