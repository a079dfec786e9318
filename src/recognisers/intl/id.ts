import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Indonesia. */
export const idIdentifiers: readonly NationalId[] = [
  {
    entity: 'id-nik',
    source: 'Peraturan Pemerintah 40/2019; region, date (day + 40 for women), serial',
    plain: /^[1-9]\d{15}$/,
    lengths: [16],
    valid: (text) => {
      const day = part(text, 6, 8);
      return (
        birth(part(text, 10, 12), part(text, 8, 10), day > 40 ? day - 40 : day) && !text.endsWith('0000')
      );
    },
    scores: [0.35, 0.35],
    headers: ['nik', 'nomor induk kependudukan'],
    context: ['nik', 'ktp', 'kependudukan'],
    examples: {
      positive: ['3174051708850001', '3121675308066935'],
      negative: ['3174057102850001', '3174051708850000', ''],
    },
  },
];
