import { describe, expect, it } from 'vitest';
import { type Diagnostic, LetheError } from '../../src/core/diagnostics.js';
import { parsePolicy } from '../../src/policy/parse.js';
import { registry } from './registry.js';

const design = `version: 1
dataset: { name: 困难群众救助名单, owner: 某市民政局, source: 业务系统导出, purpose: 部门共享, profile: internal-sharing }
input:  { path: residents.csv }
output: { path: out/residents.csv }
columns:
  姓名:     { role: direct,    use: suppress }
  身份证号: { role: direct,    use: pseudonym, domain: person }
  手机号:   { role: direct,    use: mask, keep: [3, 4] }
  出生日期: { role: quasi,     hierarchy: date }
  住址:     { role: quasi,     hierarchy: { file: places.csv }, levels: [1, 2] }
  性别:     { role: quasi }
  疾病:     { role: sensitive }
privacy: { k: 5, l: { model: distinct, value: 2 }, suppression: 0.02 }
search:  { metric: loss }
tests:
  - { column: 手机号, in: "13800138000", out: "138****8000" }
`;

/** Every fault of a policy as `line, the word at that place, code, suggestion`, in the order of places. */
function faults(text: string): string[] {
  try {
    parsePolicy(text, 'lethe.yaml', registry);
  } catch (error) {
    if (!(error instanceof LetheError)) throw error;
    const first: Diagnostic = {
      code: error.code,
      args: error.args,
      severity: 'error',
      ...(error.place ? { place: error.place } : {}),
    };
    return [first, ...error.related].map((one) => {
      expect(one.place?.file).toBe('lethe.yaml');
      const suggestion = one.args.suggestion === undefined ? '' : ` → ${one.args.suggestion}`;
      const line = text.split('\n')[(one.place?.line ?? 0) - 1] ?? '';
      const token = /^("[^"]*"|[^\s,:}\]]*)/.exec(line.slice((one.place?.column ?? 0) - 1))?.[0];
      return `${one.place?.line} ${token} ${one.code}${suggestion}`;
    });
  }
  return [];
}

