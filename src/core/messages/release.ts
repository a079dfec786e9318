import { table } from './table.js';

export const releaseMessages = table({});
