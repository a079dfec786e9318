import { describe, expect, it } from 'vitest';
import { messyHeaders, misleadingKinds } from '../../benchmarks/recognition/adversarial.js';
import { columnOf } from '../../benchmarks/recognition/columns.js';
import { tallyOf, typeColumn } from '../../src/profile/index.js';

const personal: ReadonlySet<string> = new Set(['direct', 'quasi', 'sensitive']);

describe('columns made to mislead', () => {
  it.each(misleadingKinds.map((kind, i) => [kind.kind, kind, i] as const))(
    '%s: not personal',
    (_name, kind, i) => {
      for (const [h, header] of [...kind.headers, 'col1'].entries()) {
        const profile = typeColumn(tallyOf(columnOf(kind, 6_133 * i + 17 * h + 3, 240, false), header));
        expect.soft(personal.has(profile.role), `${header} → ${profile.entity}`).toBe(false);
      }
    },
  );

  it('phones stay phones without a header, whatever their segments and however few', () => {
    const segments = ['138', '139', '150', '186', '177', '199'];
    const phones = (count: number, of: readonly string[]) =>
      Array.from(
        { length: count },
        (_, i) => `${of[i % of.length]}${String(10_000_000 + ((i * 7_654_321) % 89_999_999))}`,
      );
    expect(typeColumn(tallyOf(phones(300, segments), 'col1')).entity).toBe('phone-mobile');
    expect(typeColumn(tallyOf(phones(12, ['138']), 'col1')).entity).toBe('phone-mobile');
    expect(typeColumn(tallyOf(phones(300, ['138']), '联系电话')).entity).toBe('phone-mobile');
  });
});

describe('headers as they are found', () => {
  it.each(messyHeaders)('%s → %s', (header, entity) => {
    expect(typeColumn(tallyOf([], header)).entity).toBe(entity);
  });
});
