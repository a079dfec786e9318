import type { Entity } from '../../core/entities.js';
import type { Histogram } from '../../core/histogram.js';
import type { ColumnTally } from '../../core/profile.js';
import { giveKernels, takeKernels } from '../spare.js';
import { mostValues } from './column.js';
import { emptyRegisters, estimateDistinct, exactLimit, registerHashes } from './distinct.js';
import { compareHashes, distinctHashes, halves } from './hashes.js';
import { type Merging, mergeColumns, mergeTuples } from './histogram.js';
import { sampleSize } from './kept.js';
import { Blocks } from './memory.js';
import type { ColumnPart, SurveyPart } from './part.js';

/**
 * Puts the parts of one table together. The result does not depend on the order of the parts, on which rows each
 * counted, or on chunk sizes. `names` are the columns' names. A histogram comes out where columns were coded.
 * `merging` says how stored entries are read, and what is to happen where there are too many.
 * `distinct` is estimated from the sample in a tally where it was neither asked for nor known from the values.
 */
export function mergeSurveys(
  parts: readonly SurveyPart[],
  names: readonly string[],
  merging: Merging = {},
): { tallies: ColumnTally[]; histogram: Histogram | null } {
  const { tallies, histogram } = mergeInSteps(parts, names, merging);
  return { tallies, histogram: histogram() };
}

/** The same in two steps: what is to be learned from the tallies can be learned while tuples are put together. */
export function mergeInSteps(
  parts: readonly SurveyPart[],
  names: readonly string[],
  merging: Merging = {},
): { tallies: ColumnTally[]; histogram: () => Histogram | null } {
  const spec = parts[0]?.spec;
  if (!spec) return { tallies: [], histogram: () => null };
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  const tuples = parts.flatMap((part) => (part.tuples ? [{ ...part, tuples: part.tuples }] : []));
  const blocks = spec.code.length > 0 ? Blocks.of(takeKernels()) : null;
  const merged = blocks && mergeColumns(blocks, tuples, spec, names);
  const tallies = parts[0]!.columns.map((_, column) => {
    const columns = parts.map((part) => part.columns[column]!);
    const coded = spec.code.findIndex((one) => one.column === column);
    const known = coded < 0 ? null : merged!.columns[coded]!.values;
    const exact = known
      ? known.length - (known[0] === null ? 1 : 0) - (known[0] === '' || known[1] === '' ? 1 : 0)
      : null;
    return mergeColumn(names[column] ?? `col${column + 1}`, records, columns, exact);
  });
  const histogram = () => {
    if (!blocks) return null;
    const result = mergeTuples(blocks, tuples, merged!, merging);
    giveKernels(blocks.host);
    return result;
  };
  return { tallies, histogram };
}

function mergeColumn(
  name: string,
  records: number,
  parts: readonly ColumnPart[],
  exact: number | null,
): ColumnTally {
  const shapes = new Float64Array(32);
  const embedded = new Map<Entity, number>();
  const filled = parts.filter((part) => part.nonEmpty > 0);
  for (const part of filled) {
    for (const [bit, count] of part.shapes.entries()) shapes[bit]! += count;
    for (const [entity, count] of part.embedded) embedded.set(entity, (embedded.get(entity) ?? 0) + count);
  }
  const values = mergeValues(filled);
  const nonEmpty = filled.reduce((sum, part) => sum + part.nonEmpty, 0);
  const [first, ...others] = filled.map(({ sample }) => sample);
  const sample = others.reduce(mergeSamples, first ?? { hashes: new BigUint64Array(0), texts: [] });
  return {
    name,
    records,
    nonEmpty,
    shapes,
    values,
    distinct:
      exact ?? values?.size ?? (countDistinct(filled) || Math.min(nonEmpty, estimateFromSample(sample))),
    sample: sample.texts,
    embedded: new Map([...embedded].sort(([a], [b]) => (a < b ? -1 : 1))),
    minLength: filled.reduce((least, part) => Math.min(least, part.minLength), filled[0]?.minLength ?? 0),
    maxLength: filled.reduce((most, part) => Math.max(most, part.maxLength), 0),
  };
}

function mergeValues(parts: readonly ColumnPart[]): Map<string, number> | null {
  const merged = new Map<string, number>();
  for (const { values } of parts) {
    if (!values) return null;
    for (const [i, text] of values.texts.entries())
      merged.set(text, (merged.get(text) ?? 0) + values.counts[i]!);
  }
  if (merged.size > mostValues) return null;
  return new Map([...merged].sort(([a], [b]) => compareUtf8(a, b)));
}

type Sample = ColumnPart['sample'];

/** Distinct values behind the smallest hashes (k minimum values, Bar-Yossef 2002); the error is about 6 %. */
function estimateFromSample({ hashes }: Sample): number {
  if (hashes.length < sampleSize) return hashes.length;
  return Math.round(((sampleSize - 1) * 2 ** 64) / Number(hashes[sampleSize - 1]!));
}

/** The values with the smallest hashes of two samples. */
function mergeSamples(a: Sample, b: Sample): Sample {
  const [left, right] = [halves(a.hashes), halves(b.hashes)];
  const hashes = new BigUint64Array(sampleSize);
  const merged = halves(hashes);
  const texts: string[] = [];
  for (let i = 0, j = 0; texts.length < sampleSize && (i < a.texts.length || j < b.texts.length); ) {
    const order = i === a.texts.length ? 1 : j === b.texts.length ? -1 : compareHashes(left, i, right, j);
    const at = 2 * texts.length;
    if (order <= 0) {
      merged[at] = left[2 * i]!;
      merged[at + 1] = left[2 * i + 1]!;
      texts.push(a.texts[i++]!);
      if (order === 0) j++;
    } else {
      merged[at] = right[2 * j]!;
      merged[at + 1] = right[2 * j + 1]!;
      texts.push(b.texts[j++]!);
    }
  }
  return { hashes: hashes.slice(0, texts.length), texts };
}

/** The larger of each register; null where there are none. */
function mergeRegisters([first, ...others]: readonly Uint8Array[]): Uint8Array | null {
  if (!first) return null;
  const registers = first.slice();
  for (const other of others)
    for (let i = 0; i < registers.length; i++) if (other[i]! > registers[i]!) registers[i] = other[i]!;
  return registers;
}

function countDistinct(parts: readonly ColumnPart[]): number {
  let registers = mergeRegisters(parts.flatMap(({ registers }) => registers ?? []));
  const lists = parts.flatMap(({ hashes }) => hashes ?? []);
  if (!registers) {
    const count = distinctHashes(lists);
    if (count <= exactLimit) return count;
    registers = emptyRegisters();
  }
  for (const hashes of lists) registerHashes(registers, hashes);
  return estimateDistinct(registers);
}

/** Order of two texts by their UTF-8 bytes, which is the order of their code points. */
function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit; // surrogates stand for code points above U+FFFF
}
