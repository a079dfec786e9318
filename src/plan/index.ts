export { buildHierarchy, compilePlan, type PlanInput, recode } from './compile.js';
