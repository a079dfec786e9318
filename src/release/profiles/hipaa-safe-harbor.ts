import type { ReleaseProfile } from './profile.js';

/**
 * The safe harbour of 45 CFR 164.514(b)(2). Stricter than the rule in one point: postal codes are refused outright,
 * because Lethe does not know how many people live behind three digits.
 */
export const hipaaSafeHarbor: ReleaseProfile = {
  name: 'hipaa-safe-harbor',
  title: { en: 'HIPAA safe harbor', zh: 'HIPAA 安全港' },
  summary: {
    en: 'None of the 18 groups of identifiers; dates no finer than the year; geography no finer than the state.',
    zh: '不含 18 类标识符；日期不细于年；地理位置不细于省（州）。',
  },
  source: '45 CFR 164.514(b)(2)',
  outcome: 'anonymised',
  authorisable: false,
  k: null,
  maxRisk: null,
  overall: null,
  distinctL: null,
  audience: 'bound',
  freeText: 'forbidden',
  linkingKeys: 'forbidden',
  trajectories: 'forbidden',
  finestGeography: 'province',
  finestDate: 'year',
  requires: [],
};
