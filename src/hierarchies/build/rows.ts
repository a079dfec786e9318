import type { Hierarchy } from '../../core/hierarchy.js';
import { type ColumnValues, inOrder } from './values.js';

/** The rows of a hierarchy over the values of a column, as ARX writes them: value, label of level 1, …, `*`. */
export function rowsOf(hierarchy: Hierarchy, column: ColumnValues): string[][] {
  return inOrder(column.values).flatMap((value) => {
    if (hierarchy.generalise(value, 0) === null) return [];
    return [
      Array.from({ length: hierarchy.height + 1 }, (_, level) => hierarchy.generalise(value, level) ?? '*'),
    ];
  });
}

/** Rows as a file in ARX's format: fields parted by `;`, quoted where they must be, LF after every row. */
export function hierarchyCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(field).join(';')}\n`).join('');
}

function field(text: string): string {
  return /[";,\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
