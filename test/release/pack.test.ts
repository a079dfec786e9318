import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/core/text.js';
import { artefacts, buildManifest, judge, type PackFacts, profileNamed } from '../../src/release/index.js';
import { sampleEvidence, samplePlan, withColumn } from './facts.js';

/** A record of the sample release, as the papers are made from. */
function record(language: Language, dataset: Record<string, unknown> = {}): PackFacts {
  const base = samplePlan();
  const plan = samplePlan({
    dataset: {
      ...base.dataset,
      consent: '登记时书面同意',
      marks: ['emergency', 'cross-border'],
      ...dataset,
    },
  });
  const evidence = withColumn(sampleEvidence(), '手机号', {
    published: true,
    use: 'pseudonym',
    reversibility: 'keyed',
  });
  const side = { completeness: 1, validity: 0.98, distinct: 40, uniqueness: 0.02 };
  return buildManifest({
    language,
    plan,
    evidence,
    policySha256: 'a'.repeat(64),
    source: { name: 'residents.csv', sha256: 'b'.repeat(64), bytes: 1000, rows: 3000 },
    outputs: [{ name: 'residents.csv', sha256: 'c'.repeat(64), bytes: 900, rows: 2910 }],
    report: { name: 'report.html', sha256: 'd'.repeat(64), bytes: 10 },
    key: { kind: 'ephemeral', destroyed: true },
    recoding: null,
    judgement: judge(plan, evidence, profileNamed('open-conditional')),
    quality: [
      { column: '住址', before: side, after: { ...side, validity: null, distinct: 12 } },
      { column: '姓名', before: { ...side, completeness: 'hidden' }, after: null },
    ],
  });
}

const paper = (name: string, language: Language, dataset?: Record<string, unknown>) =>
  artefacts.find((one) => one.name === name)!.render(record(language, dataset));

/** Text of a page, as it is read. */
const read = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const both = (name: string, zh: readonly string[], en: readonly string[]) => {
  for (const words of zh) expect(read(paper(name, 'zh'))).toContain(words);
  for (const words of en) expect(read(paper(name, 'en'))).toContain(words);
};

describe('the evidence pack', () => {
  it('records the processing under the verbs of the law', () => {
    both(
      'processing-record.html',
      ['收集', '加工', '传输', '使用', '屏蔽', '删除', '手机号：假名', '住址：泛化', '姓名', '政策研究'],
      ['collect', 'process', 'transfer', 'use', 'mask', 'delete', 'overwritten at its end'],
    );
  });

  it('describes the measures for filing', () => {
    both(
      'protection-measures.html',
      ['某市民政局', '准标识符', '住址、出生日期、性别', 'k-anonymity', '源文件以只读方式打开'],
      ['Smallest class measured on the output 5', 'opened read-only'],
    );
  });

  it('states source, ground, consent and marks', () => {
    both(
      'source-statement.html',
      ['业务系统导出', '登记时书面同意', '应急数据、出境', 'b'.repeat(64)],
      ['Consent of the persons', 'data of an emergency, leaves the country'],
    );
  });

  it('puts parties, object, term and disposal into the annex', () => {
    both(
      'contract-annex.html',
      [
        '某市民政局',
        '某大学',
        '协议-1',
        '2027-12-31',
        '期满删除',
        'c'.repeat(64),
        '接收方不得尝试识别特定个人',
      ],
      ['At the end of the term', 'Use until', 'for the stated purpose only and cites the source'],
    );
    // What nobody stated is shown as missing, not left out.
    expect(read(paper('contract-annex.html', 'en', { agreement: '' }))).toContain('Agreement not stated');
  });

  it('reports the quality of every column before and after', () => {
    both(
      'data-quality.html',
      ['完整性', '有效性', '住址', '2,910', '62 %'],
      ['Completeness', '98 %', 'Records suppressed 90'],
    );
    // Shares that would tell of fewer than k cells are hidden.
    expect(read(paper('data-quality.html', 'en'))).toMatch(/姓名\s+· → —/);
  });

  it('gives catalogues an entry per dataset, file and column', () => {
    const entry = JSON.parse(paper('catalogue.jsonld', 'zh'));
    expect(entry['@type']).toBe('dcat:Dataset');
    expect(entry['dct:publisher']['foaf:name']).toBe('某市民政局');
    expect(entry['dcat:distribution'][0]['spdx:checksum']['spdx:checksumValue']).toBe('c'.repeat(64));
    const columns = entry['csvw:tableSchema']['csvw:column'] as Record<string, unknown>[];
    expect(columns.find((one) => one['csvw:name'] === '住址')).toMatchObject({ 'lethe:grade': 2 });
    expect(columns.some((one) => one['csvw:name'] === '姓名')).toBe(false);
    const lines = paper('catalogue.csv', 'en').slice(1).trimEnd().split('\r\n');
    const kinds = lines.map((line) => line.split(',')[0]);
    expect(kinds).toEqual(['kind', 'dataset', 'file', ...Array(7).fill('column')]);
    // Graded before, and the output anew.
    expect(lines.find((line) => line.includes(',住址,'))).toContain(',quasi,3,2,');
  });

  it('says how to cite the data', () => {
    expect(paper('citation.txt', 'zh')).toMatch(/^某市民政局：《困难群众救助名单》（有条件开放/);
    expect(paper('citation.txt', 'en')).toContain(`residents.csv sha256:${'c'.repeat(64)}`);
  });

  it('maps clauses to what answers them, with how well each is known', () => {
    both(
      'standards.html',
      ['GB/T 42460-2023', '据二手资料，未见原文', '最小等价类 5'],
      ['not a legal opinion', 'smallest class 5'],
    );
  });

  it.each(artefacts.map(({ name }) => name))(
    '%s leaves no hole and no undefined in either language',
    (name) => {
      for (const language of ['en', 'zh'] as const) {
        for (const dataset of [{}, { owner: '', purpose: '', consent: '', marks: [] }]) {
          expect(paper(name, language, dataset)).not.toMatch(/undefined|\[object|\{v\}|NaN/);
        }
      }
    },
  );
});
