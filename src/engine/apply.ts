import { closeSync, existsSync, fsync, openSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { LetheError } from '../core/diagnostics.js';
import type { CompiledOperator } from '../core/operator.js';
import type { Plan, PlannedColumn } from '../core/plan.js';
import type { Instruction } from '../core/program.js';
import type { Key } from '../core/random.js';
import { writeCell } from '../formats/csv/index.js';
import { packValues } from '../kernels/program/packed.js';
import type { PackedValues, RecodingTable } from '../kernels/program.js';
import { gb18030Room } from '../kernels/structure.js';
import { readFully } from '../stores/file.js';
import { mainKernels } from './cut.js';
import type { Fit, SearchedColumn } from './fit.js';
import { compileOperator, domainKey, type OperatorSetting } from './operators.js';
import { type PassContext, type PassResult, runPass, type StagedFile } from './passes.js';
import type { TableSource } from './source.js';
import type { ApplyTask } from './task.js';

/** The operators of a plan, compiled once on the main thread, with what the row program does for each column. */
export interface CompiledColumns {
  instructions: Instruction[];
  sides: ApplyTask['sides'];
  domains: string[];
  operators: ReadonlyMap<string, CompiledOperator>; // by column name; searched columns without operator are absent
}

/** Lowers every column: recoded by the search, by its operator's instruction, or by the side. */
export function compileColumns(
  plan: Plan,
  searched: readonly SearchedColumn[],
  setting: OperatorSetting,
): CompiledColumns {
  const slots = new Map(searched.map(({ column }, slot) => [column.name, slot]));
  const operators = new Map<string, CompiledOperator>();
  const sides: { slot: number; column: PlannedColumn }[] = [];
  const domains = new Set<string>();
  let tokens = 0;
  const instructions = plan.columns.map((column): Instruction => {
    const slot = slots.get(column.name);
    if (slot !== undefined) {
      const operator = searched[slot]!.operator;
      if (operator) operators.set(column.name, operator);
      return { op: 'recode', slot };
    }
    const operator = compileOperator(column, setting);
    operators.set(column.name, operator);
    const instruction = operator.instruction;
    if (!instruction) {
      sides.push({ slot: sides.length, column });
      return { op: 'side', slot: sides.length - 1 };
    }
    if (instruction.op !== 'token') return instruction;
    domains.add(instruction.domain);
    return { ...instruction, slot: tokens++ };
  });
  return { instructions, sides, domains: [...domains], operators };
}

/** What applying a plan needs. */
export interface ApplyInput {
  plan: Plan;
  source: TableSource;
  columns: CompiledColumns;
  fit: Fit | null;
  runKey: Key;
  hierarchyFiles: Readonly<Record<string, string>>;
  folder: string; // staging
  names: readonly string[]; // of the staged files, one or one per part
  fingerprints: SharedArrayBuffer | null;
  /** A sample of the source that is taken on the way. */
  sample?: ApplyTask['sample'];
}

/** What an apply pass yields. */
export interface Applied extends PassResult {
  /** Fulfilled once the staged bytes are on the disk; await it before they are published. */
  synced: Promise<void>;
}

/**
 * Rewrites the table into the staging folder as UTF-8 or GB18030 text. The proof reads the bytes anew while the disk
 * still takes them.
 */
export async function applyPlan(context: PassContext, input: ApplyInput): Promise<Applied> {
  const { plan, source } = input;
  const encoding = plan.output.encoding === 'gb18030' ? 'gb18030' : 'utf-8';
  const header = headerOf(plan, source, input.columns.instructions);
  const outputs = input.names.map((name): StagedFile => {
    const path = join(input.folder, name);
    const bytes = encodeHeader(header, plan, encoding);
    guardOutput(path, () => {
      // What a killed run has written is taken over where its chunks are known, and left untouched as far as it can be.
      if (context.checkpoints && source.files && startsWith(path, bytes)) return;
      const file = openSync(path, context.checkpoints ? 'w' : 'wx', 0o600);
      writeFileSync(file, bytes);
      closeSync(file);
    });
    return { path, headerBytes: bytes.length };
  });
  const task: ApplyTask = {
    kind: 'apply',
    instructions: input.columns.instructions,
    sides: input.columns.sides,
    recodings: input.fit?.tables.map((table) => ({ ...table, values: sharedValues(table) })) ?? [],
    suppressed: input.fit?.suppressed ?? null,
    local: input.fit?.local ?? null,
    keys: new Map(
      input.columns.domains.map((domain) => [domain, domainKey(input.runKey, domain, plan.audience).bytes()]),
    ),
    runKey: input.runKey.bytes().slice(),
    ...(plan.audience ? { audience: plan.audience } : {}),
    directColumns: plan.columns.filter((column) => column.role === 'direct').map((column) => column.name),
    output: { delimiter: plan.output.delimiter, newline: plan.output.newline, encoding },
    hierarchyFiles: input.hierarchyFiles,
    ...(input.sample ? { sample: input.sample } : {}),
    ...(context.recognition ? { recognition: context.recognition } : {}),
  };
  let result: PassResult;
  try {
    result = await runPass(context, source, 'apply', task, outputs, input.fingerprints ?? 'none');
  } finally {
    task.runKey.fill(0); // the workers had copies of their own, and zero them
    for (const key of task.keys.values()) key.fill(0);
  }
  const synced = syncStaged(outputs.map(({ path }) => path));
  synced.catch(() => {}); // whoever publishes awaits it; a failing proof comes first
  return { ...result, synced };
}

/** Values in memory that the lanes share: as texts, each of them would get copies of its own. */
function sharedValues(table: RecodingTable): PackedValues {
  const { bytes, offsets, nullAt } = packValues(table);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return { bytes: shared, offsets, nullAt };
}

function startsWith(path: string, bytes: Uint8Array): boolean {
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r');
  try {
    const head = new Uint8Array(bytes.length);
    return readFully(file, head, 0, head.length, 0) === head.length && Buffer.compare(head, bytes) === 0;
  } finally {
    closeSync(file);
  }
}

/** Flushes staged files. Throws `output-failed`. */
export async function syncStaged(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map(syncToDisk));
}

