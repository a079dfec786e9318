import { LetheError } from '../../core/diagnostics.js';
import type { Append, TableWriter, TypedColumn, WriteOptions } from '../../core/format.js';
import { booleanOf, dayOf, fits, timeOf, timestampOf } from '../cells.js';
import { cellFault } from '../typed.js';
import { eachRecord } from '../wire.js';

const mostRows = 1_048_576; // of a sheet, the header included
const mostCharacters = 32_767; // of a cell
const exactDigits = 15; // that every program keeps of a number
const day1900 = 25_569; // 1970-01-01 as a serial number
const firstDay = 61; // 1900-03-01: before it programs disagree
const pieceCharacters = 1 << 18;
const formatBase = 164; // first number of formats of one's own

/**
 * Writes one sheet. Numbers that a sheet would not keep exactly (more than 15 digits), days before March 1900, moments of
 * UTC and fractions below the millisecond are written as text: no cell changes.
 */
export async function createXlsx(
  columns: readonly TypedColumn[],
  append: Append,
  _options: WriteOptions,
): Promise<TableWriter> {
  const { Zip, ZipDeflate } = await import('fflate');
  let waiting: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    waiting.push(bytes);
  });
  const drain = async () => {
    const pieces = waiting;
    waiting = [];
    for (const piece of pieces) await append(piece);
  };
  const entry = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = new Date(1980, 0, 1); // of the local clock, as zip has it: the same bytes everywhere
    zip.add(file);
    return file;
  };
  const formats = ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm:ss.000', 'hh:mm:ss.000'];
  const styleOf = columns.map(({ type }) => {
    if (type.kind === 'date') return 1;
    if (type.kind === 'timestamp') return 2;
    if (type.kind === 'time') return 3;
    if (type.kind !== 'decimal' || type.scale === 0) return 0;
    const code = `0.${'0'.repeat(type.scale)}`;
    if (!formats.includes(code)) formats.push(code);
    return formats.indexOf(code) + 1;
  });
  for (const [name, text] of Object.entries(papers(formats))) entry(name).push(Buffer.from(text), true);
  const sheet = entry('xl/worksheets/sheet1.xml');
  const letters = columns.map((_, column) => lettersOf(column));
  let xml = `${xmlHead}<worksheet xmlns="${main}"><sheetData><row r="1">`;
  for (const [column, { name }] of columns.entries()) xml += textCell(`${letters[column]}1`, name);
  xml += '</row>';
  let row = 1;
  return {
    async write(block) {
      eachRecord(block, columns.length, (cells) => {
        if (++row > mostRows) throw new LetheError('sheet-full', { limit: mostRows - 1 });
        xml += `<row r="${row}">`;
        for (let column = 0; column < columns.length; column++) {
          const cell = cells[column]!;
          if (cell === null) continue;
          const named = columns[column]!;
          if (!fits(cell, named.type)) throw cellFault(named, row - 1);
          if (cell.length > mostCharacters) {
            throw new LetheError('sheet-cell-long', {
              record: row - 1,
              column: named.name,
              limit: mostCharacters,
            });
          }
          xml += cellOf(cell, named, `${letters[column]}${row}`, styleOf[column]!);
        }
        xml += '</row>';
        if (xml.length < pieceCharacters) return;
        sheet.push(Buffer.from(xml), false);
        xml = '';
      });
      await drain();
    },
    async end() {
      sheet.push(Buffer.from(`${xml}</sheetData></worksheet>`), true);
      zip.end();
      await drain();
    },
  };
}

function cellOf(cell: string, { type }: TypedColumn, reference: string, style: number): string {
  const number = (value: string | number) =>
    `<c r="${reference}"${style > 0 ? ` s="${style}"` : ''}><v>${value}</v></c>`;
  switch (type.kind) {
    case 'boolean':
      return `<c r="${reference}" t="b"><v>${booleanOf(cell) ? 1 : 0}</v></c>`;
    case 'integer':
      return cell.replace('-', '').length <= exactDigits ? number(cell) : textCell(reference, cell);
    case 'decimal': {
      const digits = cell.replace(/[-.]/g, '').replace(/^0+/, '').length;
      return digits <= exactDigits ? number(cell) : textCell(reference, cell);
    }
    case 'float': {
      const value = Number(cell);
      const lost = Number.isInteger(value) && Math.abs(value) >= 1e15 && Math.abs(value) < 1e19;
      return Number.isFinite(value) && !lost && String(value) === cell
        ? number(cell)
        : textCell(reference, cell);
    }
    case 'date': {
      const serial = dayOf(cell)! + day1900;
      return serial >= firstDay ? number(serial) : textCell(reference, cell);
    }
    case 'timestamp': {
      const value = type.utc ? null : timestampOf(cell, 'milli', false);
      const serial = value === null ? 0 : Number(value) / 86_400_000 + day1900;
      // Midnight would come back as a day.
      return serial >= firstDay && value! % 86_400_000n !== 0n ? number(serial) : textCell(reference, cell);
    }
    case 'time': {
      const value = timeOf(cell, 'milli');
      return value === null ? textCell(reference, cell) : number(Number(value) / 86_400_000);
    }
    default:
      return textCell(reference, cell);
  }
}

function textCell(reference: string, text: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML cannot hold is written as sheets do, and so is what would be read as that. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>]/g, (mark) => named[mark]!)
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (mark) => `_x${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

function lettersOf(column: number): string {
  const rest = column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : '';
  return rest + String.fromCharCode(65 + (column % 26));
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** The parts of a workbook beside its sheet. */
function papers(formats: readonly string[]): Record<string, string> {
  const type = (name: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`;
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${formatBase + index}" formatCode="${code}"/>`,
  );
  const xfs = formats.map(
    (_, index) =>
      `<xf numFmtId="${formatBase + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  );
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"';
  return {
    '[Content_Types].xml': `${xmlHead}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type('sheet.main')}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type('worksheet')}"/><Override PartName="/xl/styles.xml" ContentType="${type('styles')}"/></Types>`,
    '_rels/.rels': `${xmlHead}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xmlHead}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes.join('')}</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">${plain}/></cellStyleXfs><cellXfs count="${xfs.length + 1}">${plain} xfId="0"/>${xfs.join('')}</cellXfs></styleSheet>`,
  };
}
