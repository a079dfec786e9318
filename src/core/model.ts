import type { z } from 'zod';
import type { Hierarchy } from './hierarchy.js';
import type { Bilingual } from './text.js';

type Zod = typeof z;

/**
 * One equivalence class as a model sees it: its size and the counts of the values of the model's sensitive column. One
 * view is reused for all classes: read it, never keep it.
 */
export interface ClassView {
  size: number; // records (or persons) in the class
  /** Sum of `counts`; equals `size` where absent. A person with several values counts once for each of them. */
  weight?: number;
  population: number; // records of the population in the class; equals size where no population is given
  /** Sensitive value codes and their counts side by side, no code twice; this class owns [from, to). */
  values: Int32Array;
  counts: Float64Array;
  from: number;
  to: number; // exclusive; equals `from` where the model has no column
  /** Information that the labels of the class have lost, [0, 1] (Wan et al. 2015); only for models with `needsLoss`. */
  loss?: number;
}

/** The whole table as a model sees it: what classes are compared with. Suppressed records are included. */
export interface TableView {
  records: number;
  population: number; // records of the population; equals records where none is given
  /** Records that were drawn from the population, whatever became of them; equals records where absent. */
  sample?: number;
  quasi: number; // quasi-identifiers, for wide-table models
  /** Sum of `sensitive`; equals `records` where absent. */
  weight?: number;
  /** The model's sensitive column: dictionary, counts per code, and its hierarchy where one is known. */
  values: readonly (string | null)[];
  sensitive: Float64Array;
  hierarchy: Hierarchy | null;
}

/** What a table-wide model sees once the failing classes are suppressed. */
export interface ReleasedView {
  records: number; // kept
  classes: number; // kept
  suppressed: number; // records
  /** Class sizes of the kept classes, ascending, with their number. */
  sizes(): { size: number; classes: number }[];
}

/** All classes at once, for models about what several of them have in common. Read it, never keep it. */
export interface ClassTable {
  size: number; // classes
  counts: Float64Array; // records per class
  codes: readonly Int32Array[]; // per quasi-identifier the label code of each class
  labels: readonly number[]; // per quasi-identifier: codes are below
  failed: Uint8Array; // 1: the class is suppressed, and does not count
  /** Values of the model's sensitive column: pair i is value[i] in class groups[i]. Null where it has none. */
  sensitive: { groups: Int32Array; values: Int32Array; counts: Float64Array; domain: number } | null;
}

/** A model compiled with its parameters for one table. */
export interface CompiledModel {
  /**
   * Does the class meet the model? Asked once per class; a class that does not is suppressed whole. Models of the
   * population are also asked about classes of size 0, which only the population has.
   */
  holds(group: ClassView): boolean;
  /**
   * Does the release as a whole meet the model, failing classes removed? Only table-wide models have it. Where it does
   * not, the smallest classes are suppressed until it does (as ARX does).
   */
  accepts?(released: ReleasedView): boolean;
  /**
   * Marks with 1 the classes that fail for what they have in common with others. They are suppressed and the rest is asked
   * again, until none fails.
   */
  fails?(table: ClassTable): Uint8Array;
}

/** Traits are all that the search knows of a model; it never asks for its name. */
export interface ModelTraits {
  /** If a table meets it, every generalisation of that table (without suppression) does. */
  monotone: boolean;
  /** A class that meets it still does when any further records join: suppression only shrinks on the way up. */
  growing: boolean;
  needsSensitive: boolean;
  needsPopulation: boolean;
  /** Asks for the information that the labels of a class have lost, which only a search of the lattice knows. */
  needsLoss: boolean;
  /** The table must be a random sample of its records, and what is chosen by looking at it costs budget; null for none. */
  sampling: Sampling | null;
  /** k such that the model implies k-anonymity, 1 if none: a cheap bound the search prunes by. */
  impliesK: number;
  /** The model is that k-anonymity and nothing else: `holds` need not be asked. */
  sizeOnly: boolean;
}

/** Sampling that a differentially private model rests on. */
export interface Sampling {
  rate: number; // share of the records that are drawn, each by itself
  /** ε that the choice of levels may spend in all, in that many choices; 0: levels are fixed without the data. */
  budget: number;
  steps: number;
}

// biome-ignore lint/suspicious/noExplicitAny: parameters are opaque to the list; each file types its own
export interface Model<P = any> {
  name: string; // as in the policy: k-anonymity, distinct-l-diversity …
  summary: Bilingual;
  source: string; // paper or standard that defines it
  params(zod: Zod): z.ZodType<P>;
  traits(params: P): ModelTraits;
  /** Throws LetheError where the table lacks what the model needs. */
  compile(params: P, table: TableView): CompiledModel;
  /** A parameter that grows with protection in whole steps, and usual values of it: what each step costs can be told. */
  steps?: { param: string; values: readonly number[] };
}

/** Traits of most models: those a file names replace these. */
export function traits(own: Partial<ModelTraits>): ModelTraits {
  return {
    monotone: true,
    growing: false,
    needsSensitive: false,
    needsPopulation: false,
    needsLoss: false,
    sampling: null,
    impliesK: 1,
    sizeOnly: false,
    ...own,
  };
}
