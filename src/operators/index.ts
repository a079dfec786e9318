import type { Operator } from '../core/operator.js';
import { bucket } from './bucket.js';
import { encrypt } from './encrypt.js';
import { fake } from './fake.js';
import { formatPreserving } from './format-preserving.js';
import { generalise } from './generalise.js';
import { hash } from './hash.js';
import { keep } from './keep.js';
import { mask } from './mask.js';
import { noise } from './noise.js';
import { pseudonym } from './pseudonym.js';
import { redact } from './redact.js';
import { replace } from './replace.js';
import { round } from './round.js';
import { shiftDate } from './shift-date.js';
import { suppress } from './suppress.js';
import { topBottom } from './top-bottom.js';
import { truncate } from './truncate.js';

/** Every operator that a policy may name, in the order in which they are shown. */
export const operators: readonly Operator[] = [
  keep,
  suppress,
  replace,
  mask,
  pseudonym,
  encrypt,
  formatPreserving,
  hash,
  truncate,
  round,
  bucket,
  topBottom,
  generalise,
  shiftDate,
  noise,
  redact,
  fake,
];

/** The operator of a name, or undefined. */
export function operatorNamed(name: string): Operator | undefined {
  return operators.find((operator) => operator.name === name);
}
