import type { AttackReport } from '../core/attack.js';
import type { Histogram } from '../core/histogram.js';
import type { CompiledOperator } from '../core/operator.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import { Key } from '../core/random.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { buildHierarchy, recode } from '../plan/index.js';
import type { ReleaseProfile } from '../release/index.js';
import { type EarlierRelease, formOfTokens, Release, runAttacks, type TokenColumn } from '../risk/index.js';
import type { CompiledColumns } from './apply.js';
import type { OperatorSetting } from './operators.js';
import type { PassContext } from './passes.js';
import { reopen } from './remeasure.js';
import { publishedNames } from './roles.js';
import { sampleOf, sampleRecords, samplingOf } from './sample.js';
import type { TableSource } from './source.js';
import { surveyTable } from './survey.js';
import type { ApplyTask, SampledRecord } from './task.js';

/** What a policy may say about the attacks; what is absent takes these values. */
export interface AttackSetting {
  sample: number; // targets
  guesses: number; // per column of tokens
  known: readonly (readonly string[])[]; // further sets of columns that an adversary may know
}

export const attackDefaults: AttackSetting = { sample: 1000, guesses: 200_000, known: [] };

/** Records up to which every published column is held against the persons; beyond, those that the classes count or the policy names. */
const wholeTable = 200_000;
/** Records whose tokens are tried, and persons that are looked for in several releases. */
const tokenRecords = 100_000;
const persons = 20_000;
/** Distinct values up to which frequencies are compared. */
const frequencyValues = 50_000;

/** What the attacks are made on. */
export interface AttackInput {
  plan: Plan;
  source: TableSource;
  sourceSha256: string;
  sourceRecords: number;
  /** Records of the source that apply took on its way, as `sampleToTake` asked; a pass is made for them where absent. */
  sampled?: readonly SampledRecord[];
  release: ReleaseProfile;
  columns: CompiledColumns;
  operators: OperatorSetting;
  counted: readonly string[]; // as the proof counts them
  staged: readonly string[];
  stagedRecords: number;
  /** What the proof counted in the staged bytes; saves a pass where its columns are those that are attacked. */
  counts: Histogram;
  /** Reads columns of the earlier releases; null where there are none. */
  earlier: ((columns: readonly string[]) => Promise<EarlierRelease[]>) | null;
  setting: Partial<AttackSetting>;
}

const alone = { get: () => null };

/**
 * Attacks a staged release before anyone else can: what its bytes hold, and a keyed sample of the source whose persons
 * are looked for in it. The choice depends on the bytes of the source alone, so that a run can be repeated.
 */
export async function attackStaged(context: PassContext, input: AttackInput): Promise<AttackReport> {
  const { plan } = input;
  const published = publishedNames(plan, input.columns);
  const nothing = { published, quasi: [], sensitive: [], synthetic: new Set<string>(), promised: [] };
  let staged: TableSource | undefined;
  // Where the proof counted what is attacked, and there are no tokens, nothing is left to read.
  const open = async () => {
    staged ??= (await reopen(input.staged, plan, nothing)).source;
    return staged;
  };
  try {
    return await attackOpened(context, input, open, published);
  } finally {
    staged?.close();
  }
}

async function attackOpened(
  context: PassContext,
  input: AttackInput,
  open: () => Promise<TableSource>,
  published: readonly string[],
): Promise<AttackReport> {
  const { plan, source } = input;
  const setting = { ...attackDefaults, ...input.setting };
  const key = keyOf(input.sourceSha256);
  const comparable = comparableColumns(input, published);
  const names = comparable.map(({ name }) => name);
  const table = ordered(input.counts, names) ?? (await tableOf(context, await open(), names));
  const release = new Release(table, (name) => labelsOfPlan(plan, input.columns, input.operators, name));
  const tokens = tokenColumns(input, published);
  const used = [...new Set([...comparable, ...tokens, ...listable(plan)].map(({ index }) => index))];
  const size = sizeOf(setting, input.earlier !== null);
  const sample = input.sampled
    ? sampleOf(input.sampled, used, size)
    : await sampleRecords(context, source, { columns: used, records: input.sourceRecords, size, key });
  const people = sample.map((cells) => cells.slice(0, comparable.length));
  const place = (names: readonly string[]) =>
    names.flatMap((name) => {
      const at = comparable.findIndex((column) => column.name === name);
      return at < 0 ? [] : [at];
    });
  const known = knownSets(input, comparable, place, setting.known);
  const secrets = comparable.flatMap(({ role }, at) => (role === 'sensitive' ? [at] : []));
  // Of an earlier release no more is read than the intersection looks at: its tokens alone would be as many as its records.
  const compared = [...new Set([...(known[0] ?? []), ...secrets])].map((at) => names[at]!);
  const opaque = tokens
    .filter((column) => isToken(column, sample, used.indexOf(column.index)))
    .map(({ name, use, entity }) => {
      const operator = use === 'keep' ? undefined : input.columns.operators.get(name);
      return { name, use, entity, ...(operator ? { operator } : {}) };
    });
  const leftOut = [...new Set(setting.known.flat())].filter((name) => !names.includes(name));
  const report = runAttacks({
    key,
    release,
    targets: people.slice(0, setting.sample),
    persons: people,
    heldOut: null,
    known,
    secrets,
    tokens:
      opaque.length > 0
        ? await tokensOf(context, await open(), {
            columns: opaque,
            records: input.stagedRecords,
            source,
            values: sample,
            names: used.map((index) => plan.columns[index]!.name),
            key,
          })
        : [],
    earlier: (await input.earlier?.(compared)) ?? [],
    guesses: setting.guesses,
  });
  return leftOut.length > 0 ? { ...report, leftOut } : report;
}

