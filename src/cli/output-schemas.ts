import { z } from 'zod';
import { roles } from '../core/entities.js';
import { missingRules } from '../core/missing.js';
import { sensitiveCategories } from '../core/profile.js';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
// A policy's own recognisers name entities too.
const entity = z.string();
const perColumn = <T extends z.ZodType>(value: T) => z.record(z.string(), value);
// JSON has no infinity: a measure without a finite value is null.
const measure = z.number().nullable();

const proof = {
  records: count,
  classes: count,
  k: count,
  alpha: perColumn(measure),
  l: perColumn(
    z.looseObject({ distinct: count, entropy: measure, recursive: z.looseObject({ c: measure, l: count }) }),
  ),
  t: perColumn(z.looseObject({ equal: measure, ordered: measure })),
  beta: perColumn(z.looseObject({ basic: measure, enhanced: measure })),
  delta: perColumn(measure),
  risk: z.looseObject({
    prosecutor: z.looseObject({ max: share, mean: share, atRisk: z.number() }),
    journalist: z.looseObject({ max: share, mean: share, atRisk: z.number() }),
    marketer: z.looseObject({ mean: share }),
  }),
  uniques: count,
  persons: count.describe('where classes count persons: how many there are').optional(),
  missing: z
    .looseObject({ rule: z.enum(missingRules), records: count, known: count.optional() })
    .describe('empty quasi-identifiers, where they are no values of their own')
    .optional(),
};

const model = z.looseObject({
  model: z.string(),
  column: z.string().optional(),
  measured: z.boolean(),
  met: z.boolean(),
  failing: z.looseObject({ classes: count, records: count }),
  smallest: z.array(count),
  without: z.array(z.looseObject({ column: z.string(), records: count })).optional(),
});

const spread = {
  mean: share.describe('the global risk'),
  expected: z.number(),
  max: share,
  above: z.array(z.looseObject({ risk: share, records: count })),
};

const recordRisk = {
  individual: z
    .looseObject({ ...spread, weighted: z.boolean(), population: z.number() })
    .describe('risk of single records by class and sampling weight')
    .optional(),
  household: z
    .looseObject({
      ...spread,
      households: count,
      perHousehold: z.looseObject({ mean: share, expected: z.number() }),
    })
    .describe('risk that a member of the household is identified')
    .optional(),
  suda: z
    .looseObject({
      most: count,
      fraction: share,
      uniques: count,
      bySize: z.array(count),
      records: count,
      score: z.looseObject({ mean: z.number(), max: z.number() }),
      dis: z.looseObject(spread),
      contributions: perColumn(z.number()),
    })
    .describe('special uniques (SUDA2)')
    .optional(),
  sets: z
    .looseObject({
      most: count,
      uniques: count,
      sets: z.array(z.looseObject({ columns: z.array(z.string()), uniques: count, share })),
    })
    .describe('sets of columns and how many records each singles out')
    .optional(),
};

const diagnostic = z.looseObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
  hint: z.string().optional(),
  place: z
    .looseObject({
      file: z.string().optional(),
      line: count.optional(),
      column: count.optional(),
      field: z.string().optional(),
      record: count.optional(),
      table: z.string().optional(),
    })
    .optional(),
});

const frontierPoint = z.looseObject({
  value: z.number(),
  loss: measure.nullable(),
  suppressed: count.nullable(),
  optimal: z.boolean(),
  chosen: z.boolean(),
});

const frontier = z
  .looseObject({
    metric: z.string(),
    loss: measure,
    optimal: z.boolean(),
    suppression: z.array(frontierPoint),
    requirement: z
      .looseObject({ model: z.string(), param: z.string(), points: z.array(frontierPoint) })
      .nullable(),
    models: z.array(
      z.looseObject({
        model: z.string(),
        weaker: z.looseObject({ param: z.string(), value: z.number(), loss: measure }).nullable(),
        without: measure.nullable(),
      }),
    ),
    columns: z.array(z.looseObject({ column: z.string(), others: measure, without: measure.nullable() })),
  })
  .describe('what loss other settings would cost, one changed at a time');

const utility = {
  records: z.looseObject({ before: count, after: count }),
  columns: z.array(z.looseObject({ name: z.string(), kind: z.enum(['number', 'category']), unread: share })),
  association: z
    .looseObject({
      mean: z.number(),
      max: z.number(),
      pairs: z.array(
        z.looseObject({
          columns: z.tuple([z.string(), z.string()]),
          measure: z.enum(['correlation', 'ratio', 'cramers-v']),
          before: z.number(),
          after: z.number(),
        }),
      ),
    })
    .nullable(),
  queries: z.looseObject({
    queries: count,
    least: z.number(),
    mean: z.number(),
    median: z.number(),
    p90: z.number(),
  }),
  propensity: z.looseObject({
    pmse: z.number(),
    expected: z.number(),
    ratio: z.number(),
    parameters: count,
  }),
  classifiers: z.array(
    z.looseObject({
      target: z.string(),
      release: share,
      original: share,
      majority: share,
      trained: count,
      tested: count,
      heldOut: z.boolean(),
    }),
  ),
};

