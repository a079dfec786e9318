import { SaxesParser } from 'saxes';
import { LetheError } from '../../core/diagnostics.js';
import type { ColumnType, ReadOptions, StoredBytes, TableReader, TypedColumn } from '../../core/format.js';
import { dateText, floatText, timestampText, timeText, widen } from '../cells.js';
import { lostDigits, namesOf } from '../typed.js';
import { blockBytes, WireBuilder } from '../wire.js';
import { type NumberStyle, styleOf } from './styles.js';
import { type Archive, openArchive } from './zip.js';

const largestSheet = 2 ** 35; // bytes of XML; a full sheet of long texts stays below
const largestStrings = 2 ** 29; // they are held in memory
const day1900 = -25_569; // 1899-12-30 in days since 1970-01-01
const day1904 = -24_107;
const dayMilliseconds = 86_400_000;

/** What the cells of a workbook need to be read. */
interface Workbook {
  archive: Archive;
  path: string; // of the sheet
  sheet: string;
  strings: readonly string[];
  styles: readonly NumberStyle[];
  epoch: number;
}

/** One row as text, with the type of every cell. */
interface Row {
  number: number;
  cells: (string | null)[];
  types: (ColumnType | null)[];
  digits: number; // position of a number that has lost digits, or -1
}

/** Opens sheets of workbooks; the first row that is not empty names the columns. */
export async function openXlsx(parts: readonly StoredBytes[], options: ReadOptions): Promise<TableReader> {
  const books: Workbook[] = [];
  for (const part of parts) books.push(await workbookOf(part, options));
  let names: string[] | undefined;
  for (const [index, part] of parts.entries()) {
    let found: string[] | undefined;
    for await (const rows of rowsOf(part, books[index]!)) {
      const first = rows[0];
      if (!first) continue;
      const width = first.cells.length;
      found = namesOf(options.header === false ? new Array(width).fill(null) : first.cells, part.shown);
      break;
    }
    if (!found) throw new LetheError('input-empty', { path: part.shown });
    names ??= found;
    if (found.join('\n') !== names.join('\n')) throw new LetheError('header-differs', { path: part.shown });
  }
  const columns: TypedColumn[] = names!.map((name) => ({ name, type: { kind: 'text' } }));
  const types: (ColumnType | null)[] = columns.map(() => null);
  return {
    columns,
    async *records(part) {
      const { shown } = parts[part]!;
      const wire = new WireBuilder();
      let header = options.header !== false;
      for await (const rows of rowsOf(parts[part]!, books[part]!)) {
        if (options.signal?.aborted)
          throw new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
        for (const row of rows) {
          if (header) {
            header = false;
            continue;
          }
          const place = { file: shown, line: row.number };
          if (row.cells.length > columns.length) {
            throw new LetheError(
              'sheet-row-wide',
              { found: row.cells.length, expected: columns.length },
              place,
            );
          }
          if (row.digits >= 0) {
            const { name } = columns[row.digits]!;
            if (!options.discarded?.includes(name)) throw lostDigits(shown, name, row.number);
          }
          for (let column = 0; column < columns.length; column++) {
            wire.cell(row.cells[column] ?? null);
            const type = row.types[column];
            if (!type) continue;
            const known = types[column] ?? null;
            types[column] = known === null || known === type ? type : join(known, type);
          }
          wire.endRecord();
        }
        if (wire.length >= blockBytes) yield wire.take();
      }
      if (wire.length > 0) yield wire.take();
      for (const [column, type] of types.entries()) {
        if (type) columns[column]!.type = type;
      }
    },
  };
}

/** Whole numbers beside fixed decimals are numbers; days beside moments are moments as text. */
function join(one: ColumnType, other: ColumnType): ColumnType {
  const numbers = ['integer', 'float', 'decimal'];
  if (one.kind !== other.kind && numbers.includes(one.kind) && numbers.includes(other.kind)) {
    return { kind: 'float', bits: 64 };
  }
  const joined = widen(one, other);
  return joined.kind === 'text' && one.kind === 'decimal' && other.kind === 'decimal'
    ? { kind: 'float', bits: 64 }
    : joined;
}

