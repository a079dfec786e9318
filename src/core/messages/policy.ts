import { table } from './table.js';

export const policyMessages = table({});
