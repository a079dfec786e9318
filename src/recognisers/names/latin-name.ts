import type { Recogniser } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';

const full =
  /^((?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?[A-Z][a-z'’-]{1,14}(?: [A-Z]\.?)?[ -][A-Z][A-Za-z'’-]{1,18}([ -][A-Z][A-Za-z'’-]{1,18})?(?:,? (?:Jr|Sr|II|III|PhD|MD|DVM|DDS|IV|V)\.?)?$/;

/** Western name in a column: two to four capitalised words. Weak, so that the header decides. */
export const latinName: Recogniser = {
  entity: 'person-name',
  summary: { en: 'Western person name (columns)', zh: '西文姓名（列）' },
  role: 'direct',
  grade: 3,
  headers: [],
  check(text) {
    const name = cell(text);
    if (name.length > 40) return 0;
    const match = full.exec(name);
    // Names of goods have three capitalised words more often than names of people.
    if (match) return match[1] !== undefined || match[2] === undefined ? 0.35 : 0.2;
    return /^[A-Z][a-z'’-]{1,18}(?:, [A-Z][a-z'’-]{1,18})?$|^[A-Z]{2,15}(?: [A-Z]{2,15}){1,2}$/.test(name)
      ? 0.2
      : 0;
  },
  examples: {
    positive: ['John Whitfield', 'Sarah J. Mitchell', 'Dr. Anna Schneider'],
    negative: ['john', 'A', 'Room 12', ''],
  },
};
