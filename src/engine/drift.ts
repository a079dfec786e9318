import { LetheError } from '../core/diagnostics.js';
import type { Entity } from '../core/entities.js';
import type { ColumnProfile, ColumnTally } from '../core/profile.js';
import { Shape } from '../kernels/shapes.js';
import type { SourceColumn } from '../release/index.js';

/** What became of the columns of a table between two runs; names only. */
export interface Drift {
  added: string[];
  removed: string[];
  renamed: { from: string; to: string }[]; // at the same place
  moved: { name: string; from: number; to: number }[]; // 1-based
  retyped: { name: string; from: string; to: string }[];
}

/** Nothing changed. */
export const noDrift: Drift = { added: [], removed: [], renamed: [], moved: [], retyped: [] };

/** Compares names and order. Columns that stand at the same place under names neither side knows were renamed. */
export function driftOfNames(before: readonly string[], now: readonly string[]): Drift {
  const known = new Set(now);
  const old = new Set(before);
  const renamed: Drift['renamed'] = [];
  const moved: Drift['moved'] = [];
  if (before.length === now.length) {
    before.forEach((from, at) => {
      const to = now[at]!;
      if (from !== to && !known.has(from) && !old.has(to)) renamed.push({ from, to });
    });
  }
  const gone = new Set(renamed.map(({ from }) => from));
  const come = new Set(renamed.map(({ to }) => to));
  const removed = before.filter((name) => !known.has(name) && !gone.has(name));
  const added = now.filter((name) => !old.has(name) && !come.has(name));
  // The order of the columns that both have: what one added or removed column shifts has not moved.
  const stayed = before.filter((name) => known.has(name));
  const order = now.filter((name) => old.has(name));
  stayed.forEach((name, at) => {
    if (order[at] !== name) moved.push({ name, from: before.indexOf(name) + 1, to: now.indexOf(name) + 1 });
  });
  return { added, removed, renamed, moved, retyped: [] };
}

/** Columns that hold something else than they did: a number became text, an identifier another one. */
export function driftOfTypes(
  before: readonly SourceColumn[],
  now: readonly SourceColumn[],
): Drift['retyped'] {
  const current = new Map(now.map((column) => [column.name, column]));
  return before.flatMap((old): Drift['retyped'] => {
    const column = current.get(old.name);
    if (!column || old.form === null || column.form === null) return []; // empty says nothing
    if (old.entity !== null && column.entity !== null && old.entity !== column.entity) {
      return [{ name: old.name, from: old.entity, to: column.entity }];
    }
    // A mixture is between the forms: only what is clearly the one and then clearly another has changed.
    const clear = old.form !== 'mixed' && column.form !== 'mixed' && old.form !== column.form;
    return clear ? [{ name: old.name, from: old.form, to: column.form }] : [];
  });
}

/** The changes as one line of names and signs: + added, - removed, a → b, name #3 → #4, name: number → text. */
export function describeDrift(drift: Drift): string {
  return [
    ...drift.added.map((name) => `+ ${name}`),
    ...drift.removed.map((name) => `- ${name}`),
    ...drift.renamed.map(({ from, to }) => `${from} → ${to}`),
    ...drift.moved.map(({ name, from, to }) => `${name} #${from} → #${to}`),
    ...drift.retyped.map(({ name, from, to }) => `${name}: ${from} → ${to}`),
  ].join('; ');
}

/** Throws `schema-drift` where anything changed; every change is a related finding of its own. */
export function assertNoDrift(drift: Drift): void {
  const changes = describeDrift(drift);
  if (changes !== '') throw new LetheError('schema-drift', { changes });
}

const surely = 0.9; // share of the known cells that makes a form or an entity the column's own
const hardly = 0.5;

/** What every column of a table holds, in a few words that a later run can be compared with. */
export function sourceColumns(
  columns: readonly ColumnProfile[],
  tallies: readonly ColumnTally[],
): SourceColumn[] {
  return columns.map((column, at) => ({
    name: column.name,
    form: formOf(tallies[at]!),
    entity: ownEntity(column),
  }));
}

function ownEntity({ entity, share, confidence }: ColumnProfile): Entity | null {
  return entity !== null && share >= surely && confidence >= surely ? entity : null;
}

function formOf({ nonEmpty, shapes }: ColumnTally): SourceColumn['form'] {
  if (nonEmpty < 20) return null; // a handful of cells may look like anything
  const share = (...bits: number[]) => bits.reduce((sum, bit) => sum + shapes[bit]!, 0) / nonEmpty;
  const dates = share(Shape.date);
  const numbers = share(Shape.integer, Shape.decimal);
  if (dates >= surely) return 'date';
  if (numbers >= surely) return 'number';
  return Math.max(dates, numbers) >= hardly ? 'mixed' : 'text';
}
