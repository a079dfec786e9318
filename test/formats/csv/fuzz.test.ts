import { describe, expect, it } from 'vitest';
import { LetheError } from '../../../src/core/diagnostics.js';
import type { Dialect } from '../../../src/core/dialect.js';
import { readReference, type Table } from '../../../src/formats/csv/reference.js';
import { Random } from '../../kernels/seeded.js';
import { document } from './documents.js';
import { host, readFast, structure } from './fast.js';

const rounds = Number(process.env.LETHE_FUZZ ?? 20_000);
const timeout = 60_000 + rounds * 5;

/** The table, or the word for a refusal; any other error is a defect and surfaces. */
function attempt(read: () => Table): Table | 'refused' {
  try {
    return read();
  } catch (error) {
    if (error instanceof LetheError) return 'refused';
    throw error;
  }
}

/** Fails with the document as JSON; a deep comparison by the test runner would take most of the time. */
function same(actual: unknown, expected: unknown, bytes: Uint8Array, dialect: Dialect): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  const text = JSON.stringify(new TextDecoder().decode(bytes));
  expect({ text, dialect, read: actual }).toEqual({ text, dialect, read: expected });
}

describe(`fuzz: ${rounds} documents`, () => {
  it('fast path and csv-parse read the same cells, or both refuse', { timeout }, () => {
    const random = new Random(20_260_701);
    let refused = 0;
    let cells = 0;
    for (let round = 0; round < rounds; round++) {
      const { bytes, dialect } = document(random);
      const expected = attempt(() => readReference(bytes, dialect));
      same(
        attempt(() => readFast(bytes, dialect)),
        expected,
        bytes,
        dialect,
      );
      if (expected === 'refused') refused++;
      else cells += expected.records.length * expected.names.length;
    }
    // The documents must exercise both sides.
    expect(refused / rounds).toBeGreaterThan(0.2);
    expect(refused / rounds).toBeLessThan(0.8);
    expect(cells / rounds).toBeGreaterThan(1);
  });

  it('chunks of any size, each knowing only the parity before it, read the same cells', { timeout }, () => {
    const random = new Random(4);
    let split = 0;
    for (let round = 0; round < rounds; round++) {
      const { bytes, dialect } = document(random);
      const whole = attempt(() => readFast(bytes, dialect));
      const size = 1 + random.below(random.below(3) ? 80 : 8);
      if (size < bytes.length) split++;
      same(
        attempt(() => readFast(bytes, dialect, 'error', size)),
        whole,
        bytes,
        dialect,
      );
    }
    expect(split / rounds).toBeGreaterThan(0.3);
  });

  it('chunks of GB18030 are cut by their raw bytes', { timeout }, () => {
    const random = new Random(5);
    for (let round = 0; round < rounds / 10; round++) {
      const { bytes, dialect } = document(random);
      if (dialect.bom) continue;
      const source = host.region('utf8', 4096);
      const target = host.region('gb18030', 8192);
      host.bytes.set(bytes, source);
      if (structure.validUtf8(source, bytes.length) >= 0) continue;
      const raw = host.copy(target, structure.encodeGb18030(source, bytes.length, target));
      const wide: Dialect = { ...dialect, encoding: 'gb18030' };
      const size = 1 + random.below(80);
      const expected = attempt(() => readFast(bytes, dialect));
      same(
        attempt(() => readFast(raw, wide, 'error', size)),
        expected,
        bytes,
        dialect,
      );
    }
  });

  it.each(['pad', 'quarantine'] as const)(
    'ragged: %s gives what the rule gives on csv-parse records',
    { timeout },
    (rule) => {
      const random = new Random(6);
      let ragged = 0;
      for (let round = 0; round < rounds / 4; round++) {
        const { bytes, dialect } = document(random);
        const expected = attempt(() => readReference(bytes, dialect, rule));
        const size = 1 + random.below(80);
        same(
          attempt(() => readFast(bytes, dialect, rule, size)),
          expected,
          bytes,
          dialect,
        );
        if (expected !== 'refused' && attempt(() => readReference(bytes, dialect)) === 'refused') ragged++;
      }
      expect(ragged).toBeGreaterThan(rounds / 100);
    },
  );
});
