import { table } from './table.js';

export const searchMessages = table({});
