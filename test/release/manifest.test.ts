import { describe, expect, test } from 'vitest';
import {
  buildManifest,
  judge,
  type ManifestInput,
  planSha256,
  profileNamed,
  renderManifest,
} from '../../src/release/index.js';
import { sampleEvidence, samplePlan } from './facts.js';

function input(over: Partial<ManifestInput> = {}): ManifestInput {
  const plan = over.plan ?? samplePlan();
  const evidence = over.evidence ?? sampleEvidence();
  return {
    plan,
    policySha256: 'a'.repeat(64),
    source: { name: 'residents.csv', sha256: 'b'.repeat(64), bytes: 1000, rows: 3000 },
    outputs: [{ name: 'residents.csv', sha256: 'c'.repeat(64), bytes: 900, rows: 2910 }],
    report: { name: 'report.html', sha256: 'd'.repeat(64), bytes: 10 },
    key: { kind: 'ephemeral', destroyed: true },
    recoding: {
      algorithm: 'lattice',
      metric: 'loss',
      loss: 0.2,
      levels: { 住址: 4 },
      suppressed: 90,
      optimal: true,
      nodes: 42,
    },
    evidence,
    judgement: judge(plan, evidence, profileNamed('open-conditional')),
    ...over,
  };
}

describe('manifest', () => {
  test('has the same bytes for the same input, whatever the order of keys', () => {
    const plan = samplePlan();
    const reversed = Object.fromEntries(Object.entries(plan).reverse()) as unknown as typeof plan;
    expect(renderManifest(buildManifest(input({ plan: reversed })))).toBe(
      renderManifest(buildManifest(input())),
    );
    expect(planSha256(reversed)).toBe(planSha256(plan));
    expect(planSha256(samplePlan({ tool: '0.2.0' }))).not.toBe(planSha256(plan));
  });

  test('carries no time unless one is passed in', () => {
    expect(renderManifest(buildManifest(input()))).not.toMatch(/publishedAt|timings|20\d\d-\d\d-\d\dT/);
    const dated = buildManifest(input({ publishedAt: '2026-11-21T00:00:00Z', timings: { fit: 1 } }));
    expect(dated).toMatchObject({ publishedAt: '2026-11-21T00:00:00Z', timings: { fit: 1 } });
  });

  test('names published columns, label and verdict', () => {
    const manifest = buildManifest(input());
    expect(manifest).toMatchObject({ version: 1, label: 'anonymised', verdict: 'published' });
    expect(manifest.outputs[0]?.columns).toEqual(['住址', '出生日期', '性别', '疾病', '备注']);
  });

  test('holds neither texts of parameters nor folders', () => {
    const text = renderManifest(buildManifest(input()));
    expect(text).not.toContain('secret-in-policy');
    expect(text).not.toContain('/somewhere/private');
    expect(text).toContain('"k": 5');
  });
});
