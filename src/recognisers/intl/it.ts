import { luhn } from '../scan/checksums.js';
import type { NationalId } from './spec.js';

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Check letter of the fiscal code: places counted from one, odd ones by a table. */
const fiscal = (text: string): boolean => {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const value = /\d/.test(text[i]!) ? Number(text[i]) : text.charCodeAt(i) - 65;
    sum += i % 2 === 0 ? odd[value]! : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === text[15];
};

/** Identifiers of Italy. */
export const itIdentifiers: readonly NationalId[] = [
  {
    entity: 'it-fiscal-code',
    source: 'Decreto ministeriale 23 dicembre 1976, n. 813',
    plain: /^[A-Z]{6}[\dLMNP-V]{2}[A-Z][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/,
    lengths: [16],
    valid: (text) => fiscal(text) || (/^.{8}[ABCDEHLMPRST]/.test(text) && 'unchecked'),
    scores: [0.9, 0.9],
    unchecked: 0.6,
    headers: ['codice fiscale', 'cod fiscale', 'fiscal code'],
    context: ['codice fiscale', 'c.f.', 'fiscal code'],
    distinctive: true,
    examples: {
      positive: ['RSSMRA80A01H501U', 'rssmra80a01h501u'],
      negative: ['RSSMRA85M01H501', 'RSSMRA85Z01H501Z', ''],
    },
  },
  {
    entity: 'it-vat',
    source: 'DPR 633/1972; Luhn',
    plain: /^\d{11}$/,
    lengths: [11],
    valid: (text) => luhn(text) && !/^0+$/.test(text),
    scores: [0.3, 0.3],
    headers: ['partita iva', 'p iva', 'piva'],
    context: ['partita iva', 'p.iva', 'p. iva'],
    role: 'linking',
    grade: 2,
    examples: { positive: ['01333550323'], negative: ['01333550324', ''] },
  },
  {
    entity: 'it-driving-licence',
    source: 'Motorizzazione Civile; forms in use',
    plain: /^(?:[A-Z]{2}\d{7}[A-Z]|U1[BCDFGHJ-NP-TV-Z0-9]{7}[A-Z])$/,
    lengths: [10],
    scores: [0.3, 0.3],
    headers: ['patente', 'patente di guida'],
    context: ['patente'],
    examples: { positive: ['AA0123456B', 'U1K711J11M'], negative: ['990123456B', ''] },
  },
  {
    entity: 'it-identity-card',
    source: 'Ministero dell’Interno, CIE and paper card',
    plain: /^(?:[A-Z]{2}\d{7}|\d{7}[A-Z]{2}|[A-Z]{2}\d{5}[A-Z]{2})$/,
    lengths: [9],
    scores: [0.25, 0.25],
    headers: ['carta d identita', 'carta identita'],
    context: ["carta d'identità", 'carta di identità', 'carta identità', 'cie'],
    examples: { positive: ['1234567AA', 'CA00000AA'], negative: ['A12345678', ''] },
  },
];
