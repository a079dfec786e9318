import { LetheError } from '../core/diagnostics.js';
import type { CompiledOperator, OperatorContext } from '../core/operator.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import type { Key } from '../core/random.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { operatorNamed } from '../operators/index.js';
import { buildHierarchy } from '../plan/index.js';

/** What compiling an operator needs besides its column; the same on the main thread and in workers. */
export interface OperatorSetting {
  runKey: Key;
  /** Its domains have keys of their own, but those that are shared. */
  audience?: Plan['audience'];
  directColumns: readonly string[];
  readFile: (path: string) => string;
  /** Finds identifiers in running text; the recognisers are not loaded where no operator reads text. */
  find?: OperatorContext['find'];
}

/** Compiles the operator of a planned column. */
export function compileOperator(column: PlannedColumn, setting: OperatorSetting): CompiledOperator {
  const context: OperatorContext = {
    column: column.name,
    entity: column.entity,
    key: (domain) => domainKey(setting.runKey, domain, setting.audience),
    hierarchy: column.hierarchy ? buildHierarchy(column.hierarchy, hierarchyKinds, setting.readFile) : null,
    ...(setting.find ? { find: setting.find } : {}),
    directColumns: setting.directColumns.filter((name) => name !== column.name),
  };
  const operator = operatorNamed(column.use);
  if (!operator) throw new LetheError('not-supported', { what: column.use });
  return operator.compile(column.params, context);
}

/** The key of a domain: the same for every column and table that names it, and for no other audience unless it is shared. */
export function domainKey(runKey: Key, domain: string, audience?: Plan['audience']): Key {
  if (audience === undefined || audience.shared.includes(domain)) return runKey.derive(`domain/${domain}`);
  return runKey.derive(`audience/${JSON.stringify([audience.name, domain])}`);
}

/** A reader over texts that were read before, for workers that must not open files of their own accord. */
export function readerOf(files: Readonly<Record<string, string>>): (path: string) => string {
  return (path) => {
    const text = files[path];
    if (text === undefined) throw new Error('file of the plan was not handed over');
    return text;
  };
}
