import type { MessageCode } from '../core/diagnostics.js';
import type { Command } from './effects.js';

/** An option of a command: its flags as commander reads them, and its line in the help. */
export interface OptionSpec {
  flags: string;
  help: MessageCode;
  default?: string;
  repeat?: boolean; // may be given several times
  values?: readonly string[]; // for completion
}

/** A positional argument; its name is the key in the command's options. */
export interface ArgumentSpec {
  name: string;
  help: MessageCode;
  required: boolean;
  values?: readonly string[];
}

/** A command as data: parser, help and completions derive from it. `load` imports it when it is called. */
export interface CommandSpec {
  name: string;
  help: MessageCode;
  arguments: readonly ArgumentSpec[];
  options: readonly OptionSpec[];
  // biome-ignore lint/suspicious/noExplicitAny: the options of each command are typed in its file
  load(): Promise<Command<any>>;
}
