import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { AttackReport } from '../core/attack.js';
import { LetheError } from '../core/diagnostics.js';
import { Key } from '../core/random.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { manifestName } from '../release/index.js';
import { formOfTokens, Release, runAttacks } from '../risk/index.js';
import { attackDefaults, tableOf, tokensOf } from './attack.js';
import { type EngineOptions, withPool } from './context.js';
import { readEarlier, releaseTable } from './earlier.js';
import { sampleRecords } from './sample.js';
import { hashParts, type InputSpec, openTable, type TableSource } from './source.js';
import { surveyTable } from './survey.js';

/** An attack by hand: any release against the table it was made from. */
export interface AttackRequest {
  source: InputSpec;
  /** Records of the same source that were not released. */
  control?: InputSpec;
  /** Sets of columns that the adversary knows; all common columns but the sensitive ones where empty. */
  known: readonly (readonly string[])[];
  sensitive: readonly string[];
  /** Text of a taxonomy file (ARX's CSV) per column: which labels stand for which values. */
  hierarchies: Readonly<Record<string, string>>;
  sample?: number;
  guesses?: number;
  earlier: readonly string[];
}

/**
 * `lethe attack`: the attacks of a run on any release, a folder with a manifest or a plain table. Columns are matched by
 * name; those whose cells are digests in the release and are not in the source are taken for tokens. Throws
 * `column-missing` and `attack-nothing-common`.
 */
export async function attackTable(
  release: string,
  request: AttackRequest,
  options: EngineOptions = {},
): Promise<AttackReport> {
  const staged = await openRelease(release);
  const source = await openTable(request.source, options.signal);
  const control = request.control ? await openTable(request.control, options.signal) : null;
  const common = staged.names.filter((name) => source.names.includes(name));
  if (common.length === 0) throw new LetheError('attack-nothing-common', { path: basename(release) });
  for (const name of [...request.known.flat(), ...request.sensitive]) {
    if (!common.includes(name)) throw new LetheError('column-missing', { name, columns: common.join(', ') });
  }
  return withPool(options, source, async (context) => {
    const key = Key.from(`lethe/attack/${await hashParts(source.parts, options.signal)}`);
    const count = async (table: TableSource) =>
      (await surveyTable(context, table, 'attack', [], { tally: false, distinct: false })).tally.records;
    const take = async (table: TableSource, records: number, columns: readonly string[]) =>
      sampleRecords(context, table, {
        columns: columns.map((name) => table.names.indexOf(name)),
        records,
        size: request.earlier.length > 0 ? 20_000 : (request.sample ?? attackDefaults.sample),
        key,
      });
    const records = await count(source);
    const people = await take(source, records, common);
    const publishedRecords = await count(staged);
    const tokenNames: string[] = [];
    const published = await take(staged, publishedRecords, common);
    common.forEach((name, at) => {
      const cells = published.flatMap((row) => row[at] ?? []);
      const known = new Set(people.flatMap((row) => row[at] ?? []));
      const form = formOfTokens(cells);
      // Digests that the source holds already are turned back by every other column of it.
      if (form && (form.length >= 32 || !cells.some((cell) => known.has(cell)))) tokenNames.push(name);
    });
    const comparable = common.filter((name) => !tokenNames.includes(name));
    const place = (names: readonly string[]) =>
      names.map((name) => comparable.indexOf(name)).filter((at) => at >= 0);
    const pick = (rows: readonly (string | null)[][], names: readonly string[]) =>
      rows.map((row) => names.map((name) => row[common.indexOf(name)] ?? null));
    const table = await tableOf(context, staged, comparable);
    const usual = comparable.filter((name) => !request.sensitive.includes(name));
    const heldOut = control ? await take(control, await count(control), comparable) : null;
    const sample = request.sample ?? attackDefaults.sample;
    return runAttacks({
      key,
      release: new Release(table, labelsFrom(request.hierarchies)),
      targets: pick(people, comparable).slice(0, sample),
      persons: pick(people, comparable),
      heldOut: heldOut?.slice(0, sample) ?? null,
      known: request.known.length > 0 ? request.known.map(place) : [place(usual)],
      secrets: place(request.sensitive),
      tokens: await tokensOf(context, staged, {
        columns: tokenNames.map((name) => ({ name, use: '', entity: null })),
        records: publishedRecords,
        source,
        values: people,
        names: common,
        key,
      }),
      earlier: await readEarlier(context, request.earlier, '.', comparable),
      guesses: request.guesses ?? attackDefaults.guesses,
    });
  }).finally(() => {
    for (const table of [staged, source, control]) table?.close();
  });
}

/** A folder with a manifest, its manifest, or a table. */
export async function openRelease(path: string): Promise<TableSource> {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (folder) return releaseTable(path);
  if (basename(path) === manifestName) return releaseTable(dirname(join('.', path)));
  return openTable({ path });
}

/** Labels by taxonomy files. Only the files of columns that are asked for are read as hierarchies: the folder may hold other tables. */
export function labelsFrom(hierarchies: Readonly<Record<string, string>>) {
  const taxonomy = hierarchyKinds.find(({ name }) => name === 'taxonomy')!;
  return (column: string) => {
    const text = hierarchies[column];
    if (text === undefined) return undefined;
    const hierarchy = taxonomy.build({ file: `${column}.csv` }, () => text);
    return (value: string) =>
      Array.from({ length: hierarchy.height }, (_, at) => hierarchy.generalise(value, at + 1) ?? '');
  };
}
