import { z } from 'zod';
import { encodings, isDelimiter } from '../core/dialect.js';
import { allEntities, type Entity, roles } from '../core/entities.js';
import { compressions, typePattern } from '../core/format.js';
import { ownChecksums } from '../core/recogniser.js';
import { formats } from '../formats/index.js';
import { audienceParts } from './audiences.js';
import type { Registry } from './types.js';

/** Aggregates of the per-column losses: ARX's functions. */
export const aggregates = ['geometric-mean', 'arithmetic-mean', 'sum', 'maximum', 'rank'] as const;

const text = z.string().min(1);
const share = z.number().min(0).max(1);
const format = z.enum(['csv', ...formats.map(({ name }) => name)]);
const delimiter = z.string().length(1).refine(isDelimiter, 'policy-delimiter');

/** What a policy may call an entity of its own. */
export const ownName = /^[a-z\u4e00-\u9fff][a-z0-9\u4e00-\u9fff-]{0,63}$/;

/** A name from a list that a registry may or may not supply. */
function nameOf(known: readonly string[] | undefined): z.ZodType<string> {
  return known && known.length > 0 ? z.enum(known as [string, ...string[]]) : text;
}

/**
 * The zod schema of a policy's frame for a registry. Parameters of operators, hierarchies and models are left open
 * here (`params` of each component checks them in `parsePolicy`); `marks` are the places where the JSON Schema puts
 * them in.
 */
