import { z } from 'zod';

/** A part of a draft-07 JSON Schema, as far as policies need it. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  items?: JsonSchema | JsonSchema[];
  [keyword: string]: unknown;
}

/** A component whose parameters zod describes. */
interface Component {
  name: string;
  params(zod: typeof z): z.ZodType;
}

const schemas = new WeakMap<Component, z.ZodType>();
const shapes = new WeakMap<Component, JsonSchema>();

/** The zod schema of a component's parameters, built once. */
export function paramsOf(component: Component): z.ZodType {
  let schema = schemas.get(component);
  if (!schema) {
    schema = component.params(z);
    schemas.set(component, schema);
  }
  return schema;
}

/** The JSON Schema of a component's parameters as they are written in a policy. */
export function paramsJson(component: Component): JsonSchema {
  let json = shapes.get(component);
  if (!json) {
    json = z.toJSONSchema(paramsOf(component), {
      target: 'draft-7',
      io: 'input',
      unrepresentable: 'any',
    }) as JsonSchema;
    delete json.$schema;
    shapes.set(component, json);
  }
  return json;
}

/** One accepted form of an object: its properties and which are required. */
export interface Form {
  properties: Record<string, JsonSchema>;
  required: string[];
}

/** The object forms that a schema accepts: one for a plain object, several for a union. */
export function forms(schema: JsonSchema): Form[] {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.flatMap((branch) => forms(branch));
  const parts = schema.allOf;
  if (parts) {
    return parts
      .map((part) => forms(part))
      .reduce(
        (left, right) =>
          left.flatMap((a) =>
            right.map((b) => ({
              properties: { ...a.properties, ...b.properties },
              required: [...new Set([...a.required, ...b.required])],
            })),
          ),
        [{ properties: schema.properties ?? {}, required: schema.required ?? [] }],
      );
  }
  return [{ properties: schema.properties ?? {}, required: schema.required ?? [] }];
}

/** Names of all parameters that a component knows in any of its forms: read off its schema, as its JSON Schema takes longer to make. */
export function paramNames(component: Component): string[] {
  const stated = statedNames(paramsOf(component));
  return stated ?? [...new Set(forms(paramsJson(component)).flatMap((form) => Object.keys(form.properties)))];
}

/** Keys of an object schema, also where it is refined; null for any other. */
function statedNames(schema: z.ZodType): string[] | null {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : null;
}

/** Keys that a schema knows for the object at a path below it (list positions as `*`); empty where anything goes. */
export function keysAt(schema: JsonSchema, path: readonly (string | number)[]): string[] {
  let here = [schema];
  for (const step of path) {
    here = here.flatMap((one) => alternatives(one)).flatMap((one) => below(one, step));
  }
  return [...new Set(here.flatMap((one) => forms(one)).flatMap((form) => Object.keys(form.properties)))];
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...branches.flatMap((branch) => alternatives(branch))];
}

function below(schema: JsonSchema, step: string | number): JsonSchema[] {
  if (typeof step === 'number') {
    const items = schema.items;
    return Array.isArray(items) ? items.slice(step, step + 1) : items ? [items] : [];
  }
  const property = schema.properties?.[step];
  if (property) return [property];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
}
