import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import {
  contentOf,
  copyKey,
  manifestName,
  openLedger,
  pairsNeeded,
  type RegisteredRelease,
  rankOf,
  sha256Of,
  testOrder,
  verifyRelease,
} from '../release/index.js';
import type { NamedKeySource } from '../stores/named-key.js';
import type { EngineOptions } from './context.js';
import { releaseTable } from './earlier.js';
import { keyIdOf, namedKey } from './named-key.js';
import { recordsOf } from './records.js';
import { folderOf } from './registry.js';
import { type InputSpec, openTable } from './source.js';

/** A table whose origin is asked for. */
export interface TraceRequest {
  key: NamedKeySource; // that marked the copies
  ledger: string;
  /** Chance of naming anybody for a table that is nobody's copy. */
  bound: number;
}

/** One copy that the table may have come from. */
export interface TracedCopy {
  release: string;
  dataset: string | null;
  recipient: string;
  /** Records of the table that stand in the release; all where its files are gone. */
  matched: number;
  distinct: number; // that were tested
  pairs: number;
  ascending: number;
  /** log10 of the chance that a table that is not this copy looks like it, all candidates counted. */
  logChance: number;
  found: boolean;
}

/** The JSON of `lethe trace`; it may only grow. */
export interface TraceResult {
  records: number;
  bound: number;
  pairsNeeded: number;
  key: string;
  /** Whose copy it is, surest first; empty where nothing speaks for anybody within the bound. */
  found: { release: string; recipient: string; logChance: number }[];
  candidates: TracedCopy[];
  /** Releases that could not be compared: their columns are not all there, and their files are gone. */
  untested: { release: string; missing: string[] }[];
}

/**
 * `lethe trace`: whose copy a table is, from the order of its records. Rows may be missing or be added, columns missing where
 * the release is still there, and order lost in parts; a table that was sorted or shuffled as a whole tells nothing.
 * Throws `trace-no-copies`.
 */
export async function traceCopy(
  suspect: InputSpec,
  request: TraceRequest,
  options: EngineOptions = {},
): Promise<TraceResult> {
  const key = namedKey(request.key);
  try {
    const id = keyIdOf(key);
    const copies = openLedger(request.ledger).releases.flatMap((release) => {
      const recipients = release.entries.flatMap(({ event, keyId, recipient }) =>
        event === 'delivered' && keyId === id && recipient !== undefined ? [recipient] : [],
      );
      return recipients.length > 0 ? [{ release, recipients: [...new Set(recipients)] }] : [];
    });
    const count = copies.reduce((sum, { recipients }) => sum + recipients.length, 0);
    if (count === 0) throw new LetheError('trace-no-copies', { key: id });
    const { names, rows } = await readSuspect(suspect, options);
    const candidates: TracedCopy[] = [];
    const untested: TraceResult['untested'] = [];
    for (const { release, recipients } of copies) {
      const columns = release.entries.findLast(({ columns }) => columns !== undefined)?.columns ?? [];
      const read = await contentsOf(release, columns, names, rows, request.ledger, options);
      if ('missing' in read) {
        untested.push({ release: release.release, missing: read.missing });
        continue;
      }
      const distinct = [...new Set(read.contents)]; // by first place
      for (const recipient of recipients) {
        const order = copyKey(key, release.release, recipient);
        const test = testOrder(Float64Array.from(distinct, (content) => rankOf(order, content)));
        order.destroy();
        const logChance = Math.min(0, test.logChance + Math.log10(count));
        candidates.push({
          release: release.release,
          dataset: release.entries.findLast(({ dataset }) => dataset !== undefined)?.dataset ?? null,
          recipient,
          matched: read.contents.length,
          distinct: distinct.length,
          pairs: test.pairs,
          ascending: test.ascending,
          logChance,
          found: logChance <= Math.log10(request.bound),
        });
      }
    }
    candidates.sort((a, b) => a.logChance - b.logChance || (a.recipient < b.recipient ? -1 : 1));
    return {
      records: rows.length,
      bound: request.bound,
      pairsNeeded: pairsNeeded(count, request.bound),
      key: id,
      found: candidates
        .filter(({ found }) => found)
        .map(({ release, recipient, logChance }) => ({ release, recipient, logChance })),
      candidates,
      untested,
    };
  } finally {
    key.destroy();
  }
}

async function readSuspect(
  input: InputSpec,
  options: EngineOptions,
): Promise<{ names: string[]; rows: string[][] }> {
  const table = await openTable(input, options.signal);
  try {
    const rows: string[][] = [];
    for await (const { cells } of recordsOf(table, options.signal)) rows.push(cells);
    return { names: [...table.names], rows };
  } finally {
    table.close();
  }
}

/**
 * What the rows of a table are in a release, in their order: records by the columns that both have, where these tell a
 * record of the release from every other one. Where the files of the release are gone, the rows themselves.
 */
async function contentsOf(
  release: RegisteredRelease,
  columns: readonly string[],
  names: readonly string[],
  rows: readonly string[][],
  ledger: string,
  options: EngineOptions,
): Promise<{ contents: string[] } | { missing: string[] }> {
  // Other names for as many columns: by their places.
  const renamed = names.length === columns.length && !columns.some((name) => names.includes(name));
  const missing = renamed ? [] : columns.filter((name) => !names.includes(name));
  const shared = columns.filter((name) => !missing.includes(name));
  const place = shared.map((name) => (renamed ? columns : names).indexOf(name));
  const folder = await folderOfRelease(release, ledger);
  if (folder === null) {
    if (missing.length > 0 || columns.length === 0) return { missing };
    return { contents: rows.map((row) => contentOf(place.map((at) => row[at] ?? ''))) };
  }
  if (shared.length === 0) return { missing };
  const table = await releaseTable(folder);
  try {
    const records: string[][] = [];
    for await (const { cells } of recordsOf(table, options.signal)) records.push(cells);
    // A column that was written anew (rounded, another form of dates) tells nothing of a record.
    const pairs = shared
      .map((name, at) => ({ here: place[at]!, there: table.names.indexOf(name) }))
      .filter(({ here, there }) => {
        const values = new Set(records.map((cells) => cells[there] ?? ''));
        return 2 * rows.filter((row) => values.has(row[here] ?? '')).length >= rows.length;
      });
    if (pairs.length === 0) return { contents: [] };
    const known = new Map<string, string | null>(); // null: several records look so
    for (const cells of records) {
      const content = contentOf(cells);
      const part = contentOf(pairs.map(({ there }) => cells[there] ?? ''));
      const before = known.get(part);
      known.set(part, before === undefined || before === content ? content : null);
    }
    return {
      contents: rows.flatMap((row) => known.get(contentOf(pairs.map(({ here }) => row[here] ?? ''))) ?? []),
    };
  } finally {
    table.close();
  }
}

/** The folder of a release where it still holds that very release, complete; null where not. */
export async function folderOfRelease(release: RegisteredRelease, ledger: string): Promise<string | null> {
  const named = release.entries.findLast(({ folder }) => folder !== undefined)?.folder;
  if (named === undefined) return null;
  const folder = folderOf(ledger, named);
  const path = join(folder, manifestName);
  if (!existsSync(path) || sha256Of(readFileSync(path)) !== release.release) return null;
  return (await verifyRelease(folder)).length === 0 ? folder : null;
}
