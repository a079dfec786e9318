import type { Entity } from '../../core/entities.js';
import type { CodedRole } from '../../core/histogram.js';
import { sharedCopy } from '../host.js';

/** What a survey counts. */
export interface SurveySpec {
  columns: number;
  /** Classify every cell; keep small value dictionaries, samples and lengths. */
  tally: boolean;
  /** Also count distinct values per column: exactly up to 8192, then by HyperLogLog (p = 14). */
  distinct: boolean;
  /** The columns of the histogram in its order, each at most once, [] for none. */
  code: readonly { column: number; role: CodedRole }[];
}

/** Finds identifiers inside running text. Called for cells that the prefilter flags (shape `candidate`). */
export type TextSearch = (text: string) => readonly { entity: Entity }[];

/**
 * Visits those of `count` cells in kernel memory, pairs (pointer, bytes), in which a `TextSearch` finds something, in order,
 * with what it finds. It saves making strings of the others.
 */
export type CellVisitor = (
  cells: number,
  count: number,
  visit: (cell: number, found: readonly { entity: Entity }[]) => void,
) => void;

/** What one survey counted: typed arrays and strings, ready for structured clone. What may be large lies in shared memory, so that a thread hands it over without a copy. */
export interface SurveyPart {
  spec: SurveySpec;
  records: number;
  columns: ColumnPart[]; // one per column of the table; [] where neither tally nor distinct was asked for
  dictionaries: DictionaryPart[]; // one per entry of spec.code
  tuples: TuplePart | null;
}

/** Counts of one column. */
export interface ColumnPart {
  nonEmpty: number;
  shapes: Float64Array; // indexed by shape bit
  minLength: number; // characters; 0 where the column is empty
  maxLength: number;
  /** Non-empty values with their counts, null once there were more than 1024 or one longer than 256 bytes. */
  values: { texts: string[]; counts: Float64Array } | null;
  /** Values with the 256 smallest hashes; texts are cut to 1024 bytes. */
  sample: { hashes: BigUint64Array; texts: string[] };
  /** Hashes of the distinct non-empty values while there are at most 8192, else null. */
  hashes: BigUint64Array | null;
  /** HyperLogLog registers (2^14), null while `hashes` is exact. */
  registers: Uint8Array | null;
  embedded: [Entity, number][];
}

/** Distinct values of a coded column in byte order; code = position, plus one where null is a code. */
export interface DictionaryPart {
  hasNull: boolean; // an empty unquoted cell occurred: code 0
  bytes: Uint8Array; // UTF-8, values one after the other
  offsets: Uint32Array; // values + 1 entries
}

/**
 * Distinct tuples sorted by code. Entry i is `words` key words, most significant first, and its count. The code of
 * column c is `(key[layout[c].word] >> shift) & (2^bits - 1)`; columns lie from the most significant bit downwards.
 */
export interface TuplePart {
  size: number;
  words: number;
  layout: KeyField[];
  entries: BigUint64Array; // size × (words + 1); empty where they are stored
  stored?: StoredEntries;
}

/** Where the entries of a part lie that memory had no room for: in a scratch file, by its descriptor. */
export interface StoredEntries {
  file: number;
  at: number; // bytes
}

/** Reads stored entries: fills `into` with the bytes from `at`. */
export type EntryReader = (file: number, at: number, into: Uint8Array) => void;

/** Where a column's code lies in a packed key. */
export interface KeyField {
  word: number;
  shift: number;
  bits: number;
}

/** A part whose tuples lie in memory that threads share. */
export function withSharedTuples(part: SurveyPart): SurveyPart {
  const { tuples } = part;
  if (!tuples || tuples.entries.buffer instanceof SharedArrayBuffer) return part;
  const { buffer, byteOffset, byteLength } = tuples.entries;
  const copy = sharedCopy(new Uint8Array(buffer, byteOffset, byteLength));
  return { ...part, tuples: { ...tuples, entries: new BigUint64Array(copy.buffer) } };
}
