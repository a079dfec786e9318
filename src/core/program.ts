/**
 * The row program: what the WASM kernel does to each column of a record, in order of the *output* columns.
 * Operators lower themselves to these instructions; the kernel interprets them on bytes.
 *
 * Common to all: text is UTF-8, and character counts are Unicode code points. An empty unquoted field is a null and
 * stays empty under every instruction but `drop` and `recode`; a quoted empty field is a value of length 0. The
 * operation sees the unquoted text (doubled quotes undone). Its result is quoted if and only if it contains the
 * output delimiter, a quote, CR or LF, or is an empty string; `copy` keeps the bytes as they are.
 *
 * Fail closed: what `bucket`, `round`, `limit` and `date` cannot parse becomes a single `*`.
 *
 * A *number* is `/^[+-]?0*(\d{1,18})(\.\d+)?$/`: no spaces, no thousands separators, at most 18 digits before the
 * point once leading zeros are gone. It is compared and rounded by its exact decimal value.
 *
 * A *date* is `/^(\d{4})(?:-(\d\d?)-(\d\d?)|\/(\d\d?)\/(\d\d?)|\.(\d\d?)\.(\d\d?)|(\d\d)(\d\d)|年(\d\d?)月(\d\d?)日)$/`,
 * a real day of the Gregorian calendar from year 1 on, optionally followed by a time
 * `/[T ]\d\d?:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?$/` with hour ≤ 23, minute ≤ 59, second ≤ 60 and any digits
 * in the zone. The time is dropped. A sentinel (any day of 9999, 1900-01-01, 2099-12-31: `isSentinelDate`) stands for
 * "unknown" and becomes `*` like a value that is no date.
 */
export type Instruction =
  | { op: 'copy' } // raw bytes, quotes included; re-quoted only where the output delimiter makes it necessary
  | { op: 'drop' } // the column is not in the output
  | { op: 'constant'; text: string } // every non-null value becomes `text`
  /**
   * Replaces characters by `mark` (any string, also empty), one for one. A value is masked whole (every character
   * becomes `mark`) when the rule does not fit it or would mask none of its characters.
   * keep-ends: keeps the first `a` and last `b` (length ≤ a + b: whole). keep-range: keeps positions a…b, 0-based
   * inclusive, masks the rest (length ≤ b: whole). mask-ends: masks the first a and last b (length ≤ a + b: whole).
   * mask-range: masks positions a…b (length ≤ b: whole). mask-before / mask-after: masks all before / after the first
   * occurrence of the string `at`, which itself stays (absent, or `at` empty: whole). So keep-range 0…3 of a
   * four-character value, mask-before '@' of '@x' and mask-ends 0, 0 of anything are masked whole; a > b in
   * keep-range or mask-range too.
   */
  | { op: 'mask'; mode: MaskMode; a: number; b: number; at: string; mark: string }
  | { op: 'truncate'; length: number } // keeps the first `length` characters; a value no longer than that becomes ''
  /** [lo-hi], lo = floor((v-origin)/width)*width+origin, hi = lo+width-1, of any number v; width ≥ 1 and origin are safe integers. */
  | { op: 'bucket'; width: number; origin: number }
  /** The nearest multiple of the safe integer `to` ≥ 1, halves away from zero: a plain whole number, never -0. */
  | { op: 'round'; to: number }
  /** A number ≤ bottom becomes `<=bottom`, one ≥ top `>=top` (bottom is tried first); others keep their text. Safe integers. */
  | { op: 'limit'; bottom: number | null; top: number | null }
  | { op: 'date'; level: DateLevel }
  | { op: 'cut'; length: number; pad: string } // keeps the first `length` characters, each further one becomes `pad` ('' drops them)
  /**
   * value → label by the recoding table of this slot; an unknown value aborts the run. A null is looked up too; only
   * the label null leaves the field empty.
   */
  | { op: 'recode'; slot: number }
  /** The first `length` (1–64) lower-case hex digits of HMAC-SHA-256 of the value's UTF-8 bytes, key of the domain. */
  | { op: 'token'; slot: number; length: number; domain: string }
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

/**
 * Labels: day 1990-05-17, month 1990-05, quarter 1990-Q2, year 1990, five-years 1990-1994, decade 1990-1999.
 * Spans begin at multiples of 5 and 10; years have four digits.
 */
export const dateLevels = ['day', 'month', 'quarter', 'year', 'five-years', 'decade'] as const;
export type DateLevel = (typeof dateLevels)[number];
