import { table } from './table.js';

export const operatorsMessages = table({});
