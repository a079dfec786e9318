import { LetheError } from '../core/diagnostics.js';
import type { KernelHost } from './host.js';
import { ChunkCells, SideColumn } from './program/cells.js';
import { type CompiledProgram, compile, instructionBytes, type PassStep } from './program/compile.js';
import { PlacedLabels } from './program/labels.js';
import { Recoder } from './program/recoding.js';
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
    const { flags, suppressed } = this.#recoder.run(chunk, scratch);
    let constant = this.#code.constant;
    let cells: ChunkCells | undefined;
    for (const pass of this.#code.passes) {
      cells ??= new ChunkCells(host, this.#name, chunk, scratch);
      constant += this.#pass(pass, cells, side);
    }

    const region = `${this.#name}.output`;
    // Room for the chunk and a record of its size at worst; the kernel stops where it does not do.
    this.#room = Math.max(this.#room, Math.ceil(chunk.length * 1.25) + constant + 4096);
    let output = host.region(region, this.#room);
    const state = { from: 0, out: output, written: 0 };
    for (;;) {
      const { words } = host;
      const at = this.#state / 4;
      const given = [
        chunk.text,
        chunk.ends,
        chunk.columns,
        chunk.records,
        state.from,
        this.#code.pointer,
        this.#code.count,
        state.out,
        output + this.#room,
        this.#code.factor,
        constant,
        scratch,
        flags,
        this.#spec.delimiter.charCodeAt(0),
        this.#spec.newline === '\r\n' ? 1 : 0,
        this.#code.lastCopied,
        state.written,
      ];
      words.set(given, at);
      host.exports.rewriteRows!(this.#state);
      state.from = words[at + 4]!;
      state.out = words[at + 7]!;
      state.written = words[at + 16]!;
      const used = state.out - output;
      if (state.from >= chunk.records) {
        return { pointer: output, length: used, records: state.written, suppressed };
      }
      const need = words[at + 18]! + words[at + 19]! * 2 ** 32;
      this.#room = Math.max(used + need, Math.ceil(this.#room * 1.5));
      output = host.region(region, this.#room);
      state.out = output + used;
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
