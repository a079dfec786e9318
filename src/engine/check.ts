import { LetheError } from '../core/diagnostics.js';
import { type Histogram, withoutLastColumn } from '../core/histogram.js';
import { holedRecords, holedTuples, type MissingRule, withoutTuples } from '../core/missing.js';
import type { PlannedModel } from '../core/plan.js';
import type { ModelProof, Proof } from '../core/proof.js';
import type { RecordRiskName, RecordRisks } from '../core/record-risk.js';
import { modelNamed } from '../models/index.js';
import { holdTo, recordRisksOf } from '../risk/index.js';
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
  /** Risks of single records to measure as well; `household` needs its column. */
  risks?: readonly RecordRiskName[];
  weight?: string; // column that says how many of the population a record stands for
  household?: string; // column that says who lives together
  fraction?: number; // sampling fraction for SUDA; records / weights unless given
}

/** What `lethe check` measures. */
export type CheckResult = Proof & { models: ModelProof[] } & RecordRisks;

/** `lethe check`: measures every model and risk on any table. Throws `column-missing`, `weights-invalid`, `risk-column`. */
export async function checkTable(
  input: InputSpec,
  columns: CheckColumns,
  options: EngineOptions = {},
): Promise<CheckResult> {
  const source = await openTable(input, options.signal);
  const { models = [] } = columns;
  const modelled = models.flatMap(({ column }) => (column === undefined ? [] : [column]));
  const sensitive = [...new Set([...columns.sensitive, ...modelled])];
  return withPool(withoutThreads(options, source), source, async (context) => {
    const { person, weight, household, risks = [] } = columns;
    assertRiskColumns(columns, sensitive);
    if (person !== undefined && [...columns.quasi, ...sensitive].includes(person))
      throw new LetheError('person-role', { column: person, role: 'quasi' });
    if (person !== undefined && columns.missing === 'wildcard')
      throw new LetheError('person-wildcard', { column: person });
    const code = codeOf(source, columns.quasi, sensitive, { person, weight, household });
    const survey = await surveyTable(context, source, 'check', code, { tally: false, distinct: false });
    const whole = survey.histogram ?? oneClass(survey.tally.records);
    const { missing = 'own' } = columns;
    const holed = missing === 'suppress' ? holedTuples(whole) : null;
    const detailed = holed ? withoutTuples(whole, holed) : whole;
    let histogram = detailed;
    // Models and classes do not ask for weights and households, and are smaller without.
    for (const extra of [weight, household])
      if (extra !== undefined) histogram = withoutLastColumn(histogram);
    const promised = models.map(({ model, ...rest }) => ({ ...rest, model: modelNamed(model) }));
    const proof = measure(histogram, {
      missing,
      ...(columns.k === undefined ? {} : { threshold: 1 / columns.k }),
    });
    if (proof.missing) proof.missing.records = holedRecords(whole);
    const { fraction } = columns;
    return {
      ...proof,
      models: holdTo(histogram, promised, { missing }),
      ...recordRisksOf(detailed, risks, { missing, ...(fraction === undefined ? {} : { fraction }) }),
    };
  });
}

/** Columns of weights and households must be columns of their own, and risks of records count records. */
function assertRiskColumns(columns: CheckColumns, sensitive: readonly string[]): void {
  const { person, weight, household, risks = [] } = columns;
  const taken = [...columns.quasi, ...sensitive, ...(person === undefined ? [] : [person])];
  for (const column of [weight, household]) {
    if (column === undefined) continue;
    if (taken.includes(column)) throw new LetheError('risk-column', { column });
    taken.push(column);
  }
  if (person !== undefined && risks.length > 0)
    throw new LetheError('not-supported', { what: `--person with --risk ${risks.join(',')}` });
}

/** Columns that tell records apart or weigh them; a histogram has them last, in this order. */
type Extra = Partial<Record<'person' | 'weight' | 'household', string | undefined>>;

/** Positions of named columns, for the histogram. A column may be only one of all. */
export function codeOf(
  source: TableSource,
  quasi: readonly string[],
  sensitive: readonly string[],
  extra: Extra = {},
): CodedColumns {
  const position = (name: string) => {
    const index = source.names.indexOf(name);
    if (index < 0) throw new LetheError('column-missing', { name, columns: source.names.join(', ') });
    return index;
  };
  return [
    ...quasi.map((name) => ({ column: position(name), role: 'quasi' as const })),
    ...sensitive.map((name) => ({ column: position(name), role: 'sensitive' as const })),
    ...(['person', 'weight', 'household'] as const).flatMap((role) => {
      const name = extra[role];
      return name === undefined ? [] : [{ column: position(name), role }];
    }),
  ];
}

/** Without quasi-identifiers all records are alike: one class. */
export function oneClass(records: number): Histogram {
  return { columns: [], codes: [], counts: new Float64Array([records]), size: 1, records };
}
