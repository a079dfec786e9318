import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedComponents } from '../../src/cli/components.js';
import { main } from '../../src/cli/program.js';
import { processEffects } from '../../src/cli/world.js';
import type { ColumnProfile, TableProfile } from '../../src/core/profile.js';
import { lintPolicy, parsePolicies, parsePolicy, writePolicy } from '../../src/policy/index.js';
import { findAll } from '../../src/recognisers/index.js';

const folder = join(import.meta.dirname, '../../samples');
const samples = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'lethe.yaml')));

/** The command line with the real components and files, its output caught. */
async function lethe(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const ran = { code: -1, out: '', err: '' };
  const effects = processEffects(new AbortController().signal);
  effects.stdout = { write: (text: string) => (ran.out += text) };
  effects.stderr = { write: (text: string) => (ran.err += text) };
  ran.code = await main(argv, effects);
  return ran;
}

describe.each(samples)('sample %s', (name) => {
  const path = join(folder, name, 'lethe.yaml');

  it('has a policy without faults, errors of the lint, or failing tests', async () => {
    const components = await shippedComponents();
    const read = parsePolicies(readFileSync(path, 'utf8'), path, components);
    const policies = 'tables' in read ? read.tables.map(({ policy }) => policy) : [read];
    const readFile = (file: string) => readFileSync(join(folder, name, file), 'utf8');
    const findings = policies.flatMap((policy) =>
      lintPolicy(policy, undefined, { registry: components, readFile, find: findAll }),
    );
    expect(findings.filter((one) => one.severity === 'error')).toEqual([]);
    if ('tables' in read) return;
    const ran = await lethe('test', '-p', path, '--json');
    expect(JSON.parse(ran.out).tests.filter((one: { passed: boolean }) => !one.passed)).toEqual([]);
    expect(ran.code).toBe(0);
  });
});

describe('the shipped components', () => {
  it('are listed and explained in both languages', async () => {
    const { out } = await lethe('list', '--json');
    const listed = JSON.parse(out) as Record<string, { name: string; summary: { en: string; zh: string } }[]>;
    for (const [kind, components] of Object.entries(listed)) {
      if (kind === 'version') continue;
      for (const one of components) {
        expect(one.summary.zh).toMatch(/\p{Script=Han}/u);
        for (const language of ['en', 'zh'] as const) {
          const page = await lethe('explain', one.name, '--lang', language);
          expect(page.code).toBe(0);
          expect(page.out).toContain(one.summary[language]);
        }
      }
    }
  });

  it('say of every operator whether it can be turned back, and what can still be told', async () => {
    const { out } = await lethe('list', 'operators', '--json');
    const operators = JSON.parse(out).operators as { name: string; reversibility: string; keeps: string[] }[];
    const named = (name: string) => operators.find((one) => one.name === name)!;
    expect(named('suppress')).toMatchObject({ reversibility: 'none', keeps: [] });
    expect(named('hash')).toMatchObject({ reversibility: 'reversible', keeps: ['equality', 'distribution'] });
    expect(named('format-preserving').keeps).toEqual(['length', 'equality', 'format', 'distribution']);
    const page = await lethe('explain', 'pseudonym', '--lang', 'zh');
    expect(page.out).toContain('持有密钥者可复原');
    expect(page.out).toContain('相等关系、分布');
  });

  it('say of every release profile what its gate asks for, and where each number comes from', async () => {
    const { releaseProfiles } = await import('../../src/release/index.js');
    for (const { name, k, distinctL, requires } of releaseProfiles) {
      const { out } = await lethe('explain', name, '--lang', 'en');
      for (const bar of [k, distinctL]) if (bar) expect(out).toMatch(new RegExp(`≥ ${bar.value}\\s+\\S`));
      for (const { anyOf } of requires) expect(out).toContain(`dataset: ${anyOf.join(' / ')}`);
    }
  });

  it('suggest policies without a fault or an error of the lint, for every entity and release profile', async () => {
    const components = await shippedComponents();
    const columns = [...components.recognisers, null].map(
      (recogniser, index): ColumnProfile => ({
        name: `${index} ${recogniser?.entity ?? '其他'}`,
        index,
        entity: recogniser?.entity ?? null,
        role: recogniser?.role ?? 'safe',
        confidence: 1,
        share: 1,
        nonEmpty: 100,
        distinct: 90,
        rare: [],
        grade: recogniser?.grade ?? 1,
        reasons: [],
      }),
    );
    const input = { bytes: 1, rows: 100, sha256: '', encoding: 'utf-8', delimiter: ',' };
    const profile: TableProfile = { input, columns, warnings: [] };
    for (const release of components.profileSpecs) {
      const suggestions = await components.suggest(columns, release.name);
      const options = {
        input: 'a.csv',
        output: 'b.csv',
        profile: release.name,
        required: [],
        terms: {},
        k: 5,
        l: 2,
      };
      const policy = parsePolicy(writePolicy(suggestions, profile, 'zh', options), 'lethe.yaml', components);
      const findings = lintPolicy(policy, profile, { registry: components, find: findAll });
      expect(findings.filter((one) => one.severity === 'error')).toEqual([]);
      expect([...policy.columns.keys()]).toHaveLength(columns.length);
    }
  });

  it('detect Chinese identifiers that touch Han text', async () => {
    const effects = processEffects(new AbortController().signal);
    let out = '';
    effects.stdout = { write: (text: string) => (out += text) };
    effects.stdin = (async function* () {
      yield '{"text":"请拨打13800138000核对"}\n';
    })();
    expect(await main(['detect'], effects)).toBe(0);
    expect(JSON.parse(out).spans[0]).toMatchObject({ start: 3, end: 14, entity: 'phone-mobile' });
  });
});