async function workbookOf(part: StoredBytes, options: ReadOptions): Promise<Workbook> {
  const broken = (what: string) =>
    new LetheError('format-broken', { format: 'xlsx', what }, { file: part.shown });
  const archive = openArchive(part);
  if (!archive.has('xl/workbook.xml')) throw broken('xl/workbook.xml');
  const sheets: { name: string; id: string }[] = [];
  let epoch = day1900;
  parse(await archive.text('xl/workbook.xml'), broken('xl/workbook.xml'), (name, attributes) => {
    if (name === 'sheet')
      sheets.push({ name: attributes.name ?? '', id: attributes['r:id'] ?? attributes.id ?? '' });
    if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) epoch = day1904;
  });
  const targets = new Map<string, string>();
  if (archive.has('xl/_rels/workbook.xml.rels')) {
    parse(
      await archive.text('xl/_rels/workbook.xml.rels'),
      broken('rels'),
      (name, { Id = '', Target = '' }) => {
        if (name === 'Relationship')
          targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
      },
    );
  }
  const { sheet: wanted } = options;
  const listed = sheets.map(({ name }) => name).join(', ');
  if (wanted === undefined && sheets.length > 1) {
    throw new LetheError('sheet-unstated', { sheets: listed }, { file: part.shown });
  }
  const chosen =
    typeof wanted === 'number'
      ? sheets[wanted - 1]
      : sheets.find(({ name }) => wanted === undefined || name === wanted);
  if (!chosen)
    throw new LetheError('sheet-unknown', { sheet: wanted ?? 1, sheets: listed }, { file: part.shown });
  const path = targets.get(chosen.id);
  if (path === undefined || !archive.has(path)) throw broken('sheet');
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  if (archive.has('xl/styles.xml')) {
    let inside = false;
    parse(
      await archive.text('xl/styles.xml'),
      broken('xl/styles.xml'),
      (name, attributes) => {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
        if (name === 'cellXfs') inside = true;
        const id = Number(attributes.numFmtId ?? 0);
        if (name === 'xf' && inside) styles.push(styleOf(id, codes.get(id)));
      },
      (name) => {
        if (name === 'cellXfs') inside = false;
      },
    );
  }
  return { archive, path, sheet: chosen.name, strings: await stringsOf(archive, part), styles, epoch };
}

async function stringsOf(archive: Archive, part: StoredBytes): Promise<string[]> {
  const path = 'xl/sharedStrings.xml';
  const strings: string[] = [];
  if (!archive.has(path)) return strings;
  let text = '';
  let reading = false;
  let phonetic = false;
  const parser = parserOf(
    () => new LetheError('format-broken', { format: 'xlsx', what: path }, { file: part.shown }),
  );
  parser.on('opentag', ({ name }) => {
    if (local(name) === 'si') text = '';
    if (local(name) === 'rPh') phonetic = true;
    reading = local(name) === 't' && !phonetic;
  });
  parser.on('text', (piece) => {
    if (reading) text += piece;
  });
  parser.on('closetag', ({ name }) => {
    if (local(name) === 'rPh') phonetic = false;
    if (local(name) === 'si') strings.push(unescaped(text));
    reading = false;
  });
  await feed(parser, archive.open(path, largestStrings));
  return strings;
}

