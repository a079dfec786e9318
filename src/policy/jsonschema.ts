import { z } from 'zod';
import type { HierarchyKind } from '../core/hierarchy.js';
import type { Model } from '../core/model.js';
import type { Operator } from '../core/operator.js';
import { type JsonSchema, paramsJson, paramsOf } from './params.js';
import { columnKeys, hierarchyKeys, modelKeys, ownName, policySchema } from './schema.js';
import { tablesSchema } from './tables-schema.js';
import type { Registry } from './types.js';

type Named = Operator | HierarchyKind | Model;

/**
 * The JSON Schema (draft-07) of a policy, generated from zod: the frame, with the parameters of every registered
 * operator, hierarchy and model put in where a policy names them. Editors complete and check by it.
 */
export function policyJsonSchema(registry: Registry): JsonSchema {
  const { schema, marks } = policySchema(registry);
  const json = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const node = jsonSchema as JsonSchema;
      if ((zodSchema as unknown) === marks.column) columnSchema(node, registry.operators);
      if ((zodSchema as unknown) === marks.hierarchy) hierarchySchema(node, registry.hierarchies);
      if ((zodSchema as unknown) === marks.entity) entitySchema(node);
      if ((zodSchema as unknown) === marks.model) modelSchema(node, registry.models);
    },
  }) as JsonSchema;
  const definitions: Record<string, JsonSchema> = {};
  const { $schema, ...rest } = hoist(json, definitions);
  return {
    $schema,
    title: 'Lethe policy',
    description:
      'What a table about people is, what happens to each column, and which privacy models the output must meet.',
    ...withTables(rest),
    ...(Object.keys(definitions).length > 0 ? { definitions } : {}),
  };
}

/** The same frame for several tables: each has the keys of a policy of one, the top has what they share. */
function withTables(frame: JsonSchema): JsonSchema {
  const properties = frame.properties ?? {};
  const own = ['input', 'output', 'columns', 'unlisted', 'privacy', 'search', 'attacks', 'accept', 'tests'];
  const shared = Object.fromEntries(own.map((key) => [key, { $ref: `#/properties/${key}` }]));
  const { required: _, ...output } = properties.output ?? {};
  const tables = (z.toJSONSchema(tablesSchema().schema, { target: 'draft-7', io: 'input' }) as JsonSchema)
    .properties?.tables as JsonSchema;
  const table = tables.additionalProperties as JsonSchema;
  return {
    ...frame,
    properties: {
      ...properties,
      tables: {
        ...tables,
        additionalProperties: {
          ...table,
          properties: { ...shared, output, references: table.properties?.references ?? {} },
          required: ['input', 'columns'],
        },
      },
    },
    required: (frame.required ?? []).filter((key) => key !== 'input' && key !== 'columns'),
    anyOf: [{ required: ['tables'] }, { required: ['input', 'columns'] }],
  };
}

/**
 * Moves the definitions of embedded schemas to the root, where their `$ref` points. Recursive parameters have them,
 * and zod numbers them anew in every component: equal ones are shared, others renamed. `known` is by written text.
 */
function hoist(
  schema: JsonSchema,
  root: Record<string, JsonSchema>,
  known: Map<string, string> = new Map(),
): JsonSchema {
  const { definitions = {}, ...body } = schema as JsonSchema & { definitions?: Record<string, JsonSchema> };
  const target = new Map<string, string>();
  const fresh: [string, JsonSchema][] = [];
  const written = JSON.stringify(definitions); // definitions may name each other: only equal sets are shared
  for (const [name, definition] of Object.entries(definitions)) {
    let free = known.get(`${name} ${written}`);
    if (free === undefined) {
      free = `shape${known.size + 1}`;
      known.set(`${name} ${written}`, free);
      fresh.push([free, definition]);
    }
    target.set(`#/definitions/${name}`, `#/definitions/${free}`);
  }
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object') return value;
    if ('definitions' in value) return hoist(value as JsonSchema, root, known);
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        key === '$ref' && typeof one === 'string' ? (target.get(one) ?? one) : visit(one),
      ]),
    );
  };
  for (const [name, definition] of fresh) root[name] = visit(definition) as JsonSchema;
  return visit(body) as JsonSchema;
}

/** A name of the list, or one that the policy's own recognisers bring. */
function entitySchema(node: JsonSchema): void {
  const known = { ...node };
  for (const key of Object.keys(node)) delete node[key as keyof JsonSchema];
  node.anyOf = [known, { type: 'string', pattern: ownName.source }];
}

function columnSchema(node: JsonSchema, operators: readonly Operator[]): void {
  const common = pick(node, columnKeys);
  common.use = named(operators);
  const plain: JsonSchema = {
    if: { not: { required: ['use'] } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { ...common, use: true }, additionalProperties: false },
  };
  node.properties = common;
  node.required = ['role'];
  delete node.additionalProperties;
  node.allOf = [plain, ...operators.map((operator) => when('use', operator, common))];
}

function modelSchema(node: JsonSchema, models: readonly Model[]): void {
  const common = pick(node, modelKeys);
  common.model = named(models);
  node.properties = common;
  node.required = ['model'];
  delete node.additionalProperties;
  node.allOf = models.map((model) => when('model', model, common));
}

function hierarchySchema(node: JsonSchema, kinds: readonly HierarchyKind[]): void {
  // zod decides which kinds need no parameters: a refinement (`exactly one of …`) has no trace in JSON Schema.
  const alone = kinds.filter((kind) => paramsOf(kind).safeParse({}).success);
  const common: Record<string, JsonSchema> = { kind: named(kinds) };
  const implied = kinds
    .filter((kind) => !alone.includes(kind))
    .map((kind) => ({ minProperties: 1, ...strict(kind, hierarchyKeys, {}) }));
  node.anyOf = [
    named(alone),
    {
      type: 'object',
      properties: common,
      required: ['kind'],
      allOf: kinds.map((kind) => when('kind', kind, common)),
    },
    ...implied,
  ];
}

/** `if` the key names the component, `then` exactly its parameters and the common keys. */
function when(key: string, component: Named, common: Record<string, JsonSchema>): JsonSchema {
  return {
    if: { properties: { [key]: { const: component.name } }, required: [key] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: strict(component, Object.keys(common), common),
  };
}

/** The parameter schema of a component, each of its forms closed around its own and the common keys. */
function strict(component: Named, keys: readonly string[], common: Record<string, JsonSchema>): JsonSchema {
  const open = Object.fromEntries(
    keys.filter((key) => key in common).map((key) => [key, true as unknown as JsonSchema]),
  );
  const alternatives = alternativesOf(paramsJson(component)).map((form) => ({
    ...form,
    properties: { ...open, ...form.properties },
    additionalProperties: form.additionalProperties ?? false,
  }));
  return alternatives.length === 1 ? alternatives[0]! : { anyOf: alternatives };
}

function alternativesOf(schema: JsonSchema): JsonSchema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  return branches ? branches.flatMap((branch) => alternativesOf(branch)) : [schema];
}

function pick(node: JsonSchema, keys: readonly string[]): Record<string, JsonSchema> {
  const properties = node.properties ?? {};
  return Object.fromEntries(keys.flatMap((key) => (properties[key] ? [[key, properties[key]]] : [])));
}

/** One constant per component with its summary, which editors show beside the completion. */
function named(components: readonly Named[]): JsonSchema {
  if (components.length === 0) return { type: 'string' };
  return {
    type: 'string',
    oneOf: components.map((one) => ({
      const: one.name,
      description: `${one.summary.en}\n\n${one.summary.zh}`,
    })),
  };
}
