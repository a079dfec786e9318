import { table } from './table.js';

export const cliMessages = table({});
