/**
 * Large tables for benchmarks of search and scale, the same bytes for the same seed:
 *   node dist/benchmarks/tables.js adult <rows> <file>   Adult, rows drawn with replacement and slightly perturbed
 *   node dist/benchmarks/tables.js six <rows> <file>     six quasi-identifiers, more than two million combinations
 *   node dist/benchmarks/tables.js distinct <rows> <file>  the same columns, evenly drawn, and a street of 80: 276 million combinations
 *   node dist/benchmarks/tables.js wide <rows> <folder>  24 quasi-identifiers with hierarchies, about 5·10^13 nodes
 */
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SeededStream } from './random.js';

/** Writes lines through one buffer: a string per row would take longer than the table does to read. */
class RowWriter {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(1 << 20);
  #at = 0;

  constructor(path: string, header: string) {
    this.#file = openSync(path, 'w');
    this.cell(Buffer.from(`${header}\n`));
  }

  cell(bytes: Uint8Array): void {
    if (this.#at + bytes.length > this.#buffer.length) this.#flush();
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer, 0, this.#at);
    this.#at = 0;
  }
}

/** Cells with the separator that follows them. */
function cells(values: readonly string[], last: boolean, separator = ','): Buffer[] {
  return values.map((value) => Buffer.from(`${value}${last ? '\n' : separator}`));
}

/**
 * Adult resampled: in one row of ten the age moves by one year, in one of twenty the education, occupation or workclass
 * is another row's.
 */
export function writeAdult(rows: number, path: string, seed = 11): void {
  const [header = '', ...lines] = readFileSync(resolve('../shared/data/adult/adult.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = header.split(';');
  const table = lines.map((line) => line.split(';'));
  const values = names.map((_, c) => [...new Set(table.map((row) => row[c]!))].sort());
  const bytes = values.map((list, c) => cells(list, c === names.length - 1, ';'));
  const codes = names.map((_, c) => {
    const ids = new Map(values[c]!.map((value, id) => [value, id]));
    return Uint16Array.from(table, (row) => ids.get(row[c]!)!);
  });
  const swapped = ['education', 'occupation', 'workclass'].map((name) => names.indexOf(name));
  const age = names.indexOf('age');
  const stream = new SeededStream(seed);
  const out = new RowWriter(path, header);
  for (let r = 0; r < rows; r++) {
    const row = stream.below(table.length);
    const draw = stream.next();
    const moved = draw % 10 === 0 ? ((draw >>> 8) & 1) * 2 - 1 : 0;
    const column = (draw >>> 9) % 20 === 0 ? swapped[(draw >>> 16) % 3]! : -1;
    const other = column < 0 ? 0 : stream.below(table.length);
    for (let c = 0; c < names.length; c++) {
      let code = codes[c]![c === column ? other : row]!;
      if (c === age) code = Math.min(values[c]!.length - 1, Math.max(0, code + moved));
      out.cell(bytes[c]![code]!);
    }
  }
  out.close();
}

/** Six quasi-identifiers of 2, 60, 12, 60, 8 and 5 values (3 456 000 combinations), skewed, and an amount: 27 bytes a row. */
export function writeSix(rows: number, path: string, seed = 12): void {
  const sizes = [2, 60, 12, 60, 8, 5];
  const values = sizes.map((size, c) => Array.from({ length: size }, (_, v) => sixValue(c, v)));
  const bytes = values.map((list) => cells(list, false));
  const amounts = cells(
    Array.from({ length: 1000 }, (_, v) => `${v * 10}`),
    true,
  );
  const stream = new SeededStream(seed);
  const out = new RowWriter(path, 'sex,age,trade,district,school,family,amount');
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < sizes.length; c++) {
      // The smaller of two draws: early values are frequent, late ones rare.
      const size = sizes[c]!;
      const a = stream.below(size);
      const b = stream.below(size);
      out.cell(bytes[c]![Math.min(a, b)]!);
    }
    out.cell(amounts[stream.below(1000)]!);
  }
  out.close();
}

/** The six columns drawn evenly, and one more of 80 values: 276 480 000 combinations, so that most rows are alone. */
export function writeDistinct(rows: number, path: string, seed = 14): void {
  const sizes = [2, 60, 12, 60, 8, 5];
  const bytes = sizes.map((size, c) =>
    cells(
      Array.from({ length: size }, (_, v) => sixValue(c, v)),
      false,
    ),
  );
  const streets = cells(
    Array.from({ length: 80 }, (_, v) => streetOf(v)),
    true,
  );
  const stream = new SeededStream(seed);
  const out = new RowWriter(path, 'sex,age,trade,district,school,family,street');
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < sizes.length; c++) out.cell(bytes[c]![stream.below(sizes[c]!)]!);
    out.cell(streets[stream.below(80)]!);
  }
  out.close();
}

