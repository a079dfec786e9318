import { z } from 'zod';

const text = z.string().min(1);

/** What a policy of several tables calls a table: the name of its folder in the release. */
export const tableName = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}$/u;

/**
 * The schema of what is particular to a policy of several tables. Everything else is checked table by table, as a
 * policy of one.
 */
export function tablesSchema() {
  const open = z.unknown();
  const schema = z.strictObject({
    version: z.literal(1),
    dataset: open,
    output: z
      .strictObject({
        path: text.describe('Folder of the release: every table has a folder of its own in it'),
      })
      .describe('Where the tables are published, together or not at all'),
    tables: z
      .record(
        z.string().regex(tableName),
        z.strictObject({
          input: open,
          output: open.optional(),
          columns: open,
          unlisted: open.optional(),
          privacy: open.optional(),
          search: open.optional(),
          attacks: open.optional(),
          accept: open.optional(),
          tests: open.optional(),
          references: z
            .record(z.string(), z.string().regex(/^[^.]+\..+$/))
            .describe('Columns whose values stand in another table: { column: table.column }')
            .optional(),
        }),
      )
      .refine((tables) => Object.keys(tables).length > 0, 'tables-empty')
      .describe('Tables that are published together'),
    unlisted: open.optional(),
    privacy: open.optional(),
    search: open.optional(),
    recognise: open.optional(),
    recognisers: open.optional(),
    key: open.optional(),
    seed: open.optional(),
    attacks: open.optional(),
    ledger: text.optional(),
    accept: z
      .array(z.strictObject({ code: text, column: text.optional(), reason: text, by: text.optional() }))
      .default([]),
  });
  return { schema };
}