export function policySchema(registry: Registry, ownEntities: readonly string[] = []) {
  const entity = z.enum([...allEntities, ...ownEntities] as [Entity, ...Entity[]]);
  const hierarchy = z
    .union([text, z.looseObject({ kind: text.optional() })])
    .describe('Generalisation hierarchy: its kind, or { kind, … } with parameters');
  const column = z
    .looseObject({
      role: z.enum(roles).describe('What the column means for privacy'),
      use: text.optional(),
      entity: entity.optional().describe('What the column holds, where the profile cannot know'),
      hierarchy: hierarchy.optional(),
      levels: z
        .tuple([z.union([z.int().min(0), text]), z.union([z.int().min(0), text])])
        .describe('Lowest and highest level the search may choose, inclusive')
        .optional(),
      type: z
        .string()
        .regex(typePattern)
        .describe(
          'Type of the cells in formats that have types: text, integer, float, decimal(10,2), boolean, date, time, timestamp',
        )
        .optional(),
    })
    .describe('One column of the input');
  const model = z.looseObject({ model: text, column: text.optional() });
  const words = z.array(text).default([]);
  const own = z
    .strictObject({
      entity: z
        .string()
        .regex(ownName)
        .describe('What it recognises: a name of your own, or one of the list'),
      role: z.enum(roles).default('direct'),
      grade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).default(3),
      pattern: z
        .string()
        .min(1)
        .max(1000)
        .describe('A whole value: literals, classes, groups, |, ? * + {n,m}; matched in linear time')
        .optional(),
      checksum: z
        .enum(ownChecksums)
        .describe('Check digits that a value of the pattern must have')
        .optional(),
      headers: words.describe('Names of columns that hold it'),
      context: words.describe('Words of which one stands before it in a text; not needed with a checksum'),
      allow: words.describe('Values that are it, whatever the pattern says'),
      deny: words.describe('Values that are not'),
      codes: text.describe('File of the values there are: the first column of each line').optional(),
    })
    .describe('A recogniser of your own');
  const limit = z.number().positive();
  const schema = z.strictObject({
    version: z.literal(1).describe('Version of the policy format'),
    dataset: z
      .strictObject({
        name: text,
        profile: nameOf(registry.profiles).describe('Release profile that the gate holds the output to'),
        owner: text.optional(),
        source: text.describe('Where the data come from').optional(),
        purpose: text.optional(),
        scenario: text.optional(),
        agreement: text.describe('Number of the agreement with the recipient').optional(),
        recipient: text.optional(),
        expiry: z.iso.date().describe('Last day of use, YYYY-MM-DD').optional(),
        authorisation: text.describe("The provider's authorisation on record").optional(),
        consent: text.describe('How the persons agreed: notice, form or law').optional(),
        disposal: text.describe('What happens to the copies at the end of the term').optional(),
        safeguards: text.optional(),
        contact: text.optional(),
        earlier: z
          .array(text)
          .describe('Folders of earlier releases of this dataset, to be compared with')
          .optional(),
        marks: z
          .array(
            z.enum([
              'state-secret',
              'national-security',
              'trade-secret',
              'not-open',
              'emergency',
              'cross-border',
            ]),
          )
          .describe("What the owner's classification says of the data; some of it forbids a release")
          .optional(),
        notes: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
          .describe(
            'Further facts, for example control, motive, safeguards (high, mid, low) of the recipient',
          )
          .optional(),
      })
      .describe('What the release is; goes into manifest and report'),
    input: z
      .strictObject({
        path: z
          .union([text, z.array(text).min(1)])
          .describe('File, list of files, folder or glob; - is stdin; postgres://…?table=schema.name'),
        query: text.describe('Query for a database, instead of a table').optional(),
        encoding: z.enum(encodings).describe('Probed where absent').optional(),
        delimiter: delimiter.describe('Probed where absent').optional(),
        header: z.boolean().describe('Whether the first record names the columns').optional(),
        ragged: z
          .enum(['error', 'pad', 'quarantine'])
          .describe('Records with too few or too many fields')
          .optional(),
        quarantine: text.describe('File for quarantined records, sealed for the recipient').optional(),
        recipient: text.describe('Public key (PEM, X25519 or EC P-256) that they are sealed for').optional(),
        lenient: z.boolean().describe('Tolerate quotes that RFC 4180 does not allow').optional(),
        format: format.describe('By the name of the file where absent').optional(),
        sheet: z
          .union([text, z.int().min(1)])
          .describe('Sheet of a workbook, by name or by position from 1')
          .optional(),
      })
      .describe('The table to read'),
    output: z
      .strictObject({
        path: text.describe('File to publish; - is stdout; .gz compresses; postgres://…?table=schema.name'),
        encoding: z.enum(encodings).optional(),
        delimiter: delimiter.optional(),
        newline: z.enum(['lf', 'crlf', '\n', '\r\n']).optional(),
        bom: z.boolean().optional(),
        format: format.describe('By the name of the file where absent').optional(),
        compression: z.enum(compressions).describe('Inside Parquet files; snappy where absent').optional(),
        order: z
          .enum(['source', 'content'])
          .describe('Records as in the source, or by their content: then their places join nothing')
          .optional(),
      })
      .describe('What is absent is taken from the input'),
    columns: z.record(z.string(), column).describe('What each column is and what happens to it'),
    unlisted: z
      .enum(['error', 'drop'])
      .default('error')
      .describe('What to do with columns of the input that are not named here'),
    privacy: z
      .strictObject({
        k: z.int().min(1).describe('Shorthand for the model k-anonymity').optional(),
        l: z
          .union([
            limit,
            z.strictObject({
              model: z.enum(['distinct', 'entropy', 'recursive']).default('distinct'),
              value: limit,
              c: limit.describe('For recursive (c,l)-diversity').optional(),
              estimator: z.enum(['shannon', 'grassberger']).optional(),
              column: text.optional(),
            }),
          ])
          .describe('Shorthand for an l-diversity model')
          .optional(),
        t: z
          .union([
            share,
            z.strictObject({
              value: share,
              distance: z.enum(['equal', 'ordered', 'hierarchical']).default('equal'),
              column: text.optional(),
            }),
          ])
          .describe('Shorthand for t-closeness')
          .optional(),
        models: z.array(model).optional(),
        suppression: share.default(0).describe('Share of records that may be dropped'),
        missing: z
          .enum(['own', 'wildcard', 'suppress'])
          .default('own')
          .describe(
            'An empty cell: a value like any other, compatible with every value, or its record is dropped',
          ),
        person: text.describe('Column that tells persons apart: classes then count persons').optional(),
        sample: z
          .number()
          .gt(0)
          .lt(1)
          .describe('Share of records that are drawn at random before anything else, each by itself')
          .optional(),
      })
      .prefault({})
      .describe('Privacy models that the output must meet'),
    search: z
      .strictObject({
        algorithm: nameOf(registry.algorithms)
          .describe('How it searches: lattice (the optimum), local-recoding (more utility) …')
          .optional(),
        metric: z
          .union([
            nameOf(registry.metrics),
            z.strictObject({
              name: nameOf(registry.metrics),
              aggregate: z.enum(aggregates).optional(),
              gsFactor: share.optional(),
              weights: z.record(z.string(), share).optional(),
              responses: z
                .array(text)
                .min(1)
                .describe('Columns that are to be predicted, for classification')
                .optional(),
              game: z
                .strictObject({
                  publisherBenefit: z.number().min(0),
                  publisherLoss: z.number().min(0),
                  adversaryGain: z.number().min(0),
                  adversaryCost: z.number().min(0),
                  attacker: z.enum(['prosecutor', 'journalist']).default('prosecutor'),
                })
                .describe('What publishing gains and attacks cost, for publisher-benefit')
                .optional(),
            }),
          ])
          .default('loss'),
        budget: limit
          .describe('Seconds after which the best found so far is taken; depends on the machine')
          .optional(),
        nodes: z
          .int()
          .min(1)
          .describe('Lattice nodes after which the best found so far is taken; the same on every machine')
          .optional(),
      })
      .prefault({})
      .describe('What the search minimises, and when it ends'),
    recognise: z
      .strictObject({
        countries: z
          .array(nameOf(registry.countries))
          .describe('Countries whose identifiers are looked for; absent: what stands alone of every country')
          .optional(),
      })
      .optional()
      .describe('Which identifiers are looked for besides those that always are'),
    recognisers: z.array(own).default([]).describe('Recognisers of your own'),
    key: z
      .strictObject({
        file: text.describe('File of at least 16 random bytes').optional(),
        descriptor: z.int().min(3).max(1023).describe('Descriptor that the caller has opened').optional(),
      })
      .describe('A key that outlives the run: pseudonyms stay stable, the release stays personal information')
      .optional(),
    seed: z
      .string()
      .min(16)
      .describe('Key material written in the policy, for reproducible samples only')
      .optional(),
    ledger: text
      .describe('Ledger that the release is entered in; what it says is out is compared with the new release')
      .optional(),
    attacks: z
      .strictObject({
        sample: z
          .int()
          .min(100)
          .max(20_000)
          .describe('Persons that are looked for in the release')
          .optional(),
        guesses: z
          .int()
          .min(10_000)
          .max(1_000_000_000)
          .describe('Guesses per column of tokens: the budget of turning values back')
          .optional(),
        known: z
          .array(z.array(text).min(1))
          .describe(
            'Further sets of columns that an adversary may know, for example those of a public register',
          )
          .optional(),
      })
      .describe('How hard the staged release is attacked before it is published')
      .optional(),
    audiences: z
      .record(
        text,
        z.strictObject(Object.fromEntries(audienceParts.map((part) => [part, z.unknown().optional()]))),
      )
      .describe(
        'One release for each: what it states of dataset, output, columns, privacy … takes the place of what the policy says for all',
      )
      .optional(),
    'shared-domains': z
      .array(text)
      .describe('Domains whose pseudonyms agree between audiences; all others do not')
      .optional(),
    tests: z
      .array(
        z.strictObject({
          column: text,
          in: z.string(),
          out: z.string().optional(),
          entity: entity.nullable().optional(),
          record: z.record(z.string(), z.string()).optional(),
        }),
      )
      .default([])
      .describe('Cases for `lethe test`'),
    accept: z
      .array(z.strictObject({ code: text, column: text.optional(), reason: text, by: text.optional() }))
      .default([])
      .describe(
        'Findings that were looked at and accepted, each with its reason and the office that decided',
      ),
  });
  return { schema, marks: { column, hierarchy, model, entity } };
}

/** The frame of a policy after zod, before components are resolved. */
export type PolicyFrame = z.output<ReturnType<typeof policySchema>['schema']>;

/** Keys of a column that belong to the policy; every other key is a parameter of the operator. */
export const columnKeys = ['role', 'use', 'entity', 'hierarchy', 'levels', 'type'] as const;
/** Keys of a model that belong to the policy. */
export const modelKeys = ['model', 'column'] as const;
/** Keys of a hierarchy that belong to the policy. */
export const hierarchyKeys = ['kind'] as const;