function streetOf(value: number): string {
  return `s${String(value).padStart(2, '0')}`;
}

/** The hierarchy of the streets beside those of the six columns. */
export function writeDistinctHierarchies(folder: string): void {
  writeSixHierarchies(folder);
  const rows = Array.from({ length: 80 }, (_, v) => [streetOf(v), `t${v >> 2}`, `u${v >> 4}`, '*'].join(';'));
  writeFileSync(join(folder, 'street.csv'), `${rows.join('\n')}\n`);
}

function sixValue(column: number, value: number): string {
  if (column === 0) return value === 0 ? 'F' : 'M';
  if (column === 1) return String(value);
  if (column === 3) return String(110101 + Math.floor(value / 20) * 10000 + (value % 20) * 7);
  return `${'abcdef'[column]}${String(value).padStart(2, '0')}`;
}

/** Hierarchies of the six columns in ARX's format, into a folder. */
export function writeSixHierarchies(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, rows: readonly (readonly string[])[]) =>
    writeFileSync(join(folder, `${name}.csv`), `${rows.map((row) => row.join(';')).join('\n')}\n`);
  const range = (size: number) => Array.from({ length: size }, (_, v) => v);
  const band = (v: number, width: number) =>
    `${Math.floor(v / width) * width}-${Math.floor(v / width) * width + width - 1}`;
  write('sex', [
    ['F', '*'],
    ['M', '*'],
  ]);
  write(
    'age',
    range(60).map((v) => [`${v}`, band(v, 5), band(v, 10), band(v, 20), band(v, 40), '*']),
  );
  for (const [name, column, size] of [
    ['trade', 2, 12],
    ['school', 4, 8],
    ['family', 5, 5],
  ] as const)
    write(
      name,
      range(size).map((v) => [sixValue(column, v), `g${Math.floor(v / 4)}`, `h${Math.floor(v / 12)}`, '*']),
    );
  write(
    'district',
    range(60).map((v) => [sixValue(3, v), `p${Math.floor(v / 5)}`, `r${Math.floor(v / 20)}`, '*']),
  );
}

/** 24 correlated quasi-identifiers: 18 of 9 values and 4 levels, 6 of 5 values and 3 levels: 4^18 · 3^6 ≈ 5·10^13 nodes. */
export function writeWide(rows: number, folder: string, seed = 13): void {
  mkdirSync(join(folder, 'hierarchies'), { recursive: true });
  const sizes = Array.from({ length: 24 }, (_, c) => (c % 4 === 3 ? 5 : 9));
  const names = sizes.map((_, c) => `q${String(c).padStart(2, '0')}`);
  const bytes = sizes.map((size, c) =>
    cells(
      Array.from({ length: size }, (_, v) => `v${v}`),
      c === 23,
    ),
  );
  const stream = new SeededStream(seed);
  const out = new RowWriter(join(folder, 'wide.csv'), names.join(','));
  for (let r = 0; r < rows; r++) {
    const kind = stream.below(12);
    for (let c = 0; c < sizes.length; c++)
      out.cell(bytes[c]![stream.chance(900) ? (kind + c) % sizes[c]! : stream.below(sizes[c]!)]!);
  }
  out.close();
  sizes.forEach((size, c) => {
    const lines = Array.from({ length: size }, (_, v) => {
      const upper = size === 9 ? [`a${v >> 1}`, `b${v >> 2}`] : [`a${v >> 1}`];
      return [`v${v}`, ...upper, '*'].join(';');
    });
    writeFileSync(join(folder, 'hierarchies', `${names[c]}.csv`), `${lines.join('\n')}\n`);
  });
}

const [kind, rows, path] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && path) {
  if (kind === 'adult') writeAdult(Number(rows), path);
  if (kind === 'six') writeSix(Number(rows), path);
  if (kind === 'six') writeSixHierarchies(`${path}.hierarchies`);
  if (kind === 'distinct') writeDistinct(Number(rows), path);
  if (kind === 'distinct') writeDistinctHierarchies(`${path}.hierarchies`);
  if (kind === 'wide') writeWide(Number(rows), path);
}
