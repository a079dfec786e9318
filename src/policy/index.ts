export { policyJsonSchema } from './jsonschema.js';
export { type LintOptions, lintPolicy } from './lint.js';
export { nearest } from './nearest.js';
export { forms, type JsonSchema, paramsJson, paramsOf } from './params.js';
export { parsePolicy } from './parse.js';
export { readRecognition } from './recognise.js';
export { policySchema } from './schema.js';
export type * from './types.js';
export { type ColumnSuggestion, type WriteOptions, writePolicy } from './write.js';
