import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/cli/engine.js';
import { outputs } from '../../src/cli/output-schemas.js';
import { LetheError } from '../../src/core/diagnostics.js';
import { lethe, plan, policyText, profile, proof } from './world.js';

const result: RunResult = {
  version: 1,
  verdict: 'published',
  label: 'de-identified',
  profile: 'internal-sharing',
  reasons: [],
  warnings: [],
  repairs: [],
  output: [{ path: 'out/people.csv', bytes: 10, sha256: 'b'.repeat(64), rows: 40 }],
  search: {
    algorithm: 'lattice',
    metric: 'loss',
    loss: 0.25,
    levels: { age: 2 },
    suppressed: 2,
    optimal: true,
    nodes: 12,
  },
  proof,
  residuals: [],
  attacks: null,
  counts: { in: 42, out: 40, suppressed: 2, quarantined: 0 },
  timings: { profile: 0.1, apply: 0.25 },
  manifest: 'out/manifest.json',
  report: 'out/report.html',
};

const refused: RunResult = {
  ...result,
  verdict: 'refused',
  label: null,
  reasons: [{ code: 'policy-empty', args: {}, severity: 'error' }],
  repairs: [{ code: 'policy-empty', path: ['privacy', 'k'], value: 20 }],
  output: null,
  manifest: null,
  report: null,
};

describe('lethe profile', () => {
  it('shows columns to people and the whole profile to machines', async () => {
    let asked: unknown;
    const engine = {
      profileTable: async (input: unknown) => {
        asked = input;
        return profile;
      },
    };
    const human = await lethe(
      ['profile', 'a.csv', '--encoding', 'gb18030', '--no-header', '--delimiter', 'tab'],
      { engine },
    );
    expect(asked).toEqual({ path: 'a.csv', encoding: 'gb18030', header: false, delimiter: '\t' });
    expect(human.out).toContain('42 records, 2 columns, utf-8');
    expect(human.out).toMatch(/姓名\s+person-name\s+direct\s+3\s+>99 %/);
    expect(human.out).toContain('phone-mobile ×2');
    const machine = await lethe(['profile', 'a.csv', '--json'], { engine });
    expect(JSON.parse(machine.out)).toEqual({ version: 1, ...profile, hints: [] });
    outputs.profile.parse(JSON.parse(machine.out));
  });

  it('passes on what is asked for, and refuses days that do not exist', async () => {
    let asked: Record<string, unknown> = {};
    const engine = {
      profileTable: async (_: unknown, how?: object) => {
        asked = { ...how };
        return profile;
      },
    };
    await lethe(['profile', 'a.csv', '--why', '--joint', 'always', '--reference-date', '2024-02-29'], {
      engine,
    });
    expect(asked).toMatchObject({ why: true, joint: 'always', referenceDate: '2024-02-29' });
    await lethe(['profile', 'a.csv'], { engine });
    expect(Object.keys(asked)).not.toContain('why');
    for (const day of ['2023-02-29', '2024-13-01', '24-01-01', 'today']) {
      const ran = await lethe(['profile', 'a.csv', '--reference-date', day], { engine });
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('YYYY-MM-DD')]);
    }
  });

  it('tells sets of columns that single out, and sensitive columns', async () => {
    const found = {
      ...profile,
      columns: [{ ...profile.columns[0]!, categories: ['health' as const] }, profile.columns[1]!],
      joint: [{ columns: ['出生日期', '性别'], uniques: 17, share: 0.4048 }],
    };
    const engine = { profileTable: async () => found };
    const human = await lethe(['profile', 'a.csv'], { engine });
    expect(human.out).toContain('17 records (40 %) stand alone by 出生日期 + 性别');
    expect(human.out).toContain('姓名 is sensitive personal information (PIPL art. 28): medical health');
    const machine = await lethe(['profile', 'a.csv', '--json'], { engine });
    expect(JSON.parse(machine.out)).toMatchObject({ joint: found.joint });
    outputs.profile.parse(JSON.parse(machine.out));
  });
});

