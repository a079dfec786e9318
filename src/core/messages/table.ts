import type { Bilingual } from '../text.js';

/** A row of the message table: what happened and, where a person can do something, what to do. */
export interface Message {
  text: Bilingual;
  hint?: Bilingual;
}

/** Keeps the literal codes of a part of the table while checking its rows. */
export function table<const T extends Record<string, Message>>(rows: T): T {
  return rows;
}
