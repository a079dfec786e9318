import type { Coarsening, CodedColumn, Histogram } from '../../core/histogram.js';
import { decodeValues } from './decode.js';
import { bitsOf, describeFields, type KeyLayout, layOut } from './layout.js';
import type { Block, Blocks } from './memory.js';
import type { DictionaryPart, EntryReader, SurveyPart, SurveySpec, TuplePart } from './part.js';
import { mergeStored } from './stored.js';

type CountedPart = SurveyPart & { tuples: TuplePart };

/** How parts are put together that memory may have no room for. */
export interface Merging {
  read?: EntryReader;
  coarsening?: Coarsening | undefined;
  window?: number; // bytes of stored entries that are looked at together
}

/** The columns of a histogram, and per column and part where the new codes of its old ones lie. */
export interface MergedColumns {
  columns: CodedColumn[];
  remaps: Block[][];
}

/** Merges dictionaries column by column. */
export function mergeColumns(
  blocks: Blocks,
  parts: readonly CountedPart[],
  spec: SurveySpec,
  names: readonly string[],
): MergedColumns {
  const columns: CodedColumn[] = [];
  const remaps: Block[][] = [];
  for (const [i, { column, role }] of spec.code.entries()) {
    const merged = mergeDictionaries(
      blocks,
      parts.map((part) => part.dictionaries[i]!),
    );
    columns.push({ name: names[column] ?? `col${column + 1}`, role, values: merged.values });
    remaps.push(merged.remaps);
  }
  return { columns, remaps };
}

/** Merges the sorted tuples: codes keep their order, so lists stay sorted. */
export function mergeTuples(
  blocks: Blocks,
  parts: readonly CountedPart[],
  { columns, remaps }: MergedColumns,
  { read, coarsening, window }: Merging = {},
): Histogram {
  const layout = layOut(columns.map(({ values }) => bitsOf(values.length)));
  const { fields, words } = layout;
  const { exports } = blocks.host;
  const entriesInAll = parts.reduce((sum, { tuples }) => sum + tuples.size, 0);
  if (parts.some(({ tuples }) => tuples.stored) || (coarsening && entriesInAll > coarsening.most)) {
    const runs = parts.map((part, p) => ({
      tuples: part.tuples,
      remaps: remaps.map((column) => column[p]!.pointer),
      whole: hasAllValues(part, columns),
    }));
    const merged = mergeStored(blocks, { runs, layout, columns, read, coarsening, window });
    for (const block of remaps.flat()) blocks.give(block);
    return { columns, ...merged };
  }
  // Lists of like size are merged as soon as there are two, so that few stand in memory at a time.
  const lists: { entries: Block; size: number; rank: number }[] = [];
  const mergeLast = () => {
    const b = lists.pop()!;
    const a = lists.pop()!;
    const entries = blocks.take((a.size + b.size) * (words + 1) * 8);
    const size = exports.mergeEntries!(
      a.entries.pointer,
      a.size,
      b.entries.pointer,
      b.size,
      words,
      entries.pointer,
    );
    blocks.give(a.entries);
    blocks.give(b.entries);
    lists.push({ entries, size, rank: Math.max(a.rank, b.rank) + 1 });
  };
  for (const [p, part] of parts.entries()) {
    const maps = remaps.map((column) => column[p]!.pointer);
    lists.push({
      entries: hasAllValues(part, columns)
        ? copyTuples(blocks, part.tuples)
        : convertTuples(blocks, part.tuples, layout, maps),
      size: part.tuples.size,
      rank: 0,
    });
    while (lists.length > 1 && lists.at(-1)!.rank === lists.at(-2)!.rank) mergeLast();
  }
  while (lists.length > 1) mergeLast();
  const { entries, size } = lists[0] ?? { entries: blocks.take(8), size: 0 };
  const out = blocks.take(size * 8);
  const codes = fields.map(({ word, shift, bits }) => {
    exports.fieldOfEntries!(entries.pointer, size, words, word, shift, bits, out.pointer);
    return new Int32Array(blocks.u32(out.pointer, size).slice().buffer);
  });
  const records = exports.countsOfEntries!(entries.pointer, size, words, out.pointer);
  const counts = new Float64Array(blocks.u64(out.pointer, size).slice().buffer);
  return { columns, codes, counts, size, records };
}

