/**
 * SUDA2: special uniques. A minimal sample unique (MSU) is a set of key columns on which a record is alone, none of
 * whose proper subsets singles it out; the smaller it is, the more special the record (Manning, Haglin & Keane 2008).
 */

export interface SudaOptions {
  /** Columns that a minimal sample unique may have at most: one fewer than there are columns, unless given. */
  most?: number;
  /** `original`: Π (A − i) for i from the size of the set to `most` (Elliot); `share`: (2^(A − size) − 1) / C(A, size). */
  scores?: 'original' | 'share';
  fraction?: number; // sampling fraction that DIS assumes, 0.01 unless given
}

export interface Suda {
  scores: Float64Array; // per record, 0 without a minimal sample unique
  dis: Float64Array; // per record: chance that a match is right (DIS-SUDA)
  contributions: Float64Array; // per column: percentage of all scores whose sets contain it
  uniques: number; // minimal sample uniques found
}

/** Codes as in `KeyTable`; a missing value is a value of its own here. Cost grows with the subsets up to `most`. */
export function suda(codes: readonly Int32Array[], options: SudaOptions = {}): Suda {
  const columns = codes.length;
  const records = codes[0]?.length ?? 0;
  const most = Math.min(options.most ?? columns - 1, columns);
  const scoreOf = options.scores === 'share' ? shareScore : originalScore;
  const scores = new Float64Array(records);
  const contributions = new Float64Array(columns);
  /** Column sets, as bit masks, on which a record is minimally unique. */
  const minimal: number[][] = Array.from({ length: records }, () => []);
  let uniques = 0;
  let total = 0;
  for (let size = 1; size <= most; size++) {
    const score = scoreOf(columns, size, most);
    for (const mask of subsets(columns, size)) {
      for (const i of alone(codes, mask)) {
        if (minimal[i]!.some((known) => (known & mask) === known)) continue;
        minimal[i]!.push(mask);
        uniques++;
        scores[i]! += score;
        total += score;
        for (let c = 0; c < columns; c++) if (mask & (1 << c)) contributions[c]! += score;
      }
    }
  }
  if (total > 0) for (let c = 0; c < columns; c++) contributions[c] = (contributions[c]! / total) * 100;
  return { scores, dis: disScores(codes, scores, options.fraction ?? 0.01), contributions, uniques };
}

function originalScore(columns: number, size: number, most: number): number {
  let score = 1;
  for (let i = size; i <= most; i++) score *= columns - i;
  return score;
}

function shareScore(columns: number, size: number): number {
  let choose = 1;
  for (let i = 1; i <= size; i++) choose = (choose * (columns - size + i)) / i;
  return (2 ** (columns - size) - 1) / choose;
}

/**
 * DIS (Skinner & Elliot 2002) for the file, U π / (U π + 2 P (1 − π)) with U uniques and P pairs on all columns, spread
 * over the records by score^1.2 so that the mean inverse odds of the records with a score are those of the file.
 */
function disScores(codes: readonly Int32Array[], scores: Float64Array, fraction: number): Float64Array {
  const sizes = [...classSizes(codes, (1 << codes.length) - 1).values()].map((group) => group.length);
  const single = sizes.filter((size) => size === 1).length;
  const pairs = sizes.filter((size) => size === 2).length;
  const file = (single * fraction) / (single * fraction + 2 * pairs * (1 - fraction));
  const scored = scores.filter((score) => score > 0);
  const mean = scored.reduce((sum, score) => sum + score ** -1.2, 0) / scored.length;
  return scores.map((score) => {
    if (score === 0 || !(file > 0)) return 0;
    return 1 / (1 + (((1 - file) / file) * score ** -1.2) / mean);
  });
}

function classSizes(codes: readonly Int32Array[], mask: number): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  const chosen = codes.filter((_, c) => mask & (1 << c));
  const records = codes[0]?.length ?? 0;
  for (let i = 0; i < records; i++) {
    let key = '';
    for (const column of chosen) key += `${column[i]},`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  return groups;
}

function alone(codes: readonly Int32Array[], mask: number): number[] {
  const found: number[] = [];
  for (const group of classSizes(codes, mask).values()) if (group.length === 1) found.push(group[0]!);
  return found;
}

/** Bit masks of all sets of `size` among `columns`, ascending. At most 30 columns. */
function* subsets(columns: number, size: number): Generator<number> {
  let mask = (1 << size) - 1;
  while (mask < 1 << columns) {
    yield mask;
    const low = mask & -mask;
    const next = mask + low;
    mask = next | (((mask ^ next) / low) >> 2);
  }
}
