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
  elsewhere?: true; // a name that was found elsewhere in the same text
}

/** Recognises one entity. The reference is on text; `shape` names the bit that the scanning kernel sets for it. */
export interface Recogniser {
  entity: Entity;
  summary: Bilingual;
  role: Role; // what a column of this entity means unless the policy says otherwise
  grade: Grade;
  /** Header evidence: whole normalised names or parts of them, Chinese, pinyin initials, English. See `profile/`. */
  headers: readonly string[];
  /** An amount: what is named after it and ends in 编号 or 名称 (资产编号) is no amount, nor are many different words. */
  amount?: true;
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
  /** The prefilter of texts does not know its form: parts of cells are searched in the witnesses of a column. */
  unflagged?: boolean;
  /** What the scan must have seen in a text (all of these bits of `recognisers/scan/signals.ts`) before `find`. */
  signals?: number;
  /** As `signals` where an entity has several forms: one of these bits must have been seen. */
  anySignal?: number;
  /** The kernel's scan of texts gives the spans of `find` with the signals: see `recognisers/scan/scan.ts`. */
  readByKernel?: true;
  /**
   * Of what has the form, `check` accepts 1 % or less by chance: a column of many different values nearly all of which are
   * accepted is believed, although a single value proves nothing.
   */
  seldomByChance?: true;
  /** Whether the values of a column without a telling header are spread as those of the entity are; absent: always. */
  spread?(values: readonly string[]): boolean;
  /**
   * Forms in which the same identifier is often written, the same ones whichever of them it comes in: to find it where it
   * was written otherwise. Empty for what is no value of the entity; absent where width, capitals and separators between
   * digits are all that varies.
   */
  writings?(text: string): string[];
  /** Whether a value of an entity that is not personal as such is personal all the same (a sole trader's code). */
  personal?(text: string): boolean;
  examples: { positive: readonly string[]; negative: readonly string[] };
}

/** Check digits that a recogniser of a policy may ask for; the names are those of the policy. */
export const ownChecksums = ['luhn', 'verhoeff', 'mod11-2', 'mod11-10', 'mod97-10', 'uscc'] as const;

/** A recogniser that a policy describes, as plain data. Pattern, codes or allowed values: at least one is there. */
export interface OwnRecogniser {
  entity: string; // a name of the policy's own, or one of the list
  role: Role;
  grade: Grade;
  pattern?: string; // describes a whole value; see `recognisers/own/pattern.ts`
  checksum?: (typeof ownChecksums)[number];
  headers: readonly string[];
  context: readonly string[]; // words of which one must stand before a value in a text, unless a check digit proves it
  allow: readonly string[]; // values that are of the entity, whatever the pattern says
  deny: readonly string[]; // values that are not
  codes?: string; // file of the values there are: the first column of each line
  values?: readonly string[]; // what that file holds, once read
}

/** Which recognisers are to work: plain data, so that it can be sent to workers. */
export interface RecognitionSpec {
  countries: readonly string[] | null; // null: what stands alone of every country
  own: readonly OwnRecogniser[];
}
