import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { residentChunks, residentColumns } from '../../benchmarks/data.js';
import { idChecks, idWeights } from '../../benchmarks/vocabulary.js';

function text(rows: number, seed: number): string {
  const parts: Buffer[] = [];
  for (const chunk of residentChunks({ rows, seed })) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString('utf8');
}

describe('generated residents', () => {
  const csv = text(20_000, 1);
  const records: string[][] = parse(csv);

  test('are the same for the same seed and others for another', () => {
    expect(text(20_000, 1)).toBe(csv);
    expect(text(20_000, 2)).not.toBe(csv);
  });

  test('have the stated columns, size and share of quoted remarks', () => {
    expect(records[0]).toEqual(residentColumns);
    expect(records).toHaveLength(20_001);
    expect(Buffer.byteLength(csv) / 20_000).toBeGreaterThan(195);
    expect(Buffer.byteLength(csv) / 20_000).toBeLessThan(215);
    const quoted = csv.split('\n').filter((line) => line.includes(',"')).length;
    expect(quoted / 20_000).toBeGreaterThan(0.04);
    expect(quoted / 20_000).toBeLessThan(0.06);
    expect(records.some((record) => record[13]?.includes('\n'))).toBe(true);
  });

  test('have resident IDs that agree with check digit, birth date and sex', () => {
    const wrong = records.slice(1).filter(([, id = '', , , , , birth = '', sex]) => {
      const sum = idWeights.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
      return (
        id[17] !== idChecks[sum % 11] ||
        id.slice(6, 14) !== birth.replaceAll('-', '') ||
        (Number(id[16]) % 2 === 1 ? '男' : '女') !== sex ||
        new Date(`${birth}T00:00:00Z`).toISOString().slice(0, 10) !== birth
      );
    });
    expect(wrong).toEqual([]);
  });

  test('stop at the first record end at or after the bytes asked for', () => {
    let bytes = 0;
    let last = 0;
    for (const chunk of residentChunks({ bytes: 3_000_000, seed: 5 })) {
      bytes += chunk.length;
      last = chunk.at(-1) as number;
    }
    expect(last).toBe(10);
    expect(bytes).toBeGreaterThanOrEqual(3_000_000);
    expect(bytes).toBeLessThan(3_001_024);
  });
});
