import type { NationalId } from './spec.js';

/** Identifiers of Uganda. */
export const ugIdentifiers: readonly NationalId[] = [
  {
    entity: 'ug-nin',
    source: 'Registration of Persons Act 2015; C, sex, twelve letters and digits',
    plain: /^C[MF](?=.*\d)[A-Z0-9]{12}$/,
    lengths: [14],
    scores: [0.3, 0.3],
    headers: ['ugandan nin', 'nin'],
    context: ['nin', 'nira', 'ugandan'],
    examples: {
      positive: ['CMRIXB69HODLU5', 'CF9RDM00DF36NC'],
      negative: ['XM123456789ABC', 'CM123456789AB', ''],
    },
  },
];
