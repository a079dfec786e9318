import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import type { CompiledOperator } from '../core/operator.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import { Key } from '../core/random.js';
import { writeCell } from '../formats/csv/index.js';
import type { Policy } from '../policy/index.js';
import { writingsOf } from '../recognisers/index.js';
import { type Manifest, manifestName, openLedger, recipientsOf, sha256Of } from '../release/index.js';
import type { NamedKeySource } from '../stores/named-key.js';
import type { EngineOptions } from './context.js';
import { releaseTable } from './earlier.js';
import { keyIdOf, namedKey } from './named-key.js';
import { compileOperator } from './operators.js';
import { recordsOf } from './records.js';
import { type InputSpec, openTable } from './source.js';
import { folderOfRelease } from './trace.js';

/** Persons who are looked for, and what may be used for it. */
export interface SubjectRequest {
  ledger: string;
  keys: readonly NamedKeySource[];
  /** The policy that releases were made with: for its seed, and for parameters that a manifest does not repeat. */
  policy?: Policy;
}

/** Why a release does not tell whether a person is in it. */
export type Unknown = 'key-destroyed' | 'key-needed' | 'no-identifier' | 'files-gone' | 'policy-needed';

/** What one release says of the persons. */
export interface SubjectRelease {
  release: string;
  dataset: string | null;
  state: string;
  recipients: string[];
  answer: 'found' | 'absent' | 'unknown';
  reason: Unknown | null;
  /** Name of the key that it would take, or that was used. */
  key: string | null;
  columns: string[]; // that were looked at
  persons: number; // found
  records: number; // found
  otherwise: number; // of the records: found only in another written form than the list's
}

/** The JSON of `lethe subject`; it may only grow. No value of a person is in it. */
export interface SubjectResult {
  persons: number;
  found: number;
  releases: SubjectRelease[];
  /** Per person that was found its record in the list that was given (from 1), and the releases. */
  hits: { person: number; releases: { release: string; records: number }[] }[];
  /** Lines of the deletion list: data about persons, for a file of their own. */
  deletions: string[];
}

const states = new Set(['published', 'suspended', 'withdrawn']);
const deletionHead = ['release', 'dataset', 'file', 'record', 'column', 'value', 'person', 'recipients'];

/**
 * `lethe subject`: whether persons are in any release of a ledger that somebody may still hold. What their identifiers became
 * is made again, which takes the key of the release; where that is gone nobody can tell, and the answer says so. Columns are
 * matched by name. Throws `ledger-…`, `key-…`, and `input-…` for the list of persons.
 */
export async function lookUpSubjects(
  persons: InputSpec,
  request: SubjectRequest,
  options: EngineOptions = {},
): Promise<SubjectResult> {
  const list = await readPersons(persons, options);
  const keys = new Map<string, Key>();
  try {
    for (const source of request.keys) {
      const key = namedKey(source);
      keys.set(keyIdOf(key), key);
    }
    const result: SubjectResult = {
      persons: list.rows.length,
      found: 0,
      releases: [],
      hits: [],
      deletions: [deletionHead.join(',')],
    };
    const hits = new Map<number, Map<string, number>>();
    for (const registered of openLedger(request.ledger).releases) {
      if (!states.has(registered.state)) continue;
      const told = (name: 'dataset') =>
        registered.entries.findLast((entry) => entry[name] !== undefined)?.[name];
      const answer: SubjectRelease = {
        release: registered.release,
        dataset: told('dataset') ?? null,
        state: registered.state,
        recipients: recipientsOf(registered),
        answer: 'unknown',
        reason: null,
        key: registered.entries.find(({ event, keyId }) => keyId && event !== 'delivered')?.keyId ?? null,
        columns: [],
        persons: 0,
        records: 0,
        otherwise: 0,
      };
      result.releases.push(answer);
      const folder = await folderOfRelease(registered, request.ledger);
      if (folder === null) answer.reason = 'files-gone';
      else await searchRelease(folder, answer, list, keys, request.policy, hits, result.deletions, options);
    }
    result.found = hits.size;
    result.hits = [...hits]
      .sort(([a], [b]) => a - b)
      .map(([person, releases]) => ({
        person,
        releases: [...releases].map(([release, records]) => ({ release, records })),
      }));
    return result;
  } finally {
    for (const key of keys.values()) key.destroy();
  }
}

interface Persons {
  names: string[];
  rows: string[][];
}

async function readPersons(input: InputSpec, options: EngineOptions): Promise<Persons> {
  const table = await openTable(input, options.signal);
  try {
    const rows: string[][] = [];
    for await (const { cells } of recordsOf(table, options.signal)) rows.push(cells);
    if (rows.length === 0) throw new LetheError('input-empty', { path: String(input.path) });
    return { names: [...table.names], rows };
  } finally {
    table.close();
  }
}

