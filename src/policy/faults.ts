import type { z } from 'zod';
import type { Diagnostic, MessageArgs } from '../core/diagnostics.js';
import { type MessageCode, messages } from '../core/messages/index.js';
import { nearest } from './nearest.js';
import type { Path, Source } from './source.js';

type Issue = z.core.$ZodIssue;

/** What a fault needs to know besides the issue: where the value stands and which keys are known there. */
export interface FaultContext {
  source: Source;
  base: Path; // path of the value that was parsed
  value: unknown; // that value
  /** Keys that are known at a path of the policy; for the hint. */
  known(path: Path): readonly string[];
}

/** A diagnostic at a place of the policy; `near` adds the closest known name to its arguments. */
export function fault(
  context: { source: Source },
  code: MessageCode,
  args: MessageArgs,
  path: Path,
  part: 'key' | 'value' = 'value',
  near?: { name: string; known: Iterable<string> },
): Diagnostic {
  const suggestion = near && nearest(near.name, near.known);
  return {
    code,
    args: suggestion === undefined ? args : { ...args, suggestion },
    place: context.source.place(path, part),
    severity: 'error',
  };
}

/** zod's issues as diagnostics with places and suggestions. No value of the policy but names of keys is repeated. */
export function faultsOf(issues: readonly Issue[], context: FaultContext): Diagnostic[] {
  return issues.flatMap((issue) => faultsOfIssue(issue, context));
}

function faultsOfIssue(issue: Issue, context: FaultContext): Diagnostic[] {
  const inner = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const path = [...context.base, ...inner];
  const key = nameOf(path);
  const found = at(context.value, inner);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = context.known(path);
      return issue.keys.map((name) =>
        fault(
          context,
          'policy-key-unknown',
          { key: name, parent: nameOf(path), known: known.join(', ') },
          [...path, name],
          'key',
          { name, known },
        ),
      );
    }
    case 'invalid_type': {
      if (found === undefined) return [missing(context, path)];
      const args = { key, expected: issue.expected, found: typeName(found) };
      const quotable =
        issue.expected === 'string' && (typeof found === 'number' || typeof found === 'boolean');
      return [fault(context, quotable ? 'policy-text-unquoted' : 'policy-type', args, path)];
    }
    case 'invalid_value': {
      if (found === undefined) return [missing(context, path)];
      if (path.length === 1 && path[0] === 'version') return [fault(context, 'policy-version', {}, path)];
      const known = issue.values.map((value) => JSON.stringify(value).replace(/^"|"$/g, ''));
      const near = typeof found === 'string' ? { name: found, known } : undefined;
      return [fault(context, 'policy-value', { key, known: known.join(', ') }, path, 'value', near)];
    }
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const bound = String(small ? issue.minimum : issue.maximum);
      const relation = issue.exact ? '=' : (small ? '>' : '<') + (issue.inclusive === false ? '' : '=');
      const size = sizeOf(found);
      if (size === undefined) return [fault(context, 'policy-range', { key, relation, bound }, path)];
      if (size === 0) return [fault(context, 'policy-value-empty', { key }, path)];
      // Of a text not even its length is told: it may be a seed.
      return typeof found === 'string'
        ? [fault(context, 'policy-length', { key, relation, bound }, path)]
        : [fault(context, 'policy-size', { key, relation, bound, found: size }, path)];
    }
    case 'invalid_format':
      return [
        fault(context, 'policy-format', { key, expected: formats[issue.format] ?? issue.format }, path),
      ];
    case 'not_multiple_of':
      return [fault(context, 'policy-format', { key, expected: `n × ${issue.divisor}` }, path)];
    case 'invalid_union':
      return faultsOfUnion(issue, context, path, found);
    case 'invalid_key':
    case 'invalid_element':
      return faultsOf(issue.issues, { ...context, base: path, value: found });
    default: {
      const named = issue.message in messages ? (issue.message as MessageCode) : undefined;
      const args = { ...((issue as { params?: MessageArgs }).params ?? {}), key, reason: issue.message };
      return [fault(context, named ?? 'policy-param', args, path)];
    }
  }
}

function missing(context: FaultContext, path: Path): Diagnostic {
  const parent = path.slice(0, -1);
  return fault(
    context,
    'policy-key-missing',
    { key: String(path.at(-1)), parent: nameOf(parent) },
    parent,
    'key',
  );
}

const formats: Readonly<Record<string, string>> = { date: 'YYYY-MM-DD' };

/** The branch that came closest speaks for a union: one that accepts the type, then the one with fewest issues. */
function faultsOfUnion(
  issue: Issue & { code: 'invalid_union' },
  context: FaultContext,
  path: Path,
  found: unknown,
): Diagnostic[] {
  const rootType = (branch: readonly Issue[]) =>
    branch.some((one) => one.path.length === 0 && one.code === 'invalid_type');
  const branches = (issue.errors as Issue[][]).filter((branch) => !rootType(branch));
  if (branches.length === 0) {
    const expected = (issue.errors as Issue[][])
      .flatMap((branch) => branch.map((one) => (one.code === 'invalid_type' ? one.expected : '')))
      .filter((name) => name !== '');
    const names =
      [...new Set(expected)].join(' | ') || (issue as { discriminator?: string }).discriminator || '?';
    if (found === undefined) return [missing(context, path)];
    return [
      fault(context, 'policy-type', { key: nameOf(path), expected: names, found: typeName(found) }, path),
    ];
  }
  const [closest] = branches.sort((a, b) => weight(a) - weight(b));
  return faultsOf(closest!, { ...context, base: path, value: found });
}

/** How far a branch is from accepting: every unknown key counts, so that the right form of a union is picked. */
function weight(branch: readonly Issue[]): number {
  return branch.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? 2 * one.keys.length : 1), 0);
}

/** A path in words: `columns.姓名.levels`; the whole policy is `policy`. */
export function nameOf(path: Path): string {
  if (path.length === 0) return 'policy';
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

function at(value: unknown, path: Path): unknown {
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Characters of a text, entries of a list; undefined for what has no size. */
function sizeOf(value: unknown): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

/** What a value is, in the words of YAML. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' && !Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'infinity';
  return typeof value;
}
