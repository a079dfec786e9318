import type { Entity, Grade, Role } from './entities.js';
import type { Bilingual } from './text.js';

/** How sure a recogniser is of one value: 0 no, 1 checksum and context agree. */
export type Score = number;

/** A span of text, UTF-16 code units, end exclusive. */
export interface Span {
  start: number;
  end: number;
  entity: Entity;
  score: Score;
}

/** Recognises one entity. The reference is on text; `shape` names the bit that the scanning kernel sets for it. */
export interface Recogniser {
  entity: Entity;
  summary: Bilingual;
  role: Role; // what a column of this entity means unless the policy says otherwise
  grade: Grade;
  /** Header evidence: whole normalised names or parts of them, Chinese, pinyin initials, English. See `profile/`. */
  headers: readonly string[];
  /** Score of a whole cell (unquoted, any written form), 0 where it is not one. Linear time. */
  check(text: string): Score;
  /** Spans inside running text, also glued to Han characters. Absent where the entity is not searched in text. */
  find?(text: string): Span[];
  /** The shape bit of the kernel's scan whose condition `check` > 0 implies; absent: decided on distinct values only. */
  shape?: number;
  /** As `shape` where an entity has several forms: `check` > 0 implies that at least one of these bits is set. */
  anyShape?: readonly number[];
  /** A shape bit that is near proof on its own (checksum or distinctive form): counted as a rare hit in other columns. */
  strongShape?: number;
  /** The strong shape verifies a check digit: only then may a reason say so. */
  checkDigit?: true;
  /** What the prefilter must have seen in a text (all of these bits of `recognisers/scan/signals.ts`) before `find`. */
  signals?: number;
  /** Whether a value of an entity that is not personal as such is personal all the same (a sole trader's code). */
  personal?(text: string): boolean;
  examples: { positive: readonly string[]; negative: readonly string[] };
}
