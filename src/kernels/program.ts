import { LetheError } from '../core/diagnostics.js';
import type { KernelHost } from './host.js';
import { ChunkCells, SideColumn } from './program/cells.js';
import { type CompiledProgram, compile, instructionBytes, type PassStep } from './program/compile.js';
import { PlacedLabels } from './program/labels.js';
import { Recoder, type Rows } from './program/recoding.js';
import type { ProgramSpec, RowOutput, SideFill } from './program/spec.js';
import { CellWriter } from './program/texts.js';
import { TokenColumn } from './program/tokens.js';
import type { Rectangle } from './rectangle.js';

export type {
  Cut,
  LocalRecoding,
  PackedValues,
  ProgramSpec,
  RecodingTable,
  RowOutput,
  SideCells,
  SideFill,
  SuppressedClasses,
} from './program/spec.js';

/** Words of the kernel's state (assembly/program.ts). */
const stateBytes = 80;
/** Bytes of records that go through all steps before the next ones do: they and what is made of them stay in the caches of a core. */
const bytesAtOnce = 192 << 10;
const programs = new WeakMap<KernelHost, number>();

/**
 * A compiled row program: rewrites chunk after chunk of one table. Column passes (recoding, tokens, side texts) run
 * first, then one loop over the records writes the output.
 */
export class RowProgram {
  readonly #host: KernelHost;
  readonly #spec: ProgramSpec;
  readonly #name: string;
  readonly #writer: CellWriter;
  readonly #code: CompiledProgram;
  readonly #recoder: Recoder;
  readonly #tokens = new Map<PassStep, TokenColumn>();
  readonly #labels = new Map<PassStep, PlacedLabels>();
  readonly #state: number;
  #room = 0; // bytes of the output region
  #forgotten = false;

  /** Throws `program-invalid` for a spec that cannot be run; what it holds is copied to kernel memory. */
  constructor(host: KernelHost, spec: ProgramSpec) {
    const number = (programs.get(host) ?? 0) + 1;
    programs.set(host, number);
    this.#host = host;
    this.#spec = spec;
    this.#name = `program${number}`;
    this.#code = compile(host, this.#name, spec);
    this.#writer = new CellWriter(spec.delimiter);
    this.#recoder = new Recoder(host, this.#name, spec, this.#writer);
    this.#state = host.region(`${this.#name}.state`, stateBytes);
    for (const pass of this.#code.passes) {
      if (pass.source.kind !== 'token') continue;
      const key = spec.keys.get(pass.source.domain);
      this.#tokens.set(pass, new TokenColumn(host, `${this.#name}.token${pass.at}`, pass.column, key));
    }
  }

