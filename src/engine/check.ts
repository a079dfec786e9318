import { LetheError } from '../core/diagnostics.js';
import type { Histogram } from '../core/histogram.js';
import { holedRecords, holedTuples, type MissingRule, withoutTuples } from '../core/missing.js';
import type { PlannedModel } from '../core/plan.js';
import type { ModelProof, Proof } from '../core/proof.js';
import { modelNamed } from '../models/index.js';
import { holdTo } from '../risk/index.js';
import { measure } from '../risk/measure.js';
import { type EngineOptions, withoutThreads, withPool } from './context.js';
import { type InputSpec, openTable, type TableSource } from './source.js';
import { type CodedColumns, surveyTable } from './survey.js';

/** Which columns to measure. */
export interface CheckColumns {
  quasi: readonly string[];
  sensitive: readonly string[];
  k?: number; // records in smaller classes count as at risk
  /** Models to hold the table to; their sensitive columns are counted too. */
  models?: readonly PlannedModel[];
  /** How empty cells of quasi-identifiers count; `own` unless given. Under `suppress` records that have one are left out. */
  missing?: MissingRule;
  person?: string; // column that tells persons apart: they are counted, not records
}

/** `lethe check`: measures every model and risk on any table. Throws `column-missing`. */
export async function checkTable(
  input: InputSpec,
  columns: CheckColumns,
  options: EngineOptions = {},
): Promise<Proof & { models: ModelProof[] }> {
  const source = await openTable(input, options.signal);
  const { models = [] } = columns;
  const modelled = models.flatMap(({ column }) => (column === undefined ? [] : [column]));
  const sensitive = [...new Set([...columns.sensitive, ...modelled])];
  return withPool(withoutThreads(options, source), source, async (context) => {
    const { person } = columns;
    if (person !== undefined && [...columns.quasi, ...sensitive].includes(person))
      throw new LetheError('person-role', { column: person, role: 'quasi' });
    const code = codeOf(source, columns.quasi, sensitive, person);
    const survey = await surveyTable(context, source, 'check', code, { tally: false, distinct: false });
    const whole = survey.histogram ?? oneClass(survey.tally.records);
    const { missing = 'own' } = columns;
    const holed = missing === 'suppress' ? holedTuples(whole) : null;
    const histogram = holed ? withoutTuples(whole, holed) : whole;
    const promised = models.map(({ model, ...rest }) => ({ ...rest, model: modelNamed(model) }));
    const proof = measure(histogram, {
      missing,
      ...(columns.k === undefined ? {} : { threshold: 1 / columns.k }),
    });
    if (proof.missing) proof.missing.records = holedRecords(whole);
    return { ...proof, models: holdTo(histogram, promised, { missing }) };
  });
}

/** Positions of named columns, for the histogram. A column may be only one of the two. */
export function codeOf(
  source: TableSource,
  quasi: readonly string[],
  sensitive: readonly string[],
  person?: string,
): CodedColumns {
  const position = (name: string) => {
    const index = source.names.indexOf(name);
    if (index < 0) throw new LetheError('column-missing', { name, columns: source.names.join(', ') });
    return index;
  };
  return [
    ...quasi.map((name) => ({ column: position(name), role: 'quasi' as const })),
    ...sensitive.map((name) => ({ column: position(name), role: 'sensitive' as const })),
    ...(person === undefined ? [] : [{ column: position(person), role: 'person' as const }]),
  ];
}

/** Without quasi-identifiers all records are alike: one class. */
export function oneClass(records: number): Histogram {
  return { columns: [], codes: [], counts: new Float64Array([records]), size: 1, records };
}
