import { dirname, isAbsolute, join, relative } from 'node:path';
import { z } from 'zod';
import { LetheError } from '../core/diagnostics.js';
import type { RecognitionSpec } from '../core/recogniser.js';
import {
  type AudiencePolicy,
  audiencesOf,
  inputPathOf,
  type Policy,
  parsePolicies,
  parsePolicy,
  type Registry,
  readRecognition,
  type TablesPolicy,
} from '../policy/index.js';
import { schemeOf } from '../stores/file.js';
import { isPostgres } from '../stores/postgres/address.js';
import type { Common, Effects } from './effects.js';

// A command checks a policy or two: compiling the checks would take longer than they do.
z.config({ jitless: true });

/** The name a policy has unless -p says otherwise. */
export const policyName = 'lethe.yaml';

/** Path of the policy: as typed, else lethe.yaml here or beside the input; undefined where there is none. */
export function findPolicy(
  typed: string | undefined,
  input: string | undefined,
  effects: Effects,
): string | undefined {
  if (typed !== undefined) return typed;
  const beside = input === undefined || input === '-' ? [] : [join(dirname(input), policyName)];
  return [policyName, ...beside].find((path) => effects.files.exists(path));
}

/** Reads and parses a policy. Its paths stay relative to its folder, as the engine wants them. Throws LetheError. */
export function loadPolicy(path: string, registry: Registry, effects: Effects, audience?: string): Policy {
  if (!effects.files.exists(path)) throw new LetheError('policy-not-found', { path });
  const text = effects.files.readText(path);
  effects.policies.set(path, text);
  return parsePolicy(text, path, registry, audience);
}

/** The audiences of a policy, in the order in which they are written; none where it is of one release. */
export function readAudiences(path: string, effects: Effects): AudiencePolicy[] {
  return effects.files.exists(path) ? audiencesOf(effects.files.readText(path), path) : [];
}

/** Path of the input that a policy names, from the working folder; undefined where none is known before it is parsed. */
export function inputPath(path: string, effects: Effects): string | undefined {
  if (!effects.files.exists(path)) return undefined;
  const input = inputPathOf(effects.files.readText(path), path);
  return input === undefined || isPostgres(input) ? undefined : besidePolicy({ file: path }, input);
}

/** Reads and parses a policy of one table or of several. Throws LetheError. */
export function loadPolicies(
  path: string,
  registry: Registry,
  effects: Effects,
  audience?: string,
): Policy | TablesPolicy {
  if (!effects.files.exists(path)) throw new LetheError('policy-not-found', { path });
  const text = effects.files.readText(path);
  effects.policies.set(path, text);
  return parsePolicies(text, path, registry, audience);
}

/** The recognisers that a policy named with -p asks for; the default, undefined, without one. */
export async function recognitionFor(
  options: Common,
  effects: Effects,
): Promise<RecognitionSpec | undefined> {
  if (options.policy === undefined) return undefined;
  const policy = loadPolicy(options.policy, await effects.components(), effects);
  return readRecognition(policy, readBeside(policy, effects));
}

/** The policy with another input or output, as the command line names them: relative to the working folder. */
export function withPaths(
  policy: Policy,
  paths: { input?: string | undefined; output?: string | undefined },
): Policy {
  const place = (path: string) =>
    path === '-' || isAbsolute(path) || schemeOf(path) !== null ? path : relative(dirname(policy.file), path);
  return {
    ...policy,
    input: paths.input === undefined ? policy.input : { ...policy.input, path: place(paths.input) },
    output: paths.output === undefined ? policy.output : { ...policy.output, path: place(paths.output) },
  };
}

/** Reads a file that a policy names, for hierarchies: relative to the policy's folder. */
export function readBeside(policy: Policy, effects: Effects): (path: string) => string {
  return (path) => effects.files.readText(besidePolicy(policy, path));
}

/** A path that a policy names, from the working folder. */
export function besidePolicy(policy: Pick<Policy, 'file'>, path: string): string {
  return isAbsolute(path) ? path : join(dirname(policy.file), path);
}
