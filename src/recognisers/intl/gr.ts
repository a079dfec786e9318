import { luhn } from '../scan/checksums.js';
import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Greece. */
export const grIdentifiers: readonly NationalId[] = [
  {
    entity: 'gr-amka',
    source: 'Νόμος 3655/2008; date and Luhn',
    plain: /^\d{11}$/,
    lengths: [11],
    valid: (text) => birth(part(text, 4, 6), part(text, 2, 4), part(text, 0, 2)) && luhn(text),
    scores: [0.4, 0.4],
    headers: ['amka', 'αμκα'],
    context: ['αμκα', 'amka'],
    examples: { positive: ['16117508024', '03090450119'], negative: ['30027508024', '16137508020', ''] },
  },
];
