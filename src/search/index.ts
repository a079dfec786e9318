export { aggregates } from './aggregate.js';
export type { SearchModel } from './judge.js';
export {
  evaluateNodes,
  type LatticeFailure,
  type LatticeInput,
  type LatticeResult,
  type LatticeSolution,
  type NodeReport,
  type SearchColumn,
  type SolvedColumn,
  searchLattice,
} from './lattice.js';
export { buildLevels, type LevelTable } from './levels.js';
export type { MetricChoice } from './metric.js';
export { metrics } from './metrics/index.js';
