import { LetheError } from '../../src/core/diagnostics.js';
import type { HierarchyKind } from '../../src/core/hierarchy.js';
import { type Model, traits } from '../../src/core/model.js';
import type { Operator } from '../../src/core/operator.js';
import type { Registry } from '../../src/policy/types.js';

/** Small components of every shape a parameter schema may have, so that the policy is tested against the contract. */
const plain = { en: 'For tests', zh: '测试用' };

const keep: Operator = {
  name: 'keep',
  summary: plain,
  params: (z) => z.strictObject({}),
  examples: [],
  compile: () => ({
    apply: (text) => text,
    instruction: { op: 'copy' },
    reversibility: 'reversible',
    keeps: ['equality'],
  }),
};

const suppress: Operator = {
  name: 'suppress',
  summary: plain,
  params: (z) => z.strictObject({}),
  examples: [],
  compile: () => ({ apply: () => '', instruction: { op: 'drop' }, reversibility: 'none', keeps: [] }),
};

const mask: Operator = {
  name: 'mask',
  summary: { en: 'Covers characters', zh: '屏蔽字符' },
  params: (z) =>
    z.union([
      z.strictObject({
        keep: z.tuple([z.int().min(0), z.int().min(0)]),
        mark: z.string().length(1).default('*'),
      }),
      z.strictObject({ before: z.string().length(1), mark: z.string().length(1).default('*') }),
    ]),
  examples: [{ params: { keep: [3, 4] }, in: '13800138000', out: '138****8000' }],
  compile: (params) => ({
    apply: (text) =>
      text.slice(0, params.keep[0]) +
      params.mark.repeat(text.length - params.keep[0] - params.keep[1]) +
      text.slice(-params.keep[1]),
    reversibility: 'none',
    keeps: ['part', 'length'],
  }),
};

const pseudonym: Operator = {
  name: 'pseudonym',
  summary: plain,
  params: (z) => z.strictObject({ domain: z.string().min(1).optional() }),
  examples: [],
  compile: (params, context) => {
    const key = context.key(params.domain ?? context.column);
    return {
      apply: (text) => Buffer.from(key.digest(text)).toString('hex').slice(0, 16),
      reversibility: 'keyed',
      keeps: ['equality'],
    };
  },
};

const hash: Operator = {
  name: 'hash',
  summary: plain,
  params: (z) => z.strictObject({ acknowledged: z.boolean().optional() }),
  examples: [],
  compile: (params, { column, entity }) => {
    if (entity === 'phone-mobile' && params.acknowledged !== true) {
      throw new LetheError('hash-enumerable', { column, entity });
    }
    return { apply: (text) => text, reversibility: 'reversible', keeps: ['equality'] };
  },
};

const bucket: Operator = {
  name: 'bucket',
  summary: plain,
  params: (z) => z.strictObject({ width: z.int().min(1), origin: z.int().default(0) }),
  examples: [],
  compile: (params) => ({
    apply: (text) => text,
    instruction: { op: 'bucket', width: params.width, origin: params.origin },
    reversibility: 'none',
    keeps: ['order'],
  }),
};

const date: HierarchyKind = {
  name: 'date',
  summary: plain,
  params: (z) => z.strictObject({ until: z.enum(['year', 'decade']).default('decade') }),
  examples: [],
  build: () => ({
    kind: 'date',
    height: 1,
    levels: ['day', '*'],
    generalise: (value, level) => (level === 0 ? value : '*'),
    domain: null,
  }),
};

const taxonomy: HierarchyKind = {
  name: 'taxonomy',
  summary: plain,
  params: (z) => z.strictObject({ file: z.string().min(1) }),
  examples: [],
  build: (params, readFile) => {
    readFile(params.file);
    return date.build({}, readFile);
  },
};

const model = (name: string, params: Model['params'], needsSensitive: boolean): Model => ({
  name,
  summary: plain,
  source: 'test',
  params,
  traits: () => traits({ needsSensitive }),
  compile: () => ({ holds: () => true }),
});

export const registry: Registry = {
  operators: [keep, suppress, mask, pseudonym, hash, bucket],
  hierarchies: [date, taxonomy],
  models: [
    model('k-anonymity', (z) => z.strictObject({ k: z.int().min(1) }), false),
    model('distinct-l-diversity', (z) => z.strictObject({ l: z.int().min(1) }), true),
    model(
      't-closeness',
      (z) =>
        z.strictObject({
          t: z.number().min(0).max(1),
          distance: z.enum(['equal', 'ordered']).default('equal'),
        }),
      true,
    ),
  ],
  metrics: ['loss', 'precision'],
  profiles: ['internal-sharing', 'open-conditional', 'open-unconditional'],
};
