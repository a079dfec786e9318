import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { LetheError } from '../../src/core/diagnostics.js';
import type { TypedColumn } from '../../src/core/format.js';
import { type InputSpec, openTable } from '../../src/engine/source.js';
import { formatNamed } from '../../src/formats/index.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(name: string, bytes: Uint8Array | string, spec: Partial<InputSpec> = {}) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const source = await openTable({ path, ...spec });
  const pieces: Uint8Array[] = [];
  for await (const piece of source.stream(0)) pieces.push(piece);
  source.close();
  return {
    names: source.names,
    types: source.types?.map(({ kind }) => kind),
    text: Buffer.concat(pieces).toString(),
  };
}

async function faultOf(name: string, bytes: Uint8Array | string, spec: Partial<InputSpec> = {}) {
  const error = await read(name, bytes, spec).then(
    () => undefined,
    (reason: LetheError) => reason,
  );
  return { code: error?.code, ...error?.args, line: error?.place?.line, exitCode: error?.exitCode };
}

async function written(format: string, columns: TypedColumn[], wire: string, compression?: 'none' | 'gzip') {
  const pieces: Uint8Array[] = [];
  const take = (bytes: Uint8Array) => void pieces.push(Uint8Array.from(bytes));
  const writer = await formatNamed(format)!.create(columns, take, compression ? { compression } : {});
  await writer.write(Buffer.from(wire));
  await writer.end();
  return Buffer.concat(pieces);
}

const text = (name: string): TypedColumn => ({ name, type: { kind: 'text' } });

describe('JSON', () => {
  it.each([
    ['cut short', '{"a":1}\n{"a":', 'json-cut-short', 2],
    ['a list cut short', '[{"a":1},', 'json-cut-short', 1],
    ['a key twice', '{"a":1}\n{"a":1,"\\u0061":2}', 'json-key-twice', 2],
    ['no object', '{"a":1}\n[1]', 'json-not-records', 2],
    ['a leading zero', '{"a":01}', 'json-invalid', 1],
    ['a control character', '{"a":"\u0001"}', 'json-invalid', 1],
    ['half a pair', '{"a":"\\ud800"}', 'json-surrogate', 1],
    ['a number beyond doubles', '{"a":1e999}', 'json-number-range', 1],
    ['nesting without end', `{"a":${'['.repeat(100_000)}`, 'json-too-deep', 1],
    ['an empty key', '{"":1}', 'json-key-empty', 1],
    ['text behind the list', '[{"a":1}] x', 'json-invalid', 1],
  ])('%s', async (_, bytes, code, line) => {
    expect(await faultOf('t.jsonl', bytes)).toMatchObject({ code, line, exitCode: 2 });
  });

  it('reads a mark, escapes, NUL, keys in any order, and numbers to their last digit', async () => {
    const bytes =
      '\ufeff{"b":{"c":[1,{"d":"x"}]},"a":"\\u4e2d\\ud83d\\ude00"}\n{"a":"\\u0000","n":12345678901234567890}\n';
    const found = await read('t.jsonl', bytes);
    expect(found.names).toEqual(['b.c[0]', 'b.c[1].d', 'a', 'n']);
    expect(found.text).toBe('1,x,中😀,\n,,\u0000,12345678901234567890\n');
    expect(found.types).toEqual(['integer', 'text', 'text', 'decimal']);
  });

  it('refuses bytes that are no UTF-8, with the place', async () => {
    const bytes = Buffer.concat([Buffer.from('{"\u4e2d'), Buffer.from([0xff]), Buffer.from('":1}')]);
    expect(await faultOf('t.jsonl', bytes)).toMatchObject({ code: 'encoding-invalid', line: 1 });
  });

  it('says so when its gzip is cut short', async () => {
    const whole = gzipSync(Buffer.from('{"a":"1"}\n'.repeat(50_000)));
    expect(await faultOf('t.jsonl.gz', whole.subarray(0, whole.length >> 1))).toMatchObject({
      code: 'gzip-broken',
    });
  });
});

