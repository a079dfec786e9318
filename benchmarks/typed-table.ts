import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import type { TypedColumn } from '../src/core/format.js';
import { generateResidents, residentColumns } from './data.js';

const narrow: TypedColumn[] = [
  { name: 'id', type: { kind: 'integer', bits: 64, signed: true } },
  { name: 'name', type: { kind: 'text' } },
  { name: 'city', type: { kind: 'text' } },
  { name: 'born', type: { kind: 'date' } },
  { name: 'income', type: { kind: 'float', bits: 64 } },
  { name: 'note', type: { kind: 'text' } },
];

const dates = new Set(['出生日期', '登记日期']);
/** The table of residents that the whole pipeline is measured on: 14 columns, 205 bytes a record. */
const residents: TypedColumn[] = residentColumns.map((name) => ({
  name,
  type: dates.has(name)
    ? { kind: 'date' }
    : name === '月收入'
      ? { kind: 'float', bits: 64 }
      : { kind: 'text' },
}));
const duckTypes = { integer: 'BIGINT', text: 'VARCHAR', date: 'DATE', float: 'DOUBLE' } as Record<
  string,
  string
>;

/** Blocks of the table as wire text. */
function* blocks(rows: number): Generator<Buffer> {
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + 10_000); row++) {
      const hash = (Math.imul(row, 2_654_435_761) >>> 0) % 1_000_003;
      const day = `${1930 + (hash % 80)}-${String((hash % 12) + 1).padStart(2, '0')}-${String((hash % 28) + 1).padStart(2, '0')}`;
      text += `${row},姓名${hash},城市${hash % 300},${day},${hash / 7},编号 ${hash} 的备注${row % 9 === 0 ? '' : ' 无'}\n`;
    }
    yield Buffer.from(text);
  }
}

/** A table as CSV, and what is needed to read it. */
export interface CsvTable {
  columns: readonly TypedColumn[];
  header: number; // bytes
  megabytes: number;
  scan: string; // how DuckDB reads it, types stated
}

/** Writes one of the tables to `path`: `narrow` has six columns, `people` the residents' 14. */
export function writeTable(path: string, name: string, rows: number): CsvTable {
  const columns = name === 'people' ? residents : narrow;
  const names = columns.map((column) => column.name).join(',');
  const file = openSync(path, 'w');
  if (name === 'people') generateResidents(file, { rows, seed: 1 });
  else {
    writeSync(file, `${names}\n`);
    for (const block of blocks(rows)) writeSync(file, block);
  }
  closeSync(file);
  const typed = columns.map(({ name, type }) => `'${name}': '${duckTypes[type.kind]}'`).join(', ');
  return {
    columns,
    header: Buffer.byteLength(names) + 1,
    megabytes: statSync(path).size / 1e6,
    scan: `read_csv('${path}', header = true, auto_detect = false, columns = {${typed}})`,
  };
}
