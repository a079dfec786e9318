import { luhn } from '../scan/checksums.js';
import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Sweden. */
export const seIdentifiers: readonly NationalId[] = [
  {
    entity: 'se-personnummer',
    source: 'Folkbokföringslagen (1991:481) § 18; Luhn over the last ten digits',
    plain: /^(?:19|20)?\d{10}$/,
    written: /^(?:19|20)?\d{6}[-+]\d{4}$/,
    lengths: [10, 12],
    valid: (text) => {
      const ten = text.slice(-10);
      const day = part(ten, 4, 6);
      const year = text.length === 12 ? part(text, 0, 4) : part(ten, 0, 2);
      return luhn(ten) && birth(year, part(ten, 2, 4), day > 60 ? day - 60 : day);
    },
    scores: [0.35, 0.45],
    headers: ['personnummer', 'personnr', 'pnr', 'samordningsnummer'],
    context: ['personnummer', 'pnr', 'samordningsnummer'],
    examples: {
      positive: ['561023-6779', '199109242397', '850861-1236'],
      negative: ['19510229-1140', '19000309-3393', ''],
    },
  },
  {
    entity: 'se-organisation-number',
    source: 'Lagen (1974:174) om identitetsbeteckning; third digit at least 2, Luhn',
    plain: /^\d{2}[2-9]\d{7}$/,
    written: /^\d{2}[2-9]\d{3}-\d{4}$/,
    lengths: [10],
    valid: luhn,
    scores: [0.3, 0.4],
    headers: ['organisationsnummer', 'orgnr', 'orgnummer'],
    context: ['organisationsnummer', 'orgnummer', 'orgnr'],
    role: 'linking',
    grade: 2,
    examples: { positive: ['212000-0142', '556703-7485'], negative: ['556703-7486', ''] },
  },
];
