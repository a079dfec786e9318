/** A random sample that a release was made of: every record was drawn by itself, with the same chance. */
export interface DrawnSample {
  rate: number; // (0, 1)
  from: number; // records of the table
  drawn: number; // records
}

/**
 * Whether as many records were drawn as the rate lets expect, within six standard deviations: a draw that never took place, or
 * took place twice, is found.
 */
export function plausible({ rate, from, drawn }: DrawnSample): boolean {
  return Math.abs(drawn - rate * from) <= 6 * Math.sqrt(from * rate * (1 - rate)) + 1;
}
