import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/index.js';
import { words } from '../../src/report/words.js';
import { column, planned, sampleEvidence, samplePlan } from '../release/facts.js';
import { sampleReport } from './facts.js';

const golden = (name: string) => join(import.meta.dirname, '..', 'fixtures', 'report', name);

describe('golden reports', () => {
  test('published, Chinese', async () => {
    await expect(renderReport(sampleReport(), 'zh')).toMatchFileSnapshot(golden('published.zh.html'));
  });

  test('refused, English', async () => {
    const html = renderReport(sampleReport({ profile: 'open-unconditional' }), 'en');
    await expect(html).toMatchFileSnapshot(golden('refused.en.html'));
  });
});

describe.each(['en', 'zh'] as const)('a report in %s', (language) => {
  const pages = [sampleReport(), sampleReport({ profile: 'open-unconditional' }), sampleReport({ profile: 'internal-sharing' })]; // biome-ignore format: one line

  test.each(pages)('stands alone: no script, no reference to anything outside', (data) => {
    const html = renderReport(data, language);
    expect(html).not.toMatch(
      /<script|<link|<img|<iframe|<object|@import|\bsrc=|\bhref=|url\(|javascript:|\son\w+=/i,
    );
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).toContain("default-src 'none'");
  });

  test('has no unfilled hole and no undefined', () => {
    for (const data of pages) {
      const body = renderReport(data, language).replace(/<style>[\s\S]*?<\/style>/, '');
      expect(body).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
    }
  });

  test('is well formed: every element that opens closes', () => {
    for (const data of pages) expect(unclosed(renderReport(data, language))).toEqual([]);
  });
});

describe('what may not be seen', () => {
  test('counts below k are hidden everywhere, and cannot be had by subtraction', () => {
    const evidence = sampleEvidence({
      counts: { in: 2914, out: 2910, suppressed: 3, quarantined: 1 },
      residuals: [{ column: '备注', entity: 'email', count: 4 }],
    });
    const html = renderReport(sampleReport({ evidence }), 'en');
    expect(html).not.toContain('2,914');
    expect(html).toContain('at most 2,918'); // 2 910 + 2 × (5 − 1)
    expect(html).toContain('Identifiers are left in 备注: email in &#60;5 cells');
    expect(html).not.toMatch(/\b4 cells/);
    expect(html).toContain('e-mail &#60;5'); // the rare hits of the profile
    expect(html).not.toMatch(/e-mail 3\b/);
  });

  test('a set of columns that singles out fewer than k is not told, not even as a share', () => {
    const html = renderReport(sampleReport(), 'en');
    expect(html).toContain('<td>住址 + 出生日期</td>');
    expect(html).not.toContain('出生日期 + 性别');
  });

  test('what the policy says is text, never markup', () => {
    const plan = samplePlan();
    plan.dataset.name = '<b onclick="x">"&\'';
    plan.columns.push(planned('<i>col</i>', 7));
    const evidence = sampleEvidence();
    evidence.columns.push(column('<i>col</i>', { reasons: ['<u>'] }));
    const html = renderReport(sampleReport({ plan, evidence }), 'en');
    expect(html).not.toMatch(/<b onclick|<i>col|<u>/);
    expect(html).toContain('&#60;i&#62;col');
  });

  test('texts of parameters stay out, canary included', () => {
    expect(renderReport(sampleReport(), 'en')).not.toMatch(/secret-in-policy|\/somewhere\/private/);
  });
});

describe('what must be seen', () => {
  test('the verdict, every reason and what to change', () => {
    const html = renderReport(sampleReport({ profile: 'open-unconditional' }), 'en');
    expect(html).toContain('Not published');
    expect(html).toContain('The smallest class has 5 records; open-unconditional asks for 20');
    expect(html).toContain('privacy › k: 20');
    expect(html).toContain('columns › 备注 › use: suppress');
  });

  test('every column, found and done', () => {
    const html = renderReport(sampleReport(), 'zh');
    for (const { name } of sampleReport().columns) {
      expect(html.split(`<td class="name">${name}</td>`)).toHaveLength(3);
    }
  });

  test('what a release is called, and that it stays personal information', () => {
    expect(renderReport(sampleReport(), 'zh')).toContain('匿名化');
    expect(renderReport(sampleReport({ profile: 'internal-sharing' }), 'en')).toContain(
      'still personal information',
    );
  });

  test('no more than was measured: nothing counted, estimates, cells that were not searched', () => {
    const evidence = sampleEvidence();
    const uncounted = { ...evidence, columns: evidence.columns.map((one) => ({ ...one, counted: false })) };
    expect(renderReport(sampleReport(), 'en')).toContain('is shared by at least 5');
    expect(renderReport(sampleReport({ evidence: uncounted }), 'en')).not.toContain('is shared by at least');
    expect(renderReport(sampleReport(), 'en')).toContain('≈ 2,900'); // names: 2 871 by estimate
    const keyed = { published: true, use: 'pseudonym', reversibility: 'keyed' } as const;
    const tokens = { ...evidence, columns: evidence.columns.map((one) => (one.name === '手机号' ? { ...one, ...keyed } : one)) }; // biome-ignore format: one value
    expect(renderReport(sampleReport({ evidence: tokens }), 'en')).toContain('pseudonyms in 手机号 are not');
    expect(renderReport(sampleReport(), 'en')).not.toContain('pseudonyms in');
  });

  test('the accepted warning with its reason', () => {
    expect(renderReport(sampleReport(), 'zh')).toContain('抽查 200 条，未见残留');
  });
});

test('both languages have every sentence, with the same holes', () => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [word, { en, zh }] of Object.entries(words)) {
    expect(zh, word).not.toBe('');
    expect(holes(zh), word).toEqual(holes(en));
  }
});

/** Elements left open, by a small reader that knows the void ones. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, closing, name, selfClosing] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (selfClosing || ['meta', 'br'].includes(name as string)) continue;
    if (!closing) open.push(name as string);
    else if (open.pop() !== name) faults.push(name as string);
  }
  return [...open, ...faults];
}
