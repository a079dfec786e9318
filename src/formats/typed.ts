import { LetheError } from '../core/diagnostics.js';
import { type TypedColumn, typeName } from '../core/format.js';

/** The fault of a cell that is not of its column's type. `record` counts from 1. */
export function cellFault(column: TypedColumn, record: number): LetheError {
  return new LetheError('cell-not-typed', { column: column.name, type: typeName(column.type), record });
}

/** The fault of a number that has lost digits before it came to us, as identifiers do in a column of numbers. */
export function lostDigits(file: string, column: string, line?: number): LetheError {
  return new LetheError(
    'number-lost-digits',
    { column },
    { file, field: column, ...(line === undefined ? {} : { line }) },
  );
}

/** Throws `header-duplicate` where two columns have one name; empty ones are named by their position. */
export function namesOf(cells: readonly (string | null)[], file: string): string[] {
  const names = cells.map((name, index) => name || `col${index + 1}`);
  const first = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const before = first.get(name);
    if (before !== undefined) {
      throw new LetheError('header-duplicate', { first: before + 1, second: index + 1 }, { file });
    }
    first.set(name, index);
  }
  return names;
}

/** Throws `header-differs` where the columns of a part are not those of the first, in name and type. */
export function assertAlike(
  columns: readonly TypedColumn[],
  others: readonly TypedColumn[],
  path: string,
): void {
  const shape = (of: readonly TypedColumn[]) =>
    JSON.stringify(of.map(({ name, type }) => [name, typeName(type)]));
  if (shape(columns) !== shape(others)) throw new LetheError('header-differs', { path });
}

/** Whole numbers alone, some of them with the 16 to 19 digits of an identifier, of which a double keeps 15. */
export function holdsIdentifiers(values: readonly unknown[]): boolean {
  let long = false;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (typeof value !== 'number' || !Number.isInteger(value)) return false;
    const size = Math.abs(value);
    if (size >= 1e15 && size < 1e19) long = true;
  }
  return long;
}
