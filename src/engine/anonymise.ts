import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { typeName } from '../core/format.js';
import type { MissingRule } from '../core/missing.js';
import type { Plan, PlannedColumn, PlannedModel, Recoding } from '../core/plan.js';
import type { ModelProof, Proof } from '../core/proof.js';
import { Key } from '../core/random.js';
import type { DrawnSample } from '../core/sample.js';
import { formatOfName } from '../formats/index.js';
import { recode } from '../plan/index.js';
import { cleanStagings, createStaging } from '../release/staging.js';
import { assertNoScheme } from '../stores/file.js';
import { applyPlan, compileColumns, guardOutput } from './apply.js';
import { codeOf } from './check.js';
import { coarseningFor, finestOf } from './coarsening.js';
import { type EngineOptions, withoutThreads, withPool } from './context.js';
import { copyToStream, finishStaged } from './finish.js';
import { fitRecoding } from './fit.js';
import { orderByContent } from './order.js';
import { assertGoingOn } from './passes.js';
import { labelShares, promisedModels } from './promises.js';
import { publishedTypes } from './published-types.js';
import { measureOutput } from './remeasure.js';
import { searchedColumns } from './roles.js';
import { assertPrivate, drawSample, samplingOf } from './sampling.js';
import { assertUnchanged, type InputSpec, openTable, type TableSource } from './source.js';
import { orderOf } from './stage.js';
import { assertRecords, surveyTable } from './survey.js';
import { version } from './version.js';
import { assertHome, assertWritable } from './writable.js';

/** The search alone, ARX's way: quasi-identifiers with hierarchies, models, a metric; every other column is kept. */
export interface AnonymiseRequest {
  quasi: readonly string[];
  /** Text of the taxonomy file (ARX's CSV) per quasi-identifier; without one a column is kept or suppressed whole. */
  hierarchies: Readonly<Record<string, string>>;
  models: readonly PlannedModel[];
  suppression: number; // share of records, [0, 1]
  missing?: MissingRule; // `own` unless given
  sample?: number; // share of records drawn at random first, (0, 1); a model may ask for its own
  search: Plan['search'];
  /** Path of the result, or - for `stdout` of the options; without one only the search is run. */
  output?: string;
}

/** What the search found and, where a file was written, what its bytes prove. */
export interface AnonymiseResult {
  search: Recoding;
  counts: { in: number; out: number; suppressed: number };
  /** Where records were drawn at random: `counts.in` are those drawn. */
  sample?: DrawnSample;
  proof: Proof | null;
  /** What each model says of the written bytes; null where nothing was written. */
  models: ModelProof[] | null;
  output: string | null;
}

