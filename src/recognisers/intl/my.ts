import { birth, type NationalId, part } from './spec.js';

/** Identifiers of Malaysia. */
export const myIdentifiers: readonly NationalId[] = [
  {
    entity: 'my-mykad',
    source: 'National Registration Regulations 1990; date and place of birth',
    plain: /^\d{12}$/,
    written: /^\d{6}-\d{2}-\d{4}$/,
    lengths: [12],
    valid: (text) => {
      return birth(part(text, 0, 2), part(text, 2, 4), part(text, 4, 6)) && part(text, 6, 8) > 0;
    },
    scores: [0.25, 0.6],
    headers: ['mykad', 'nric', 'no kad pengenalan', 'ic number'],
    context: ['mykad', 'kad pengenalan', 'nric'],
    examples: {
      positive: ['850817-14-5678', '850817145678'],
      negative: ['850817-14-567', '850817-00-5678', ''],
    },
  },
];