/** The sample of a source of `columns` columns that the attacks will want, to be taken by a pass that reads it anyway. */
export function sampleToTake(
  { sha256, records, columns }: { sha256: string; records: number; columns: number },
  setting: Partial<AttackSetting>,
  earlier: boolean,
): ApplyTask['sample'] {
  const size = sizeOf({ ...attackDefaults, ...setting }, earlier);
  return samplingOf({ records, size, key: keyOf(sha256) }, columns);
}

/** The choice depends on the bytes of the source alone. */
function keyOf(sourceSha256: string): Key {
  return Key.from(`lethe/attack/${sourceSha256}`);
}

function sizeOf(setting: AttackSetting, earlier: boolean): number {
  return earlier ? Math.max(persons, setting.sample) : setting.sample;
}

/** Sets of columns that an adversary of the profile knows: what the classes count; before the public, everything else too. */
function knownSets(
  { counted, release }: AttackInput,
  comparable: readonly PlannedColumn[],
  place: (names: readonly string[]) => number[],
  further: readonly (readonly string[])[],
): number[][] {
  const all = comparable.map((_, at) => at);
  const quasi = place(counted);
  const sets = [quasi.length > 0 ? quasi : all, ...further.map((names) => place(names))];
  if (release.audience === 'public') sets.push(all);
  const seen = new Set<string>();
  return sets.filter((set) => set.length > 0 && !seen.has(set.join()) && seen.add(set.join()));
}

/** Published columns whose cells can be held against a value of the source. */
function comparableColumns(input: AttackInput, published: readonly string[]): PlannedColumn[] {
  const whole = input.stagedRecords <= wholeTable;
  const stated = new Set(input.setting.known?.flat());
  return input.plan.columns.filter((column) => {
    if (!published.includes(column.name) || column.role === 'text') return false;
    const wanted = whole || stated.has(column.name) || input.counted.includes(column.name);
    if (!wanted && column.role !== 'sensitive') return false;
    const operator = input.columns.operators.get(column.name);
    return column.use === recode || column.use === 'keep' || !operator || truthful(operator);
  });
}

/** The cell is a function of the value that anyone may work out. */
function truthful(operator: CompiledOperator): boolean {
  return operator.reversibility === 'none' && !operator.reads && !operator.synthetic && !operator.opaque;
}

/** Columns of tokens: made here, or already in the source. */
function tokenColumns(input: AttackInput, published: readonly string[]): PlannedColumn[] {
  return input.plan.columns.filter((column) => {
    if (!published.includes(column.name)) return false;
    const operator = input.columns.operators.get(column.name);
    return (
      operator?.opaque === true ||
      (column.use === 'keep' && column.role !== 'text' && column.role !== 'sensitive')
    );
  });
}

/** Columns of which an adversary may hold a list. */
function listable(plan: Plan): PlannedColumn[] {
  return plan.columns.filter(({ role }) => role === 'direct' || role === 'linking');
}

/** A column that is kept counts where its cells are digests already. */
function isToken(
  column: PlannedColumn,
  sample: readonly (readonly (string | null)[])[],
  at: number,
): boolean {
  if (column.use !== 'keep') return true;
  const form = formOfTokens(sample.flatMap((cells) => cells[at] ?? []));
  return form !== null && form.length >= 32;
}