describe('lethe explain-column', () => {
  const why = profile.columns.map((column, i) => ({
    column,
    basis: 'all-values' as const,
    witnesses: 40,
    considered:
      i === 0
        ? [
            { entity: 'person-name' as const, header: 1, share: 0.995, strong: 0.9, quality: 0.8, values: 0.8, together: 0.95 },
            { entity: 'address' as const, header: 0, share: 0.02, strong: 0, quality: 0.2, values: 0.004, together: 0.004 },
          ]
        : [],
    forms: [{ form: 'hanName', share: 0.995 }],
  })); // biome-ignore format: a table
  const engine = { profileTable: async () => ({ ...profile, why }) };

  it('tells evidence and alternatives in both languages', async () => {
    const en = await lethe(['explain-column', 'a.csv', '姓名'], { engine });
    expect(en.code).toBe(0);
    expect(en.out).toContain('the header names it; the values have its form');
    expect(en.out).toMatch(/person-name\s+1\.00\s+>99 %\s+90 %\s+0\.80\s+0\.95/);
    expect(en.out).toMatch(/address\s+0\.00\s+2 %/);
    expect(en.out).toContain('Han characters with a surname first >99 %');
    const zh = await lethe(['explain-column', 'a.csv', '1', '--lang', 'zh'], { engine });
    expect(zh.out).toContain('表头表明');
  });

  it('is one document for machines', async () => {
    const ran = await lethe(['explain-column', 'a.csv', 'amount', '--json'], { engine });
    expect(JSON.parse(ran.out)).toEqual({ version: 1, ...why[1], records: 42 });
  });

  it('suggests a column where the name is not known', async () => {
    const ran = await lethe(['explain-column', 'a.csv', 'amuont'], { engine });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('amount');
  });
});

describe('lethe init', () => {
  const engine = { profileTable: async () => profile };

  it('writes a policy that plan understands, and never over a file', async () => {
    const first = await lethe(['init', 'data/people.csv', '-o', 'data/lethe.yaml', '--lang', 'zh'], {
      engine,
    });
    expect(first.code).toBe(0);
    const text = first.files['data/lethe.yaml'] ?? '';
    expect(text).toContain('# yaml-language-server: $schema=../node_modules/lethe/policy.schema.json');
    expect(text).toContain('input: { path: people.csv }');
    expect(text).toContain('# 因为');
    expect(text).toContain('profile: open-conditional');
    expect(text).toContain('  # owner: …');
    const planned = await lethe(['plan', '-p', 'data/lethe.yaml'], {
      files: first.files,
      engine: { planTable: async () => ({ plan, profile }) },
    });
    expect(planned.code).toBe(0);
    const second = await lethe(['init', 'data/people.csv', '-o', 'data/lethe.yaml'], {
      engine,
      files: first.files,
    });
    expect(second.code).toBe(2);
    expect(second.err).toContain('cli-file-taken');
    expect(second.files).toEqual(first.files);
  });

  it('keeps in the policy how the table was read', async () => {
    const typed = { ...profile, input: { ...profile.input, format: 'xlsx' } };
    const ran = await lethe(['init', 'a.xlsx', '--sheet', '人员', '--no-header', '-o', '-'], {
      engine: { profileTable: async () => typed },
    });
    expect(ran.out).toContain(
      '# Read as xlsx, types and all.\ninput: { path: a.xlsx, header: false, sheet: 人员 }',
    );
    const tabs = await lethe(['init', 'a.txt', '--delimiter', 'tab', '--encoding', 'gb18030', '-o', '-'], {
      engine,
    });
    const [input] = /^input: .*$/m.exec(tabs.out) ?? [];
    expect(input).toBe('input: { path: a.txt, encoding: gb18030, delimiter: "\\t" }');
  });

  it('prints to stdout with -o -', async () => {
    const ran = await lethe(['init', 'people.csv', '-o', '-'], { engine });
    expect(ran.out).toContain('version: 1');
    expect(ran.files).toEqual({});
  });
});

