import { LetheError } from '../core/diagnostics.js';
import { codeOf } from './check.js';
import { type EngineOptions, withoutThreads, withPool } from './context.js';
import { type InputSpec, openTable } from './source.js';
import { surveyTable } from './survey.js';

/** The distinct values of one column with the records of each; `empty` counts cells without a value. */
export interface CountedColumn {
  values: string[];
  counts: Float64Array;
  records: number;
  empty: number;
}

/** Counts the values of a column in one pass. Throws `column-missing`, `input-empty`. */
export async function columnValues(
  input: InputSpec,
  column: string,
  options: EngineOptions = {},
): Promise<CountedColumn> {
  const source = await openTable(input, options.signal);
  const code = codeOf(source, [column], []);
  return withPool(withoutThreads(options, source), source, async (context) => {
    const { histogram, tally } = await surveyTable(context, source, 'check', code, {
      tally: false,
      distinct: false,
    });
    if (!histogram) throw new LetheError('input-empty', { path: source.parts[0]!.path });
    const { values } = histogram.columns[0]!;
    const records = new Float64Array(values.length);
    for (let i = 0; i < histogram.size; i++) records[histogram.codes[0]![i]!]! += histogram.counts[i]!;
    const filled = values.flatMap((value, code) => (value === null || value === '' ? [] : [code]));
    const counts = Float64Array.from(filled, (code) => records[code]!);
    const held = counts.reduce((sum, count) => sum + count, 0);
    return {
      values: filled.map((code) => values[code]!),
      counts,
      records: tally.records,
      empty: tally.records - held,
    };
  });
}
