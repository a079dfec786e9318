import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedComponents } from '../../src/cli/components.js';
import { policyJsonSchema } from '../../src/policy/jsonschema.js';
import { forms, type JsonSchema, paramNames, paramsJson } from '../../src/policy/params.js';

const path = join(import.meta.dirname, '../../src/policy/policy.schema.json');

describe('policy.schema.json', () => {
  it('is what the registered components generate (node dist/src/cli/main.js schema > src/policy/policy.schema.json)', async () => {
    const generated = `${JSON.stringify(policyJsonSchema(await shippedComponents()), undefined, 2)}\n`;
    expect(readFileSync(path, 'utf8')).toBe(generated);
  });

  it('points at definitions that are there', async () => {
    const schema = policyJsonSchema(await shippedComponents());
    const refs = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/(\w+)"/g)].map(
      (ref) => ref[1],
    );
    expect(refs.length).toBeGreaterThan(0); // the tree of a taxonomy is recursive
    const definitions = schema.definitions as Record<string, JsonSchema>;
    for (const ref of refs) expect(Object.keys(definitions)).toContain(ref);
    expect(JSON.stringify(schema).match(/"definitions":/g)).toHaveLength(1);
  });

  it('has the parameters that a policy may name', async () => {
    const { operators, hierarchies, models } = await shippedComponents();
    for (const component of [...operators, ...hierarchies, ...models]) {
      const named = forms(paramsJson(component)).flatMap((form) => Object.keys(form.properties));
      expect(paramNames(component)).toEqual([...new Set(named)]);
    }
  });

  it('knows every operator, hierarchy and model with its parameters', async () => {
    const components = await shippedComponents();
    const schema = policyJsonSchema(components);
    expect(schema.$schema).toContain('draft-07');
    const column = schema.properties?.columns?.additionalProperties as JsonSchema;
    const text = JSON.stringify(column);
    for (const operator of components.operators) {
      expect(text).toContain(`{"const":"${operator.name}"`);
      const rule = column.allOf?.find((one) => JSON.stringify(one.if).includes(`"${operator.name}"`));
      const known = forms(rule?.then as JsonSchema).flatMap((form) => Object.keys(form.properties));
      for (const form of forms(paramsJson(operator))) {
        expect(known).toEqual(expect.arrayContaining(['role', 'use', ...Object.keys(form.properties)]));
      }
    }
    const models = JSON.stringify(schema.properties?.privacy);
    for (const model of components.models) expect(models).toContain(`"${model.name}"`);
    for (const kind of components.hierarchies) expect(text).toContain(`"${kind.name}"`);
  });
});
