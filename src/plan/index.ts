export {
  assertColumns,
  buildHierarchy,
  compilePlan,
  outputFormat,
  type PlanInput,
  recode,
} from './compile.js';
