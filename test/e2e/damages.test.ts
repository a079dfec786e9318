import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { ColumnType, TypedColumn } from '../../src/core/format.js';
import { formatNamed } from '../../src/formats/index.js';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

/** A value of every table here; no message may hold it. */
const canary = '绝密金丝雀';
const place = scratch();
afterAll(() => place.remove());

const names = ['姓名', '年龄', '金额', '备考'];
const types: Record<string, ColumnType> = {
  年龄: { kind: 'integer', bits: 32, signed: true },
  金额: { kind: 'decimal', precision: 10, scale: 2 },
};
const stated = `  姓名: { role: direct, use: suppress }
  年龄: { role: quasi, hierarchy: age }
  金额: { role: safe }
  备考: { role: safe }
`;
const head = 'version: 1\ndataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }\n';
const tail = 'privacy: { k: 3, suppression: 0.1 }\nattacks: { sample: 100, guesses: 10000 }\n';

type Cells = readonly (readonly string[])[];

const records: Cells = Array.from({ length: 600 }, (_, i) => [
  canary + (i % 7),
  String(20 + (i % 5)),
  (i * 1.5).toFixed(2),
  `note ${i % 300}`,
]);

function csv(cells: Cells, columns = names): Buffer {
  return Buffer.from([columns, ...cells].map((one) => `${one.join(',')}\n`).join(''));
}

function jsonl(cells: Cells, columns = names): Buffer {
  const line = (one: readonly string[]) =>
    JSON.stringify(
      Object.fromEntries(columns.map((name, at) => [name, types[name] ? Number(one[at]) : one[at]])),
    );
  return Buffer.from(cells.map((one) => `${line(one)}\n`).join(''));
}

async function typed(format: string, cells: Cells, columns = names): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  const collect = (block: Uint8Array) => {
    blocks.push(block.slice());
  };
  const stated: TypedColumn[] = columns.map((name) => ({ name, type: types[name] ?? { kind: 'text' } }));
  const writer = await formatNamed(format)!.create!(stated, collect, {});
  await writer.write(csv(cells, columns).subarray(Buffer.byteLength(`${columns.join(',')}\n`)));
  await writer.end();
  return Buffer.concat(blocks);
}

/** A table in every format; the type of a file is its name's end. */
async function written(cells: Cells, columns = names): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = { 'in.csv': csv(cells, columns), 'in.jsonl': jsonl(cells, columns) };
  for (const name of Object.keys(files)) files[`${name}.gz`] = gzipSync(files[name]!);
  for (const format of ['parquet', 'arrow', 'xlsx'])
    files[`in.${format}`] = await typed(format, cells, columns);
  return files;
}

const whole = await written(records);
const grown = await written(
  records.map((one) => [...one, 'x']),
  [...names, '新列'],
);

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1);

function overwritten(bytes: Buffer, at: number): Buffer {
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, at, at + 40);
  return damaged;
}

interface Damage {
  file: string;
  bytes: Buffer;
  code: string;
  said: RegExp; // by the English message: part or line
  saidInChinese: RegExp;
}

