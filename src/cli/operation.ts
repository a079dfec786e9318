import type { Diagnostic } from '../core/diagnostics.js';
import { LetheError } from '../core/diagnostics.js';
import { encodings, isDelimiter } from '../core/dialect.js';
import { formats } from '../formats/index.js';
import type { Common, Effects } from './effects.js';
import type { EngineOptions, InputSpec } from './engine.js';
import { progressOf } from './progress.js';

/** Options of the commands that read a table without a policy. */
export interface DialectOptions {
  encoding?: string;
  delimiter?: string;
  header?: boolean; // false with --no-header
  ragged?: string;
  lenient?: boolean;
  format?: string;
  sheet?: string;
}

/** The table that a command line names. Throws `cli-option-invalid`. */
export function inputOf(path: string, options: DialectOptions): InputSpec & { path: string } {
  const { encoding, delimiter, ragged, format, sheet } = options;
  const mark = delimiter === '\\t' || delimiter === 'tab' ? '\t' : delimiter;
  if (mark !== undefined && !isDelimiter(mark)) invalid('--delimiter', ', ; | tab');
  return {
    path,
    ...(encoding === undefined ? {} : { encoding: oneOf('--encoding', encoding, encodings) }),
    ...(mark === undefined ? {} : { delimiter: mark }),
    ...(options.header === false ? { header: false } : {}),
    ...(ragged === undefined ? {} : { ragged: oneOf('--ragged', ragged, ['error', 'pad'] as const) }),
    ...(options.lenient ? { lenient: true } : {}),
    ...(format === undefined
      ? {}
      : { format: oneOf('--format', format, ['csv', ...formats.map(({ name }) => name)]) }),
    ...(sheet === undefined ? {} : { sheet: /^[1-9][0-9]*$/.test(sheet) ? Number(sheet) : sheet }),
  };
}

/** What the command line says of how passes are made. */
export function passOptions({ workers, chunk, memory }: Common): EngineOptions {
  return {
    workers,
    ...(chunk === undefined ? {} : { chunkBytes: chunk }),
    ...(memory === undefined ? {} : { memory }),
  };
}

/** Runs an engine operation with progress, workers and the interrupt signal. */
export async function operate<T>(
  common: Common,
  effects: Effects,
  operation: (options: EngineOptions) => Promise<T>,
): Promise<T> {
  const progress = progressOf(common, effects);
  try {
    return await operation({
      ...passOptions(common),
      signal: effects.signal,
      ...(effects.holdsNursery ? { holdsNursery: true } : {}),
      ...(progress.listener ? { progress: progress.listener } : {}),
    });
  } finally {
    progress.end();
  }
}

/** The text of a key file. Throws `sign-key-unreadable`. */
export function keyText(path: string, effects: Effects): string {
  try {
    return effects.files.readText(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('sign-key-unreadable', { path, reason });
  }
}

/** Throws `lint-failed` with every finding where one of them is an error. */
export function stopAtErrors(findings: readonly Diagnostic[]): void {
  const errors = findings.filter((one) => one.severity === 'error');
  if (errors.length === 0) return;
  throw new LetheError('lint-failed', { count: errors.length }, undefined, {
    exitCode: 1,
    related: findings,
  });
}

/** A name out of a list, or `cli-option-invalid`. */
export function oneOf<const T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  return found ?? invalid(option, known.join(', '));
}

/** A day as YYYY-MM-DD, or `cli-option-invalid`. */
export function dateOf(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  const real =
    year !== undefined && new Date(Date.UTC(year, month! - 1, day)).toISOString().slice(0, 10) === text;
  return real ? text : invalid('--reference-date', 'YYYY-MM-DD');
}

/** A number in [low, high], whole if asked, or `cli-option-invalid`. */
export function numberOf(option: string, value: string, low: number, high: number, whole = false): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number) || number < low || number > high || (whole && !Number.isInteger(number))) {
    const upper = Number.isFinite(high) ? `… ${high}` : '…';
    return invalid(option, `${low} ${upper}`);
  }
  return number;
}

/** Names separated by commas, without blanks and repetitions. */
export function listOf(text: string | undefined): string[] {
  const names = (text ?? '').split(/[,，]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function invalid(option: string, expected: string): never {
  throw new LetheError('cli-option-invalid', { option, expected });
}
