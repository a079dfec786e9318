import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, scratch } from './cli.js';
import { letheHere } from './here.js';

const { folder, remove } = scratch();
afterAll(remove);
const at = (name: string) => join(folder, name);
const ledger = ['--ledger', at('ledger.ndjson')];
const marked = ['--key', at('mark.key'), ...ledger];

const people = Array.from({ length: 600 }, (_, i) => [
  `E${1000 + i}`,
  i % 3 ? 'Arden, "old"' : 'Brook',
  String(i * 7),
]);
const cell = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
writeFileSync(
  at('people.csv'),
  ['id,city,amount', ...people.map((row) => row.map(cell).join(',')), ''].join('\n'),
);
const policy = (output: string, more = '') => `version: 1
dataset: { name: staff, profile: internal-sharing, purpose: test, expiry: 2030-06-30 }
input: { path: people.csv }
output: { path: ${output}${more} }
columns:
  id: { role: direct, use: pseudonym }
  city: { role: safe }
  amount: { role: safe }
ledger: ledger.ndjson
`;
const now = '2026-03-02T03:00:00Z';

async function publish(output: string, more?: string): Promise<string> {
  writeFileSync(at('lethe.yaml'), policy(output, more));
  const { json, stderr } = await letheHere(['run', '-p', at('lethe.yaml'), '--json'], { now });
  expect(json.verdict, stderr).toBe('published');
  return at(output.split('/')[0]!);
}

const deliver = (release: string, to: string, copy: string, ...more: string[]) =>
  letheHere(['deliver', release, '--to', to, '-o', at(copy), ...marked, '--json', ...more], { now });
const trace = (table: string, ...more: string[]) =>
  letheHere(['trace', at(table), ...marked, '--json', ...more], { now });
const linesOf = (path: string) => readFileSync(at(path), 'utf8').trimEnd().split('\n');