async function syncToDisk(path: string): Promise<void> {
  const file = guardOutput(path, () => openSync(path, 'r+'));
  try {
    await promisify(fsync)(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('output-failed', { path: basename(path), reason });
  } finally {
    closeSync(file);
  }
}

/** Runs a file operation and names what failed without naming the staging folder. */
export function guardOutput<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('output-failed', { path: basename(path), reason });
  }
}

function headerOf(plan: Plan, source: TableSource, instructions: readonly Instruction[]): string {
  if (!source.dialect.header || plan.output.format) return ''; // a format writes its own
  const kept = plan.columns.filter((_, index) => instructions[index]!.op !== 'drop');
  return (
    kept.map((column) => writeCell(column.name, plan.output.delimiter)).join(plan.output.delimiter) +
    plan.output.newline
  );
}

function encodeHeader(header: string, plan: Plan, encoding: 'utf-8' | 'gb18030'): Uint8Array {
  const bom = plan.output.bom && plan.output.encoding === 'utf-8' ? '\ufeff' : '';
  if (encoding === 'utf-8') return Buffer.from(bom + header, 'utf8');
  return encodeGb18030Text(header);
}

function encodeGb18030Text(text: string): Uint8Array {
  const { host, structure } = mainKernels();
  const bytes = Buffer.from(text, 'utf8');
  const source = host.region('header', bytes.length);
  host.bytes.set(bytes, source);
  const target = host.region('header-encoded', gb18030Room(bytes.length));
  const length = structure.encodeGb18030(source, bytes.length, target);
  if (length < 0) {
    const before = bytes.subarray(0, -length - 1).toString('utf8');
    throw new LetheError('header-unencodable', { encoding: 'gb18030', column: before.length + 1 });
  }
  return host.copy(target, length);
}
