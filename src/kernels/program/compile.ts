import { LetheError } from '../../core/diagnostics.js';
import { dateLevels, type Instruction, type MaskMode } from '../../core/program.js';
import type { KernelHost } from '../host.js';
import { areShort } from './short-labels.js';
import type { ProgramSpec } from './spec.js';
import { CellWriter } from './texts.js';

/** Numbers of the kernel's instructions (assembly/program.ts and mask.ts). */
const Op = {
  copy: 0,
  copyCell: 1,
  indexed: 2,
  token: 3,
  constant: 4,
  truncate: 11,
  cut: 12,
  date: 13,
  bucket: 14,
  round: 15,
  limit: 16,
  labels: 17,
} as const;
const maskOps: Record<MaskMode, number> = {
  'keep-ends': 5,
  'keep-range': 6,
  'mask-ends': 7,
  'mask-range': 8,
  'mask-before': 9,
  'mask-after': 10,
};

export const instructionBytes = 64;
/** Columns that an instruction of labels writes at most; their words, two each, and the word that says how many bytes they are. */
const mostLabelled = 5;
const labelled = 16;
const labelledBytes = 12;
/** Bytes of a cell that a mask writes by a table of what stays, and of an entry of the other one (assembly/common-masks.ts). */
const mostBlended = 32;
const moveBytes = 48;
/** Word of an instruction that is 1 where the kernel may go the short way with common values. */
const quick = 60;
/** 256 labels of up to 31 bytes and their length (assembly/number.ts). */
const bucketLabelBytes = 256 * 32;
/** What numbers, ranges, bounds and dates are made of besides letters and digits, which no delimiter may be. */
const numeric = '+-.[]<>=*';
const largest = 0x3fffffff; // character positions beyond this are the same as this

/** An instruction whose texts come from a column pass of every run. */
export interface PassStep {
  at: number; // index of its instruction
  column: number;
  source:
    | { kind: 'recode'; slot: number; words: number } // `words`: of the column in an instruction of labels, else 0
    | { kind: 'token'; domain: string; length: number }
    | { kind: 'side'; slot: number };
}

/** A program in kernel memory. */
export interface CompiledProgram {
  pointer: number;
  count: number;
  passes: PassStep[];
  factor: number; // the output of a record is at most factor · its input + constant bytes …
  constant: number; // … plus the longest text of each pass
  lastCopied: number; // byte offset of the last output column's entry where it is copied, else -1
}