describe('Parquet', () => {
  const wire = Array.from({ length: 3000 }, (_, row) => `name ${row},${row}\n`).join('');
  const columns: TypedColumn[] = [
    text('name'),
    { name: 'n', type: { kind: 'integer', bits: 64, signed: true } },
  ];

  it('names the column, row group and page that is damaged', async () => {
    const bytes = await written('parquet', columns, wire, 'gzip');
    expect((await read('t.parquet', bytes)).text).toBe(wire);
    bytes.fill(0xff, 60, 90);
    expect(await faultOf('t.parquet', bytes)).toMatchObject({
      code: 'format-broken',
      what: 'name, row group 1, page 1',
    });
  });

  it('refuses what is cut short, and footers that promise the impossible', async () => {
    const bytes = await written('parquet', columns, wire);
    expect(await faultOf('t.parquet', bytes.subarray(0, 2000))).toMatchObject({ code: 'format-broken' });
    bytes.writeUInt32LE(0xffff_fff0, bytes.length - 8);
    expect(await faultOf('t.parquet', bytes)).toMatchObject({ code: 'format-broken', what: 'footer' });
  });

  it('never crashes, whatever byte is changed', async () => {
    const bytes = await written(
      'parquet',
      columns,
      wire.split('\n').slice(0, 25).join('\n').concat('\n'),
      'none',
    );
    for (let at = 0; at < bytes.length; at += 5) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0xff;
      const { code } = await faultOf('t.parquet', changed);
      expect(['internal-error', 'output-failed']).not.toContain(code);
    }
  });

  it('refuses identifiers that were stored as doubles, unless the policy drops the column', async () => {
    const bytes = await written(
      'parquet',
      [{ name: 'id', type: { kind: 'float', bits: 64 } }, text('a')],
      '110101199003070000,x\n',
    );
    expect(await faultOf('t.parquet', bytes)).toMatchObject({ code: 'number-lost-digits', column: 'id' });
    expect((await read('t.parquet', bytes, { discarded: ['id'] })).text).toContain(',x\n');
  });
});

describe('Arrow', () => {
  it('refuses a file that is cut short', async () => {
    const bytes = await written('arrow', [text('a')], 'x\n'.repeat(1000));
    expect((await read('t.arrow', bytes)).text).toBe('x\n'.repeat(1000));
    for (const length of [4, 100, bytes.length >> 1, bytes.length - 1]) {
      expect(await faultOf('t.arrow', bytes.subarray(0, length))).toMatchObject({ code: 'format-broken' });
    }
  });
});