describe('lethe plan', () => {
  const files = { 'lethe.yaml': policyText };

  it('prints what happens to each column and why', async () => {
    const engine = {
      planTable: async () => ({
        plan,
        profile: { ...profile, columns: profile.columns.map((one) => ({ ...one, rare: [] })) },
      }),
    };
    const human = await lethe(['plan'], { files, engine });
    expect(human).toMatchObject({ code: 0, err: '' });
    expect(human.out).toMatch(/姓名\s+person-name\s+direct\s+suppress\s+the policy says so/);
    const machine = await lethe(['plan', '--json'], { files, engine });
    expect(JSON.parse(machine.out)).toEqual({ ...plan, findings: [] });
  });

  it('warns of what the gate will ask for', async () => {
    const { purpose: _, ...dataset } = plan.dataset;
    const engine = { planTable: async () => ({ plan: { ...plan, dataset }, profile }) };
    const ran = await lethe(['plan', '--json'], { files, engine });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out).findings.slice(1)).toMatchObject([
      { code: 'dataset-field-missing', severity: 'warning', args: { field: 'purpose' } },
    ]);
  });

  it('returns 1 and shows every column that does not fit', async () => {
    const other = {
      ...profile,
      columns: profile.columns.map((one) => ({ ...one, name: one.name === 'amount' ? 'amuont' : one.name })),
    };
    const engine = {
      planTable: async () => {
        throw new LetheError('schema-policy', { changes: '- amount' });
      },
      profileTable: async () => other,
    };
    const ran = await lethe(['plan', '--json'], { files, engine });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out).findings.map((one: { code: string }) => one.code)).toEqual([
      'lint-column-unlisted',
      'lint-column-unknown',
    ]);
    expect(ran.err).toContain('Did you mean `amuont`?');
  });

  it('shows cells before and after on a terminal only', async () => {
    const engine = { planTable: async () => ({ plan, profile }) };
    const withData = {
      'conf/lethe.yaml': policyText,
      'conf/people.csv': '姓名,amount\n张三,1\n李四,2\n王五,3\n',
    };
    const shown = await lethe(['plan', '-p', 'conf/lethe.yaml', '--diff', '2'], {
      files: withData,
      engine,
      terminal: true,
    });
    expect(shown.out).toContain('张三');
    expect(shown.out).toContain('李四');
    expect(shown.out).not.toContain('王五');
    for (const argv of [
      ['plan', '--diff', '2'],
      ['plan', '--diff', '2', '--json'],
    ]) {
      const ran = await lethe(argv, { files: withData, engine, terminal: argv.includes('--json') });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('cli-diff-terminal');
      expect(ran.out + ran.err).not.toContain('张三');
    }
  });
});

