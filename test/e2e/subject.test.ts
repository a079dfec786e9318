import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch } from './cli.js';
import { letheHere } from './here.js';

const { folder, remove } = scratch();
afterAll(remove);
const at = (name: string) => join(folder, name);
const ledger = ['--ledger', at('ledger.ndjson')];
const why = ['--reason', 'r', '--by', 'o'];

const phone = (i: number) => `138${String(10_000_000 + i * 7919).slice(0, 8)}`;
const rows = Array.from({ length: 60 }, (_, i) => [`E${1000 + i}`, phone(i), i % 2 ? 'Arden' : 'Brook']);
writeFileSync(at('people.csv'), ['id,phone,city', ...rows.map((row) => row.join(',')), ''].join('\n'));
// The last person was never in the source.
const wanted = [rows[3]!, rows[41]!, ['E9999', '13900000000', 'Arden']];
const list = ['id,phone', ...wanted.map((row) => row.slice(0, 2).join(',')), ''].join('\n');
writeFileSync(at('wanted.csv'), list);

const policy = (name: string, id: string, tail: string, more = '') => `version: 1
dataset: { name: ${name}, profile: internal-sharing, purpose: test, recipient: Office ${name} }
input: { path: people.csv }
output: { path: ${name}/people.csv }
columns:
  id: { role: direct, ${id} }
  phone: { role: direct, use: ${more === '' ? 'suppress' : more} }
  city: { role: safe }
${tail}
ledger: ledger.ndjson
`;

async function publish(name: string, ...parts: [string, string, string?]): Promise<void> {
  writeFileSync(at(`${name}.yaml`), policy(name, ...parts));
  const { json, stderr } = await letheHere(['run', '-p', at(`${name}.yaml`), '--json']);
  expect(json.verdict, stderr).toBe('published');
}

const look = (...more: string[]) =>
  letheHere(['subject', at('wanted.csv'), ...ledger, '--json', ...more], { now: '2026-03-02T03:00:00Z' });

