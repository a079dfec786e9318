import { z } from 'zod';
import type { HierarchyKind } from '../core/hierarchy.js';
import type { Model } from '../core/model.js';
import type { Operator } from '../core/operator.js';
import { type JsonSchema, paramsJson } from './params.js';
import { columnKeys, hierarchyKeys, modelKeys, policySchema } from './schema.js';
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
      if ((zodSchema as unknown) === marks.model) modelSchema(node, registry.models);
    },
  }) as JsonSchema;
  const { $schema, ...rest } = json;
  return {
    $schema,
    title: 'Lethe policy',
    description:
      'What a table about people is, what happens to each column, and which privacy models the output must meet.',
    ...rest,
  };
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
  const alone = kinds.filter((kind) =>
    alternativesOf(paramsJson(kind)).some((one) => (one.required ?? []).length === 0),
  );
  const common: Record<string, JsonSchema> = { kind: named(kinds) };
  const implied = kinds
    .filter((kind) => !alone.includes(kind))
    .map((kind) => strict(kind, hierarchyKeys, {}));
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
