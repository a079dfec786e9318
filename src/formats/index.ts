import type { Format } from '../core/format.js';
import { arrow } from './arrow/index.js';
import { json, jsonl } from './json/index.js';
import { parquet } from './parquet/index.js';
import { xlsx } from './xlsx/index.js';

export { fits } from './cells.js';
export { patternOf } from './json/paths.js';

/** Every format that has types, in the order in which they are shown. Delimited text is the engine's own. */
export const formats: readonly Format[] = [parquet, arrow, jsonl, json, xlsx];

/** The format of a name, or undefined. */
export function formatNamed(name: string): Format | undefined {
  return formats.find((one) => one.name === name);
}

/** The format that a file's name stands for, a final `.gz` apart; undefined for delimited text and names that say nothing. */
export function formatOfName(name: string): Format | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(name.replace(/\.gz$/i, ''))?.[1]?.toLowerCase();
  return extension === undefined ? undefined : formats.find((one) => one.extensions.includes(extension));
}