/** The rows of a sheet that hold anything, in blocks. */
async function* rowsOf(part: StoredBytes, book: Workbook): AsyncGenerator<Row[]> {
  let rows: Row[] = [];
  let row: Row = { number: 0, cells: [], types: [], digits: -1 };
  let column = -1;
  let kind = 'n';
  let style = 0;
  let text = '';
  let any = false; // the cell has a value
  let reading = false;
  const broken = () =>
    new LetheError(
      'format-broken',
      { format: 'xlsx', what: book.path },
      { file: part.shown, line: row.number },
    );
  const parser = parserOf(broken);
  parser.on('opentag', ({ name, attributes }) => {
    switch (local(name)) {
      case 'row':
        row = { number: Number(attributes.r ?? row.number + 1), cells: [], types: [], digits: -1 };
        column = -1;
        break;
      case 'c':
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        if (column < 0 || column >= 16_384) throw broken();
        kind = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        text = '';
        any = false;
        break;
      case 'v':
      case 't':
        reading = true;
        any = true;
        break;
    }
  });
  parser.on('text', (piece) => {
    if (reading) text += piece;
  });
  parser.on('closetag', ({ name }) => {
    reading = false;
    if (local(name) === 'row' && row.cells.some((cell) => cell !== null)) rows.push(row);
    if (local(name) !== 'c' || !any) return;
    while (row.cells.length <= column) {
      row.cells.push(null);
      row.types.push(null);
    }
    const { cell, type } = cellOf(row, column, kind, text, style, book, broken);
    row.cells[column] = cell;
    row.types[column] = type;
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of book.archive.open(book.path, largestSheet)) {
    write(parser, () => decoder.decode(piece, { stream: true }), broken);
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  write(parser, () => decoder.decode(), broken);
  try {
    parser.close();
  } catch (error) {
    throw error instanceof LetheError ? error : broken();
  }
  if (rows.length > 0) yield rows;
}

/** The text and type of a cell. A number that has lost digits is noted in its row. */
function cellOf(
  row: Row,
  column: number,
  kind: string,
  text: string,
  style: number,
  book: Workbook,
  broken: () => LetheError,
): { cell: string; type: ColumnType } {
  const value = (cell: string, type: ColumnType) => ({ cell, type });
  switch (kind) {
    case 's': {
      const shared = book.strings[Number(text)];
      if (shared === undefined) throw broken();
      return value(shared, { kind: 'text' });
    }
    case 'inlineStr':
    case 'str':
      return value(unescaped(text), { kind: 'text' });
    case 'e':
      return value(text, { kind: 'text' });
    case 'b':
      return value(text === '1' ? 'true' : 'false', { kind: 'boolean' });
    case 'd':
      return value(text, { kind: 'text' });
  }
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw broken();
  const meaning = book.styles[style] ?? { kind: 'number' };
  const whole = Number.isInteger(number);
  if (meaning.kind === 'moment') {
    const moment = momentOf(number, book.epoch);
    if (moment) return value(moment.text, moment.type);
  }
  if (whole && Math.abs(number) >= 1e15 && Math.abs(number) < 1e19) row.digits = column;
  if (whole && meaning.kind === 'zeros' && number >= 0) {
    const padded = String(number).padStart(meaning.digits, '0');
    return value(
      padded,
      padded.startsWith('0') && padded !== '0'
        ? { kind: 'text' }
        : { kind: 'integer', bits: 64, signed: true },
    );
  }
  if (
    meaning.kind === 'fixed' &&
    Math.abs(number) < 1e13 &&
    Number(number.toFixed(meaning.digits)) === number
  ) {
    return value(number.toFixed(meaning.digits), { kind: 'decimal', precision: 15, scale: meaning.digits });
  }
  if (whole && Math.abs(number) < 1e15)
    return value(String(number), { kind: 'integer', bits: 64, signed: true });
  return value(floatText(number), { kind: 'float', bits: 64 });
}

/** A serial number as a day, a time of day or a moment; null where it is none. */
function momentOf(serial: number, epoch: number): { text: string; type: ColumnType } | null {
  if (serial < 0) return null;
  const milliseconds = Math.round(serial * dayMilliseconds);
  const inDay = milliseconds % dayMilliseconds;
  // The calendar of 1900 has a 29 February that never was.
  const shift = epoch === day1900 && serial < 60 ? 1 : 0;
  const day = (milliseconds - inDay) / dayMilliseconds + epoch + shift;
  if (serial < 1) {
    const time = timeText(BigInt(inDay), 'milli');
    return time === null ? null : { text: time, type: { kind: 'time', unit: 'milli' } };
  }
  if (inDay === 0) {
    const date = dateText(day);
    return date === null ? null : { text: date, type: { kind: 'date' } };
  }
  const text = timestampText(BigInt(day) * 86_400_000n + BigInt(inDay), 'milli', false);
  return text === null ? null : { text, type: { kind: 'timestamp', unit: 'milli', utc: false } };
}

/** Position of a cell's column: A1 → 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.match(/^[A-Z]+/)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Text as sheets escape what XML cannot hold: _x0001_. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function parserOf(broken: () => LetheError): SaxesParser {
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw broken(); // entities of one's own are how small files become large
  });
  parser.on('error', () => {
    throw broken();
  });
  return parser;
}

function write(parser: SaxesParser, piece: () => string, broken: () => LetheError): void {
  try {
    parser.write(piece());
  } catch (error) {
    throw error instanceof LetheError ? error : broken();
  }
}

async function feed(parser: SaxesParser, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  for await (const piece of pieces) parser.write(decoder.decode(piece, { stream: true }));
  parser.write(decoder.decode()).close();
}

function parse(
  text: string,
  fault: LetheError,
  opened: (name: string, attributes: Record<string, string>) => void,
  closed: (name: string) => void = () => {},
): void {
  const parser = parserOf(() => fault);
  parser.on('opentag', ({ name, attributes }) => opened(local(name), attributes as Record<string, string>));
  parser.on('closetag', ({ name }) => closed(local(name)));
  parser.write(text).close();
}