describe('XLSX', () => {
  const workbook = async (fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void) => {
    const book = new ExcelJS.Workbook();
    fill(book.addWorksheet('人员'), book);
    return Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
  };

  it('reads dates, leading zeros, fixed decimals and truth as another program wrote them', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['id', 'day', 'moment', 'code', 'amount', 'ok', 'note']);
      const row = sheet.addRow([
        1,
        new Date(Date.UTC(1999, 11, 31)),
        new Date(Date.UTC(2020, 1, 29, 10, 30)),
        42,
        12.5,
        true,
        'a_x0041_ <&>',
      ]);
      row.getCell(2).numFmt = 'yyyy"年"m"月"d"日"';
      row.getCell(3).numFmt = 'yyyy-mm-dd hh:mm';
      row.getCell(4).numFmt = '000000';
      row.getCell(5).numFmt = '#,##0.00';
    });
    const found = await read('t.xlsx', bytes);
    expect(found.text).toContain('1,1999-12-31,2020-02-29T10:30:00,000042,12.50,true,');
    expect(found.types?.slice(0, 6)).toEqual(['integer', 'date', 'timestamp', 'text', 'decimal', 'boolean']);
  });

  it('refuses identifiers stored as numbers, with column and row', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['姓名', '身份证号']);
      sheet.addRow(['甲', '11010119900307001X']);
      sheet.addRow(['乙', Number('110101199003070016')]);
    });
    expect(await faultOf('t.xlsx', bytes)).toMatchObject({
      code: 'number-lost-digits',
      column: '身份证号',
      line: 3,
    });
  });

  it('asks which of several sheets, and takes it by name or position', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRow(['a']);
      book.addWorksheet('第二').addRows([['b'], ['x']]);
    });
    expect(await faultOf('t.xlsx', bytes)).toMatchObject({ code: 'sheet-unstated', sheets: '人员, 第二' });
    expect((await read('t.xlsx', bytes, { sheet: '第二' })).text).toBe('x\n');
    expect((await read('t.xlsx', bytes, { sheet: 2 })).names).toEqual(['b']);
    expect(await faultOf('t.xlsx', bytes, { sheet: '第三' })).toMatchObject({ code: 'sheet-unknown' });
  });

  it('is read by another program as it was meant', async () => {
    const columns: TypedColumn[] = [
      text('a'),
      { name: 'd', type: { kind: 'date' } },
      { name: 'n', type: { kind: 'integer', bits: 64, signed: true } },
    ];
    const bytes = await written('xlsx', columns, '00123,2020-02-29,7\n<&>,,110101199003070016\n');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const rows = [2, 3].map((number) => (book.worksheets[0]!.getRow(number).values as unknown[]).slice(1));
    expect(rows).toEqual([
      ['00123', new Date(Date.UTC(2020, 1, 29)), 7],
      ['<&>', undefined, '110101199003070016'],
    ]);
  });

  it('refuses archives that are cut short, damaged, or larger than they say', async () => {
    const bytes = await written('xlsx', [text('a')], 'x\n'.repeat(5000));
    expect(await faultOf('t.xlsx', bytes.subarray(0, bytes.length >> 1))).toMatchObject({
      code: 'format-broken',
    });
    const changed = Buffer.from(bytes);
    changed.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 40);
    expect(await faultOf('t.xlsx', changed)).toMatchObject({ code: 'format-broken' });
    const bomb = zipSync({ 'xl/workbook.xml': strToU8(`<workbook>${' '.repeat(100 << 20)}</workbook>`) });
    expect(await faultOf('t.xlsx', bomb)).toMatchObject({
      code: 'format-too-large',
      what: 'xl/workbook.xml',
    });
    const entities = zipSync({ 'xl/workbook.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><workbook/>') });
    expect(await faultOf('t.xlsx', entities)).toMatchObject({ code: 'format-broken' });
  });

  it.each(['t.xlsx', 't.xls', 't.et'])(
    'names a workbook of the old kind, or with a password: %s',
    async (name) => {
      const bytes = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]);
      expect(await faultOf(name, bytes)).toMatchObject({ code: 'workbook-old', exitCode: 2 });
    },
  );

  it('refuses a cell that was changed where only the checksum tells it, packed or not; what nobody reads may be damaged', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRow(['a']);
      sheet.addRow(['canary']);
      book.addWorksheet('other').addRow(['b']);
    });
    const files = unzipSync(bytes);
    for (const level of [0, 6] as const) {
      const whole = zipSync(files, { level });
      expect((await read('t.xlsx', whole, { sheet: 1 })).text).toBe('canary\n');
      for (const part of ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']) {
        const fault = await faultOf('t.xlsx', withOtherChecksum(whole, part), { sheet: 1 });
        expect(fault).toMatchObject(part.includes('sheet2') ? {} : { code: 'format-broken', what: part });
        expect(fault.code === undefined).toBe(part.includes('sheet2'));
      }
    }
    const stored = Buffer.from(zipSync(files, { level: 0 }));
    stored[stored.indexOf('canary')] = 0x43;
    expect(await faultOf('t.xlsx', stored, { sheet: 1 })).toMatchObject({ code: 'format-broken' });
    const short = Buffer.from(bytes);
    short[short.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06])) + 10]! += 1;
    expect(await faultOf('t.xlsx', short)).toMatchObject({ code: 'format-broken', what: 'zip directory' });
  });
});

/** An archive whose directory claims another CRC-32 of a file. */
function withOtherChecksum(archive: Uint8Array, name: string): Buffer {
  const changed = Buffer.from(archive);
  changed[changed.lastIndexOf(name) - 46 + 16]! ^= 1;
  return changed;
}