  /**
   * Rewrites a chunk. `side` is needed where the program has `side` instructions. Throws `recode-unknown` at a value
   * without a label and `side-missing` at a value that `side` left out.
   */
  run(chunk: Rectangle, side?: SideFill): RowOutput {
    if (chunk.columns !== this.#spec.columns || this.#forgotten)
      throw new LetheError('program-invalid', { what: this.#forgotten ? 'keys' : 'columns', column: 0 });
    const host = this.#host;
    const scratch = host.region('program.scratch', chunk.length);
    const cells = new ChunkCells(host, this.#name, chunk, scratch);
    let constant = this.#code.constant;
    for (const pass of this.#code.passes) constant += this.#pass(pass, cells, side);

    // Room for the chunk and a record of its size at worst; the kernel stops where it does not do.
    this.#room = Math.max(this.#room, Math.ceil(chunk.length * 1.25) + constant + 4096);
    const output: RowOutput = {
      pointer: host.region(`${this.#name}.output`, this.#room),
      length: 0,
      records: 0,
      suppressed: 0,
    };
    const step = this.#spec.recodings.length > 0 ? rowsAtOnce(chunk) : chunk.records;
    for (let from = 0; from < chunk.records; from += step) {
      const rows = { from, to: Math.min(from + step, chunk.records) };
      const { flags, suppressed } = this.#recoder.run(chunk, rows, scratch);
      output.suppressed += suppressed;
      this.#rewrite(chunk, rows, { flags, constant, scratch }, output);
    }
    return output;
  }

  /** Writes records behind what there is of the output, which moves where it has to grow. */
  #rewrite(
    chunk: Rectangle,
    { from, to }: Rows,
    { flags, constant, scratch }: { flags: number; constant: number; scratch: number },
    output: RowOutput,
  ): void {
    const host = this.#host;
    for (;;) {
      const words = new Uint32Array(host.bytes.buffer, this.#state, stateBytes / 4);
      words.set([
        chunk.text,
        chunk.ends,
        chunk.columns,
        to,
        from,
        this.#code.pointer,
        this.#code.count,
        output.pointer + output.length,
        output.pointer + this.#room,
        this.#code.factor,
        constant,
        scratch,
        flags,
        this.#spec.delimiter.charCodeAt(0),
        this.#spec.newline === '\r\n' ? 1 : 0,
        this.#code.lastCopied,
        output.records,
      ]);
      host.exports.rewriteRows!(this.#state);
      from = words[4]!;
      output.length = words[7]! - output.pointer;
      output.records = words[16]!;
      if (from >= to) return;
      const need = words[18]! + words[19]! * 2 ** 32;
      this.#room = Math.max(output.length + need, Math.ceil(this.#room * 1.5));
      output.pointer = host.region(`${this.#name}.output`, this.#room);
    }
  }

  /** The header line for the columns that stay, in quotes where needed, with the output's newline. */
  header(names: readonly string[]): Uint8Array {
    if (names.length !== this.#spec.columns)
      throw new LetheError('program-invalid', { what: 'columns', column: 0 });
    const kept = names.filter((_, column) => this.#spec.instructions[column]?.op !== 'drop');
    const cells = kept.map((name) => this.#writer.cell(name));
    return Buffer.from(cells.join(this.#spec.delimiter) + this.#spec.newline);
  }

  /** Overwrites the keys in kernel memory; the program cannot run again. */
  forgetKeys(): void {
    for (const tokens of this.#tokens.values()) tokens.forget();
    this.#forgotten = true;
  }

  /** Runs the column pass of an instruction and points the instruction to its texts; returns the longest, in bytes. */
  #pass(pass: PassStep, cells: ChunkCells, side: SideFill | undefined): number {
    const { source, column, at } = pass;
    if (source.kind === 'token') {
      const stride = source.length > 32 ? 64 : 32;
      const { list, tokens } = this.#tokens.get(pass)!.run(cells, stride);
      this.#point(at, tokens, list.index);
      return 0;
    }
    if (source.kind === 'recode') {
      const labels = this.#recoder.labels(source.slot);
      const index = this.#recoder.codes(source.slot, cells.records);
      if (typeof labels === 'number') {
        this.#instruction(at).setUint32(source.words, index, true);
        this.#instruction(at).setUint32(source.words + 4, labels, true);
        return 16;
      }
      this.#point(at, labels.blob, index, labels.offsets);
      return labels.longest;
    }
    if (!side) throw new LetheError('program-invalid', { what: 'side', column: column + 1 });
    const sideColumn = new SideColumn(cells, column);
    side(source.slot, column, sideColumn);
    const { index, texts } = sideColumn.place(
      this.#host,
      `${this.#name}.side${at}`,
      this.#writer,
      this.#labelsOf(pass),
    );
    this.#point(at, texts.blob, index, texts.offsets);
    return texts.longest;
  }

  #labelsOf(pass: PassStep): PlacedLabels {
    let labels = this.#labels.get(pass);
    if (!labels) {
      labels = new PlacedLabels(this.#host, `${this.#name}.side${pass.at}`);
      this.#labels.set(pass, labels);
    }
    return labels;
  }

  /** Tells an instruction where its texts are, which one each record has, and where they begin. */
  #point(instruction: number, texts: number, index: number, offsets = 0): void {
    const view = this.#instruction(instruction);
    view.setUint32(20, texts, true);
    view.setUint32(32, index, true);
    if (offsets !== 0) view.setUint32(36, offsets, true);
  }

  #instruction(number: number): DataView {
    const base = this.#code.pointer + number * instructionBytes;
    return new DataView(this.#host.bytes.buffer, base, instructionBytes);
  }
}

/** Records of a chunk that are about as many bytes as go through all steps at once. */
function rowsAtOnce({ records, length }: Rectangle): number {
  return Math.max(1, Math.ceil((records * bytesAtOnce) / Math.max(1, length)));
}
