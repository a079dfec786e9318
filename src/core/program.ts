/**
 * The row program: what the WASM kernel does to each column of a record, in order of the *output* columns.
 * Operators lower themselves to these instructions; the kernel interprets them on bytes. Character counts are
 * Unicode code points of UTF-8 text. An empty unquoted field (a null) stays empty under every instruction but `drop`.
 */
export type Instruction =
  | { op: 'copy' } // raw bytes, quotes included
  | { op: 'drop' } // the column is not in the output
  | { op: 'constant'; text: string }
  /**
   * Replaces characters by `mark`, one for one. A value that the rule would leave wholly or partly standing because
   * it is too short is masked whole.
   * keep-ends: keeps the first `a` and last `b` (length ≤ a + b: whole). keep-range: keeps positions a…b, 0-based
   * inclusive, masks the rest (length ≤ b: whole). mask-ends: masks the first a and last b. mask-range: masks
   * positions a…b (length ≤ b: whole). mask-before / mask-after: masks all before / after the first occurrence of
   * `at` (absent: whole; the character itself stays).
   */
  | { op: 'mask'; mode: MaskMode; a: number; b: number; at: string; mark: string }
  | { op: 'truncate'; length: number } // keeps the first `length` characters; a value no longer than that becomes ''
  | { op: 'bucket'; width: number; origin: number } // whole numbers: [lo-hi], lo = floor((v-origin)/width)*width+origin, hi = lo+width-1
  | { op: 'round'; to: number } // whole numbers to the nearest multiple, halves away from zero
  | { op: 'limit'; bottom: number | null; top: number | null } // <=bottom / >=top; whole numbers
  | { op: 'date'; level: DateLevel }
  | { op: 'cut'; length: number; pad: string } // keeps the first `length` characters, each further one becomes `pad` ('' drops them)
  | { op: 'recode'; slot: number } // value → label by the recoding table of this slot; an unknown value aborts the run
  | { op: 'token'; slot: number; length: number; domain: string } // hex of HMAC-SHA-256, `length` hex digits, key of the domain
  | { op: 'side'; slot: number }; // text computed outside the kernel, once per distinct value of a chunk or per record

export const maskModes = [
  'keep-ends',
  'keep-range',
  'mask-ends',
  'mask-range',
  'mask-before',
  'mask-after',
] as const;
export type MaskMode = (typeof maskModes)[number];

/** Labels: day 1990-05-17, month 1990-05, quarter 1990-Q2, year 1990, five-years 1990-1994, decade 1990-1999. */
export const dateLevels = ['day', 'month', 'quarter', 'year', 'five-years', 'decade'] as const;
export type DateLevel = (typeof dateLevels)[number];
