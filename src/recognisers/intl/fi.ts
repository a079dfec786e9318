import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Finland. */
export const fiIdentifiers: readonly NationalId[] = [
  {
    entity: 'fi-hetu',
    source: 'Väestötietolaki; Digital and Population Data Services Agency: modulus 31',
    plain: /^\d{6}[YXWVUABCDEF]\d{3}[0-9A-FHJ-NPR-Y]$/,
    written: /^\d{6}[-+]\d{3}[0-9A-FHJ-NPR-Y]$/,
    lengths: [10, 11],
    valid: (text, written) => {
      const serial = part(written, 7, 10);
      const date = birth(part(text, 4, 6), part(text, 2, 4), part(text, 0, 2));
      const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + written.slice(7, 10)) % 31];
      return date && serial >= 2 && check === written[10];
    },
    scores: [0.85, 0.85],
    headers: ['hetu', 'henkilotunnus', 'henkilötunnus', 'personal identity code'],
    context: ['henkilötunnus', 'henkilotunnus', 'hetu', 'personal identity code'],
    distinctive: true,
    examples: {
      positive: ['220468-1349', '010594Y9032', '131052-308T'],
      negative: ['161175-802I', '311190-1111', '161175-001K', ''],
    },
  },
];
