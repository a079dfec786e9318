import { z } from 'zod';
import { LetheError } from '../core/diagnostics.js';
import { messages } from '../core/messages/index.js';
import type { PlannedModel } from '../core/plan.js';
import { audienceNames, audienceSource } from './audiences.js';
import { fault, faultsOf } from './faults.js';
import { modelsOf } from './models.js';
import { type JsonSchema, keysAt, paramNames, paramsOf } from './params.js';
import { recogniserFaults, recognitionOf } from './recognise.js';
import { component, type Fields, fieldsOf, type Parse, resolve, unknownColumn } from './resolve.js';
import { columnKeys, hierarchyKeys, ownName, type PolicyFrame, policySchema } from './schema.js';
import { type Path, readSource, type Source, throwFaults } from './source.js';
import type {
  AudiencePolicy,
  Policy,
  PolicyColumn,
  PolicyDataset,
  PolicyInput,
  PolicyOutput,
  Registry,
} from './types.js';

/**
 * Reads a policy. `file` is only named in places. Throws one LetheError that carries every fault: the first by
 * position, the others in `related`, each with file, line, column and the nearest known name where there is one.
 */
export function parsePolicy(text: string, file: string, registry: Registry, audience?: string): Policy {
  const written = readSource(text, file);
  if (hasTables(written)) throw new LetheError('policy-has-tables', {}, written.place(['tables'], 'key'));
  const audiences = audienceNames(written);
  if (audience === undefined && audiences.length > 0) {
    throw new LetheError('policy-audience-needed', { audiences: audiences.join(', ') }, { file });
  }
  if (audience !== undefined && !audiences.includes(audience)) {
    throw new LetheError('policy-audience-unknown', { audience, audiences: audiences.join(', ') }, { file });
  }
  return parseTable(
    audience === undefined ? written : audienceSource(written, audience),
    file,
    registry,
    audience,
  );
}

/** Whether a policy is about several tables. */
export function hasTables(source: Source): boolean {
  return 'tables' in fieldsOf(source.data);
}

/** The policy of one table, from a document that was read. Throws as `parsePolicy` does. */
export function parseTable(source: Source, file: string, registry: Registry, audience?: string): Policy {
  const parse: Parse = { source, registry, faults: [] };
  const { schema } = schemaOf(registry, ownEntities(source.data));
  const parsed = schema.safeParse(source.data);
  if (!parsed.success) {
    const frame = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;
    const known = (path: Path) => keysAt(frame, path);
    parse.faults.push(...faultsOf(parsed.error.issues, { source, base: [], value: source.data, known }));
  }
  // Components are checked on the data as written, so that faults of the frame do not hide theirs.
  const data = fieldsOf(source.data);
  const columns = columnsOf(parse, fieldsOf(data.columns));
  // A shorthand that the frame refuses is not refused again as the model it stands for.
  const refused = new Set((parsed.error?.issues ?? []).map(({ path }) => path.slice(0, 2).join('.')));
  const sound = ([key]: [string, unknown]) => key === 'models' || !refused.has(`privacy.${key}`);
  const privacy = Object.fromEntries(Object.entries(fieldsOf(data.privacy)).filter(sound));
  const models = modelsOf(parse, privacy, columns);
  if (parsed.success) {
    references(parse, parsed.data, columns);
    acknowledge(parse, parsed.data, columns);
  }
  throwFaults(parse.faults);
  if (!parsed.success) throw new LetheError('policy-param', { key: 'policy', reason: 'invalid' }, { file });
  const policy = assemble(parsed.data, file, source, columns, models);
  if (audience === undefined) return policy;
  return { ...policy, audience: { name: audience, shared: parsed.data['shared-domains'] ?? [] } };
}

/** The audiences of a policy and where each publishes; none where it has no `audiences`. Their own parse checks the rest. */
export function audiencesOf(text: string, file: string): AudiencePolicy[] {
  const source = readSource(text, file);
  return audienceNames(source).map((name) => {
    const { path } = fieldsOf(fieldsOf(audienceSource(source, name).data).output);
    return { name, output: typeof path === 'string' ? path : '-' };
  });
}

/** The input that a policy of one table names, before anything of it is checked; undefined where it names none. */
export function inputPathOf(text: string, file: string): string | undefined {
  const { path } = fieldsOf(fieldsOf(readSource(text, file).data).input);
  return typeof path === 'string' ? path : undefined;
}

const schemas = new WeakMap<Registry, ReturnType<typeof policySchema>>();

/** The schema of a registry, built once: it costs more than the parse. */
function schemaOf(registry: Registry, own: readonly string[]): ReturnType<typeof policySchema> {
  if (own.length > 0) return policySchema(registry, own);
  let schema = schemas.get(registry);
  if (!schema) {
    schema = policySchema(registry);
    schemas.set(registry, schema);
  }
  return schema;
}

