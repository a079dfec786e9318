import type { Diagnostic } from '../core/diagnostics.js';
import type { HierarchyKind } from '../core/hierarchy.js';
import type { Model } from '../core/model.js';
import type { Operator } from '../core/operator.js';
import { type FaultContext, fault, faultsOf } from './faults.js';
import { keysAt, paramNames, paramsJson, paramsOf } from './params.js';
import type { Path, Source } from './source.js';
import type { PolicyColumn, Registry } from './types.js';

/** A block of a policy as written. */
export type Fields = Record<string, unknown>;
type Named = Operator | HierarchyKind | Model;

/** The state of one parse: what was read, what is registered, what is wrong so far. */
export interface Parse {
  source: Source;
  registry: Registry;
  faults: Diagnostic[];
}

/** A component by name, or a fault with the nearest one. */
export function resolve<C extends Named>(
  parse: Parse,
  list: readonly C[],
  name: string,
  code: 'policy-operator-unknown' | 'policy-hierarchy-unknown' | 'policy-model-unknown',
  path: Path,
): C | undefined {
  const found = list.find((one) => one.name === name);
  if (!found) {
    const known = list.map((one) => one.name);
    parse.faults.push(fault(parse, code, { name }, path, 'value', { name, known }));
  }
  return found;
}

/** Checks the parameters of a component and returns them parsed, with its defaults. */
export function component(
  parse: Parse,
  spec: Named,
  fields: Fields,
  reserved: readonly string[],
  base: Path,
): Fields {
  const names = paramNames(spec);
  const params: Fields = {};
  for (const [key, value] of Object.entries(fields)) {
    if (!reserved.includes(key) || names.includes(key)) params[key] = value;
  }
  const parsed = paramsOf(spec).safeParse(params);
  if (parsed.success) return parsed.data as Fields;
  const json = paramsJson(spec);
  const context: FaultContext = {
    source: parse.source,
    base,
    value: params,
    known: (path) => {
      const inner = path.slice(base.length);
      return inner.length === 0 ? [...reserved, ...names] : keysAt(json, inner);
    },
  };
  parse.faults.push(...faultsOf(parsed.error.issues, context));
  return {};
}

/** The fault of a name that is no column of the policy, with the nearest one. */
export function unknownColumn(
  parse: Parse,
  column: string,
  path: Path,
  columns: Map<string, PolicyColumn>,
): Diagnostic {
  const near = { name: column, known: columns.keys() };
  return fault(parse, 'policy-column-unknown', { column }, path, 'value', near);
}

/** A value as a block of keys; an empty one where it is something else, which the frame reports. */
export function fieldsOf(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
}