describe('lethe subject', () => {
  beforeAll(async () => {
    await letheHere(['key', 'make', at('person.key'), ...ledger]);
    await publish('named', 'use: pseudonym, domain: person', 'key: { file: person.key }');
    await publish(
      'format',
      'use: pseudonym',
      'key: { file: person.key }',
      'format-preserving, alphabet: digits',
    );
    await publish('gone', 'use: pseudonym', '');
    await publish('none', 'use: suppress', '');
  });

  it('finds persons in every release whose key exists, and says of the others why nobody can tell', async () => {
    const { status, json, stdout } = await look('--key', at('person.key'));
    expect([status, json.persons, json.found]).toEqual([0, 3, 2]);
    expect(json.releases).toMatchObject([
      {
        dataset: 'named',
        answer: 'found',
        columns: ['id'],
        persons: 2,
        records: 2,
        recipients: ['Office named'],
      },
      { dataset: 'format', answer: 'found', columns: ['id'], persons: 2, records: 2 },
      { dataset: 'gone', answer: 'unknown', reason: 'key-destroyed' },
      { dataset: 'none', answer: 'unknown', reason: 'no-identifier' },
    ]);
    expect(json.hits.map(({ person }: { person: number }) => person)).toEqual([1, 2]);
    for (const value of wanted.flat().slice(0, 2)) expect(stdout).not.toContain(value);
  });

  it('uses the policy for what a manifest does not repeat, and the policy’s key', async () => {
    const { json } = await look('-p', at('format.yaml'));
    expect(json.releases[1]).toMatchObject({
      answer: 'found',
      columns: ['id', 'phone'],
      persons: 2,
      records: 2,
    });
  });

  it('needs the key, also a retired one', async () => {
    const { status, json } = await look();
    expect([status, json.found]).toEqual([1, 0]);
    expect(json.releases[0]).toMatchObject({
      answer: 'unknown',
      reason: 'key-needed',
      key: expect.any(String),
    });
    const { json: rotated } = await letheHere([
      'key',
      'rotate',
      at('person.key'),
      ...ledger,
      ...why,
      '--json',
    ]);
    expect((await look('--key', at('person.key'))).json.found).toBe(0);
    expect((await look('--key', at('person.key'), '--key', rotated.retiredFile)).json.found).toBe(2);
    await letheHere(['key', 'rotate', at('person.key'), ...ledger, ...why]);
    rmSync(at('person.key'));
    writeFileSync(at('person.key'), readFileSync(rotated.retiredFile));
  });

  it('writes the records to delete, which are those of the persons, and enters the request', async () => {
    const { json } = await look('--key', at('person.key'), '-o', at('delete.csv'), '--enter', 'deletion');
    expect(json.request).toMatchObject({ kind: 'deletion', received: '2026-03-02', due: '2026-03-16' });
    expect(statSync(at('delete.csv')).mode & 0o777).toBe(0o600);
    const [head, ...lines] = readFileSync(at('delete.csv'), 'utf8').trimEnd().split('\n');
    expect(head).toBe('release,dataset,file,record,column,value,person,recipients');
    expect(lines).toHaveLength(4);
    const released = readFileSync(at('named/people.csv'), 'utf8').trimEnd().split('\n');
    for (const line of lines.slice(0, 2)) {
      const [, dataset, file, record, column, value, person] = line.split(',');
      expect([dataset, file, column]).toEqual(['named', 'people.csv', 'id']);
      expect(Number(record)).toBe(rows.indexOf(wanted[Number(person) - 1]!) + 1); // no record was suppressed
      expect(released[Number(record)]!.startsWith(value!)).toBe(true);
    }
    // No identifier of a person reaches the ledger.
    const text = readFileSync(at('ledger.ndjson'), 'utf8');
    for (const value of wanted.flatMap((row) => row.slice(0, 2))) expect(text).not.toContain(value);
    expect(await look('--key', at('person.key'), '-o', at('delete.csv'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cli-file-taken'),
    });
  });

  it('finds persons however the source and the list write their numbers', async () => {
    const [id, legacy] = ['110101194903074613', '110101490307461'];
    const source = [
      ['card', 'mobile', 'city'],
      [` ${legacy}`, '+86 138-0013-8000', 'Arden'],
      ['11010519491231002x', '１３９００１３９０００', 'Brook'],
      ['310101 19800101 0010', '137 0013 7000', 'Brook'],
    ];
    const persons = [
      ['card', 'mobile'],
      [id, '13800138000'],
      ['１１０１０５19491231002X', '0086 139 0013 9000'],
      ['', '(86)137.0013.7000'],
      ['110101194903074621', '13600136000'], // somebody else
    ];
    await letheHere(['key', 'make', at('other.key'), ...ledger]);
    writeFileSync(at('forms.csv'), `${source.map((row) => row.join(',')).join('\n')}\n`);
    writeFileSync(at('asked.csv'), `${persons.map((row) => row.join(',')).join('\n')}\n`);
    writeFileSync(
      at('forms.yaml'),
      policy('forms', 'use: suppress', 'key: { file: other.key }')
        .replace('people.csv', 'forms.csv')
        .replace(
          / {2}id: .*\n {2}phone: .*\n/,
          '  card: { role: direct, use: pseudonym }\n  mobile: { role: direct, use: pseudonym }\n',
        ),
    );
    const run = await letheHere(['run', '-p', at('forms.yaml'), '--json']);
    expect(run.json.verdict, run.stderr).toBe('published');
    const asked = ['subject', at('asked.csv'), ...ledger, '--key', at('other.key'), '--json'];
    const { json } = await letheHere(asked, { now: '2026-03-02T03:00:00Z' });
    const forms = json.releases.find(({ dataset }: { dataset: string }) => dataset === 'forms');
    expect(forms).toMatchObject({
      answer: 'found',
      persons: 3,
      records: 3,
      otherwise: 3,
      columns: ['card', 'mobile'],
    });
    expect(json.hits.map(({ person }: { person: number }) => person)).toEqual([1, 2, 3]);
  });

  it('says so in both languages, from standard input as well, and of releases that were changed', async () => {
    const ask = (language: string) =>
      letheHere(['subject', at('wanted.csv'), ...ledger, '--key', at('person.key'), '--lang', language]);
    expect((await ask('en')).stdout).toContain('2 of 3 persons are in a release');
    expect((await ask('zh')).stdout).toContain('密钥已销毁');
    writeFileSync(at('named/people.csv'), `${readFileSync(at('named/people.csv'), 'utf8')}x,y\n`);
    const { json } = await look('--key', at('person.key'));
    expect(json.releases[0]).toMatchObject({ answer: 'unknown', reason: 'files-gone' });
  });
});