describe('lethe run', () => {
  const files = { 'lethe.yaml': policyText };

  it('returns 0 where it published', async () => {
    const engine = { runPolicy: async () => result };
    const human = await lethe(['run'], { files, engine });
    expect(human.code).toBe(0);
    expect(human.out).toContain('Published (de-identified: still personal information)');
    expect(human.out).toContain('out/report.html');
    const machine = await lethe(['run', '--json'], { files, engine });
    outputs.run.parse(JSON.parse(machine.out));
    expect(JSON.parse(machine.out)).toMatchObject({ version: 1, verdict: 'published', proof: { k: 6 } });
  });

  it('returns 1 where the gate refused, with reasons and what would have to change', async () => {
    const ran = await lethe(['run', '--lang', 'zh'], { files, engine: { runPolicy: async () => refused } });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('已拒绝');
    expect(ran.out).toContain('privacy.k: 20');
    expect(ran.err).toContain('策略文件为空');
  });

  it('passes the command line on: input, output, report and workers', async () => {
    let seen: unknown[] = [];
    const engine = {
      runPolicy: async (policy: unknown, options: unknown) => {
        seen = [policy, options];
        return result;
      },
    };
    const argv = [
      'run',
      'data/x.csv',
      '-o',
      'y.csv',
      '--report',
      'r.html',
      '--chunk',
      '70000',
      '--workers',
      '3',
      '-p',
      'conf/p.yaml',
    ];
    await lethe(argv, { files: { 'conf/p.yaml': policyText }, engine });
    expect(seen[0]).toMatchObject({
      file: 'conf/p.yaml',
      input: { path: '../data/x.csv' },
      output: { path: '../y.csv' },
    });
    expect(seen[1]).toMatchObject({ workers: 3, chunkBytes: 70_000, reportFile: 'r.html', language: 'en' });
  });

  it('without a policy writes a suggestion beside the input, says what to do, and returns 1', async () => {
    const engine = { profileTable: async () => profile };
    const ran = await lethe(['run', 'my data/people.csv'], { engine });
    expect(ran.code).toBe(1);
    expect(ran.files['my data/lethe.yaml']).toContain('input: { path: people.csv }');
    expect(ran.err).toContain("lethe plan -p 'my data/lethe.yaml'");
  });

  it('finds the policy beside the input', async () => {
    const ran = await lethe(['run', 'd/people.csv'], {
      files: { 'd/lethe.yaml': policyText },
      engine: { runPolicy: async () => result },
    });
    expect(ran.code).toBe(0);
  });

  it('stops before the engine where the policy cannot be right', async () => {
    const text = policyText.replace('use: suppress', 'use: keep');
    const ran = await lethe(['run'], { files: { 'lethe.yaml': text } });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('lint-direct-kept');
  });

  it('returns 130 when interrupted', async () => {
    const engine = { runPolicy: async () => Promise.reject(new Error('anything')) };
    const ran = await lethe(['run'], { files, engine, aborted: true });
    expect(ran.code).toBe(130);
    expect(ran.err).toContain('nothing was published');
  });
});

describe('lethe check', () => {
  const engine = { checkTable: async () => ({ ...proof, models: [] }) };
  const argv = ['check', 'x.csv', '--qi', 'a，b', '--sensitive', '疾病'];

  it('prints every measure, and returns 1 where a bound is not met', async () => {
    const good = await lethe([...argv, '-k', '6', '--l', '3', '--t', '0.31', '--max-risk', '0.2', '--json'], {
      engine,
    });
    expect(good.code).toBe(0);
    outputs.check.parse(JSON.parse(good.out));
    expect(JSON.parse(good.out)).toMatchObject({ version: 1, ...proof, met: true, unmet: [] });
    const bad = await lethe([...argv, '-k', '7', '--l', '4', '--t', '0.3', '--max-risk', '0.1', '--json'], {
      engine,
    });
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out).unmet).toHaveLength(4);
    expect((await lethe(argv, { engine })).out).toMatch(/l distinct · 疾病\s+3/);
  });

  it('does not pass a bound that cannot be measured', async () => {
    const none = { checkTable: async () => ({ ...proof, l: {}, models: [] }) };
    expect((await lethe([...argv, '--l', '1'], { engine: none })).code).toBe(1);
  });
});

