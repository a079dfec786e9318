import type { Entity } from '../core/entities.js';
import type { ColumnTally } from '../core/profile.js';
import { witnesses } from './evidence.js';

/** Ages that 45 CFR 164.514(b)(2)(i)(C) wants in one class begin with this one. */
const oldest = 90;

/** Nobody is younger today than in the year of this version; the engine itself has no clock, so that a run can be replayed. */
const atLeastNow = 2026;

/**
 * Whether published cells tell that somebody is older than 89: by an age or a band that reaches beyond, or by a year of birth. One open
 * class (`>=90`, `90+`, `90岁以上`) tells nothing. Where only a sample of the values is known, they may.
 */
export function tellsOldAge(entity: Entity | null, tally: ColumnTally): boolean {
  const tells = entity === 'age' ? ageTells : entity === 'birth-date' ? birthTells : null;
  if (tells === null || tally.nonEmpty === 0) return false;
  return tally.values === null || witnesses(tally).some(({ text }) => tells(text.normalize('NFKC')));
}

/** `90+`, `>=90`, `>89`, `90岁及以上`, `90 and over`: open above, with the bound. */
const openAbove =
  /^(?:>=?|≥)\s*(\d+)\D*$|^(\d+)\s*(?:\+|(?:周?岁)?(?:及|或)?以上|(?:years? )?(?:and|or) (?:over|above|older))$/i;
/** `[80, 90)`, `[80,90[`: the upper bound is not reached. */
const halfOpen = /^\[\s*\d[\d.]*\s*[,，-]\s*(\d+)(?:\.0+)?\s*[)[]$/;

function ageTells(text: string): boolean {
  const label = text.trim();
  const open = openAbove.exec(label);
  if (open) return Number(open[1] ?? open[2]) > oldest;
  const bound = halfOpen.exec(label);
  if (bound) return Number(bound[1]) > oldest;
  return numbers(label, /\d+(?:\.\d+)?/g).some((age) => age >= oldest);
}

/** `<=1936`, `1936年及以前`, `before 1937`: open below, with the bound. */
const openBelow =
  /^(?:<=?|≤|before )\s*(\d{4})\D*$|^(\d{4})年?\s*(?:(?:及|或)?(?:以前|之前)|(?:and|or) (?:before|earlier))$/i;

function birthTells(text: string): boolean {
  const label = text.trim();
  const born = atLeastNow - oldest;
  const open = openBelow.exec(label);
  if (open) return Number(open[1] ?? open[2]) < born;
  return numbers(label, /(?<!\d)\d{4}(?!\d{1,3}(?!\d))/g).some((year) => year <= born);
}

function numbers(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), ([number]) => Number(number));
}
