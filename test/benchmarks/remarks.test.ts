import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { sampleFiles } from '../../benchmarks/samples.js';
import { Key } from '../../src/core/random.js';
import { operatorNamed } from '../../src/operators/index.js';
import { findAll } from '../../src/recognisers/index.js';

/** Remarks of the samples are written so that redaction leaves nobody standing: the golden outputs rest on it. */
describe.each([
  ['residents/residents.csv', 'utf-8', ['姓名', '身份证号', '手机号']],
  ['messy/visits.csv', 'gb18030', ['姓名', '证件号码', '联系电话']],
] as const)('remarks of %s', (path, encoding, directColumns) => {
  const text = new TextDecoder(encoding).decode(sampleFiles().get(path));
  const rows: Record<string, string>[] = parse(text, { columns: true });
  const redact = operatorNamed('redact')!.compile(
    {},
    {
      column: '备注',
      entity: 'text',
      key: (domain) => Key.from('test').derive(domain),
      hierarchy: null,
      find: findAll,
      directColumns: [...directColumns],
    },
  );
  const redacted = rows
    .filter((row) => row.备注 !== '')
    .map((row) => redact.apply(row.备注 as string, { get: (column) => row[column] ?? null }));

  test('come out as a few dozen phrases, not one per person', () => {
    expect(redacted.length).toBeGreaterThan(150);
    expect([...new Set(redacted)].length).toBeLessThan(25);
  });

  test('keep no digits of a number and no address of a mailbox', () => {
    expect(redacted.filter((remark) => /[0-9０-９]{3}|@/.test(remark))).toEqual([]);
  });
});
