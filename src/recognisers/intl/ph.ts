import type { NationalId } from './spec.js';

/** Identifiers of the Philippines. */
export const phIdentifiers: readonly NationalId[] = [
  {
    entity: 'ph-philsys',
    source: 'Philippine Statistics Authority, PhilSys card number',
    plain: /^\d{12}$/,
    written: /^\d{4}-\d{4}-\d{4}$/,
    lengths: [12],
    valid: (text) => !/^(\d)\1*$/.test(text),
    scores: [0.1, 0.35],
    headers: ['philsys', 'psn', 'pcn'],
    context: ['philsys', 'national id', 'psn'],
    examples: { positive: ['9348-4768-3525'], negative: ['0000-0000-0000', '1234-5678-901', ''] },
  },
  {
    entity: 'ph-philhealth',
    source: 'PhilHealth identification number',
    plain: null,
    written: /^\d{2}-\d{9}-\d$/,
    lengths: [12],
    scores: [0.3, 0.45],
    headers: ['philhealth', 'philhealth pin'],
    context: ['philhealth'],
    examples: { positive: ['50-316593036-1'], negative: ['98-765432109', '1234-5678-9012', ''] },
  },
];
