import { describe, expect, it } from 'vitest';
import type { ColumnProfile, TableProfile } from '../../src/core/profile.js';
import { lintPolicy } from '../../src/policy/lint.js';
import { parsePolicy } from '../../src/policy/parse.js';
import { registry } from './registry.js';

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  name,
  index: 0,
  entity: null,
  role: 'safe',
  confidence: 1,
  share: 1,
  nonEmpty: 100,
  distinct: 50,
  rare: [],
  grade: 1,
  reasons: [],
  ...more,
});

const table = (...columns: ColumnProfile[]): TableProfile => ({
  input: { bytes: 1, rows: 100, sha256: '', encoding: 'utf-8', delimiter: ',' },
  columns: columns.map((one, index) => ({ ...one, index })),
  warnings: [],
});

/** Findings of a policy with these columns as `severity code column`. */
function lint(columns: string, profile?: TableProfile, rest = ''): string[] {
  const text = `version: 1
dataset: { name: t, profile: internal-sharing }
input: { path: a.csv }
output: { path: b.csv }
columns:
${columns}
${rest}`;
  const policy = parsePolicy(text, 'lethe.yaml', registry);
  return lintPolicy(policy, profile, { registry }).map((one) => {
    expect(one.place?.file).toBe('lethe.yaml');
    expect(one.place?.line).toBeGreaterThan(0);
    const suggestion = one.args.suggestion === undefined ? '' : ` → ${one.args.suggestion}`;
    return `${one.severity} ${one.code} ${one.args.column ?? one.args.key ?? one.args.code ?? ''}${suggestion}`.trim();
  });
}

describe('lintPolicy', () => {
  it('finds nothing in a policy that fits', () => {
    const profile = table(
      column('name', { entity: 'person-name', role: 'direct' }),
      column('age', { entity: 'age', role: 'quasi' }),
      column('amount'),
    );
    const columns =
      '  name: { role: direct, use: suppress }\n  age: { role: quasi, hierarchy: date }\n  amount: { role: safe }';
    expect(lint(columns, profile, 'privacy: { k: 5 }')).toEqual([]);
  });

  it('compares the columns of policy and input', () => {
    const profile = table(column('amuont'), column('extra'));
    expect(lint('  amount: { role: safe }', profile)).toEqual([
      'error lint-column-unlisted amuont',
      'error lint-column-unlisted extra',
      'error lint-column-unknown amount → amuont',
    ]);
    expect(lint('  amuont: { role: safe }', profile, 'unlisted: drop')).toEqual([
      'info lint-column-dropped extra',
    ]);
  });

  const cases: [string, string, Partial<ColumnProfile>, string[]][] = [
    [
      'a hash of something enumerable',
      '{ role: direct, use: hash }',
      { entity: 'phone-mobile' },
      ['error hash-enumerable c'],
    ],
    [
      'a hash of something else',
      '{ role: direct, use: hash }',
      { entity: 'email' },
      ['warning lint-reversible c'],
    ],
    ['a direct column kept', '{ role: direct, use: keep }', {}, ['error lint-direct-kept c']],
    ['a text column kept', '{ role: text, use: keep }', {}, ['error lint-direct-kept c']],
    [
      'an identifier called safe',
      '{ role: safe }',
      { entity: 'cn-resident-id' },
      ['error lint-identifier-kept c'],
    ],
    ['an unsure identifier called safe', '{ role: safe }', { entity: 'cn-resident-id', confidence: 0.3 }, []],
    [
      'a stated entity that identifies',
      '{ role: safe, entity: email }',
      {},
      ['error lint-identifier-kept c'],
    ],
    [
      'rare identifiers in a kept column',
      '{ role: safe }',
      { rare: [{ entity: 'phone-mobile', count: 3 }] },
      ['warning lint-rare-identifiers c'],
    ],
    ['rare dates in a kept column', '{ role: safe }', { rare: [{ entity: 'date', count: 3 }] }, []],
    [
      'arithmetic on names',
      '{ role: safe, use: bucket, width: 5 }',
      { entity: 'person-name' },
      ['warning lint-operator-entity c'],
    ],
    ['arithmetic on ages', '{ role: safe, use: bucket, width: 5 }', { entity: 'age' }, []],
    ['a keyed pseudonym', '{ role: direct, use: pseudonym }', { entity: 'cn-resident-id' }, []],
  ];
  it.each(cases)('%s', (_, written, found, expected) => {
    expect(lint(`  c: ${written}`, table(column('c', found)))).toEqual(expected);
  });

  it('refuses a release without columns, and models of columns that are dropped', () => {
    const both = '  a: { role: direct, use: suppress }\n  b: { role: safe, use: suppress }';
    expect(lint(both)).toEqual(['error lint-nothing-published']);
    expect(lint(both, undefined, 'accept: [{ code: lint-nothing-published, reason: x }]')).toContain(
      'error lint-nothing-published',
    );
    expect(lint('  a: { role: direct, use: suppress }\n  b: { role: safe }')).toEqual([]);
    const models = 'privacy: { k: 2, l: 2 }';
    const quasi = '  q: { role: quasi }\n';
    expect(lint(`${quasi}  s: { role: sensitive, use: suppress }`, undefined, models)).toEqual([
      'error lint-model-unpublished s',
    ]);
    expect(lint(`${quasi}  s: { role: sensitive }`, undefined, models)).toEqual([]);
  });

  it('wants a model where there are quasi-identifiers, and one for each sensitive column', () => {
    expect(lint('  a: { role: quasi }')).toEqual(['error lint-no-model']);
    expect(lint('  a: { role: quasi }\n  s: { role: sensitive }', undefined, 'privacy: { k: 2 }')).toEqual([
      'warning lint-sensitive-unprotected s',
    ]);
  });

  it('turns what the policy accepts into an info, and nothing else', () => {
    const profile = table(column('c', { entity: 'email' }), column('d', { entity: 'email' }));
    const columns = '  c: { role: safe }\n  d: { role: safe }';
    expect(
      lint(columns, profile, 'accept: [{ code: lint-identifier-kept, column: c, reason: agreed }]'),
    ).toEqual(['info lint-identifier-kept c', 'error lint-identifier-kept d']);
    const accept = 'accept: [{ code: lint-no-model, reason: x }]';
    expect(lint('  c: { role: quasi }\n  d: { role: direct, use: suppress }', profile, accept)).toEqual([
      'error lint-no-model',
      'warning lint-accept-unused lint-no-model',
    ]);
  });

  it('acknowledges a danger of an operator for the column that accept names, and for no other', () => {
    const profile = table(column('c', { entity: 'phone-mobile' }), column('d', { entity: 'phone-mobile' }));
    const columns = '  c: { role: direct, use: hash }\n  d: { role: direct, use: hash }';
    const accept = (code: string) => `accept: [{ code: ${code}, column: c, reason: agreed }]`;
    expect(lint(columns, profile, accept('hash-enumerable'))).toEqual([
      'warning lint-reversible c',
      'error hash-enumerable d',
    ]);
    expect(lint(columns, profile, accept('policy-empty'))).toEqual([
      'error hash-enumerable c',
      'error hash-enumerable d',
    ]);
  });

  it('says that a seed outlives the run', () => {
    expect(lint('  c: { role: safe }', undefined, 'seed: reproducible-sample')).toEqual([
      'warning lint-seed seed',
    ]);
  });

  it('leaves a hierarchy file alone that it cannot read', () => {
    expect(lint('  c: { role: quasi, use: bucket, width: 2, hierarchy: { file: x.csv } }')).toEqual([]);
  });
});
