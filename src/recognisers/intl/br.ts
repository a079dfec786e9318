import { type NationalId, part, repeated, weighted } from './spec.js';

const digitOf = (text: string, weights: readonly number[]): number => {
  const rest = weighted(text, weights) % 11;
  return rest < 2 ? 0 : 11 - rest;
};

/** Identifiers of Brazil. */
export const brIdentifiers: readonly NationalId[] = [
  {
    entity: 'br-cpf',
    source: 'Receita Federal, IN RFB 1548/2015; two check digits by modulus 11',
    plain: /^\d{11}$/,
    written: /^\d{3}\.\d{3}\.\d{3}-\d{2}$/,
    lengths: [11],
    valid: (text) =>
      !repeated(text) &&
      digitOf(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) === part(text, 9, 10) &&
      digitOf(text, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === part(text, 10, 11),
    scores: [0.45, 0.9],
    headers: ['cpf', 'numero cpf'],
    context: ['cpf'],
    distinctive: true,
    examples: {
      positive: ['017.863.492-13', '93541134780'],
      negative: ['123.456.789-00', '111.111.111-11', ''],
    },
  },
  {
    entity: 'br-cnpj',
    source: 'Receita Federal, IN RFB 2119/2022; two check digits by modulus 11',
    plain: /^\d{14}$/,
    written: /^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/,
    lengths: [14],
    valid: (text) =>
      !repeated(text) &&
      digitOf(text, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === part(text, 12, 13) &&
      digitOf(text, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === part(text, 13, 14),
    scores: [0.45, 0.9],
    headers: ['cnpj', 'numero cnpj'],
    context: ['cnpj'],
    role: 'linking',
    grade: 2,
    distinctive: true,
    examples: { positive: ['11.222.333/0001-81', '11222333000181'], negative: ['11.222.333/0001-80', ''] },
  },
];
