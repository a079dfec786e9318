import { describe, expect, it } from 'vitest';
import type { TableProfile } from '../../src/core/profile.js';
import { parsePolicy } from '../../src/policy/parse.js';
import { type ColumnSuggestion, writePolicy } from '../../src/policy/write.js';
import { registry } from './registry.js';

const profile: TableProfile = {
  input: { bytes: 1, rows: 1234, sha256: '', encoding: 'gb18030', delimiter: '\t' },
  columns: [],
  warnings: [],
};

const hostile = [
  '姓名',
  'a: b',
  '- x',
  '#c',
  '"q"',
  "it's",
  'yes',
  '2020',
  'null',
  ' lead',
  '{x}',
  'tab\there',
  'line\nbreak',
  '*a',
  '',
  'x'.repeat(300),
  'x'.repeat(1500),
  'y": '.repeat(600),
  '? k',
  'a"b: c',
];

const suggestions: ColumnSuggestion[] = [
  ...hostile.map(
    (name): ColumnSuggestion => ({
      name,
      role: 'direct',
      use: 'suppress',
      params: {},
      comment: 'line\nbreak # here',
    }),
  ),
  {
    name: '手机号',
    role: 'direct',
    use: 'mask',
    params: { keep: [3, 4] },
    comment: { en: 'phone', zh: '手机号' },
  },
  { name: 'born', role: 'quasi', use: null, params: {}, hierarchy: 'date', comment: '' },
  { name: 'place', role: 'quasi', use: null, params: {}, hierarchy: { file: 'a b.csv' }, comment: '' },
  { name: 'case', role: 'linking', use: null, params: {}, comment: '' },
  { name: 'illness', role: 'sensitive', use: null, params: {}, comment: '' },
];

describe('writePolicy', () => {
  it.each(['en', 'zh'] as const)('writes a policy that parses to what was suggested (%s)', (language) => {
    const text = writePolicy(suggestions, profile, language, {
      input: 'in put.csv',
      output: 'out/in put.csv',
      schema: '../s.json',
      profile: 'open-conditional',
      required: ['agreement', 'purpose'],
      terms: { purpose: 'a: b', expiry: '2027-12-31' },
      k: 7,
      l: 3,
    });
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../s.json');
    expect(text).toMatch(/[^\n]\n$/);
    const policy = parsePolicy(text, 'lethe.yaml', registry);
    expect(new Set(policy.columns.keys())).toEqual(new Set(suggestions.map((one) => one.name)));
    expect(policy.columns.get('手机号')).toMatchObject({ use: 'mask', params: { keep: [3, 4] } });
    expect(policy.columns.get('place')?.hierarchy).toEqual({ kind: 'taxonomy', params: { file: 'a b.csv' } });
    expect(policy.privacy.models.map((one) => one.model)).toEqual(['k-anonymity', 'distinct-l-diversity']);
    expect(policy.privacy.models.map((one) => one.params)).toEqual([{ k: 7 }, { l: 3 }]);
    expect(policy.columns.get('case')?.use).toBe('keep');
    expect(text).toContain('  # agreement: …');
    expect(policy.dataset).toMatchObject({ purpose: 'a: b', expiry: '2027-12-31' });
    expect(policy.input.path).toBe('in put.csv');
    expect(policy.dataset.name).toBe('in put');
    expect(text).toContain(language === 'zh' ? '# 手机号' : '# phone');
  });
});
