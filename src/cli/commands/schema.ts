import type { Command, Effects } from '../effects.js';
import { oneOf } from '../operation.js';

/** Options of `lethe schema`. */
export interface SchemaOptions {
  of?: string;
}

const output = async (command: 'profile' | 'check' | 'compare' | 'run') =>
  (await import('../output-schemas.js')).outputSchemas()[command];

/** What has a schema, and where it comes from. */
const schemas = {
  policy: async (effects) =>
    (await import('../../policy/index.js')).policyJsonSchema(await effects.components()),
  profile: () => output('profile'),
  check: () => output('check'),
  compare: () => output('compare'),
  run: () => output('run'),
  manifest: async () => (await import('../../release/manifest-schema.js')).manifestJsonSchema(),
} satisfies Record<string, (effects: Effects) => Promise<object>>;

const kinds = Object.keys(schemas) as (keyof typeof schemas)[];

/** `lethe schema [policy|profile|check|compare|run|manifest]`: the JSON Schema (draft-07) of a file, or of a command's `--json`. */
export const schema: Command<SchemaOptions> = async (options, effects) => {
  const json = await schemas[oneOf('schema', options.of ?? 'policy', kinds)](effects);
  effects.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`);
  return 0;
};
