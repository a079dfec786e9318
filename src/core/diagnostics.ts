import { type MessageCode, messages } from './messages/index.js';
import type { Message } from './messages/table.js';
import type { Language } from './text.js';

export type { MessageCode } from './messages/index.js';

/** Arguments of a message: names, counts and positions; never a cell value. */
export type MessageArgs = Readonly<Record<string, string | number>>;

/** Where a diagnostic points. Lines and columns are 1-based; byte is a 0-based offset in the file. */
export interface Place {
  file?: string;
  line?: number;
  column?: number; // 1-based, UTF-16 code units
  byte?: number;
  field?: string; // name of a column of the table
  record?: number; // 1-based, of a table whose records have no lines
  table?: string; // in a policy of several tables
}

/** One finding: what, with which names and numbers, where. Prose is made from the message table at the edge. */
export interface Diagnostic {
  code: MessageCode;
  args: MessageArgs;
  place?: Place;
  severity: 'error' | 'warning' | 'info';
}

/**
 * The only error that Lethe throws on purpose. It carries a code and arguments, never prose and never a cell value;
 * `exitCode` is 2 unless the tool worked and says no (1) or was interrupted (130).
 */
export class LetheError extends Error {
  override readonly name = 'LetheError';
  readonly code: MessageCode;
  readonly args: MessageArgs;
  readonly place: Place | undefined;
  readonly exitCode: 1 | 2 | 130;
  /** Further findings of the same kind, for example every fault of a policy. */
  readonly related: readonly Diagnostic[];

  constructor(
    code: MessageCode,
    args: MessageArgs = {},
    place?: Place,
    options: { exitCode?: 1 | 2 | 130; related?: readonly Diagnostic[] } = {},
  ) {
    super(format(code, args, 'en'));
    this.code = code;
    this.args = args;
    this.place = place;
    this.exitCode = options.exitCode ?? 2;
    this.related = options.related ?? [];
  }
}

/**
 * The message of a code in a language, its `{name}` holes filled from args; the code itself in worker threads, which are
 * built without the table: they hand on codes and arguments.
 */
export function format(code: MessageCode, args: MessageArgs, language: Language): string {
  const message: Message | undefined = messages[code];
  return message ? fill(message.text[language], args) : code;
}

/** The hint of a code (what to do about it), or undefined where there is none. */
export function hint(code: MessageCode, args: MessageArgs, language: Language): string | undefined {
  const text = messages[code].hint?.[language];
  return text === undefined ? undefined : fill(text, args);
}

function fill(template: string, args: MessageArgs): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => String(args[name] ?? hole));
}
