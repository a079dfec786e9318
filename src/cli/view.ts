import pc from 'picocolors';
import {
  type Diagnostic,
  format,
  hint,
  type LetheError,
  type MessageArgs,
  type MessageCode,
} from '../core/diagnostics.js';
import { messages } from '../core/messages/index.js';
import { diagnosticsOf, localised, type Rendering, renderDiagnostics } from './diagnostics.js';
import type { Common, Effects, Output } from './effects.js';
import { columns, printable } from './width.js';

/** A message of the table in the user's language. */
export type Say = (code: MessageCode, args?: MessageArgs) => string;

/** What a human view may use. */
export interface Words {
  say: Say;
  colors: ReturnType<typeof pc.createColors>;
  /** Aligned columns; the first row is the heading. */
  grid(rows: readonly (readonly string[])[]): string;
}

/** Whether colours may be written: not with --no-color or NO_COLOR, and to a terminal only. */
export function colored(common: Common, effects: Effects, output: Output): boolean {
  const never = !common.color || (effects.env.NO_COLOR ?? '') !== '' || effects.env.TERM === 'dumb';
  return !never && output.isTTY === true;
}

/** Prints a result on stdout: one JSON document of version 1, or the human rendering of the very same value. */
export function present<T extends object>(
  result: T,
  common: Common,
  effects: Effects,
  human: (result: T, words: Words) => string,
): void {
  if (common.json) {
    effects.stdout.write(`${JSON.stringify({ version: 1, ...result }, undefined, 2)}\n`);
    return;
  }
  effects.stdout.write(human(result, wordsOf(common, effects)));
}

/** The words of the user's language, coloured for stdout. */
export function wordsOf(common: Common, effects: Effects): Words {
  const colors = pc.createColors(colored(common, effects, effects.stdout));
  return {
    say: (code, args = {}) => format(code, args, common.language),
    colors,
    grid: (rows) => {
      const [head, ...body] = rows.map((row) => row.map((cell) => printable(cell)));
      if (!head) return '';
      const lines = columns([head, ...body]).split('\n');
      return [colors.bold(lines[0] ?? ''), ...lines.slice(1)].join('\n');
    },
  };
}

/** Codes in the words of the table where it has them under a prefix, the bare code where not. */
export function worded(
  prefix: 'reason' | 'warning' | 'category' | 'form',
  codes: readonly string[],
  say: Say,
): string {
  return codes
    .map((code) => {
      const full = `${prefix}-${code}`;
      return full in messages ? say(full as MessageCode) : code;
    })
    .join('; ');
}

/** A share in per cent, never rounded up to 100 or down to 0. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  if (share > 0.99 && share < 1) return '>99 %';
  return `${Math.round(100 * share)} %`;
}

/** Prints diagnostics on stderr. */
export function report(diagnostics: readonly Diagnostic[], common: Common, effects: Effects): void {
  const rendering: Rendering = {
    language: common.language,
    color: colored(common, effects, effects.stderr),
    policies: effects.policies,
  };
  effects.stderr.write(renderDiagnostics(diagnostics, rendering));
}

/** A diagnostic for machines: its code and arguments, and the message in the user's language. */
export function diagnosticJson(diagnostic: Diagnostic, common: Common) {
  const { code, args, place, severity } = diagnostic;
  const shown = localised(args, common.language);
  const advice = hint(code, shown, common.language);
  return {
    code,
    severity,
    args,
    ...(place ? { place } : {}),
    message: format(code, shown, common.language),
    ...(advice === undefined ? {} : { hint: advice }),
  };
}

/**
 * Prints an error: on stderr for people, and with --json as a document on stdout as well. Where the tool worked and says no (exit code
 * 1) that is a verdict, with its reasons, whether the gate has come to it or something before.
 */
export function reportError(error: LetheError, common: Common, effects: Effects): void {
  const diagnostics = diagnosticsOf(error);
  report(diagnostics, common, effects);
  if (!common.json) return;
  const shown = diagnostics.map((one) => diagnosticJson(one, common));
  const [first, ...related] = shown;
  const of = (severity: Diagnostic['severity']) => shown.filter((one) => one.severity === severity);
  const verdict =
    error.exitCode === 1 ? { verdict: 'refused', reasons: of('error'), warnings: of('warning') } : {};
  const document = { version: 1, ...verdict, error: first, related };
  effects.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}