async function searchRelease(
  folder: string,
  answer: SubjectRelease,
  list: Persons,
  keys: ReadonlyMap<string, Key>,
  policy: Policy | undefined,
  hits: Map<number, Map<string, number>>,
  deletions: string[],
  options: EngineOptions,
): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(folder, manifestName), 'utf8')) as Manifest;
  const { looked, reason } = columnsOf(manifest, list, keys, policy);
  answer.columns = looked.map(({ name }) => name);
  if (looked.length === 0) {
    answer.reason = reason;
    return;
  }
  const table = await releaseTable(folder);
  const found = new Set<number>();
  try {
    const places = looked.map((column) => ({ ...column, at: table.names.indexOf(column.name) }));
    for await (const { cells, part, record } of recordsOf(table, options.signal)) {
      let counted = false;
      let otherwise = true; // by no column as the list writes it
      for (const { name, at, expected } of places) {
        const cell = cells[at] ?? '';
        for (const { person, asListed } of expected.get(cell) ?? []) {
          found.add(person);
          otherwise &&= !asListed;
          const releases = hits.get(person) ?? new Map<string, number>();
          hits.set(person, releases);
          releases.set(answer.release, (releases.get(answer.release) ?? 0) + 1);
          const file = table.parts[part]!.name;
          const fields = [
            answer.release,
            answer.dataset ?? '',
            file,
            String(record),
            name,
            cell,
            String(person),
          ];
          deletions.push(
            [...fields, answer.recipients.join('; ')].map((field) => writeCell(field, ',')).join(','),
          );
          if (!counted) answer.records++;
          counted = true;
        }
      }
      if (counted && otherwise) answer.otherwise++;
    }
  } finally {
    table.close();
  }
  answer.persons = found.size;
  answer.answer = found.size > 0 ? 'found' : 'absent';
}

interface LookedColumn {
  name: string;
  /** What the identifiers of the persons became: cell of the release → persons, from 1. */
  expected: ReadonlyMap<string, readonly { person: number; asListed: boolean }[]>;
}

const alone = { get: () => null };

/** Columns of a release by which the persons can be found, with what to look for; where there is none, why. */
function columnsOf(
  manifest: Manifest,
  list: Persons,
  keys: ReadonlyMap<string, Key>,
  policy: Policy | undefined,
): { looked: LookedColumn[]; reason: Unknown } {
  const plan = manifest.plan.content as Plan;
  const sameShape = policy !== undefined && sha256Of(readFileSync(policy.file)) === manifest.policy.sha256;
  const looked: LookedColumn[] = [];
  let reason: Unknown = 'no-identifier';
  for (const evidence of manifest.columns) {
    const at = list.names.indexOf(evidence.name);
    const planned = plan.columns.find(({ name }) => name === evidence.name);
    const identifies = evidence.role === 'direct' || evidence.role === 'linking';
    if (!evidence.published || at < 0 || !planned || evidence.invented || evidence.level !== null) continue;
    if (!identifies && evidence.reversibility !== 'keyed') continue;
    if (evidence.reversibility === 'none') continue; // a mask is many persons'
    const keyed = manifest.replay.keyedColumns.includes(evidence.name);
    const key = keyed ? keyFor(manifest, keys, sameShape ? policy : undefined) : null;
    if (typeof key === 'string') {
      reason = key;
      continue;
    }
    const params = sameShape ? policy.columns.get(evidence.name)?.params : undefined;
    // The manifest repeats no texts of a policy; a column that had some cannot be made again without it.
    if (!params && textParams(manifest, evidence.name)) {
      reason = 'policy-needed';
      continue;
    }
    const operator = compiled({ ...planned, params: params ?? planned.params }, key, manifest, policy);
    if (operator.reads || !(identifies || operator.opaque)) continue; // a shifted date is many persons'
    const expected = new Map<string, { person: number; asListed: boolean }[]>();
    list.rows.forEach((row, index) => {
      const value = row[at] ?? '';
      if (value.trim() === '') return;
      // How the source wrote it cannot be seen in a token: every form is tried, that of the list first.
      for (const form of new Set([value, ...writingsOf(value)])) {
        const cell = operator.apply(form, alone);
        if (cell === '' || cell === '*') continue;
        const known = expected.get(cell) ?? [];
        if (!known.some(({ person }) => person === index + 1)) {
          expected.set(cell, [...known, { person: index + 1, asListed: form === value }]);
        }
      }
    });
    looked.push({ name: evidence.name, expected });
  }
  return { looked, reason };
}

/** The key of a release: one of those given, or that of the policy's seed. */
function keyFor(
  manifest: Manifest,
  keys: ReadonlyMap<string, Key>,
  policy: Policy | undefined,
): Key | Unknown {
  const { key } = manifest;
  if (key.kind === 'file') return keys.get(key.id ?? '') ?? 'key-needed';
  if (key.kind === 'seed') return policy?.seed ? Key.from(`seed/${policy.seed}`) : 'policy-needed';
  return 'key-destroyed';
}

/** Whether the plan of a release differs from what its manifest shows of a column beyond the domain of its key. */
function textParams(manifest: Manifest, name: string): boolean {
  return manifest.replay.withheld?.includes(name) ?? false;
}

function compiled(
  column: PlannedColumn,
  key: Key | null,
  manifest: Manifest,
  policy: Policy | undefined,
): CompiledOperator {
  const domain = manifest.replay.domains?.[column.name];
  const runKey = {
    derive: (label: string) => {
      if (key === null) throw new LetheError('internal-error', { phase: 'subject' });
      return key.derive(domain === undefined ? label : `domain/${domain}`);
    },
  } as Key;
  const base = policy ? dirname(resolve(policy.file)) : '.';
  return compileOperator(column, {
    runKey,
    directColumns: [],
    readFile: (path) => {
      const file = join(base, path);
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
    find: () => [],
  });
}