/** Lays out the instructions of a spec in the regions `name`.code and `name`.texts. */
export function compile(host: KernelHost, name: string, spec: ProgramSpec): CompiledProgram {
  const { instructions, columns } = spec;
  if (instructions.length !== columns || columns === 0) invalid('one instruction per column', 0);
  for (const [what, delimiter] of [
    ['delimiter', spec.delimiter],
    ['inputDelimiter', spec.inputDelimiter],
  ] as const) {
    if (!/^[\x00-\x7f]$/.test(delimiter) || /["\r\n0-9A-Za-z]/.test(delimiter)) invalid(what, 0);
  }
  const writer = new CellWriter(spec.delimiter);
  const texts = new TextPool();
  const words = new Words(columns);
  const passes: PassStep[] = [];
  const plainNumbers = writer.isPlain(numeric) ? 0 : 1;
  const sameDelimiter = spec.delimiter === spec.inputDelimiter;
  let factor = 2;
  let constant = 16;
  let mergeable = -1; // column after a copy that the next copy continues
  let lastCopied = -1;
  let labelledColumns = 0; // of the instruction last added, if it is one of labels

  for (let column = 0; column < columns; column++) {
    const instruction = instructions[column] as Instruction;
    if (instruction.op === 'drop') continue;
    if (instruction.op === 'copy') {
      lastCopied = column * 4;
      labelledColumns = 0;
      constant += 4;
      if (!sameDelimiter) words.add(Op.copyCell, column);
      else if (mergeable === column) words.word(12, column * 4);
      else words.add(Op.copy, column).word(12, column * 4);
      mergeable = column + 1;
      continue;
    }
    lastCopied = -1;
    constant += 4;
    if (instruction.op === 'recode') {
      const { slot } = instruction;
      const table = spec.recodings[slot];
      if (!table || table.column !== column) invalid('recode', column + 1);
      const short = areShort(table, writer);
      labelledColumns = short ? (labelledColumns % mostLabelled) + 1 : 0;
      if (labelledColumns < 2) words.add(short ? Op.labels : Op.indexed, column);
      if (short) words.word(labelledBytes, labelledColumns * 8);
      const own = short ? labelled + (labelledColumns - 1) * 8 : 0;
      passes.push({ at: words.last, column, source: { kind: 'recode', slot, words: own } });
      continue;
    }
    labelledColumns = 0;
    words.add(opOf(instruction), column);
    switch (instruction.op) {
      case 'constant': {
        const text = texts.add(writer.cell(instruction.text));
        words.word(20, text.at).word(24, text.bytes);
        constant += text.bytes;
        break;
      }
      case 'mask': {
        const { a, b, mode } = instruction;
        const mark = texts.addPattern(instruction.mark);
        const at = texts.add(instruction.at);
        words.word(8, writer.isPlain(instruction.mark) ? 0 : 1);
        if (mode === 'keep-ends' || (mode === 'mask-before' && at.bytes === 1))
          words.word(quick, sameDelimiter && writer.isPlain(instruction.mark) ? 1 : 0);
        words.word(12, position(a, 'mask', column)).word(16, position(b, 'mask', column));
        words.word(20, mark.at).word(24, mark.bytes).word(28, mark.period);
        words.word(32, at.at).word(36, at.bytes);
        if (mode === 'keep-ends' && mark.bytes === 1)
          words.word(40, texts.addBlends(a, b, instruction.mark.charCodeAt(0)));
        if (mode === 'keep-ends' && mark.bytes > 0)
          words.word(44, texts.addMoves(a, b, Buffer.from(instruction.mark)));
        factor = Math.max(factor, 2 * mark.bytes);
        break;
      }
      case 'truncate':
      case 'cut': {
        const pad = texts.addPattern(instruction.op === 'cut' ? instruction.pad : '');
        words.word(8, instruction.op === 'cut' && !writer.isPlain(instruction.pad) ? 1 : 0);
        words.word(12, position(instruction.length, instruction.op, column));
        words.word(20, pad.at).word(24, pad.bytes).word(28, pad.period);
        factor = Math.max(factor, 2 * pad.bytes);
        break;
      }
      case 'bucket': {
        words.word(8, plainNumbers);
        words.long(40, whole(instruction.width, 1, 'bucket', column));
        words.long(48, whole(instruction.origin, Number.MIN_SAFE_INTEGER, 'bucket', column));
        const { factor: reciprocal, shift } = reciprocalOf(BigInt(instruction.width));
        words.long(16, reciprocal).long(24, shift);
        const labels = labelTable(host, `${name}.buckets${column}`, instruction);
        words.word(12, labels).word(quick, labels !== 0 && plainNumbers === 0 ? 1 : 0);
        constant += 64;
        break;
      }
      case 'round':
        words.word(8, plainNumbers).long(40, whole(instruction.to, 1, 'round', column));
        constant += 64;
        break;
      case 'limit': {
        const { bottom, top } = instruction;
        const low = texts.add(`<=${bottom ?? ''}`);
        const high = texts.add(`>=${top ?? ''}`);
        words.word(8, plainNumbers).word(12, (bottom === null ? 0 : 1) | (top === null ? 0 : 2));
        words.word(20, low.at).word(24, low.bytes).word(32, high.at).word(36, high.bytes);
        words.long(40, whole(bottom ?? 0, Number.MIN_SAFE_INTEGER, 'limit', column));
        words.long(48, whole(top ?? 0, Number.MIN_SAFE_INTEGER, 'limit', column));
        constant += 64;
        break;
      }
      case 'date': {
        const level = dateLevels.indexOf(instruction.level);
        if (level < 0) invalid('date', column + 1);
        words
          .word(8, plainNumbers)
          .word(12, level)
          .word(quick, 1 - plainNumbers);
        constant += 32;
        break;
      }
      case 'token': {
        const { length, domain } = instruction;
        if (!(Number.isInteger(length) && length >= 1 && length <= 64)) invalid('token', column + 1);
        words.word(24, length).word(28, length > 32 ? 64 : 32);
        passes.push({ at: words.last, column, source: { kind: 'token', domain, length } });
        constant += 64;
        break;
      }
      case 'side':
        passes.push({ at: words.last, column, source: { kind: 'side', slot: instruction.slot } });
        break;
    }
  }
  if (words.count === 0) invalid('every column is dropped', 0);
  const pointer = words.place(host, `${name}.code`, texts.place(host, `${name}.texts`));
  return { pointer, count: words.count, passes, factor, constant, lastCopied };
}

function opOf(instruction: Exclude<Instruction, { op: 'copy' | 'drop' | 'recode' }>): number {
  if (instruction.op === 'mask') return maskOps[instruction.mode];
  if (instruction.op === 'side') return Op.indexed;
  return Op[instruction.op];
}

/** Where the kernel notes the labels of buckets, or 0 where they may be longer than it has room for. */
function labelTable(
  host: KernelHost,
  region: string,
  { width, origin }: { width: number; origin: number },
): number {
  if (width > 0xffffffff || origin < 0 || origin > 0xffffffff) return 0;
  const labels = host.region(region, bucketLabelBytes);
  host.bytes.fill(0, labels, labels + bucketLabelBytes);
  return labels;
}

/**
 * What numbers below 10⁸ are multiplied with and shifted by instead of being divided: the next whole number above 2^shift / width,
 * which is too large by less than 1/2²⁷ (Granlund and Montgomery 1994). 0 for widths that have no common values.
 */
function reciprocalOf(width: bigint): { factor: bigint; shift: bigint } {
  if (width > 0xffffffffn) return { factor: 0n, shift: 0n };
  const shift = 27n + BigInt((width - 1n).toString(2).length);
  return { factor: (1n << shift) / width + 1n, shift };
}

function position(value: number, what: string, column: number): number {
  if (!(Number.isInteger(value) && value >= 0)) invalid(what, column + 1);
  return Math.min(value, largest);
}

function whole(value: number, least: number, what: string, column: number): bigint {
  if (!(Number.isSafeInteger(value) && value >= least)) invalid(what, column + 1);
  return BigInt(value);
}

function invalid(what: string, column: number): never {
  throw new LetheError('program-invalid', { what, column });
}

/** Instructions as words, until they are placed; words that hold a text's place are moved to where it ends up. */
class Words {
  readonly #view: DataView;
  readonly #texts: number[] = [];
  count = 0;

  constructor(columns: number) {
    this.#view = new DataView(new ArrayBuffer(columns * instructionBytes));
  }

  /** Index of the instruction last added. */
  get last(): number {
    return this.count - 1;
  }

  add(op: number, column: number): this {
    this.count++;
    return this.word(0, op).word(4, column * 4);
  }

  word(offset: number, value: number | TextPlace): this {
    const at = this.last * instructionBytes + offset;
    if (typeof value === 'number') this.#view.setInt32(at, value, true);
    else {
      this.#view.setInt32(at, value.place, true);
      this.#texts.push(at);
    }
    return this;
  }

  long(offset: number, value: bigint): this {
    this.#view.setBigInt64(this.last * instructionBytes + offset, value, true);
    return this;
  }

  place(host: KernelHost, region: string, texts: number): number {
    for (const at of this.#texts) this.#view.setInt32(at, this.#view.getInt32(at, true) + texts, true);
    const pointer = host.region(region, this.#view.byteLength);
    host.bytes.set(new Uint8Array(this.#view.buffer), pointer);
    return pointer;
  }
}

/** Offset of a text in the pool: becomes a pointer when the pool is placed. */
interface TextPlace {
  place: number;
}

/** The constant texts of a program, one after the other. */
class TextPool {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  add(text: string): { at: TextPlace; bytes: number } {
    const bytes = Buffer.from(text);
    return { at: this.#push(bytes), bytes: bytes.length };
  }

  /** Repeats a mark, so that up to 64 bytes of marks are filled by plain copies; period: bytes of whole marks. */
  addPattern(mark: string): { at: TextPlace; bytes: number; period: number } {
    const bytes = Buffer.from(mark);
    if (bytes.length === 0) return { at: this.#push(bytes), bytes: 0, period: 64 };
    const copies = Math.max(1, Math.floor(64 / bytes.length));
    const pattern = Buffer.from(mark.repeat(copies + 1 + Math.ceil(16 / bytes.length)));
    return { at: this.#push(pattern), bytes: bytes.length, period: copies * bytes.length };
  }

  /**
   * For a mask that keeps `a` and `b` characters at the ends of ASCII: by length up to 32, which bytes stay (32 bytes of 255 or
   * 0), and the marks of the others.
   */
  addBlends(a: number, b: number, mark: number): TextPlace {
    const blends = new Uint8Array((mostBlended + 1) * 2 * mostBlended);
    for (let length = 1; length <= mostBlended; length++) {
      const own = blends.subarray(length * 2 * mostBlended);
      for (let i = 0; i < length; i++) {
        const stays = length > a + b && (i < a || i >= length - b);
        own[stays ? i : mostBlended + i] = stays ? 255 : mark;
      }
    }
    return this.#push(blends);
  }

  /**
   * The same for text of characters of three bytes, by its bytes up to 16: where each byte that stays comes from (128: from nowhere),
   * the marks, where the characters begin (bits; none has all), and the bytes of what is written.
   */
  addMoves(a: number, b: number, mark: Uint8Array): TextPlace {
    const moves = Buffer.alloc(17 * moveBytes);
    for (let length = 0; length <= 16; length++) {
      const own = moves.subarray(length * moveBytes, (length + 1) * moveBytes);
      const count = length / 3;
      const marks = count > a + b ? count - a - b : count;
      const before = count > a + b ? 3 * a : 0;
      const behind = count > a + b ? 3 * b : 0;
      const written = before + marks * mark.length + behind;
      const known = length > 0 && Number.isInteger(count) && written <= 16;
      own.fill(128, 0, 16);
      own.writeUInt32LE(known ? 0x49249249 & ((1 << length) - 1) : 0xffffffff, 32);
      own.writeUInt32LE(known ? written : 0, 36);
      if (!known) continue;
      for (let i = 0; i < before; i++) own[i] = i;
      for (let i = 0; i < behind; i++) own[written - behind + i] = length - behind + i;
      for (let i = 0; i < marks; i++) own.set(mark, 16 + before + i * mark.length);
    }
    return this.#push(moves);
  }

  place(host: KernelHost, region: string): number {
    const pointer = host.region(region, this.#length);
    let at = pointer;
    for (const piece of this.#pieces) {
      host.bytes.set(piece, at);
      at += piece.length;
    }
    return pointer;
  }

  #push(bytes: Uint8Array): TextPlace {
    const place = { place: this.#length };
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    return place;
  }
}
