import { type NationalId, part } from './spec.js';

/** Identifiers of Spain. */
export const esIdentifiers: readonly NationalId[] = [
  {
    entity: 'es-nif',
    source: 'Real Decreto 1553/2005; letter by modulus 23',
    plain: /^\d{7,8}[A-HJ-NP-TV-Z]$/,
    written: /^\d{7,8}[- ][A-HJ-NP-TV-Z]$/,
    lengths: [8, 9],
    valid: (text) => 'TRWAGMYFPDXBNJZSQVHLCKE'[part(text, 0, text.length - 1) % 23] === text.at(-1),
    scores: [0.45, 0.5],
    headers: ['nif', 'dni', 'documento nacional de identidad'],
    context: ['dni', 'nif', 'documento nacional'],
    examples: {
      positive: ['12345678Z', '55555555-K', '1111111G'],
      negative: ['12345678A', '401-023-2138', ''],
    },
  },
  {
    entity: 'es-nie',
    source: 'Orden INT/2058/2008; X, Y, Z as 0, 1, 2, letter by modulus 23',
    plain: /^[XYZ]\d{7}[A-HJ-NP-TV-Z]$/,
    written: /^[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z]$/,
    lengths: [9],
    valid: (text) =>
      'TRWAGMYFPDXBNJZSQVHLCKE'[Number('XYZ'.indexOf(text[0]!) + text.slice(1, 8)) % 23] === text[8],
    scores: [0.65, 0.65],
    headers: ['nie', 'numero de extranjero', 'numero de identidad de extranjero'],
    context: ['nie', 'extranjero', 'extranjería'],
    distinctive: true,
    examples: { positive: ['Z8078221M', 'Y8063915-Z'], negative: ['Z8078221N', 'A1234567L', ''] },
  },
  {
    entity: 'es-passport',
    source: 'Real Decreto 896/2003; form of the number',
    plain: /^[A-Z]{3}\d{6}$/,
    lengths: [9],
    scores: [0.25, 0.25],
    headers: ['pasaporte', 'spanish passport'],
    context: ['pasaporte', 'passport'],
    examples: { positive: ['AAA123456', 'XYZ987654'], negative: ['AAAA12345', 'AAA12345', ''] },
  },
];