describe('copies for recipients', () => {
  let release: string;
  beforeAll(async () => {
    await letheHere(['key', 'make', at('mark.key'), ...ledger]);
    release = await publish('out/people.csv');
    for (const name of ['north', 'south', 'west']) {
      const { json, status, stderr } = await deliver(release, `University ${name}`, `copies/${name}`);
      expect([status, stderr]).toEqual([0, '']);
      expect(json).toMatchObject({ records: 600, distinct: 600, traceable: true });
    }
  });

  it('hold the records of the release in an order of their own, and nothing else differs', async () => {
    const original = linesOf('out/people.csv');
    const [north, south] = [linesOf('copies/north/people.csv'), linesOf('copies/south/people.csv')];
    expect(north[0]).toBe(original[0]);
    expect([...north].sort()).toEqual([...original].sort());
    expect(north).not.toEqual(south);
    expect(readdirSync(at('copies/north')).sort()).toEqual(['delivery.json', 'people.csv']);
    const paper = JSON.parse(readFileSync(at('copies/north/delivery.json'), 'utf8'));
    expect(paper).toMatchObject({ recipient: 'University north', dataset: 'staff', expiry: '2030-06-30' });
    const { json } = await letheHere(['ledger', ...ledger, '--json']);
    expect(json.releases[0]).toMatchObject({
      copies: 3,
      recipients: ['University north', 'University south', 'University west'],
    });
    expect(filesBelow(folder).filter((path) => path.includes('.lethe-'))).toEqual([]);
  });

  it('are traced with half of the rows gone, columns missing, renamed or written anew, or other delimiters', async () => {
    const [head, ...rows] = linesOf('copies/south/people.csv');
    writeFileSync(at('half.csv'), [head, ...rows.filter((_, i) => (i * 7919) % 13 < 6), ''].join('\n'));
    const { json, status } = await trace('half.csv');
    expect([status, json.found]).toEqual([0, [expect.objectContaining({ recipient: 'University south' })]]);
    expect(json.candidates[0].logChance).toBeLessThan(-30);
    expect(json.candidates.filter((one: { found: boolean }) => one.found)).toHaveLength(1);

    const narrow = rows.map((row) =>
      row
        .split(',')
        .filter((_, i) => i === 0)
        .concat('x')
        .join(';'),
    );
    writeFileSync(at('narrow.csv'), ['id;note', ...narrow, ''].join('\n'));
    expect((await trace('narrow.csv')).json.found[0].recipient).toBe('University south');

    const [, ...again] = linesOf('copies/south/people.csv');
    const rewritten = again.map((row, i) => row.replace(/\d+$/, (amount) => `${amount}.00${i % 10}`));
    writeFileSync(at('renamed.csv'), ['a,b,c', ...rewritten, ''].join('\n'));
    expect((await trace('renamed.csv')).json.found[0].recipient).toBe('University south');
  });

  it('are not taken for those of others: the release itself, sorted or strange tables name nobody', async () => {
    const [head, ...rows] = linesOf('copies/west/people.csv');
    writeFileSync(at('sorted.csv'), [head, ...[...rows].sort(), ''].join('\n'));
    writeFileSync(at('strange.csv'), 'id,city,amount\nx,y,z\n');
    for (const table of ['out/people.csv', 'sorted.csv', 'strange.csv']) {
      const { status, json } = await trace(table);
      expect([status, json.found]).toEqual([1, []]);
    }
    const { stdout } = await letheHere(['trace', at('sorted.csv'), ...marked, '--lang', 'zh']);
    expect(stdout).toContain('无法认定');
    const found = await letheHere(['trace', at('copies/west/people.csv'), ...marked]);
    expect(found.stdout).toMatch(/Copy of University west \(by chance: 10\^-\d+\)/);
  });

  it('are traced without the files of the release, where all columns are there', async () => {
    const text = readFileSync(at('out/people.csv'));
    rmSync(at('out/people.csv'));
    expect((await trace('copies/north/people.csv')).json.found[0].recipient).toBe('University north');
    expect((await trace('narrow.csv')).json).toMatchObject({
      found: [],
      untested: [{ missing: ['city', 'amount'] }],
    });
    writeFileSync(at('out/people.csv'), text);
  });

  it.each([
    ['parquet', 'typed/people.parquet', ''],
    ['gzip', 'packed/people.csv.gz', ''],
    ['UTF-16', 'wide/people.csv', ', encoding: utf-16le, bom: true'],
    ['GB18030, CRLF', 'han/people.csv', ', encoding: gb18030, newline: "\\r\\n", delimiter: "|"'],
  ])('are made and traced in every form: %s', async (_, output, more) => {
    const from = await publish(output, more);
    const copy = `copies-${output.split('/')[0]}`;
    const { json, stderr } = await deliver(from, 'Institute', copy);
    expect(json.records, stderr).toBe(600);
    const { json: traced } = await trace(`${copy}/${output.split('/')[1]}`);
    expect(traced.found[0]).toMatchObject({ recipient: 'Institute', release: json.release });
  });

  it('are refused where the release is not out, not whole, or over its term', async () => {
    const refused = async (code: string, args: string[], when = now) => {
      const before = readFileSync(at('ledger.ndjson'), 'utf8');
      const { status, stderr } = await letheHere(args, { now: when });
      expect([status, stderr]).toEqual([2, expect.stringContaining(`[${code}]`)]);
      expect(existsSync(at('no'))).toBe(false);
      expect(readFileSync(at('ledger.ndjson'), 'utf8')).toBe(before);
    };
    const to = ['deliver', release, '--to', 'X', ...marked];
    await refused('deliver-expired', [...to, '-o', at('no')], '2030-07-01T03:00:00Z');
    await refused('cli-file-taken', [...to, '-o', at('copies/north')]);
    await refused('key-unreadable', [
      'deliver',
      release,
      '--to',
      'X',
      '-o',
      at('no'),
      '--key',
      at('none'),
      ...ledger,
    ]);
    const suspend = ['--event', 'suspended', '--reason', 'r', '--by', 'o'];
    await letheHere(['withdraw', release, ...ledger, ...suspend]);
    await refused('deliver-state', [...to, '-o', at('no')]);
    writeFileSync(at('out/people.csv'), 'id,city,amount\n');
    await refused('deliver-unsound', [...to, '-o', at('no')]);
    await letheHere(['key', 'make', at('other.key')]);
    await refused('trace-no-copies', ['trace', at('half.csv'), '--key', at('other.key'), ...ledger]);
  });
});