/** Labels that the plan may give a value: every level of its hierarchy, and what its operator makes of it. */
export function labelsOfPlan(
  plan: Plan,
  columns: Pick<CompiledColumns, 'operators'>,
  setting: OperatorSetting,
  name: string,
): ((value: string) => readonly string[]) | undefined {
  const column = plan.columns.find((one) => one.name === name);
  const operator = columns.operators.get(name);
  const hierarchy = column?.hierarchy
    ? buildHierarchy(column.hierarchy, hierarchyKinds, setting.readFile)
    : null;
  if (!hierarchy && (!operator || !truthful(operator))) return undefined;
  return (value) => {
    const labels: string[] = [];
    if (operator && truthful(operator)) labels.push(operator.apply(value, alone));
    for (let level = 1; hierarchy && level <= hierarchy.height; level++) {
      const label = hierarchy.generalise(value, level);
      if (label !== null) labels.push(label);
    }
    return labels;
  };
}

/** A histogram with its columns in another order; null where they are not these. */
function ordered(histogram: Histogram, names: readonly string[]): Histogram | null {
  const places = names.map((name) => histogram.columns.findIndex((column) => column.name === name));
  if (places.length !== histogram.columns.length || places.includes(-1)) return null;
  return {
    ...histogram,
    columns: places.map((at) => histogram.columns[at]!),
    codes: places.map((at) => histogram.codes[at]!),
  };
}

/** The histogram of some columns of a table; one tuple that stands for all records where there is no column. */
export async function tableOf(
  context: PassContext,
  source: TableSource,
  names: readonly string[],
): Promise<Histogram> {
  const code = names.map((name) => ({ column: source.names.indexOf(name), role: 'quasi' as const }));
  const { histogram, tally } = await surveyTable(context, source, 'attack', code, {
    tally: false,
    distinct: false,
  });
  return (
    histogram ?? {
      columns: [],
      codes: [],
      counts: new Float64Array([tally.records]),
      size: 1,
      records: tally.records,
    }
  );
}

/** Columns of tokens to be turned back, and what the adversary holds of the source. */
export interface TokenRequest {
  columns: readonly { name: string; use: string; entity: string | null; operator?: CompiledOperator }[];
  records: number; // of the release
  source: TableSource;
  values: readonly (readonly (string | null)[])[]; // sampled records of the source
  names: readonly string[]; // their columns
  key: Key;
}

/** Reads the tokens of a release, and how often they and the values behind them occur. */
export async function tokensOf(
  context: PassContext,
  release: TableSource,
  request: TokenRequest,
): Promise<TokenColumn[]> {
  const { columns, names, values } = request;
  if (columns.length === 0) return [];
  const records = await sampleRecords(context, release, {
    columns: columns.map(({ name }) => release.names.indexOf(name)),
    records: request.records,
    size: tokenRecords,
    key: request.key,
  });
  const everything = [...new Set(values.flatMap((cells) => cells.flatMap((cell) => cell ?? [])))];
  const found: TokenColumn[] = [];
  for (const [at, column] of columns.entries()) {
    const seen = new Set(records.flatMap((cells) => cells[at] ?? []));
    const own = [...new Set(values.flatMap((cells) => cells[names.indexOf(column.name)] ?? []))];
    // Tokens that the source holds itself stand for some other column of it.
    const foreign = own.some((value) => seen.has(value)) && column.operator === undefined;
    const { operator } = column;
    found.push({
      name: column.name,
      use: column.use,
      entity: foreign ? null : column.entity,
      tokens: [...seen],
      distinct: seen.size,
      candidates: foreign ? everything : own,
      counts:
        foreign || seen.size > records.length / 2
          ? null
          : await countsOf(context, request.source, release, column.name),
      ...(operator && !operator.reads ? { truth: (value: string) => operator.apply(value, alone) } : {}),
    });
  }
  return found;
}

/** How often every value and every token occurs; null where they are too many to tell apart. */
async function countsOf(
  context: PassContext,
  source: TableSource,
  release: TableSource,
  column: string,
): Promise<TokenColumn['counts']> {
  const count = async (table: TableSource) => {
    const { columns, codes, counts, size } = await tableOf(context, table, [column]);
    const { values } = columns[0]!;
    return Array.from({ length: size }, (_, at) => [values[codes[0]![at]!], counts[at]!] as const)
      .flatMap(([value, cells]) =>
        value === null || value === undefined ? [] : [[value, cells] as [string, number]],
      )
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  };
  const values = await count(source);
  if (values.length > frequencyValues) return null;
  return { values, tokens: await count(release) };
}
