import type { RecognitionSpec, Span } from '../core/recogniser.js';
import type { Language } from '../core/text.js';
import type { Components } from './components.js';
import type { Engine, EngineOptions } from './engine.js';

/** Where a command writes. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined; // width of the terminal
}

/** The files a command itself touches: policies, schemas and hierarchy files; tables are the engine's. */
export interface Files {
  exists(path: string): boolean;
  /** Throws the system's error where it cannot. */
  readText(path: string): string;
  /** The first bytes of a file, at most `length`. */
  readHead(path: string, length: number): Uint8Array;
  /** Writes a new file; false, and nothing written, where the path is taken. */
  writeNew(path: string, text: string): boolean;
  /** Opens a file for lines, emptied first; each line is written when it is given. */
  lines(path: string): { write(text: string): void; close(): void };
  /** Writes a file whole, by renaming: a reader never sees a part of it. */
  replace(path: string, content: string | Uint8Array): void;
  /** Names in a folder, sorted. */
  list(folder: string): string[];
}

/** Everything a command does to the world, or learns from it, comes in here. */
export interface Effects {
  stdout: Output;
  stderr: Output;
  /** Where published data go when the output of a policy is `-`. */
  data: NodeJS.WritableStream;
  stdin: AsyncIterable<Uint8Array | string>;
  env: Readonly<Record<string, string | undefined>>;
  files: Files;
  clock: () => number; // milliseconds
  now: () => number; // milliseconds since 1970
  cores: number;
  version: string;
  /** Path of the installed policy.schema.json. */
  schemaPath: string;
  /** Texts of the policies read so far, by path: the only files that diagnostics may excerpt. */
  policies: Map<string, string>;
  signal: AbortSignal;
  /** Whether nurseries are kept from growing (flags.ts). */
  holdsNursery?: boolean;
  /** Starts the threads of a job over this file, where it is surely large enough for them; whoever asks closes them. */
  startThreads?(
    path: string,
    common: Common,
    passes: readonly ('survey' | 'apply')[],
  ): Promise<EngineOptions['pool']>;
  engine(): Promise<Engine>;
  components(): Promise<Components>;
  /** Those of the components that a search needs. */
  searching(): Promise<Pick<Components, 'algorithmSpecs' | 'models' | 'metricSpecs'>>;
  /** Spans of identifiers in a text. */
  findAll(spec?: RecognitionSpec): Promise<(text: string) => readonly Span[]>;
}

/** Options that every command has. */
export interface Common {
  json: boolean;
  quiet: boolean;
  color: boolean;
  language: Language;
  workers: number;
  chunk: number | undefined; // bytes that a worker claims at a time; the engine's choice where absent
  memory?: number | undefined; // MiB for distinct tuples; the engine's choice where absent
  policy: string | undefined; // path of the policy, as typed
}

/** A command: does its work and returns the exit code. Throws LetheError. */
export type Command<O> = (options: O & Common, effects: Effects) => Promise<number>;
