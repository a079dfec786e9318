import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { formatNamed } from '../../src/formats/index.js';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const canary = '绝密金丝雀';
const cells = Array.from({ length: 3000 }, (_, i) => [`${canary}${i}`, String(20 + (i % 3)), `note ${i}`]);
const names = ['姓名', '年龄', '备考'];
const csv = (table = [names, ...cells]) => `${table.map((row) => row.join(',')).join('\n')}\n`;
const jsonl = cells
  .map((row) => `${JSON.stringify(Object.fromEntries(row.map((cell, at) => [names[at], cell])))}\n`)
  .join('');
const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);

async function typed(format: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const columns = names.map((name) => ({ name, type: { kind: 'text' } as const }));
  const writer = await formatNamed(format)!.create(
    columns,
    (bytes) => void pieces.push(Uint8Array.from(bytes)),
    {},
  );
  await writer.write(Buffer.from(csv(cells)));
  await writer.end();
  return Buffer.concat(pieces);
}

async function corrupt(format: string): Promise<Buffer> {
  const bytes = await typed(format);
  bytes.fill(0xff, 200, 240);
  return bytes;
}

const columns = (indent: string) =>
  ['姓名: { role: direct, use: suppress }', '年龄: { role: quasi, hierarchy: age }', '备考: { role: safe }']
    .map((line) => `${indent}${line}\n`)
    .join('');
const head = (folder: string) =>
  `version: 1\ndataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }\noutput: { path: ${folder} }\n`;
const rest = 'privacy: { k: 3, suppression: 0.1 }\n';

const faults: [string, () => Promise<Uint8Array | string> | Uint8Array | string, RegExp][] = [
  ['cut.csv.gz', () => half(gzipSync(csv())), /cut\.csv\.gz:\d{3,}: .*gzip-broken/],
  ['cut.jsonl.gz', () => half(gzipSync(jsonl)), /cut\.jsonl\.gz:\d{3,}: .*gzip-broken/],
  ['cut.jsonl', () => half(Buffer.from(jsonl)), /cut\.jsonl:\d+: .*json-cut-short/],
  ['cut.parquet', async () => half(await typed('parquet')), /cut\.parquet: .*beginning or end/],
  ['page.parquet', () => corrupt('parquet'), /page\.parquet: .*姓名, row group 1, page 1/],
  ['cut.arrow', async () => half(await typed('arrow')), /cut\.arrow: .*its end/],
  ['cut.xlsx', async () => half(await typed('xlsx')), /cut\.xlsx: .*directory of the archive/],
  ['more.csv', () => csv([[...names, '新列'], ...cells.map((row) => [...row, 'x'])]), /more\.csv .*\+ 新列/],
];

it.each(faults)(
  '%s: file, table, column and place are told, the release stands',
  async (name, make, said) => {
    const folder = join(place.folder, name);
    mkdirSync(join(folder, 'out'), { recursive: true });
    writeFileSync(join(folder, name), await make());
    writeFileSync(join(folder, 'good.csv'), csv());
    const read = (input: string, indent: string) =>
      `${indent}input: { path: ${input} }\n${indent}columns:\n${columns(`${indent}  `)}`;
    const one = `${head('out/a.csv')}${read(name, '')}${rest}`;
    const two = `${head('several/')}tables:\n  good:\n${read('good.csv', '    ')}  bad:\n${read(name, '    ')}${rest}`;
    writeFileSync(join(folder, 'out', 'a.csv'), 'old');
    for (const [policy, text] of [
      ['one.yaml', one],
      ['two.yaml', two],
    ] as const) {
      writeFileSync(join(folder, policy), text);
      const ended = await letheHere(['run', '-p', policy, '-q'], { cwd: folder });
      expect(`${ended.status} ${ended.stderr}`).toMatch(/^2 /);
      expect(ended.stderr).toMatch(said);
      if (policy === 'two.yaml') expect(ended.stderr).toContain('table: bad');
      expect(ended.stderr + ended.stdout).not.toContain(canary);
    }
    expect(readdirSync(join(folder, 'out'))).toEqual(['a.csv']);
    expect(readFileSync(join(folder, 'out', 'a.csv'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual([name, 'good.csv', 'one.yaml', 'out', 'two.yaml'].sort());
  },
);