describe('parsePolicy', () => {
  it('understands the policy of the design', () => {
    const policy = parsePolicy(design, 'lethe.yaml', registry);
    expect(policy.dataset).toEqual({
      name: '困难群众救助名单',
      owner: '某市民政局',
      source: '业务系统导出',
      purpose: '部门共享',
      profile: 'internal-sharing',
    });
    expect([...policy.columns.keys()]).toHaveLength(7);
    expect(policy.columns.get('手机号')).toEqual({
      role: 'direct',
      entity: null,
      use: 'mask',
      params: { keep: [3, 4], mark: '*' },
      hierarchy: null,
      levels: null,
    });
    expect(policy.columns.get('身份证号')?.params).toEqual({ domain: 'person' });
    expect(policy.columns.get('出生日期')?.hierarchy).toEqual({ kind: 'date', params: { until: 'decade' } });
    expect(policy.columns.get('住址')).toMatchObject({
      hierarchy: { kind: 'taxonomy', params: { file: 'places.csv' } },
      levels: [1, 2],
    });
    expect(policy.privacy).toEqual({
      models: [
        { model: 'k-anonymity', params: { k: 5 } },
        { model: 'distinct-l-diversity', column: '疾病', params: { l: 2 } },
      ],
      suppression: 0.02,
      missing: 'own',
      person: null,
      sample: null,
    });
    expect(policy.search).toEqual({
      metric: 'loss',
      aggregate: '',
      gsFactor: 0.5,
      weights: {},
    });
    expect(policy.unlisted).toBe('error');
    expect(policy.tests).toEqual([{ column: '手机号', in: '13800138000', out: '138****8000' }]);
    const column = design.split('\n')[7]!.indexOf('[3, 4]') + 1;
    expect(policy.at('columns', '手机号', 'keep')).toEqual({ file: 'lethe.yaml', line: 8, column });
  });

  it('reads a byte order mark, CRLF and numeric column names', () => {
    const text = `\uFEFF${design.replace('  性别: ', '  2020: ').replaceAll('\n', '\r\n')}`;
    const policy = parsePolicy(text, 'lethe.yaml', registry);
    expect(policy.columns.get('2020')?.role).toBe('quasi');
    expect(policy.at('columns', '2020').line).toBe(11);
  });

  it('expands a model over every sensitive column, in the order of the policy', () => {
    const text = design
      .replace('  性别:     { role: quasi }', '  性别:     { role: sensitive }')
      .replace('k: 5', 'k: 5, t: 0.3');
    expect(parsePolicy(text, 'f', registry).privacy.models.map((one) => [one.model, one.column])).toEqual([
      ['k-anonymity', undefined],
      ['distinct-l-diversity', '性别'],
      ['distinct-l-diversity', '疾病'],
      ['t-closeness', '性别'],
      ['t-closeness', '疾病'],
    ]);
  });

  const edits: [string, string, string, string[]][] = [
    ['an unknown key of the frame', 'privacy:', 'privacey:', ['13 privacey policy-key-unknown → privacy']],
    [
      'an unknown key of a block',
      'suppression:',
      'supression:',
      ['13 supression policy-key-unknown → suppression'],
    ],
    [
      'an unknown role',
      'role: direct,    use: suppress',
      'role: dirct,    use: suppress',
      ['6 dirct policy-value → direct'],
    ],
    [
      'an unknown operator',
      'use: suppress',
      'use: supress',
      ['6 supress policy-operator-unknown → suppress'],
    ],
    ['an unknown parameter', 'domain: person', 'domian: person', ['7 domian policy-key-unknown → domain']],
    [
      'an unknown parameter of a union',
      'keep: [3, 4]',
      'keep: [3, 4], makr: x',
      ['8 makr policy-key-unknown → mark'],
    ],
    ['a model of no size, once', 'k: 5', 'k: 0', ['13 0 policy-range']],
    ['a number that is none, once', 'k: 5', 'k: .nan', ['13 .nan policy-type']],
    ['a wrong type in a parameter', 'keep: [3, 4]', 'keep: [3, four]', ['8 four policy-type']],
    ['a missing parameter', 'use: mask, keep: [3, 4]', 'use: bucket', ['8 手机号 policy-key-missing']],
    [
      'an unknown hierarchy',
      'hierarchy: date',
      'hierarchy: dates',
      ['9 dates policy-hierarchy-unknown → date'],
    ],
    [
      'a hierarchy without kind',
      '{ file: places.csv }',
      '{ files: places.csv }',
      ['10 { policy-hierarchy-kind'],
    ],
    ['levels the wrong way round', 'levels: [1, 2]', 'levels: [2, 1]', ['10 [2 policy-levels-order']],
    [
      'levels without hierarchy',
      '性别:     { role: quasi }',
      '性别:     { role: quasi, levels: [0, 1] }',
      ['11 levels policy-levels-hierarchy'],
    ],
    [
      'a missing role',
      '疾病:     { role: sensitive }',
      '疾病:     { use: keep }',
      ['12 疾病 policy-key-missing', '13 { policy-model-sensitive'],
    ],
    [
      'a direct column without use',
      'role: direct,    use: suppress',
      'role: direct',
      ['6 姓名 policy-use-missing'],
    ],
    ['a share above one', 'suppression: 0.02', 'suppression: 2', ['13 2 policy-range']],
    ['a list that is too short', 'keep: [3, 4]', 'keep: [3]', ['8 [3 policy-size']],
    [
      'a text that is too long',
      'path: residents.csv }',
      'path: residents.csv, delimiter: abc }',
      ['3 abc policy-delimiter', '3 abc policy-length'],
    ],
    ['an empty text', 'owner: 某市民政局', 'owner: ""', ['2 "" policy-value-empty']],
    ['a list without entries', 'path: residents.csv }', 'path: [] }', ['3 [ policy-value-empty']],
    [
      'persons where empty cells match every value',
      'suppression: 0.02',
      'person: 身份证号, missing: wildcard',
      ['13 wildcard person-wildcard'],
    ],
    ['an unknown metric', 'metric: loss', 'metric: los', ['14 los policy-value → loss']],
    [
      'an unknown release profile',
      'profile: internal-sharing',
      'profile: internal-share',
      ['2 internal-share policy-value → internal-sharing'],
    ],
    [
      'a number where text belongs',
      'in: "13800138000"',
      'in: 13800138000',
      ['16 13800138000 policy-text-unquoted'],
    ],
    [
      'a test of an unknown column',
      'column: 手机号, in',
      'column: 手机, in',
      ['16 手机 policy-column-unknown → 手机号'],
    ],
    ['another version', 'version: 1', 'version: 2', ['1 2 policy-version']],
    ['a duplicate column', '  性别: ', '  姓名: ', ['11 姓名 policy-yaml-duplicate']],
    [
      'a model without its sensitive column',
      'role: sensitive',
      'role: safe',
      ['13 { policy-model-sensitive'],
    ],
    [
      'quarantine without a file',
      'path: residents.csv',
      'path: residents.csv, ragged: quarantine',
      ['3 quarantine policy-quarantine-path'],
    ],
  ];
  it.each(edits)('%s is reported at its place', (_, before, after, expected) => {
    expect(design).toContain(before);
    expect(faults(design.replace(before, after))).toEqual(expected);
  });

  it('reports every fault of a policy at once, in the order of places', () => {
    const text = design
      .replace('use: suppress', 'use: supress')
      .replace('hierarchy: date', 'hierarchy: dates')
      .replace('suppression:', 'supression:')
      .replace('metric: loss', 'metrics: loss');
    expect(faults(text)).toEqual([
      '6 supress policy-operator-unknown → suppress',
      '9 dates policy-hierarchy-unknown → date',
      '13 supression policy-key-unknown → suppression',
      '14 metrics policy-key-unknown → metric',
    ]);
  });

  it('accepts only codes that a finding can have', () => {
    expect(faults(`${design}accept: [{ code: lint-sed, reason: x }]\n`)).toEqual([
      '17 lint-sed policy-accept-code → lint-seed',
    ]);
  });

  it('resolves models by name and refuses what is not one', () => {
    const models = (list: string) =>
      design.replace('k: 5, l: { model: distinct, value: 2 }', `models: ${list}`);
    expect(faults(models('[{ model: k-anonymity, k: 3 }]'))).toEqual([]);
    expect(faults(models('[{ model: k-anonimity, k: 3 }]'))).toEqual([
      '13 k-anonimity policy-model-unknown → k-anonymity',
    ]);
    expect(faults(models('[{ model: t-closeness, t: 2 }]'))).toEqual(['13 2 policy-range']);
    expect(faults(models('[{ model: t-closeness, t: .2, column: 性别 }]'))).toEqual([
      '13 性别 policy-model-column-role',
    ]);
    expect(faults(models('[{ model: t-closeness, t: .2, column: 疾 }]'))).toEqual([
      '13 疾 policy-column-unknown → 疾病',
    ]);
  });

  const broken: [string, string, string[]][] = [
    ['nothing', '', ['policy-empty']],
    ['a tab', 'version: 1\ncolumns:\n\ta: {}\n', ['policy-yaml-tab']],
    ['an open brace', 'version: 1\ndataset: { name: x\n', ['policy-yaml-indent']],
    ['an open quote', 'version: 1\ndataset: "x\n', ['policy-yaml-unclosed']],
    ['an alias without anchor', 'version: *one\n', ['policy-yaml-alias']],
  ];
  it.each(broken)('%s is not a policy', (_, text, codes) => {
    expect(faults(text).map((one) => one.split(' ')[2])).toEqual(expect.arrayContaining(codes));
  });

  it('does not repeat what a test case contains', () => {
    const canary = '张三CANARY13800138000';
    const texts = [
      design.replace('in: "13800138000"', `in: [${canary}]`),
      design.replace('in: "13800138000"', `in: { ${canary}: 1 }`),
      design.replace('out: "138****8000"', `out: "${canary}`),
    ];
    for (const text of texts) {
      try {
        parsePolicy(text, 'f', registry);
        expect.unreachable();
      } catch (error) {
        expect(JSON.stringify(error) + String(error)).not.toContain('CANARY');
      }
    }
  });
});
