import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { renderDiagnostics } from '../../src/cli/diagnostics.js';
import { LetheError } from '../../src/core/diagnostics.js';
import { lintPolicy, parsePolicy } from '../../src/policy/index.js';
import { registry } from './registry.js';

const good = `version: 1
dataset: { name: t, profile: internal-sharing, expiry: 2027-01-01, notes: { control: high } }
input: { path: [a.csv, b.csv], encoding: gb18030, ragged: quarantine, quarantine: q.csv, recipient: k.pem }
output: { path: out.csv, newline: crlf }
unlisted: drop
columns:
  姓名: { role: direct, use: suppress }
  手机号: &phone { role: direct, use: mask, keep: [3, 4] }
  备用: *phone
  年龄: { role: quasi, hierarchy: { kind: date, until: year }, levels: [0, 1] }
  疾病:
    role: sensitive
privacy:
  k: 5
  l: { model: distinct, value: 2 }
  models:
    - { model: t-closeness, t: 0.2, column: 疾病 }
  suppression: 0.02
search: { metric: { name: loss, aggregate: rank, weights: { 年龄: 0.5 } } }
tests:
  - { column: 手机号, in: "13800138000", out: "138****8000", entity: phone-mobile }
accept: [{ code: lint-seed, reason: x }]
`;

/** Parses and, if that works, lints: nothing but a LetheError with places in the file, which can be shown. */
function survives(text: string): void {
  try {
    lintPolicy(parsePolicy(text, 'f.yaml', registry), undefined, { registry });
  } catch (error) {
    if (!(error instanceof LetheError)) throw error;
    const { code, args, place, related } = error;
    const all = [{ code, args, severity: 'error' as const, ...(place ? { place } : {}) }, ...related];
    for (const one of all) expect(one.place?.file).toBe('f.yaml');
    const policies = new Map([['f.yaml', text]]);
    for (const language of ['en', 'zh'] as const) {
      const shown = renderDiagnostics(all, { language, color: false, policies });
      expect(shown).not.toMatch(
        /\{(key|parent|column|name|expected|found|bound|relation|reason|model|role)\}/,
      );
      expect(shown).not.toContain('undefined');
    }
  }
}

it('the policy that is broken below is whole', () => {
  expect([...parsePolicy(good, 'f.yaml', registry).columns.keys()]).toHaveLength(5);
});

it('any damage to a policy is a fault with a place, never a crash', () => {
  const damage = fc.record({
    at: fc.nat(good.length - 1),
    cut: fc.nat(12),
    put: fc.oneof(
      fc.string({ maxLength: 6, unit: 'binary' }),
      fc.constantFrom(
        ':',
        '{',
        '}',
        '[',
        ']',
        '"',
        '\n',
        '\n  ',
        ' - ',
        '*x',
        '&x ',
        '!!set ',
        '? ',
        '|',
        '~',
        '.nan',
        '1e999',
        '#',
      ),
    ),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = good;
      for (const { at, cut, put } of edits) text = text.slice(0, at) + put + text.slice(at + cut);
      survives(text);
    }),
    { numRuns: 500, seed: 7 },
  );
});

it('any value in any place of a policy is a fault with a place, never a crash', () => {
  const parts = [
    'version',
    'dataset',
    'input',
    'output',
    'columns',
    'privacy',
    'search',
    'key',
    'seed',
    'tests',
    'accept',
  ];
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...parts), value),
      fc.dictionary(fc.string(), value),
      (some, columns) => {
        survives(stringify({ ...some, columns }));
        survives(
          stringify({
            version: 1,
            columns: { x: { role: 'quasi', ...columns } },
            privacy: { models: [columns] },
          }),
        );
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});
