import type { ReleaseProfile } from './profile.js';

const source = 'EMA policy 0070 (secondary source)';

/** Clinical reports published under the European Medicines Agency's policy 0070. */
export const ema0070: ReleaseProfile = {
  name: 'ema-0070',
  title: { en: 'EMA policy 0070', zh: 'EMA 0070 号政策' },
  summary: {
    en: 'Clinical data for publication: no class above a risk of 0.09.',
    zh: '面向公开的临床数据：任何等价类的风险不超过 0.09。',
  },
  source,
  outcome: 'anonymised',
  authorisable: false,
  k: { value: 12, source },
  maxRisk: { value: 0.09, source },
  overall: 'max',
  distinctL: null,
  audience: 'public',
  freeText: 'redacted',
  linkingKeys: 'forbidden',
  trajectories: 'forbidden',
  finestGeography: null,
  finestDate: null,
  requires: [],
};
