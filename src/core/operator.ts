import type { z } from 'zod';
import type { Entity } from './entities.js';
import type { Hierarchy } from './hierarchy.js';
import type { Instruction } from './program.js';
import type { Key } from './random.js';
import type { Span } from './recogniser.js';
import type { Bilingual } from './text.js';

/** zod, handed in so that workers, which only run compiled plans, never load it. */
export type Zod = typeof z;

/** Can the output be turned back? `keyed`: by whoever holds the key. `reversible`: by anyone, given a list of candidates. */
export type Reversibility = 'none' | 'keyed' | 'reversible';

/**
 * What an operator leaves standing in its output: how long a value is; which of two is larger; that two are equal; what
 * kind of value it looks like; a piece of it; how often values occur, or the shape of a column of numbers.
 */
export const leaks = ['length', 'order', 'equality', 'format', 'part', 'distribution'] as const;
export type Leak = (typeof leaks)[number];

/** What a column keeps at a level of its hierarchy: at 0 everything, at the top nothing. */
export function keptAtLevel(level: number, height: number): readonly Leak[] {
  if (level === 0) return leaks;
  return level >= height ? [] : ['order', 'part'];
}

/** What an operator may know when it is compiled for a column. */
export interface OperatorContext {
  column: string;
  entity: Entity | null;
  /** The key of the run for a domain (pseudonyms of one domain agree across columns and tables). */
  key(domain: string): Key;
  /** The hierarchy that the policy names for this column, if any. */
  hierarchy: Hierarchy | null;
  /** Finds identifiers in running text. Operators may not import recognisers: the engine hands them in. */
  find?: (text: string) => readonly Span[];
  /** Columns of role `direct` of the same table: their values must not stand in its free text either. */
  directColumns: readonly string[];
}

/** What an operator may see of the record around the cell, in its reference form. Nulls are null. */
export interface RecordView {
  get(column: string): string | null;
}

/** An operator with its parameters understood: a pure function of a cell (and, where stated, its record). */
export interface CompiledOperator {
  /** The readable reference. Gets the unquoted text of a non-null cell. */
  apply(text: string, record: RecordView): string;
  /** Its lowering to the row program; a contract test holds it equal to `apply` on random and hostile bytes. */
  instruction?: Instruction;
  /** Other columns that `apply` reads; the engine then calls it per record instead of once per distinct value. */
  reads?: readonly string[];
  /**
   * It reads them only to find their values inside its own text, and this tells whether it does: where not, `apply`
   * gives what it gives for a record of nulls.
   */
  mentions?(text: string, record: RecordView): boolean;
  /** With a record of nulls `apply` gives back a text in which `find` of the context finds nothing. */
  onlyFound?: true;
  /**
   * For an operator that is `onlyFound`: with a record of nulls `apply` writes this text for every span of an entity that
   * `find` of the context finds, and leaves all others; null for an entity that may stay.
   */
  label?(entity: Entity): string | null;
  reversibility: Reversibility;
  keeps: readonly Leak[];
  /** A value of a number, date or truth column stays one; otherwise its cells are text afterwards. */
  keepsType?: boolean;
  /** The output is invented and stands for nobody: what recognisers find in it is no residue of the input. */
  synthetic?: boolean;
  /** The output is random-looking (tokens): identifiers that recognisers find in its digits are there by chance. */
  opaque?: boolean;
}

/**
 * A cell before and after, shown to users and run as a test. Keyed operators show what the key `exampleKey` gives; a
 * column of no stated entity has none; `record` holds other cells of the same record.
 */
export interface OperatorExample<P> {
  params: P;
  in: string;
  out: string;
  entity?: Entity;
  record?: Readonly<Record<string, string | null>>;
  hierarchy?: { kind: string; params: Readonly<Record<string, unknown>> };
}

/** Material of the key under which examples hold: `Key.from(exampleKey)`, one `derive(domain)` per domain. */
export const exampleKey = 'lethe/example';

/** An operator of the policy: everything that users see of it derives from here. */
// biome-ignore lint/suspicious/noExplicitAny: parameters are opaque to the list; each file types its own
export interface Operator<P = any> {
  name: string;
  summary: Bilingual;
  /** zod schema of its parameters, without `use`. Strict: unknown parameters are errors. */
  params(zod: Zod): z.ZodType<P>;
  examples: readonly OperatorExample<P>[];
  compile(params: P, context: OperatorContext): CompiledOperator;
}
