import { basename, dirname, extname, isAbsolute, join, relative } from 'node:path';
import type { TableProfile } from '../core/profile.js';
import type { Bilingual, Language } from '../core/text.js';
import { writePolicy } from '../policy/index.js';
import type { Common, Effects } from './effects.js';
import type { InputSpec } from './engine.js';
import { oneOf } from './operation.js';

/** The release profile to begin with: anonymised, for recipients who are bound by an agreement. */
const defaultRelease = 'open-conditional';

/** The text of a suggested policy for a table that was read so, its paths relative to where the policy will stand. */
export async function suggestPolicy(
  profile: TableProfile,
  { path: input, ...reading }: InputSpec & { path: string },
  policyPath: string,
  common: Common & { profile?: string },
  effects: Effects,
): Promise<string> {
  const { suggest, profileSpecs } = await effects.components();
  const names = profileSpecs.map((one) => one.name);
  const release = oneOf('--profile', common.profile ?? defaultRelease, names);
  const spec = profileSpecs.find((one) => one.name === release);
  const folder = dirname(policyPath);
  const path = input === '-' || isAbsolute(input) ? input : relative(folder, input);
  const output = input === '-' ? '-' : join('out', withoutGlob(basename(input)));
  return writePolicy(await suggest(profile.columns, release), profile, common.language, {
    input: path,
    reading,
    output,
    profile: release,
    terms: termsOf(spec?.terms ?? [], common.language, effects.now()),
    required: (spec?.requires ?? []).flatMap(({ anyOf }) => anyOf.slice(0, 1)),
    k: Math.max(2, spec?.k?.value ?? 5),
    l: Math.max(2, spec?.distinctL?.value ?? 2),
    schema: slashes(relative(folder, effects.schemaPath)),
  });
}

/** The standard terms of a release profile, and with them a last day of use: the last day of the next year. */
function termsOf(
  terms: readonly { field: string; text: Bilingual }[],
  language: Language,
  now: number,
): Record<string, string> {
  if (terms.length === 0) return {};
  const expiry = `${new Date(now).getUTCFullYear() + 1}-12-31`;
  return { ...Object.fromEntries(terms.map(({ field, text }) => [field, text[language]])), expiry };
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
