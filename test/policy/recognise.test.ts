import { describe, expect, it } from 'vitest';
import { LetheError } from '../../src/core/diagnostics.js';
import { parsePolicy, readRecognition } from '../../src/policy/index.js';
import { registry } from './registry.js';

const policy = (rest: string, column = 'safe') => `version: 1
dataset: { name: t, profile: internal-sharing }
input: { path: in.csv }
output: { path: out.csv }
columns:
  工号: { role: ${column} }
${rest}`;

/** Codes of the faults with their lines. */
function faults(text: string): string[] {
  try {
    parsePolicy(text, 'lethe.yaml', { ...registry, countries: ['cn', 'us', 'gb'] });
  } catch (error) {
    if (!(error instanceof LetheError)) throw error;
    return [{ code: error.code, place: error.place }, ...error.related].map(
      ({ code, place }) => `${place?.line} ${code}`,
    );
  }
  return [];
}

describe('recognition in a policy', () => {
  it('is absent where the policy is silent', () => {
    expect(parsePolicy(policy(''), 'lethe.yaml', registry).recognition).toBeUndefined();
  });

  it('has defaults, and the files of codes are read on demand', () => {
    const text = policy(`recognise: { countries: [us, gb] }
recognisers:
  - { entity: employee-number, pattern: 'E\\d{6}' }
  - { entity: 工位, codes: seats.csv, role: quasi, grade: 2 }`);
    const parsed = parsePolicy(text, 'lethe.yaml', { ...registry, countries: ['cn', 'us', 'gb'] });
    const bare = { headers: [], context: [], allow: [], deny: [] };
    expect(parsed.recognition).toEqual({
      countries: ['us', 'gb'],
      own: [
        { entity: 'employee-number', role: 'direct', grade: 3, pattern: 'E\\d{6}', ...bare },
        { entity: '工位', role: 'quasi', grade: 2, codes: 'seats.csv', ...bare },
      ],
    });
    const read = readRecognition(parsed, (path) =>
      path === 'seats.csv' ? '\ufeffA1,左\r\n"B,2",右\n\nC3\n' : '',
    );
    expect(read?.own[1]?.values).toEqual(['A1', 'B,2', 'C3']);
  });

  it('says which key names a file that is not there, and where', () => {
    const parsed = parsePolicy(
      policy('recognisers:\n  - { entity: 工位, codes: nope.csv }'),
      'lethe.yaml',
      registry,
    );
    const read = () =>
      readRecognition(parsed, () => {
        throw new Error('ENOENT');
      });
    expect(read).toThrow(
      expect.objectContaining({
        code: 'policy-codes-unread',
        args: { key: 'recognisers[0].codes', path: 'nope.csv' },
        place: expect.objectContaining({ line: 8 }),
      }),
    );
  });

  it('lets columns name its entities', () => {
    const text = policy(
      "recognisers:\n  - { entity: employee-number, pattern: 'E\\d{6}' }",
      'safe, entity: employee-number',
    );
    expect(parsePolicy(text, 'lethe.yaml', registry).columns.get('工号')?.entity).toBe('employee-number');
    expect(faults(policy('', 'safe, entity: employee-number'))).toEqual(['6 policy-value']);
  });

  it.each([
    ["  - { entity: a-b, pattern: '(?<!x)y' }", '8 policy-pattern'],
    ["  - { entity: a-b, pattern: '(a)\\1' }", '8 policy-pattern'],
    ["  - entity: a-b\n    headers: [x]\n    pattern: 'a*'", '10 policy-pattern'],
    ['  - { entity: a-b, headers: [x] }', '8 policy-recogniser-empty'],
    ["  - { entity: A B, pattern: 'x' }", '8 policy-format'],
    ["  - { entity: a-b, pattern: 'x', checksum: lunh }", '8 policy-value'],
    ["  - { entity: a-b, patern: 'x' }", '8 policy-key-unknown'],
    ['  - { entity: a-b, allow: [100] }', '8 policy-text-unquoted'],
  ])('%s is a fault', (own, expected) => {
    expect(faults(policy(`recognisers:\n${own}`))).toEqual([expected]);
  });

  it('knows its countries', () => {
    expect(faults(policy('recognise: { countries: [cn, uk] }'))).toEqual(['7 policy-value']);
  });
});
