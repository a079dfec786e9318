import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { encodeGb18030 } from '../../benchmarks/gb18030.js';
import { sampleFiles } from '../../benchmarks/samples.js';

const root = join(import.meta.dirname, '..', '..', 'samples');
const files = sampleFiles();

describe('samples', () => {
  test.each([...files.keys()])('%s is what the generator makes', (path) => {
    expect(readFileSync(join(root, path)).equals(files.get(path) as Buffer)).toBe(true);
  });

  test('residents write phones in many forms and name people in remarks', () => {
    const rows: Record<string, string>[] = parse(files.get('residents/residents.csv') as Buffer, {
      columns: true,
    });
    expect(rows).toHaveLength(3000);
    const phones = rows.map((row) => row.手机号 as string);
    for (const form of [/^1\d{10}$/, /^1\d\d-\d{4}-\d{4}$/, /^\+861/, /^[０-９]{11}$/, /^1\d\d \d{4} /]) {
      expect(phones.filter((phone) => form.test(phone)).length).toBeGreaterThan(50);
    }
    expect(rows.filter((row) => /联系人|经办人|户主/.test(row.备注 as string)).length).toBeGreaterThan(100);
  });

  test('messy is GB18030 with CRLF, quoted line breaks and a four-byte character', () => {
    const bytes = files.get('messy/visits.csv') as Buffer;
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    const rows: Record<string, string>[] = parse(text, { columns: true });
    expect(rows).toHaveLength(600);
    expect(text).toContain('𠮷');
    expect(rows.filter((row) => /\*{8}/.test(row.证件号码 as string)).length).toBeGreaterThan(100);
    expect(rows.filter((row) => /^(9999-9-9|1900-1-1)$/.test(row.出生日期 as string)).length).toBeGreaterThan(
      3,
    );
    expect(rows.every((row) => Number(row.经度) < 54 && Number(row.纬度) > 73)).toBe(true);
    expect(rows.some((row) => /\r\n/.test(row.住址 as string))).toBe(true);
  });

  test('sales have unique order numbers and amounts that a parser of numbers would spoil', () => {
    const rows: Record<string, string>[] = parse(files.get('sales/orders.csv') as Buffer, { columns: true });
    expect(new Set(rows.map((row) => row.order_no)).size).toBe(2000);
    expect(rows.filter((row) => /,/.test(row.amount as string)).length).toBeGreaterThan(20);
    expect(rows.filter((row) => /0$/.test(row.amount as string)).length).toBeGreaterThan(50);
  });
});

test('GB18030 encoding is undone by the platform decoder', () => {
  const text = 'order,é€中文，！①𠮷😀\r\n';
  expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(text))).toBe(text);
});