describe('lethe anonymise', () => {
  const files = { 'h/adult_hierarchy_age.csv': '1;*', 'h/sex.csv': 'm;*', 'h/x_hierarchy_sex.csv': 'other' };
  const found = {
    search: result.search!,
    counts: { in: 42, out: 40, suppressed: 2 },
    proof,
    models: null,
    output: 'o.csv',
  };

  it('hands models, hierarchies and metric to the engine', async () => {
    let request: unknown;
    const engine = {
      anonymiseTable: async (_: unknown, what: unknown) => {
        request = what;
        return found;
      },
    };
    const argv = [
      'anonymise',
      'x.csv',
      '--qi',
      'age,sex',
      '--hierarchies',
      'h',
      '-k',
      '5',
      '--l',
      '2',
      '--sensitive',
      's',
    ];
    const ran = await lethe(
      [...argv, '--model', 't-closeness,t=0.2,column=u', '--suppression', '0.05', '-o', 'o.csv', '--json'],
      { files, engine },
    );
    expect(ran.code).toBe(0);
    expect(request).toEqual({
      quasi: ['age', 'sex'],
      hierarchies: { age: '1;*', sex: 'm;*' },
      models: [
        { model: 'k-anonymity', params: { k: 5 } },
        { model: 'distinct-l-diversity', column: 's', params: { l: 2 } },
        { model: 't-closeness', column: 'u', params: { t: 0.2, distance: 'equal' } },
      ],
      suppression: 0.05,
      search: { metric: 'loss', aggregate: '', gsFactor: 0.5, weights: {} },
      output: 'o.csv',
    });
    expect(JSON.parse(ran.out)).toEqual({ version: 1, ...found });
  });

  const faults: [string, string[], string][] = [
    ['a column without a file', ['--qi', 'age,race', '-k', '2'], 'cli-hierarchy-missing'],
    ['an unknown model', ['--qi', 'age', '--model', 'k-anonimity,k=2'], 'policy-model-unknown'],
    ['a parameter that is left out', ['--qi', 'age', '--model', 'k-anonymity'], 'cli-model-incomplete'],
    ['an unknown parameter', ['--qi', 'age', '--model', 'k-anonymity,q=2'], 'cli-model-parameter'],
    ['a model about no column', ['--qi', 'age', '--l', '2'], 'cli-option-missing'],
    ['no model', ['--qi', 'age'], 'cli-option-missing'],
    ['an unknown metric', ['--qi', 'age', '-k', '2', '--metric', 'beauty'], 'cli-option-invalid'],
    ['a share above one', ['--qi', 'age', '-k', '2', '--suppression', '5'], 'cli-option-invalid'],
  ];
  it.each(faults)('refuses %s', async (_, argv, code) => {
    const ran = await lethe(['anonymise', 'x.csv', '--hierarchies', 'h', ...argv], { files });
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`[${code}]`);
  });

  it('refuses two files for one column', async () => {
    const two = { 'h/a_hierarchy_age.csv': '', 'h/b_hierarchy_age.csv': '' };
    const ran = await lethe(['anonymise', 'x.csv', '--hierarchies', 'h', '--qi', 'age', '-k', '2'], {
      files: two,
    });
    expect(ran.err).toContain('cli-hierarchy-ambiguous');
  });
});

describe('lethe test', () => {
  const policy = (tests: string) =>
    `${policyText.replace('{ role: safe }', '{ role: quasi, use: mask, keep: [3, 4] }')}${tests}`;
  const run = (tests: string, ...argv: string[]) =>
    lethe(['test', ...argv], { files: { 'lethe.yaml': policy(tests) } });

  it('passes cells through the operators and recognisers', async () => {
    const tests = `tests:
  - { column: amount, in: "13800138000", out: "138****8000", entity: phone-mobile }
  - { column: amount, in: "", out: "" }
  - { column: 姓名, in: 张三, out: "" }
  - { column: amount, in: "12", entity: null }
`;
    const ran = await run(tests, '--json');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ version: 1, total: 5, passed: 5 });
  });

  it('returns 1 and shows the line, what was expected and what came', async () => {
    const ran = await run('tests:\n  - { column: amount, in: "13800138000", out: "138*****000" }\n');
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('lethe.yaml:9');
    expect(ran.out).toContain('"138****8000"');
  });

  it('says that a searched column cannot be tested cell by cell', async () => {
    const text =
      policyText.replace('role: safe', 'role: quasi') +
      'privacy: { k: 2 }\ntests: [{ column: amount, in: a, out: a }]\n';
    const ran = await lethe(['test', '--json'], { files: { 'lethe.yaml': text } });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out).tests[0]).toMatchObject({ passed: false, code: 'test-column-left' });
  });

  it('has nothing against a policy without tests', async () => {
    const ran = await run('');
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('tests:');
  });
});

