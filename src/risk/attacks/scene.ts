import type { AttackResult, ControlGroup } from '../../core/attack.js';
import type { Histogram } from '../../core/histogram.js';
import type { Key } from '../../core/random.js';
import type { Bilingual } from '../../core/text.js';
import type { Release } from './release.js';

/** A person of the source as the adversary knows it: cells in the order of the release's comparable columns. */
export type Person = readonly (string | null)[];

/** A column of the release in which nothing of the value can be read: tokens. */
export interface TokenColumn {
  name: string;
  use: string;
  entity: string | null;
  tokens: readonly string[]; // distinct, a keyed sample of the release
  /** Distinct tokens of the release, of which `tokens` is a sample. */
  distinct: number;
  /** Values that the adversary holds of the column: the sample of the source. */
  candidates: readonly string[];
  /** Cells per value in the source and per token in the release, most frequent first; null where too many to count. */
  counts: { values: readonly [string, number][]; tokens: readonly [string, number][] } | null;
  /** The token of a value, to score guesses by; the adversary does not have it. */
  truth?: (value: string) => string;
}

/** An earlier release of the same dataset, read as anyone can read it. */
export interface EarlierRelease {
  id: string;
  table: Histogram;
}

/** All that an attack may look at. */
export interface Scene {
  key: Key; // of the choice of targets and predicates, not of the release
  release: Release;
  targets: readonly Person[];
  /** More persons of the source, for what only a few of them suffer: the intersection of releases. */
  persons: readonly Person[];
  /** Persons who are not in the release; null: each target is taken out of it in turn. */
  heldOut: readonly Person[] | null;
  /** Sets of comparable columns that an adversary may know, by position; the first is the one that the profile names. */
  known: readonly (readonly number[])[];
  secrets: readonly number[]; // comparable columns whose value is guessed
  tokens: readonly TokenColumn[];
  earlier: readonly EarlierRelease[];
  guesses: number; // budget per column
}

/** An attack: everything that users see of it derives from here. */
export interface Attack {
  name: string;
  summary: Bilingual;
  source: string; // where the method comes from
  run(scene: Scene): AttackResult[];
}

/** The control group of a scene. */
export function controlKind(scene: Scene): ControlGroup['kind'] {
  return scene.heldOut ? 'held-out' : 'leave-out';
}