/** Names that the policy's own recognisers bring, as far as they are names. */
function ownEntities(data: unknown): string[] {
  const list = fieldsOf(data).recognisers;
  const names = Array.isArray(list) ? list.map((one) => fieldsOf(one).entity) : [];
  return names.filter((name): name is string => typeof name === 'string' && ownName.test(name));
}

function assemble(
  frame: PolicyFrame,
  file: string,
  source: Source,
  columns: Map<string, PolicyColumn>,
  models: PlannedModel[],
): Policy {
  const metric =
    typeof frame.search.metric === 'string' ? { name: frame.search.metric } : frame.search.metric;
  const newline = frame.output.newline;
  return {
    version: 1,
    file,
    dataset: defined(frame.dataset) as PolicyDataset,
    input: defined(frame.input) as unknown as PolicyInput,
    output: defined({
      ...frame.output,
      newline: newline === 'lf' ? '\n' : newline === 'crlf' ? '\r\n' : newline,
    }) as unknown as PolicyOutput,
    columns,
    unlisted: frame.unlisted,
    privacy: {
      models,
      suppression: frame.privacy.suppression,
      missing: frame.privacy.missing,
      person: frame.privacy.person ?? null,
      sample: frame.privacy.sample ?? null,
    },
    search: {
      ...(frame.search.algorithm === undefined ? {} : { algorithm: frame.search.algorithm }),
      metric: metric.name,
      aggregate: metric.aggregate ?? '',
      gsFactor: metric.gsFactor ?? 0.5,
      weights: metric.weights ?? {},
      ...(metric.responses === undefined ? {} : { responses: metric.responses }),
      ...(metric.game === undefined ? {} : { game: metric.game }),
      ...(frame.search.budget === undefined ? {} : { budget: frame.search.budget }),
      ...(frame.search.nodes === undefined ? {} : { nodes: frame.search.nodes }),
    },
    key: frame.key ? (defined(frame.key) as NonNullable<Policy['key']>) : null,
    seed: frame.seed ?? null,
    ...(frame.ledger === undefined ? {} : { ledger: frame.ledger }),
    tests: frame.tests.map((test) => defined(test) as unknown as Policy['tests'][number]),
    accept: frame.accept.map((one) => defined(one) as unknown as Policy['accept'][number]),
    ...(frame.attacks ? { attacks: defined(frame.attacks) as NonNullable<Policy['attacks']> } : {}),
    ...recognitionOf(frame),
    at: (...path) => source.place(path),
  };
}

function columnsOf(parse: Parse, written: Fields): Map<string, PolicyColumn> {
  const columns = new Map<string, PolicyColumn>();
  for (const [name, value] of Object.entries(written)) {
    const fields = fieldsOf(value);
    const path: Path = ['columns', name];
    const use = typeof fields.use === 'string' ? fields.use : null;
    const role = fields.role as PolicyColumn['role'];
    let params: Fields = {};
    if (use !== null) {
      const operator = resolve(parse, parse.registry.operators, use, 'policy-operator-unknown', [
        ...path,
        'use',
      ]);
      if (operator) params = component(parse, operator, fields, columnKeys, path);
    } else {
      for (const key of Object.keys(fields).filter((one) => !includes(columnKeys, one))) {
        const known = [
          ...columnKeys,
          ...parse.registry.operators.flatMap((operator) => paramNames(operator)),
        ];
        const args = { key, parent: `columns.${name}`, known: columnKeys.join(', ') };
        parse.faults.push(
          fault(parse, 'policy-key-unknown', args, [...path, key], 'key', { name: key, known }),
        );
      }
      if (role === 'direct' || role === 'linking' || role === 'text') {
        parse.faults.push(fault(parse, 'policy-use-missing', { column: name, role }, path, 'key'));
      }
    }
    const hierarchy = fields.hierarchy === undefined ? null : hierarchyOf(parse, name, fields.hierarchy);
    const levels = Array.isArray(fields.levels)
      ? (fields.levels as [number | string, number | string])
      : null;
    if (levels && hierarchy === null && fields.hierarchy === undefined) {
      parse.faults.push(
        fault(parse, 'policy-levels-hierarchy', { column: name }, [...path, 'levels'], 'key'),
      );
    }
    if (levels && typeof levels[0] === 'number' && typeof levels[1] === 'number' && levels[0] > levels[1]) {
      parse.faults.push(fault(parse, 'policy-levels-order', { column: name }, [...path, 'levels']));
    }
    const entity = (fields.entity ?? null) as PolicyColumn['entity'];
    const type = typeof fields.type === 'string' ? { type: fields.type } : {};
    columns.set(name, { role, entity, use, params, hierarchy, levels, ...type });
  }
  return columns;
}

