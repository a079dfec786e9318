import type { MessagePort } from 'node:worker_threads';
import type { MessageArgs, MessageCode, Place } from '../core/diagnostics.js';
import type { Encoding, RaggedRule } from '../core/dialect.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import type { ColumnTally } from '../core/profile.js';
import type { Instruction } from '../core/program.js';
import type { RecognitionSpec } from '../core/recogniser.js';
import type { LocalRecoding, RecodingTable, SuppressedClasses } from '../kernels/program.js';
import type { SurveyPart, SurveySpec } from '../kernels/survey.js';
import type { TextTables } from '../kernels/texts.js';
import type { ChunkRange, Fingerprints, WirePart } from './reader.js';
import type { JournalTask } from './recorder.js';
import type { SpillTask } from './spill.js';

/** How the bytes that workers get are written: after gunzip, UTF-16 decoding and lenient transcoding. */
export interface Wire {
  encoding: Extract<Encoding, 'utf-8' | 'gb18030'>;
  delimiter: string;
  columns: number;
  ragged: RaggedRule;
  names: readonly string[];
}

/** Counts values: the survey before planning and fitting, and the proof of a staged output. */
export interface SurveyTask {
  kind: 'survey';
  spec: SurveySpec;
  /** Search flagged text for identifiers with the recognisers. */
  search: boolean;
  recognition?: RecognitionSpec; // the default where absent
}

/** Rewrites records: instructions and tables, compiled from the plan on the main thread. */
export interface ApplyTask {
  kind: 'apply';
  instructions: readonly Instruction[];
  /** Slots that are filled outside the kernel: the operator is compiled again in the worker, from the plan. */
  sides: readonly { slot: number; column: PlannedColumn }[];
  recodings: readonly RecodingTable[];
  suppressed: SuppressedClasses | null;
  local: LocalRecoding | null;
  keys: ReadonlyMap<string, Uint8Array>; // per domain, 32 bytes; zeroed by the worker when it ends
  runKey: Uint8Array; // 32 bytes
  audience?: Plan['audience'];
  directColumns: readonly string[];
  output: { delimiter: string; newline: '\n' | '\r\n'; encoding: Wire['encoding'] };
  recognition?: RecognitionSpec; // the default where absent
  hierarchyFiles: Readonly<Record<string, string>>; // text of files that the plan's hierarchies name
  /** A sample of the records as they are read, for whom another pass would be made otherwise. */
  sample?: Omit<SampleTask, 'kind'>;
}

/** Takes a sample of the records: which ones depends on their own bytes and a key, never on their place. */
export interface SampleTask {
  kind: 'sample';
  columns: readonly number[];
  key: number; // 32 bits
  below: number; // records whose keyed hash is below it, of 2^32
}

/** One record of a sample. */
export interface SampledRecord {
  hash: number; // 32 bits, keyed
  cells: readonly (string | null)[]; // of the columns asked for
}

export type PassTask = SurveyTask | ApplyTask | SampleTask;

/** One long task of one worker: a lane over files, or a consumer of chunks that the main thread sends. */
export interface LaneTask {
  wire: Wire;
  pass: PassTask;
  /** Where counted tuples go that memory has no room for. */
  spill?: SpillTask;
  /** Lists by which texts are searched, in shared memory; a thread without them makes its own. */
  tables?: TextTables;
  feed:
    | {
        kind: 'files';
        parts: readonly WirePart[];
        ranges: readonly ChunkRange[];
        control: SharedArrayBuffer;
        ring?: { buffer: SharedArrayBuffer; slots: number }; // where the chunks' bytes are handed over
        ahead: boolean; // whether the next chunk is read beside the work on this one
        prints: Fingerprints; // bytes that compare equal need no second validation
        outputs: readonly string[]; // staged file per part; empty for a survey
        journal?: JournalTask; // where the lane keeps what it has done, for a run that takes over
      }
    | { kind: 'port'; port: MessagePort };
}

/** Columns to be typed, by a thread that has no lane. */
export interface TypingTask {
  kind: 'typing';
  tallies: readonly ColumnTally[];
  recognition?: RecognitionSpec; // the default where absent
}

/** Sequence of the message after the last chunk: waiting for a port to close could miss that it was closed before. */
export const endOfChunks = -1;

/** A chunk on its way to a worker that reads from a port. */
export interface ChunkMessage {
  sequence: number;
  buffer: ArrayBuffer; // transferred; the worker transfers one back
  length: number;
}

/** What comes back for a chunk. */
export interface ChunkReply {
  sequence: number;
  buffer: ArrayBuffer;
  length: number; // bytes of output in buffer; 0 for a survey
  tally: ChunkTally;
  failure?: Failure;
}

/** What happened to the records of some chunks. */
export interface ChunkTally {
  records: number; // read, blank lines and quarantined ones apart
  written: number;
  suppressed: number;
  blank: number;
  padded: number;
  quarantined: Uint8Array[]; // raw records, UTF-8
}

/** A LetheError as plain data: structured clone would strip it. */
export interface Failure {
  code: MessageCode;
  args: MessageArgs;
  place?: Place;
  exitCode: 1 | 2 | 130;
  chunk: number;
}

/** The result of a lane. */
export interface LaneResult {
  tally: ChunkTally;
  surveys: readonly SurveyPart[];
  sample?: readonly SampledRecord[];
  failure: Failure | null;
}
