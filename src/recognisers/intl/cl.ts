import type { NationalId } from './spec.js';

/** Identifiers of Chile. */
export const clIdentifiers: readonly NationalId[] = [
  {
    entity: 'cl-rut',
    source: 'Decreto con fuerza de ley 3 de 1969; modulus 11',
    plain: /^\d{7,8}[0-9K]$/,
    written: /^(?:\d{7,8}|\d{1,2}\.\d{3}\.\d{3})-[0-9K]$/,
    lengths: [8, 9],
    valid: (text) => {
      let sum = 0;
      for (let i = text.length - 2, weight = 2; i >= 0; i--, weight = weight === 7 ? 2 : weight + 1)
        sum += (text.charCodeAt(i) - 48) * weight;
      const check = 11 - (sum % 11);
      return (check === 11 ? '0' : check === 10 ? 'K' : String(check)) === text.at(-1);
    },
    scores: [0.25, 0.7],
    headers: ['rut', 'run'],
    context: ['rut', 'run'],
    examples: { positive: ['12.345.678-5', '12345678-5'], negative: ['12.345.678-4', ''] },
  },
];
