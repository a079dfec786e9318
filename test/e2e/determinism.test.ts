import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateResidents } from '../../benchmarks/data.js';
import { scratch, sha256 } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const columns = `  姓名: { role: direct, use: suppress }
  身份证号: { role: direct, use: pseudonym, domain: person }
  手机号: { role: direct, use: mask, keep: [3, 4] }
  固定电话: { role: direct, use: fake }
  邮箱: { role: direct, use: mask, before: '@' }
  住址: { role: quasi, hierarchy: cn-address, levels: [3, 6] }
  出生日期: { role: quasi, hierarchy: date, levels: [year, '*'] }
  性别: { role: quasi }
  民族: { role: quasi }
  婚姻状况: { role: safe }
  职业: { role: safe }
  月收入: { role: sensitive, use: bucket, width: 5000 }
  登记日期: { role: safe, use: shift-date, by: 身份证号, days: 30 }
  备注: { role: text, use: redact }`;

function policy(input: string, output: string): string {
  return `version: 1
dataset: { name: residents, owner: Test Office, source: generated, purpose: test, profile: internal-sharing }
input: { path: ${input} }
output: { path: ${output} }
seed: the same every time
columns:
${columns}
privacy: { k: 3, suppression: 0.05 }
attacks: { sample: 100, guesses: 10000 }
`;
}

/** A table of a size; the large one alone has more than one chunk of the largest size. */
function residents(name: string, bytes: number): string {
  const path = join(place.folder, name);
  const file = openSync(path, 'w');
  generateResidents(file, { bytes, seed: 3 });
  closeSync(file);
  return path;
}
const table = residents('residents.csv', 1e6);
const largeTable = residents('large.csv', 8e6);

async function run(
  name: string,
  input: string,
  workers: number,
  chunk?: number,
  target = 'residents.csv',
): Promise<{ hash: string; path: string }> {
  const folder = join(place.folder, name);
  mkdirSync(folder, { recursive: true });
  const output = join(folder, 'out', target);
  writeFileSync(join(folder, 'lethe.yaml'), policy(input, output));
  const flags = chunk === undefined ? [] : ['--chunk', String(chunk)];
  const args = ['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', ...flags];
  const result = await letheHere(args, { workers });
  if (result.status !== 0) throw new Error(result.stderr + result.stdout);
  return { hash: sha256(output), path: output };
}

describe('the same bytes', () => {
  let reference: { hash: string; path: string };
  beforeAll(async () => {
    reference = await run('reference', table, 1);
  });

  it.each([1, 2, 3, 8])('with %i workers', async (workers) => {
    expect((await run(`workers-${workers}`, table, workers, 70_000)).hash).toBe(reference.hash);
  });

  it('with chunks of 64 KiB, 1 MiB and 7 MiB', async () => {
    const hashes = [];
    for (const chunk of [64 << 10, 1 << 20, 7 << 20])
      hashes.push((await run(`chunk-${chunk}`, largeTable, 3, chunk)).hash);
    expect(new Set(hashes).size).toBe(1);
  });

  it('from a compressed source, which is streamed', async () => {
    const packed = join(place.folder, 'residents.csv.gz');
    writeFileSync(packed, gzipSync(readFileSync(table)));
    expect((await run('gzip', packed, 2, 75_000)).hash).toBe(reference.hash);
    expect((await run('gzip-1', packed, 1, 65_536)).hash).toBe(reference.hash);
  });

  it('into a compressed target', async () => {
    const one = await run('gz-1', table, 1, undefined, 'residents.csv.gz');
    const two = await run('gz-2', table, 3, 66_000, 'residents.csv.gz');
    expect(two.hash).toBe(one.hash);
    expect(gunzipSync(readFileSync(one.path)).equals(readFileSync(reference.path))).toBe(true);
  });

  it('in other encodings', async () => {
    const text = readFileSync(table, 'utf8');
    const wide = join(place.folder, 'wide.csv');
    writeFileSync(wide, Buffer.from(`\ufeff${text}`, 'utf16le'));
    const got = await run('utf16', wide, 2, 68_000);
    expect(readFileSync(got.path).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    expect(new TextDecoder('utf-16le').decode(readFileSync(got.path))).toBe(
      readFileSync(reference.path, 'utf8'),
    );
  });

  it('from part files that match a glob', async () => {
    const lines = readFileSync(table, 'utf8');
    const header = lines.slice(0, lines.indexOf('\n') + 1);
    // Cut where a record surely begins: after a line that ends a record without a remark.
    const middle = lines.indexOf(',\n', 270_000) + 2;
    const parts = join(place.folder, 'parts');
    mkdirSync(parts);
    writeFileSync(join(parts, 'part-0.csv'), lines.slice(0, middle));
    writeFileSync(join(parts, 'part-1.csv'), header + lines.slice(middle));
    expect((await run('glob', join(parts, 'part-*.csv'), 2, 70_000)).hash).toBe(reference.hash);
  });
});
