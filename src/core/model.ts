import type { z } from 'zod';
import type { Bilingual } from './text.js';

type Zod = typeof z;

/** One equivalence class as a model sees it: its size and the counts of the sensitive values in it. */
export interface ClassView {
  size: number; // records (or persons) in the class
  /** Counts per sensitive code in this class, sparse: value code and count side by side; empty without sensitive column. */
  values: Int32Array;
  counts: Float64Array;
  length: number; // valid entries in values and counts
}

/** The whole table as a model sees it: what classes are compared with. */
export interface TableView {
  records: number;
  /** Counts per sensitive code over the whole input, suppressed records included. */
  sensitive: Float64Array;
}

/** A model compiled with its parameters, asked once per equivalence class. */
export interface CompiledModel {
  /** Does the class meet the model? A class that does not is suppressed whole. */
  holds(group: ClassView, table: TableView): boolean;
}

/** Traits are all that the search knows of a model; it never asks for its name. */
export interface ModelTraits {
  /** If a table meets it, every generalisation of that table (without suppression) does. */
  monotone: boolean;
  needsSensitive: boolean;
  /** k such that the model implies k-anonymity, 1 if none: a cheap bound the search prunes by. */
  impliesK: number;
}

// biome-ignore lint/suspicious/noExplicitAny: parameters are opaque to the list; each file types its own
export interface Model<P = any> {
  name: string; // as in the policy: k-anonymity, distinct-l-diversity …
  summary: Bilingual;
  source: string; // paper or standard that defines it
  params(zod: Zod): z.ZodType<P>;
  traits(params: P): ModelTraits;
  compile(params: P): CompiledModel;
}