describe('lethe list, explain and schema', () => {
  it.each(['operators', 'recognisers', 'hierarchies', 'models', 'metrics', 'profiles', 'entities'])(
    'lists %s',
    async (kind) => {
      const ran = await lethe(['list', kind, '--json']);
      const listed = JSON.parse(ran.out)[kind];
      expect(listed.length).toBeGreaterThan(0);
      for (const one of listed) expect(Object.keys(one.summary).sort()).toEqual(['en', 'zh']);
      expect((await lethe(['list', kind, '--lang', 'zh'])).out).toContain(listed[0].name);
    },
  );

  it('explains an operator with its parameters and examples', async () => {
    const ran = await lethe(['explain', 'mask', '--lang', 'zh']);
    expect(ran.out).toContain('屏蔽字符');
    expect(ran.out).toMatch(/keep\s+\[integer ≥ 0, integer ≥ 0\]/);
    expect(ran.out).toContain('138****8000');
  });

  it('explains models, recognisers, hierarchies, profiles and message codes', async () => {
    for (const name of ['k-anonymity', 'phone-mobile', 'date', 'open-conditional', 'loss', 'record-ragged']) {
      const ran = await lethe(['explain', name]);
      expect(ran.code).toBe(0);
      expect(ran.out).toContain(`${name} (`);
    }
    const ran = await lethe(['explain', 'maks']);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('Did you mean `mask`?');
  });

  it.each(['policy', 'profile', 'check', 'compare', 'run', 'manifest'])(
    'prints the schema of %s',
    async (of) => {
      const ran = await lethe(['schema', of]);
      expect(JSON.parse(ran.out).$schema).toContain('draft-07');
      expect((await lethe(['schema', '--help'])).out).toContain(of);
    },
  );
});

describe('what never happens', () => {
  it('no cell in an internal error, in either language', async () => {
    const canary = '张三CANARY13800138000';
    for (const language of ['en', 'zh']) {
      const engine = {
        profileTable: async () => {
          throw new TypeError(`bad cell ${canary}\n    at ${canary} (file:///x.js:1:2)`);
        },
      };
      for (const flags of [[], ['--json']]) {
        const ran = await lethe(['profile', 'x.csv', '--lang', language, ...flags], { engine });
        expect(ran.code).toBe(2);
        expect(ran.err).toContain('[cli-internal]');
        expect(ran.err).toContain('    at ');
        expect(ran.out + ran.err).not.toContain('CANARY');
      }
    }
  });

  it('no excerpt of a table', async () => {
    const engine = {
      profileTable: async () => {
        throw new LetheError(
          'record-ragged',
          { found: 3, expected: 2 },
          { file: 'x.csv', line: 2, column: 1 },
        );
      },
    };
    const ran = await lethe(['profile', 'x.csv'], { engine, files: { 'x.csv': 'a,b\nCANARY,2,3\n' } });
    expect(ran.err).toContain('x.csv:2:1');
    expect(ran.err).not.toContain('CANARY');
  });

  it('no control character of a column name reaches the terminal', async () => {
    const evil = { ...profile, columns: [{ ...profile.columns[1]!, name: 'a\u001b[2Jb' }] };
    const ran = await lethe(['profile', 'x.csv'], { engine: { profileTable: async () => evil } });
    expect(ran.out).not.toContain('\u001b');
    expect(ran.out).toContain('a\\u{1b}[2Jb');
  });

  it('no colour where NO_COLOR, --no-color or a pipe says so', async () => {
    const engine = { profileTable: async () => profile };
    const colour = '\u001b[';
    expect((await lethe(['profile', 'x.csv'], { engine })).out).not.toContain(colour);
    expect(
      (await lethe(['profile', 'x.csv'], { engine, terminal: true, env: { NO_COLOR: '1' } })).out,
    ).not.toContain(colour);
    expect((await lethe(['profile', 'x.csv', '--no-color'], { engine, terminal: true })).out).not.toContain(
      escape,
    );
    expect((await lethe(['profile', 'x.csv'], { engine, terminal: true })).out).toContain(colour);
  });
});