function hierarchyOf(parse: Parse, column: string, value: unknown): PolicyColumn['hierarchy'] {
  const path: Path = ['columns', column, 'hierarchy'];
  const kinds = parse.registry.hierarchies;
  if (typeof value === 'string') {
    const kind = resolve(parse, kinds, value, 'policy-hierarchy-unknown', path);
    return kind ? { kind: value, params: component(parse, kind, {}, hierarchyKeys, path) } : null;
  }
  const fields = fieldsOf(value);
  if (typeof fields.kind === 'string') {
    const kind = resolve(parse, kinds, fields.kind, 'policy-hierarchy-unknown', [...path, 'kind']);
    return kind ? { kind: kind.name, params: component(parse, kind, fields, hierarchyKeys, path) } : null;
  }
  // `{ file: x.csv }` needs no kind: exactly one kind accepts it.
  const accepting = kinds.filter((kind) => paramsOf(kind).safeParse(fields).success);
  if (accepting.length === 1) {
    return { kind: accepting[0]!.name, params: component(parse, accepting[0]!, fields, hierarchyKeys, path) };
  }
  const known = kinds.map((kind) => kind.name).join(', ');
  parse.faults.push(fault(parse, 'policy-hierarchy-kind', { column, known }, path));
  return null;
}

/** References between parts of the policy, once its frame holds. */
function references(parse: Parse, frame: PolicyFrame, columns: Map<string, PolicyColumn>): void {
  const check = (name: string, path: Path) => {
    if (!columns.has(name)) parse.faults.push(unknownColumn(parse, name, path, columns));
  };
  const { person, missing } = frame.privacy;
  if (person !== undefined) {
    check(person, ['privacy', 'person']);
    if (missing === 'wildcard')
      parse.faults.push(fault(parse, 'person-wildcard', { column: person }, ['privacy', 'missing']));
  }
  if (typeof frame.search.metric !== 'string') {
    for (const name of Object.keys(frame.search.metric.weights ?? {})) {
      check(name, ['search', 'metric', 'weights', name]);
    }
    (frame.search.metric.responses ?? []).forEach((name, i) => {
      check(name, ['search', 'metric', 'responses', i]);
    });
  }
  frame.tests.forEach((test, i) => {
    check(test.column, ['tests', i, 'column']);
    if (test.out === undefined && test.entity === undefined) {
      parse.faults.push(fault(parse, 'policy-test-empty', {}, ['tests', i]));
    }
  });
  frame.attacks?.known?.forEach((set, i) => {
    set.forEach((name, j) => {
      check(name, ['attacks', 'known', i, j]);
    });
  });
  parse.faults.push(...recogniserFaults(parse, frame));
  const codes = Object.keys(messages);
  frame.accept.forEach((one, i) => {
    if (!codes.includes(one.code)) {
      const near = { name: one.code, known: codes };
      parse.faults.push(
        fault(parse, 'policy-accept-code', { code: one.code }, ['accept', i, 'code'], 'value', near),
      );
    }
    // A finding may concern a column of the input that the policy leaves out; only then is the name not listed.
    if (one.column !== undefined && frame.unlisted === 'error') check(one.column, ['accept', i, 'column']);
  });
  if (frame.key && frame.seed !== undefined) {
    parse.faults.push(fault(parse, 'policy-key-and-seed', {}, ['seed'], 'key'));
  }
  if (frame.key && (frame.key.file === undefined) === (frame.key.descriptor === undefined)) {
    parse.faults.push(fault(parse, 'policy-key-one', {}, ['key'], 'key'));
  }
  if (frame.input.ragged === 'quarantine' && frame.input.quarantine === undefined) {
    parse.faults.push(fault(parse, 'policy-quarantine-path', {}, ['input', 'ragged']));
  }
  if (frame.input.quarantine !== undefined && frame.input.recipient === undefined) {
    const path = frame.input.quarantine;
    parse.faults.push(fault(parse, 'quarantine-unsealed', { path }, ['input', 'quarantine'], 'key'));
  }
}

/**
 * An operator that wants its danger acknowledged has a parameter `acknowledged`; the policy sets it where `accept`
 * names, for that column, a code that begins with the operator's name (hash-enumerable).
 */
function acknowledge(parse: Parse, frame: PolicyFrame, columns: Map<string, PolicyColumn>): void {
  for (const [name, column] of columns) {
    const operator = parse.registry.operators.find((one) => one.name === column.use);
    if (!operator || !paramNames(operator).includes('acknowledged')) continue;
    const accepted = frame.accept.some(
      (one) => one.column === name && one.code.startsWith(`${operator.name}-`),
    );
    if (accepted) columns.set(name, { ...column, params: { ...column.params, acknowledged: true } });
  }
}

function includes(list: readonly string[], name: string): boolean {
  return list.includes(name);
}

/** Without keys whose value is undefined, so that absent stays absent. */
function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
}
