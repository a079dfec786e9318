import { table } from './table.js';

export const recognitionMessages = table({});
