import { isMap, parseDocument } from 'yaml';

/** A setting of a policy: where it stands and the value to put there; null takes it away. */
export interface Change {
  path: readonly string[];
  value: unknown;
}

/** Keys of a column that describe it, whatever is done to it: they stay when another operator is named. */
const describing: ReadonlySet<string> = new Set(['role', 'entity', 'grade', 'person']);

/**
 * The text of a policy with settings changed, its comments kept. Another operator takes the place of all that the column
 * had, because its parameters belong to the old one. What is changed must be read and linted like any policy.
 */
export function changePolicy(text: string, changes: readonly Change[]): string {
  const document = parseDocument(text);
  for (const { path, value } of changes) {
    if (value === null) document.deleteIn(path);
    else if (path[0] === 'columns' && path[2] === 'use') {
      const at = path.slice(0, 2);
      const column = document.getIn(at);
      if (isMap(column)) {
        for (const { key } of [...column.items]) {
          if (!describing.has(String(key))) column.delete(key);
        }
      }
      document.setIn(path, value);
    } else if (path.join('.') === 'privacy.k') {
      raise(document, 'k-anonymity', 'k', value);
    } else if (path.join('.') === 'privacy.l' && isMap(document.getIn(path))) {
      document.setIn([...path, 'value'], value);
    } else document.setIn(path, value);
  }
  return String(document);
}

/** A parameter of the model where the policy lists it, else its shorthand. */
function raise(
  document: ReturnType<typeof parseDocument>,
  model: string,
  parameter: string,
  value: unknown,
): void {
  const listed = document.getIn(['privacy', 'models']);
  const items = listed === undefined ? [] : (document.toJS().privacy?.models as { model?: string }[]);
  const at = Array.isArray(items) ? items.findIndex((one) => one?.model === model) : -1;
  if (at >= 0) document.setIn(['privacy', 'models', at, parameter], value);
  else document.setIn(['privacy', parameter], value);
}
