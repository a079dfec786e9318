import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CoarseColumn, CodedColumn, Histogram } from '../../src/core/histogram.js';
import { KernelHost } from '../../src/kernels/host.js';
import { mergeSurveys, Survey, type SurveyPart, type SurveySpec } from '../../src/kernels/survey.js';
import { rectangle } from './rectangles.js';

const host = KernelHost.load();
const names = ['a', 'b', 'c', 'd'];
const spec: SurveySpec = {
  columns: 4,
  tally: false,
  distinct: false,
  code: [2, 0, 3, 1].map((column) => ({ column, role: 'quasi' as const })),
};

type Row = readonly string[];

function survey(rows: readonly Row[]): SurveyPart {
  const counter = new Survey(host, spec);
  if (rows.length > 0) counter.add(rectangle(host, rows.map((row) => `${row.join(',')}\n`).join('')));
  return counter.finish();
}

/** Puts the entries of parts away as lanes do, and reads them again. */
class Store {
  readonly #files: Uint8Array[] = [];
  readonly read = (file: number, at: number, into: Uint8Array) => {
    into.set(this.#files[file]!.subarray(at, at + into.length));
  };

  put(part: SurveyPart): SurveyPart {
    const { buffer, byteOffset, byteLength } = part.tuples!.entries;
    const at = 8; // entries need not begin where the file does
    const bytes = new Uint8Array(at + byteLength);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    const file = this.#files.push(bytes) - 1;
    return { ...part, tuples: { ...part.tuples!, entries: new BigUint64Array(0), stored: { file, at } } };
  }
}

const value = (of: number) => fc.integer({ min: 0, max: of - 1 }).map((v) => (v === 0 ? '' : `v${v}`));
const rows = (most: number) =>
  fc.array(fc.tuple(value(4), value(9), value(30), value(3)), { minLength: 1, maxLength: most });

/** Values that begin alike share a label; at the second level all do. Empty cells stay apart. */
function standing({ values }: CodedColumn, level: number): CoarseColumn {
  if (level === 0) return { level, standsFor: null };
  const first = new Map<string, number>();
  const standsFor = Uint32Array.from(values, (text, code) => {
    if (!text) return code;
    const label = level === 1 ? text.slice(0, 2) : '*';
    if (!first.has(label)) first.set(label, code);
    return first.get(label)!;
  });
  return { level, standsFor };
}

const vectors = [
  [1, 0, 0, 0],
  [1, 1, 0, 0],
  [2, 1, 0, 1],
  [2, 2, 2, 2],
];

function* steps(columns: readonly CodedColumn[]) {
  for (const vector of vectors) yield columns.map((column, c) => standing(column, vector[c]!));
}

/** Tuples counted by plain maps, after every value was replaced by the one that stands for it. */
function plainly(histogram: Histogram, vector: readonly number[]): Map<string, number> {
  const standsFor = histogram.columns.map((column, c) => standing(column, vector[c]!).standsFor);
  const counts = new Map<string, number>();
  for (let i = 0; i < histogram.size; i++) {
    const codes = histogram.codes.map((list, c) => standsFor[c]?.[list[i]!] ?? list[i]!);
    const key = codes.map((code) => String(code).padStart(3, '0')).join();
    counts.set(key, (counts.get(key) ?? 0) + histogram.counts[i]!);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('tuples that memory has no room for', () => {
  test('are counted as in memory, whatever was put away and however little is looked at together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(rows(60), fc.boolean()), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 16, max: 2000 }),
        (tables, window) => {
          const parts = tables.map(([table]) => survey(table));
          const store = new Store();
          const put = parts.map((part, p) => (tables[p]![1] || p === 0 ? store.put(part) : part));
          const merged = mergeSurveys(put, names, { read: store.read, window });
          expect(merged).toEqual(mergeSurveys(parts, names));
        },
      ),
      { numRuns: 120 },
    );
  });

  test('are counted at the first levels at which they fit, whatever was put away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(rows(60), fc.boolean()), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 16, max: 2000 }),
        fc.integer({ min: 1, max: 80 }),
        (tables, window, most) => {
          const parts = tables.map(([table]) => survey(table));
          const store = new Store();
          const put = parts.map((part, p) => (tables[p]![1] ? store.put(part) : part));
          const whole = mergeSurveys(parts, names).histogram!;
          const merging = { read: store.read, window, coarsening: { most, steps } };
          const { histogram } = mergeSurveys(put, names, merging);
          if (whole.size <= most) {
            expect(histogram).toEqual(whole);
            return;
          }
          const fits = vectors.findIndex((vector) => plainly(whole, vector).size <= most);
          const vector = vectors[fits < 0 ? vectors.length - 1 : fits]!;
          expect(histogram!.finest).toEqual(vector);
          expect(histogram!.records).toBe(whole.records);
          expect(histogram!.columns).toEqual(whole.columns);
          expect(plainly(histogram!, vector)).toEqual(plainly(whole, vector));
          expect(histogram!.size).toBe(plainly(whole, vector).size);
        },
      ),
      { numRuns: 120 },
    );
  });
});
