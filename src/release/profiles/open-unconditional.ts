import type { ReleaseProfile } from './profile.js';

const source = 'GB/T 42460-2023 完全公开共享 (secondary source)';

/** Opened to anyone, without terms: the strictest bar. */
export const openUnconditional: ReleaseProfile = {
  name: 'open-unconditional',
  title: { en: 'Unconditional opening', zh: '无条件开放' },
  summary: {
    en: 'Anyone may download it, for any purpose; nothing can be called back.',
    zh: '任何人可为任何目的下载，发布后无法收回。',
  },
  source,
  outcome: 'anonymised',
  authorisable: false,
  k: { value: 20, source },
  maxRisk: { value: 0.05, source },
  overall: 'max',
  distinctL: { value: 2, source: 'Lethe: membership in a class must not reveal a sensitive value' },
  audience: 'public',
  freeText: 'forbidden',
  linkingKeys: 'forbidden',
  trajectories: 'forbidden',
  finestGeography: 'district',
  finestDate: null,
  requires: [],
};
