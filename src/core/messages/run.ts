import { table } from './table.js';

export const runMessages = table({});
