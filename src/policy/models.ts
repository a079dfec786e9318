import type { PlannedModel } from '../core/plan.js';
import { fault } from './faults.js';
import { component, type Fields, fieldsOf, type Parse, resolve, unknownColumn } from './resolve.js';
import { modelKeys } from './schema.js';
import type { Path } from './source.js';
import type { PolicyColumn } from './types.js';

/** The models of `privacy`, shorthands expanded; one that needs a sensitive column stands once per such column. */
export function modelsOf(parse: Parse, privacy: Fields, columns: Map<string, PolicyColumn>): PlannedModel[] {
  const written = [...shorthands(privacy)];
  if (Array.isArray(privacy.models)) {
    privacy.models.forEach((value: unknown, i) => {
      written.push({ fields: fieldsOf(value), path: ['privacy', 'models', i] });
    });
  }
  const sensitive = [...columns].filter(([, column]) => column.role === 'sensitive').map(([name]) => name);
  return written.flatMap(({ fields, path }) => {
    if (typeof fields.model !== 'string') return [];
    const at: Path = path[1] === 'models' ? [...path, 'model'] : path;
    const model = resolve(parse, parse.registry.models, fields.model, 'policy-model-unknown', at);
    if (!model) return [];
    const before = parse.faults.length;
    const params = component(parse, model, fields, modelKeys, path);
    if (parse.faults.length > before) return [];
    if (typeof fields.column === 'string') {
      const column = fields.column;
      const role = columns.get(column)?.role;
      const place = [...path, 'column'];
      if (role === undefined) parse.faults.push(unknownColumn(parse, column, place, columns));
      else if (role !== 'sensitive') {
        parse.faults.push(
          fault(parse, 'policy-model-column-role', { model: model.name, column, role }, place),
        );
      }
      return [{ model: model.name, column, params }];
    }
    if (!model.traits(params).needsSensitive) return [{ model: model.name, params }];
    if (sensitive.length === 0) {
      parse.faults.push(fault(parse, 'policy-model-sensitive', { model: model.name }, path));
    }
    return sensitive.map((column) => ({ model: model.name, column, params }));
  });
}

/** `k`, `l` and `t` of `privacy` as the models they stand for. */
function* shorthands(privacy: Fields): Generator<{ fields: Fields; path: Path }> {
  if (typeof privacy.k === 'number') {
    yield { fields: { model: 'k-anonymity', k: privacy.k }, path: ['privacy', 'k'] };
  }
  if (privacy.l !== undefined) {
    const {
      model = 'distinct',
      value,
      ...rest
    } = typeof privacy.l === 'number' ? { value: privacy.l } : fieldsOf(privacy.l);
    const names: Record<string, string> = {
      distinct: 'distinct-l',
      entropy: 'entropy-l',
      recursive: 'recursive-cl',
    };
    const name = names[String(model)];
    if (name && typeof value === 'number') {
      yield { fields: { model: `${name}-diversity`, l: value, ...rest }, path: ['privacy', 'l'] };
    }
  }
  if (privacy.t !== undefined) {
    const { value, ...rest } = typeof privacy.t === 'number' ? { value: privacy.t } : fieldsOf(privacy.t);
    if (typeof value === 'number') {
      yield { fields: { model: 't-closeness', t: value, ...rest }, path: ['privacy', 't'] };
    }
  }
}
