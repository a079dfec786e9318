import { dirname, join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { locatePolicy, type Policy, parsePolicy, type Registry } from '../policy/index.js';
import type { Effects } from './effects.js';

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

/** Reads, parses and places a policy: its paths are then relative to the working folder. Throws LetheError. */
export function loadPolicy(path: string, registry: Registry, effects: Effects): Policy {
  if (!effects.files.exists(path)) throw new LetheError('policy-not-found', { path });
  const text = effects.files.readText(path);
  effects.policies.set(path, text);
  return locatePolicy(parsePolicy(text, path, registry));
}

/** Reads a file that a policy names, for hierarchies: relative to the policy's folder. */
export function readBeside(policy: Policy, effects: Effects): (path: string) => string {
  return (path) => effects.files.readText(join(dirname(policy.file), path));
}
