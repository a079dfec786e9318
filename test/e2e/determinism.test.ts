import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { generateResidents } from '../../benchmarks/data.js';
import { lethe, scratch, sha256 } from './cli.js';

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
const table = residents('residents.csv', 2e6);
const largeTable = residents('large.csv', 8e6);

function run(
  name: string,
  input: string,
  flags: string[],
  target = 'residents.csv',
): { hash: string; path: string } {
  const folder = join(place.folder, name);
  mkdirSync(folder, { recursive: true });
  const output = join(folder, 'out', target);
  writeFileSync(join(folder, 'lethe.yaml'), policy(input, output));
  const result = lethe(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', ...flags]);
  if (result.status !== 0) throw new Error(result.stderr + result.stdout);
  return { hash: sha256(output), path: output };
}

describe('the same bytes', () => {
  const reference = run('reference', table, ['--workers', '1']);

  it.each([1, 2, 3, 8])('with %i workers', (workers) => {
    expect(run(`workers-${workers}`, table, ['--workers', String(workers), '--chunk', '100000']).hash).toBe(
      reference.hash,
    );
  });

  it('with chunks of 64 KiB, 1 MiB and 7 MiB', () => {
    const [first, ...others] = [64 << 10, 1 << 20, 7 << 20].map(
      (chunk) => run(`chunk-${chunk}`, largeTable, ['--workers', '3', '--chunk', String(chunk)]).hash,
    );
    expect(others).toEqual([first, first]);
  });

  it('from a compressed source, which is streamed', () => {
    const packed = join(place.folder, 'residents.csv.gz');
    writeFileSync(packed, gzipSync(readFileSync(table)));
    expect(run('gzip', packed, ['--workers', '2', '--chunk', '150000']).hash).toBe(reference.hash);
    expect(run('gzip-1', packed, ['--workers', '1', '--chunk', '70000']).hash).toBe(reference.hash);
  });

  it('into a compressed target', () => {
    const one = run('gz-1', table, ['--workers', '1'], 'residents.csv.gz');
    const two = run('gz-2', table, ['--workers', '3', '--chunk', '90000'], 'residents.csv.gz');
    expect(two.hash).toBe(one.hash);
    expect(gunzipSync(readFileSync(one.path)).equals(readFileSync(reference.path))).toBe(true);
  });

  it('in other encodings', () => {
    const text = readFileSync(table, 'utf8');
    const wide = join(place.folder, 'wide.csv');
    writeFileSync(wide, Buffer.from(`\ufeff${text}`, 'utf16le'));
    const got = run('utf16', wide, ['--workers', '2', '--chunk', '120000']);
    expect(readFileSync(got.path).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    expect(new TextDecoder('utf-16le').decode(readFileSync(got.path))).toBe(
      readFileSync(reference.path, 'utf8'),
    );
  });

  it('from part files that match a glob', () => {
    const lines = readFileSync(table, 'utf8');
    const header = lines.slice(0, lines.indexOf('\n') + 1);
    // Cut where a record surely begins: after a line that ends a record without a remark.
    const middle = lines.indexOf(',\n', 500_000) + 2;
    const parts = join(place.folder, 'parts');
    mkdirSync(parts);
    writeFileSync(join(parts, 'part-0.csv'), lines.slice(0, middle));
    writeFileSync(join(parts, 'part-1.csv'), header + lines.slice(middle));
    expect(run('glob', join(parts, 'part-*.csv'), ['--workers', '2', '--chunk', '100000']).hash).toBe(
      reference.hash,
    );
  });
});