/** Whether a part has all values of every column, and so their codes and layout. */
function hasAllValues({ dictionaries }: SurveyPart, columns: readonly CodedColumn[]): boolean {
  return dictionaries.every(
    ({ offsets, hasNull }, i) => offsets.length - 1 + (hasNull ? 1 : 0) === columns[i]!.values.length,
  );
}

/** Entries of a part that has all values, and so their codes and layout. */
function copyTuples(blocks: Blocks, { entries }: TuplePart): Block {
  const block = blocks.take(entries.byteLength);
  blocks.u64(block.pointer, entries.length).set(entries);
  return block;
}

function convertTuples(blocks: Blocks, tuples: TuplePart, to: KeyLayout, remaps: readonly number[]): Block {
  const input = blocks.take(tuples.entries.byteLength);
  const output = blocks.take(tuples.size * (to.words + 1) * 8);
  const source = blocks.take(to.fields.length * 16);
  const target = blocks.take(to.fields.length * 16);
  blocks.u64(input.pointer, tuples.entries.length).set(tuples.entries);
  describeFields(blocks, source, tuples.layout, remaps);
  describeFields(blocks, target, to.fields);
  blocks.host.exports.convertEntries!(
    input.pointer,
    tuples.size,
    tuples.words,
    source.pointer,
    target.pointer,
    to.fields.length,
    to.words,
    output.pointer,
  );
  for (const block of [input, source, target]) blocks.give(block);
  return output;
}

/** The union of sorted dictionaries, and for each of them a block that holds the new code of every old one. */
function mergeDictionaries(
  blocks: Blocks,
  parts: readonly DictionaryPart[],
): { values: (string | null)[]; remaps: Block[] } {
  const { exports } = blocks.host;
  const sizes = parts.map((part) => part.offsets.length - 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const pool = blocks.take(bytes);
  const offsets = blocks.take((total + 1) * 4);
  let records = blocks.take(total * 24);
  let spare = blocks.take(total * 24);
  let bounds = [0];
  let at = pool.pointer;
  for (const [p, part] of parts.entries()) {
    const first = bounds.at(-1)!;
    blocks.host.bytes.set(part.bytes, at);
    blocks.u32(offsets.pointer, sizes[p]! + 1).set(part.offsets);
    exports.recordsOfPool!(at, offsets.pointer, sizes[p]!, first, records.pointer + first * 24);
    at += part.bytes.length;
    bounds.push(first + sizes[p]!);
  }
  const starts = bounds;
  while (bounds.length > 2) {
    const next = [0];
    for (let i = 0; i + 1 < bounds.length; i += 2) {
      const end = bounds[i + 2] ?? bounds[i + 1]!;
      exports.mergeRecords!(records.pointer, spare.pointer, bounds[i]!, bounds[i + 1]!, end);
      next.push(end);
    }
    bounds = next;
    [records, spare] = [spare, records];
  }
  const hasNull = parts.some((part) => part.hasNull);
  const ranks = blocks.take(total * 4);
  const union = blocks.take(bytes);
  const units = blocks.take(total * 4);
  const distinct = exports.rankRecords!(
    records.pointer,
    total,
    hasNull ? 1 : 0,
    ranks.pointer,
    union.pointer,
    offsets.pointer,
    units.pointer,
  );
  const values: (string | null)[] = decodeValues(
    blocks,
    union.pointer,
    offsets.pointer,
    units.pointer,
    distinct,
  );
  if (hasNull) values.unshift(null);
  const rankView = blocks.u32(ranks.pointer, total).slice();
  const remaps = parts.map((part, p) => {
    const shift = part.hasNull ? 1 : 0;
    const block = blocks.takeClear((sizes[p]! + shift) * 4);
    blocks
      .u32(block.pointer + shift * 4, sizes[p]!)
      .set(rankView.subarray(starts[p]!, starts[p]! + sizes[p]!));
    return block;
  });
  for (const block of [pool, offsets, records, spare, ranks, union, units]) blocks.give(block);
  return { values, remaps };
}
