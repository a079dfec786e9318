import { policyJsonSchema } from '../../policy/index.js';
import type { Command } from '../effects.js';
import { oneOf } from '../operation.js';
import { outputSchemas } from '../output-schemas.js';

/** Options of `lethe schema`. */
export interface SchemaOptions {
  of?: string;
}

const kinds = ['policy', 'profile', 'check', 'run', 'manifest'] as const;

/** `lethe schema [policy|profile|check|run]`: the JSON Schema (draft-07) of a policy or of a command's `--json`. */
export const schema: Command<SchemaOptions> = async (options, effects) => {
  const kind = oneOf('schema', options.of ?? 'policy', kinds);
  if (kind === 'manifest') {
    const { manifestJsonSchema } = await import('../../release/manifest-schema.js');
    effects.stdout.write(`${JSON.stringify(manifestJsonSchema(), undefined, 2)}\n`);
    return 0;
  }
  const json = kind === 'policy' ? policyJsonSchema(await effects.components()) : outputSchemas()[kind];
  effects.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`);
  return 0;
};