const runResult = z.looseObject({
  version: z.literal(1),
  verdict: z.enum(['published', 'refused']),
  reasons: z.array(diagnostic),
  label: z.string().nullable(),
  warnings: z.array(diagnostic),
  output: z
    .array(z.looseObject({ path: z.string(), bytes: count, sha256: z.string(), rows: count }))
    .nullable(),
  frontier: frontier.optional(),
  sample: z
    .looseObject({ rate: z.number(), from: count, drawn: count })
    .describe('where records were drawn at random: counts.in are those drawn')
    .optional(),
  singling: z
    .looseObject({ suda: recordRisk.suda.unwrap(), sets: recordRisk.sets.unwrap(), after: count })
    .describe('which quasi-identifiers single out records of the source')
    .optional(),
  utility: z.looseObject(utility).describe('what of the source survives').optional(),
  search: z
    .looseObject({
      algorithm: z.string(),
      metric: z.string(),
      loss: measure,
      levels: z.record(z.string(), count),
      suppressed: count,
      optimal: z.boolean(),
      nodes: count,
    })
    .nullable(),
  proof: z.looseObject(proof).nullable(),
  models: z.array(model).optional(),
  timings: z.record(z.string(), z.number()),
  manifest: z.string().nullable(),
  resumed: z
    .discriminatedUnion('state', [
      z.looseObject({ state: z.literal('resumed'), reused: z.record(z.string(), count) }),
      z.looseObject({
        state: z.literal('anew'),
        reason: z.enum(['source', 'policy', 'secret', 'journal']),
      }),
    ])
    .optional(),
});

/** An error; with exit code 1 it is a verdict and its reasons too. */
const failure = z.looseObject({
  version: z.literal(1),
  verdict: z.literal('refused').optional(),
  reasons: z.array(diagnostic).optional(),
  warnings: z.array(diagnostic).optional(),
  error: diagnostic,
  related: z.array(diagnostic),
});

/** What every audience of a policy was given. */
const audienceResults = z.looseObject({
  version: z.literal(1),
  verdict: z.enum(['published', 'refused']),
  audiences: z.record(z.string(), z.union([runResult, failure])),
});

/** zod schemas of what the commands print with `--json`. Open: documents may grow within version 1. */
export const outputs = {
  compare: z.looseObject({ version: z.literal(1), ...utility }),
  profile: z.looseObject({
    version: z.literal(1),
    input: z.looseObject({
      bytes: count,
      rows: count,
      sha256: z.string(),
      encoding: z.string(),
      delimiter: z.string(),
    }),
    columns: z.array(
      z.looseObject({
        name: z.string(),
        index: count,
        entity: entity.nullable(),
        role: z.enum(roles),
        confidence: share,
        share,
        nonEmpty: count,
        distinct: count,
        rare: z.array(z.looseObject({ entity, count })),
        grade: z.int().min(1).max(4),
        reasons: z.array(z.string()),
        categories: z.array(z.enum(sensitiveCategories)).optional(),
        coordinates: z
          .looseObject({
            axis: z.enum(['latitude', 'longitude', 'both']).nullable(),
            datum: z.enum(['wgs84', 'gcj02', 'bd09']).optional(),
            datumBy: z.enum(['header', 'values']).optional(),
            pair: z.string().optional(),
          })
          .optional(),
        financialGrade: z.enum(['C1', 'C2', 'C3']).nullable().optional(),
      }),
    ),
    warnings: z.array(z.string()),
    joint: z
      .array(z.looseObject({ columns: z.array(z.string()), uniques: count, share }))
      .nullable()
      .optional(),
  }),
  check: z.looseObject({
    version: z.literal(1),
    ...proof,
    models: z.array(model).optional(),
    ...recordRisk,
    met: z.boolean(),
    unmet: z.array(diagnostic),
  }),
  run: z.union([runResult, audienceResults, failure]),
};

/** JSON Schemas (draft-07) of the outputs. */
export function outputSchemas(): Record<keyof typeof outputs, object> {
  const json = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-7' });
  return {
    profile: json(outputs.profile),
    check: json(outputs.check),
    compare: json(outputs.compare),
    run: json(outputs.run),
  };
}