const damages: Damage[] = [
  ...['in.csv.gz', 'in.jsonl.gz'].map((file) => ({
    file,
    bytes: half(whole[file]!),
    code: 'gzip-broken',
    said: /:\d+: error.*cut short or damaged/,
    saidInChinese: /:\d+: 错误.*压缩文件不完整或已损坏/,
  })),
  {
    file: 'in.jsonl',
    bytes: half(whole['in.jsonl']!),
    code: 'json-cut-short',
    said: /in\.jsonl:\d+: error/,
    saidInChinese: /in\.jsonl:\d+: 错误/,
  },
  {
    file: 'in.parquet',
    bytes: overwritten(whole['in.parquet']!, 300),
    code: 'format-broken',
    said: /damaged: (姓名|年龄|金额|备考), row group 1, page 1/,
    saidInChinese: /已损坏：(姓名|年龄|金额|备考)，行组 1，数据页 1/,
  },
  {
    file: 'in.arrow',
    bytes: overwritten(whole['in.arrow']!, whole['in.arrow']!.indexOf('ÿÿÿÿ', 16, 'latin1') + 8), // Arrow has no checksums: what can be told is damage to what describes a batch,
    code: 'format-broken',
    said: /damaged: .*(record batch 0|its schema|its end)/,
    saidInChinese: /已损坏：.*(记录批 0|表结构|文件尾)/,
  },
  ...['parquet', 'arrow', 'xlsx'].map((format) => ({
    file: `in.${format}`,
    bytes: half(whole[`in.${format}`]!),
    code: 'format-broken',
    said: /damaged: (its beginning or end|its end|the directory of the archive)/,
    saidInChinese: /已损坏：(文件头或文件尾|文件尾|压缩包目录)/,
  })),
  ...Object.entries(grown).map(([file, bytes]) => ({
    file,
    bytes,
    code: 'schema-policy',
    said: /columns of .* are not those of the policy: \+ 新列/,
    saidInChinese: /的列与策略不一致：\+ 新列/,
  })),
];

/** A folder with a policy of one table, or of two tables of which the second is read from the file. */
function job(file: string, several: boolean): string {
  const folder = join(place.folder, `${several ? 'set' : 'one'}-${serial++}`);
  mkdirSync(folder);
  const one = `${head}input: { path: ${file} }\noutput: { path: out/released.csv }\ncolumns:\n${stated}${tail}`;
  const indented = stated.replace(/^/gm, '    ').trimEnd();
  const set = `${head}output: { path: out/ }\ntables:\n  good:\n    input: { path: good.csv }\n    columns:\n${indented}
  damaged:\n    input: { path: ${file} }\n    columns:\n${indented}\n${tail}`;
  writeFileSync(join(folder, 'lethe.yaml'), several ? set : one);
  writeFileSync(join(folder, 'good.csv'), whole['in.csv']!);
  return folder;
}
let serial = 0;

const bytesBelow = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        join(entry.parentPath, entry.name),
        readFileSync(join(entry.parentPath, entry.name), 'latin1'),
      ]),
  );

/** The release of a table, and of a set of tables, that stands in the place of the next one. */
async function release(several: boolean): Promise<string> {
  const folder = job('in.csv', several);
  writeFileSync(join(folder, 'in.csv'), whole['in.csv']!);
  expect(await letheHere(['run', '-q'], { cwd: folder })).toMatchObject({ status: 0 });
  return join(folder, 'out');
}

const releases = { one: await release(false), several: await release(true) };

describe('a source that is damaged, or has changed since the policy was written', () => {
  it.each(damages)(
    '$code of $file: file, table, column and place in both languages, the release as it was',
    async ({ file, bytes, code, said, saidInChinese }) => {
      const several = serial % 2 === 1; // in turn alone and with a neighbour
      const folder = job(file, several);
      cpSync(several ? releases.several : releases.one, join(folder, 'out'), { recursive: true });
      writeFileSync(join(folder, file), bytes);
      const before = bytesBelow(folder);
      for (const [language, message] of [
        ['en', said],
        ['zh', saidInChinese],
      ] as const) {
        const { status, stdout, stderr } = await letheHere(['run', '-q', '--lang', language], {
          cwd: folder,
        });
        expect(`${status} ${stdout}`).toBe('2 ');
        expect(stderr).toContain(`[${code}]`);
        expect(stderr).toContain(file);
        expect(stderr).toMatch(message);
        if (several) expect(stderr).toMatch(/ {2}table: damaged|表：damaged/);
        expect(stderr).not.toContain(canary);
        expect(stderr).not.toContain('note ');
      }
      expect(bytesBelow(folder)).toEqual(before);
    },
  );
});
