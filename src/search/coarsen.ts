import { byValue, type LevelTable } from './levels.js';

/** A column whose values may be counted at a coarser level. */
export interface CoarsenedColumn {
  levels: LevelTable;
  from: number;
  to: number; // inclusive
}

/**
 * Level vectors from `from` to `to`, each a step of one column above the one before: the step that rids of most labels for the
 * share of the domain that it makes a value stand for. Chosen from the dictionaries alone, so that it is the same however the
 * table was counted.
 */
export function* coarserLevels(columns: readonly CoarsenedColumn[]): Generator<Int32Array, void, void> {
  const at = Int32Array.from(columns, ({ from }) => from);
  for (;;) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (const [c, { levels, to }] of columns.entries()) {
      if (at[c]! >= to) continue;
      const fewer = Math.log(levels.labels[at[c]!]!.length / levels.labels[at[c]! + 1]!.length);
      const dearer = meanShare(levels, at[c]! + 1) - meanShare(levels, at[c]!);
      const gain = fewer / Math.max(dearer, 1e-9);
      if (gain > most) {
        most = gain;
        best = c;
      }
    }
    if (best < 0) return;
    at[best]!++;
    yield at.slice();
  }
}

/** Per value code the least code with the same label at a level. Empty cells stand for themselves: they are counted apart. */
export function standsFor(
  levels: LevelTable,
  level: number,
  values: readonly (string | null)[],
): Uint32Array<ArrayBuffer> | null {
  if (level === 0) return null;
  const codes = levels.codes[level]!;
  const first = new Int32Array(levels.labels[level]!.length).fill(-1);
  const result = new Uint32Array(values.length);
  for (let code = 0; code < values.length; code++) {
    const label = codes[code]!;
    if (values[code] === null || values[code] === '') result[code] = code;
    else {
      if (first[label]! < 0) first[label] = code;
      result[code] = first[label]!;
    }
  }
  return result;
}

function meanShare(levels: LevelTable, level: number): number {
  const list = byValue(levels, level, levels.shares[level]!);
  let sum = 0;
  for (const share of list) sum += share;
  return list.length === 0 ? 0 : sum / list.length;
}
