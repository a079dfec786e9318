import { z } from 'zod';
import { leaks } from '../core/operator.js';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 in lower-case hex');
// JSON has no infinity: the manifest writes it as text.
const measure = z.union([z.number(), z.literal('Infinity')]).nullable();

const marks = z
  .looseObject({
    every: z.int().min(1).describe('bytes between two marks'),
    prefixes: z
      .string()
      .regex(/^([0-9a-f]{8})*$/)
      .describe('per mark the first 8 hex digits of the SHA-256 of the file up to it'),
  })
  .describe('Where a change of the file can be located');
const file = z.looseObject({
  name: z.string().min(1).describe('path inside the folder of the release, or the name of a file outside'),
  sha256,
  bytes: count,
  marks: marks.optional(),
});
const diagnostic = z.looseObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});
const sizes = z.looseObject({
  bounds: z.array(measure).describe('upper bounds of class sizes, inclusive'),
  records: z.array(count),
  classes: z.array(count),
});
const quality = z
  .looseObject({
    completeness: z.union([share, z.literal('hidden')]).nullable(),
    validity: z.union([share, z.literal('hidden')]).nullable(),
    distinct: count.nullable(),
    uniqueness: z.union([share, z.literal('hidden')]).nullable(),
  })
  .nullable();

/** The zod schema of `manifest.json`, version 1. Open: a manifest may only grow, and an older reader accepts a newer one. */
export const manifestSchema = z
  .looseObject({
    version: z.literal(1),
    tool: z.looseObject({ name: z.literal('lethe'), version: z.string() }),
    language: z.enum(['en', 'zh']).describe('of report and papers'),
    label: z.enum(['anonymised', 'de-identified', 'authorised']).nullable(),
    verdict: z.enum(['published', 'refused']),
    profile: z.string().describe('release profile that the gate held the output to'),
    dataset: z
      .looseObject({ name: z.string(), profile: z.string() })
      .describe('what the policy states of the release'),
    source: z.looseObject({ name: z.string(), sha256, bytes: count, rows: count }),
    policy: z.looseObject({ sha256: sha256.nullable(), files: z.array(file) }),
    job: z.looseObject({ sha256 }).optional(),
    plan: z.looseObject({ sha256, content: z.looseObject({}) }),
    outputs: z.array(file.extend({ rows: count, columns: z.array(z.string()) })).min(1),
    report: file,
    key: z.looseObject({
      kind: z.enum(['none', 'ephemeral', 'file', 'seed']),
      destroyed: z.boolean().optional(),
      id: z.string().describe('name of the key, derived from it').optional(),
    }),
    replay: z.looseObject({
      keyedColumns: z.array(z.string()).describe('cannot be made again without the key'),
      domains: z
        .record(z.string(), z.string())
        .describe('per such column the domain that its key is derived for')
        .optional(),
      withheld: z.array(z.string()).describe('columns with parameters that are not repeated here').optional(),
    }),
    search: z.looseObject({ algorithm: z.string(), metric: z.string() }).nullable(),
    proof: z
      .looseObject({ records: count, classes: count, k: count, uniques: count })
      .describe('measured on the bytes of the output'),
    models: z
      .array(z.looseObject({ model: z.string(), measured: z.boolean(), met: z.boolean() }))
      .describe('each model of the policy, asked of every class of the output')
      .optional(),
    sizes: z.looseObject({ before: sizes.nullable(), after: sizes }),
    rows: z
      .looseObject({ proof: z.looseObject({ records: count, classes: count, k: count }), sizes })
      .describe('where persons are counted: the same by records, as the bytes alone show it')
      .optional(),
    attacks: z
      .looseObject({
        targets: count,
        guesses: count,
        leftOut: z
          .array(z.string())
          .describe('known by the policy, but not to be held against values')
          .optional(),
        attacks: z.array(z.looseObject({ attack: z.string(), sample: count })),
      })
      .nullable(),
    residuals: z.array(z.looseObject({ column: z.string(), entity: z.string(), count })),
    counts: z.looseObject({ in: count, out: count, suppressed: count, quarantined: count }),
    sample: z
      .looseObject({ rate: z.number(), from: count, drawn: count })
      .describe('where records were drawn at random: counts.in are those drawn')
      .optional(),
    columns: z.array(
      z.looseObject({
        name: z.string(),
        role: z.string(),
        entity: z.string().nullable(),
        grade: z.int().min(1).max(4),
        financialGrade: z.enum(['C1', 'C2', 'C3']).nullable().describe('JR/T 0171, of the input').optional(),
        gradeAfter: z.int().min(1).max(4),
        published: z.boolean(),
        counted: z.boolean(),
        use: z.string(),
        reversibility: z
          .enum(['none', 'keyed', 'reversible'])
          .describe('reversible: by anyone with a list of candidates'),
        livingKey: z.boolean(),
        keeps: z.array(z.enum(leaks)).describe('what the published cells keep of the values').optional(),
      }),
    ),
    quality: z.array(z.looseObject({ column: z.string(), before: quality, after: quality })),
    risk: z.looseObject({ maxTheta: z.number() }),
    reasons: z.array(diagnostic),
    warnings: z.array(diagnostic),
    accepted: z.array(z.looseObject({ reason: z.string(), by: z.string().optional() })),
    publishedAt: z.string().optional(),
    evidence: z.array(file).describe('papers of the release'),
    signer: z
      .looseObject({ algorithm: z.enum(['ed25519', 'sm2-sm3']), keyId: z.string() })
      .describe('who signed this file: evidence/manifest.sig')
      .optional(),
    seal: z
      .record(z.string(), z.string().regex(/^[0-9a-f]{16}$/))
      .describe('per member the first 16 hex digits of the SHA-256 of its canonical JSON'),
  })
  .describe('The record of a release');

/** Names that the schema knows at the top of a manifest. */
export const manifestMembers: readonly string[] = Object.keys(manifestSchema.shape);

/** The JSON Schema (draft-07) of `manifest.json`. */
export function manifestJsonSchema(): object {
  return z.toJSONSchema(manifestSchema, { target: 'draft-7' });
}
