import { z } from 'zod';
import { LetheError } from '../core/diagnostics.js';
import { messages } from '../core/messages/index.js';
import { isPostgres } from '../stores/postgres/address.js';
import { fault, faultsOf } from './faults.js';
import { type JsonSchema, keysAt } from './params.js';
import { hasTables, parsePolicy, parseTable } from './parse.js';
import { type Fields, fieldsOf } from './resolve.js';
import { type Path, readSource, type Source, throwFaults } from './source.js';
import { tablesSchema } from './tables-schema.js';
import type { Policy, PolicyReference, PolicyTable, Registry, TablesPolicy } from './types.js';

/** What the tables of a policy inherit from its top where they do not state it themselves. */
const inherited = [
  'dataset',
  'unlisted',
  'privacy',
  'search',
  'recognise',
  'recognisers',
  'key',
  'seed',
  'attacks',
  'accept',
] as const;

/**
 * Reads a policy of one table or of several. Each of several is parsed as if it stood alone, with what the top says for
 * all of them, so that it means the same in both forms; places point at where a thing is written. Throws every fault.
 */
export function parsePolicies(
  text: string,
  file: string,
  registry: Registry,
  audience?: string,
): Policy | TablesPolicy {
  const source = readSource(text, file);
  if (audience !== undefined || !hasTables(source)) return parsePolicy(text, file, registry, audience);
  const { schema } = tablesSchema();
  const parsed = schema.safeParse(source.data);
  if (!parsed.success) {
    const frame = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;
    const known = (path: Path) => keysAt(frame, path);
    throwFaults(faultsOf(parsed.error.issues, { source, base: [], value: source.data, known }));
    throw new LetheError('policy-param', { key: 'policy', reason: 'invalid' }, { file });
  }
  const frame = parsed.data;
  const top = fieldsOf(source.data);
  const folder = frame.output.path;
  const tables: PolicyTable[] = [];
  const faults: LetheError[] = [];
  for (const [name, written] of Object.entries(frame.tables)) {
    const table = fieldsOf(written);
    try {
      const policy = parseTable(tableSource(source, top, name, table, folder), file, registry);
      tables.push({ name, policy, references: referencesOf(frame.tables, name) });
    } catch (error) {
      if (!(error instanceof LetheError)) throw error;
      faults.push(error);
    }
  }
  throwFaults([
    ...uniqueFaults(faults),
    ...referenceFaults(source, tables),
    ...acceptFaults(source, frame.accept),
  ]);
  return {
    version: 1,
    file,
    dataset: tables[0]!.policy.dataset,
    folder,
    tables: tables.map((table) => ({ ...table, policy: named(table.name, table.policy) })),
    accept: frame.accept as Policy['accept'],
    ...(frame.ledger === undefined ? {} : { ledger: frame.ledger }),
    at: (...path) => source.place(path),
  };
}

/** The dataset of one table carries its name, so that manifests and metrics tell them apart. */
function named(table: string, policy: Policy): Policy {
  const { dataset } = policy;
  const earlier = dataset.earlier?.map((folder) => `${folder.replace(/\/+$/, '')}/${table}`);
  return {
    ...policy,
    dataset: { ...dataset, name: `${dataset.name} / ${table}`, ...(earlier ? { earlier } : {}) },
  };
}

/** A document of one table whose parts know where they were written: in the table, or at the top. */
function tableSource(source: Source, top: Fields, name: string, table: Fields, folder: string): Source {
  const { references: _, ...own } = table;
  const shared = Object.fromEntries(inherited.flatMap((key) => (key in top ? [[key, top[key]]] : [])));
  const data = {
    version: top.version,
    ...shared,
    ...own,
    ...(Array.isArray(own.accept) && Array.isArray(top.accept)
      ? { accept: [...own.accept, ...top.accept] }
      : {}),
    output: outputOf(name, own, folder, source),
  };
  const within = (key: unknown) => typeof key === 'string' && key in own;
  return {
    data:
      own.accept === undefined && Array.isArray(top.accept)
        ? { ...data, accept: ofTable(top.accept, own) }
        : data,
    place: (path, part) =>
      source.place(
        path.length === 0 ? ['tables', name] : within(path[0]) ? ['tables', name, ...path] : path,
        part,
      ),
  };
}

/** What the top accepts concerns a table where no column is named, or one that the table has. */
function ofTable(accept: readonly unknown[], own: Fields): unknown[] {
  const columns = fieldsOf(own.columns);
  return accept.filter((one) => {
    const { column } = fieldsOf(one);
    return typeof column !== 'string' || column in columns;
  });
}

/** A table goes into a folder of its own below that of the release, under the names of its input unless it says one. */
function outputOf(name: string, own: Fields, folder: string, source: Source): Fields {
  const home = `${folder.replace(/\/+$/, '')}/${name}`;
  const stated = fieldsOf(own.output);
  const { path } = stated;
  if (path === undefined) {
    const input = fieldsOf(own.input).path;
    return {
      ...stated,
      path: typeof input === 'string' && isPostgres(input) ? `${home}/${name}.csv` : `${home}/`,
    };
  }
  if (typeof path !== 'string' || isPostgres(path)) return stated;
  if (path === '-' || /[\\/]/.test(path) || path === '.' || path === '..') {
    throw new LetheError(
      'tables-output-name',
      { table: name },
      source.place(['tables', name, 'output', 'path']),
    );
  }
  return { ...stated, path: `${home}/${path}` };
}

function referencesOf(tables: Record<string, unknown>, name: string): PolicyReference[] {
  return Object.entries(fieldsOf(fieldsOf(tables[name]).references)).map(([column, target]) => {
    const [table = '', ...rest] = String(target).split('.');
    return { column, parent: { table, column: rest.join('.') } };
  });
}

/** Names that no table or column has; a fault at the top is told once, not once a table. */
function referenceFaults(source: Source, tables: readonly PolicyTable[]) {
  const byName = new Map(tables.map((table) => [table.name, table]));
  return tables.flatMap(({ name, policy, references }) =>
    references.flatMap(({ column, parent }) => {
      const path = ['tables', name, 'references', column];
      if (!policy.columns.has(column)) {
        const near = { name: column, known: policy.columns.keys() };
        return [fault({ source }, 'policy-column-unknown', { column }, path, 'key', near)];
      }
      const other = byName.get(parent.table);
      if (!other) {
        const near = { name: parent.table, known: byName.keys() };
        return [fault({ source }, 'tables-table-unknown', { table: parent.table }, path, 'value', near)];
      }
      if (other.policy.columns.has(parent.column)) return [];
      const near = { name: parent.column, known: other.policy.columns.keys() };
      return [fault({ source }, 'policy-column-unknown', { column: parent.column }, path, 'value', near)];
    }),
  );
}

function acceptFaults(source: Source, accept: readonly { code: string }[]) {
  const known = Object.keys(messages);
  return accept.flatMap(({ code }, i) =>
    known.includes(code)
      ? []
      : [
          fault({ source }, 'policy-accept-code', { code }, ['accept', i, 'code'], 'value', {
            name: code,
            known,
          }),
        ],
  );
}

function uniqueFaults(errors: readonly LetheError[]) {
  const all = errors.flatMap(({ code, args, place, related }) => [
    { code, args, ...(place ? { place } : {}), severity: 'error' as const },
    ...related,
  ]);
  const key = (one: (typeof all)[number]) => JSON.stringify([one.code, one.args, one.place]);
  return [...new Map(all.map((one) => [key(one), one])).values()];
}
