import type { Instruction } from '../../core/program.js';
import type { PackedTexts } from './texts.js';

/** What a row program is to do. Columns count from 0. */
export interface ProgramSpec {
  columns: number; // fields of the input
  instructions: readonly Instruction[]; // one per input column; the output keeps their order without drops
  delimiter: string; // of the output: one ASCII character, no letter, digit, quote, CR or LF
  newline: '\n' | '\r\n'; // of the output
  inputDelimiter: string;
  keys: ReadonlyMap<string, Uint8Array>; // token domain → key, 1–64 bytes
  recodings: readonly RecodingTable[]; // slot = index
  suppressed: SuppressedClasses | null; // records of these classes are not written
  /** Labels by combination of values instead of value by value; `suppressed` and every `labelOf` are then not read. */
  local?: LocalRecoding | null | undefined;
}

/** value → label of one column. Values and labels are unquoted text; null is the empty unquoted field. */
export interface RecodingTable {
  column: number;
  values: readonly (string | null)[] | PackedValues; // each once
  labels: readonly (string | null)[];
  labelOf: Int32Array; // index of a value → index of its label
}

/** Values as threads hand them to each other: their texts without null, and where null stands among them, -1: nowhere. */
export interface PackedValues extends PackedTexts {
  nullAt: number;
}

/** Combinations of values of all recoding slots, and the labels of each. */
export interface LocalRecoding {
  tuples: readonly Int32Array[]; // per slot the index of the value, each combination once
  labels: readonly Int32Array[]; // per slot the index of the label; -1 in all slots: records are not written
}

/** Classes whose records are left out, by the labels they got. */
export interface SuppressedClasses {
  slots: readonly number[]; // recoding slots that form the class
  tuples: readonly Int32Array[]; // per slot, the label index of each class; all of one length
}

/** Fills the cells of a `side` slot; called once per chunk and slot, in order of columns. Must not call `run`. */
export type SideFill = (slot: number, column: number, cells: SideCells) => void;

/**
 * The cells of one column of a chunk. Fill all of `distinct`, or every record with a value where the result depends on
 * more than the value, or all of `distinct` and the records that differ; a value left out is an error. Texts are
 * unquoted; '' is written as `""`.
 */
export interface SideCells {
  readonly records: number;
  readonly distinct: readonly string[]; // non-null values of the column in this chunk, in order of first occurrence
  setDistinct(index: number, text: string): void;
  /**
   * The same values as cells in kernel memory, pairs (pointer, bytes), valid until the filling of this slot is over.
   * From then on what is not set stays as it is, and `distinct` need not be decoded.
   */
  keepRest(): { cells: number; count: number };
  /**
   * After `keepRest`: places in a value (UTF-16 units, end exclusive), in order and apart, with the number of the text of
   * `labels` that is written for each. `labels` may grow from call to call; the value is not set otherwise.
   */
  replace(index: number, cuts: readonly Cut[], labels: readonly string[]): void;
  /** The same of several values, as words: of each its index, the number of its cuts, and of every cut start, end and label. */
  replaceAll(words: Int32Array, labels: readonly string[]): void;
  recordValue(column: number, record: number): string | null; // of any column; null for a null
  /** Records in which this cell may mention the value of another of these columns; a superset, ascending. */
  echoes(columns: readonly number[]): Uint32Array;
  setRecord(record: number, text: string): void; // ignored where the value is null
}

/** A part of a value that is replaced by a label. */
export interface Cut {
  start: number;
  end: number;
  label: number;
}

/** Result of a run: bytes in kernel memory, valid until the next run. */
export interface RowOutput {
  pointer: number;
  length: number; // bytes
  records: number; // written
  suppressed: number; // left out
}
