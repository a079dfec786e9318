import { basename, dirname, extname, isAbsolute, join, relative } from 'node:path';
import type { TableProfile } from '../core/profile.js';
import { writePolicy } from '../policy/index.js';
import type { Common, Effects } from './effects.js';

/** The text of a suggested policy for a table, its paths relative to where the policy will stand. */
export async function suggestPolicy(
  profile: TableProfile,
  input: string,
  policyPath: string,
  common: Common,
  effects: Effects,
): Promise<string> {
  const { suggest } = await effects.components();
  const folder = dirname(policyPath);
  const path = input === '-' || isAbsolute(input) ? input : relative(folder, input);
  const output = input === '-' ? '-' : join('out', withoutGlob(basename(input)));
  return writePolicy(await suggest(profile), profile, common.language, {
    input: path,
    output,
    schema: slashes(relative(folder, effects.schemaPath)),
  });
}

/** A shell word: quoted only where it must be. */
export function shellWord(text: string): string {
  return /^[\w./@%+=:,\p{L}\p{N}-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function withoutGlob(name: string): string {
  return /[*?[\]{}]/.test(name) || extname(name) === '' ? 'published.csv' : name;
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