/** `lethe anonymise`. Throws `no-solution` (exit code 1) where no recoding meets the models. */
export async function anonymiseTable(
  input: InputSpec,
  request: AnonymiseRequest,
  options: EngineOptions & { stdout?: NodeJS.WritableStream } = {},
): Promise<AnonymiseResult> {
  const { output } = request;
  if (output !== undefined && output !== '-') {
    assertNoScheme(output);
    assertHome(resolve(output));
  }
  const opened = await openTable(input, options.signal);
  const rate = samplingOf(request.models)?.rate ?? request.sample ?? null;
  const runKey = Key.ephemeral();
  const sampled =
    rate === null
      ? null
      : await drawSample(opened, rate, runKey, options.signal).catch((error) => {
          opened.close();
          throw error;
        });
  const source = sampled?.source ?? opened;
  const sensitive = [...new Set(request.models.flatMap((one) => (one.column ? [one.column] : [])))];
  const code = codeOf(source, request.quasi, sensitive);
  const plan = planOf(source, input, request, sensitive, rate);
  const setting = {
    runKey,
    directColumns: [],
    readFile: (name: string) => request.hierarchies[name]!,
  };
  return withPool(withoutThreads(options, source), source, async (pooled) => {
    const context = {
      ...pooled,
      ...(output === undefined || output === '-' ? {} : { scratch: nearest(dirname(resolve(output))) }),
    };
    const searched = searchedColumns(plan, request.quasi, setting);
    // Levels that follow from a drawn sample would tell of it.
    const coarsening = sampled ? null : coarseningFor(plan, searched, options.memory);
    const survey = await surveyTable(context, source, 'fit', code, {
      tally: false,
      distinct: false,
      fingerprints: true,
      ...(coarsening ? { coarsening } : {}),
    });
    assertRecords(source, survey.tally);
    if (!survey.histogram) throw new LetheError('input-empty', { path: source.parts[0]!.path });
    const fit = await fitRecoding(
      plan,
      searched,
      survey.histogram,
      setting.readFile,
      options.signal,
      sampled ? { sample: sampled.sample, key: runKey } : undefined,
    );
    const columns = compileColumns(plan, searched, setting);
    assertPrivate(plan, columns, request.quasi);
    const drawn = sampled ? { sample: sampled.sample } : {};
    const finest = finestOf(survey.histogram, searched);
    const search = finest ? atBestFrom(finest, fit.recoding) : fit.recoding;
    const counts = {
      in: survey.tally.records,
      out: survey.tally.records - fit.recoding.suppressed,
      suppressed: fit.recoding.suppressed,
    };
    if (request.output === undefined)
      return { search, counts, ...drawn, proof: null, models: null, output: null };
    const toStdout = request.output === '-';
    const target = toStdout ? join(tmpdir(), 'anonymised.csv') : resolve(request.output);
    if (!toStdout) assertWritable([target], source);
    await cleanStagings(target);
    const owner = { pid: process.pid, id: randomBytes(6).toString('hex') };
    const folder = await createStaging(target, owner);
    const staged = join(folder, basename(target));
    const discard = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', discard);
    try {
      const applied = await applyPlan(context, {
        plan,
        source,
        columns,
        fit,
        runKey,
        hierarchyFiles: {},
        folder,
        names: [basename(target)],
        fingerprints: survey.fingerprints,
      });
      if (plan.output.order === 'content') orderByContent(staged, orderOf(plan, columns));
      await finishStaged(staged, plan, publishedTypes(plan, columns, fit), options.signal);
      const proven = await measureOutput(context, [staged], plan, {
        published: source.names,
        quasi: request.quasi,
        sensitive,
        synthetic: new Set(),
        promised: promisedModels(plan, setting.readFile),
        facts: {
          sample: survey.tally.records,
          shares: labelShares(fit, searched),
          ...(sampled ? { drawn: sampled.sample } : {}),
        },
      });
      const { models } = proven;
      await applied.synced;
      assertUnchanged(source);
      if (proven.records !== counts.out) throw new LetheError('internal-error', { phase: 'prove' });
      assertGoingOn(options.signal);
      if (toStdout) {
        await copyToStream(staged, options.stdout);
        return { search, counts, ...drawn, proof: proven.proof, models, output: '-' };
      }
      guardOutput(target, () => {
        mkdirSync(dirname(target), { recursive: true });
        chmodSync(staged, 0o644);
        renameSync(staged, target);
      });
      return { search, counts, ...drawn, proof: proven.proof, models, output: target };
    } finally {
      discard();
      process.removeListener('exit', discard);
      runKey.destroy();
    }
  }).finally(() => {
    if (sampled) opened.close(); // the pool's is the sample alone
  });
}

/** A recoding whose search began at coarser levels than it might: what lies below was not looked at, so nothing bounds it. */
function atBestFrom(finest: Record<string, number>, { bound: _, ...recoding }: Recoding): Recoding {
  return { ...recoding, optimal: false, finest };
}

/** The folder, or the first above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

function planOf(
  source: TableSource,
  input: InputSpec,
  request: AnonymiseRequest,
  sensitive: readonly string[],
  rate: number | null,
): Plan {
  const column = (name: string, index: number): PlannedColumn => {
    const quasi = request.quasi.includes(name);
    return {
      name,
      index,
      entity: null,
      role: quasi ? 'quasi' : sensitive.includes(name) ? 'sensitive' : 'safe',
      grade: 1,
      use: quasi ? recode : 'keep',
      params: {},
      ...(source.types?.[index] ? { type: typeName(source.types[index]) } : {}),
      hierarchy:
        name in request.hierarchies && (quasi || sensitive.includes(name))
          ? { kind: 'taxonomy', params: { file: name }, from: 0, to: Number.POSITIVE_INFINITY }
          : null,
      reasons: [],
    };
  };
  const { dialect } = source;
  const format = request.output === undefined ? undefined : formatOfName(request.output);
  return {
    version: 1,
    tool: version,
    dataset: { name: source.parts[0]!.name, profile: 'none' },
    input: { path: input.path, dialect, ragged: input.ragged ?? 'error', lenient: source.lenient },
    output: {
      path: request.output ?? '',
      encoding: format ? 'utf-8' : dialect.encoding,
      delimiter: format ? ',' : dialect.delimiter,
      newline: format ? '\n' : dialect.newline,
      bom: !format && dialect.bom,
      gzip: request.output?.endsWith('.gz') ?? false,
      ...(format ? { format: format.name } : {}),
      ...(samplingOf(request.models) ? { order: 'content' as const } : {}),
    },
    columns: source.names.map(column),
    privacy: {
      models: [...request.models],
      suppression: request.suppression,
      missing: request.missing ?? 'own',
      ...(rate === null ? {} : { sample: rate }),
    },
    search: request.search,
    accept: [],
  };
}
