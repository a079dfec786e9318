import { type NationalId, repeated, weighted } from './spec.js';

/** Identifiers of the Netherlands. */
export const nlIdentifiers: readonly NationalId[] = [
  {
    entity: 'nl-bsn',
    source: 'Wet algemene bepalingen burgerservicenummer; elfproef',
    plain: /^\d{9}$/,
    written: /^\d{4}\.\d{2}\.\d{3}$/,
    lengths: [9],
    valid: (text) => weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !repeated(text),
    scores: [0.3, 0.4],
    headers: ['bsn', 'burgerservicenummer', 'sofinummer'],
    context: ['bsn', 'burgerservicenummer', 'sofi'],
    examples: { positive: ['406197581', '1112.22.333'], negative: ['406197582', '000000000', ''] },
  },
];
