export { assertColumns, buildHierarchy, compilePlan, type PlanInput, recode } from './compile.js';
