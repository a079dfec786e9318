import type { ReleaseProfile } from './profile.js';

const source = 'GB/T 42460-2023 领地公开共享 (secondary source)';

/** Shared between bodies that are both bound: pseudonyms may live on, and the result stays personal information. */
export const internalSharing: ReleaseProfile = {
  name: 'internal-sharing',
  title: { en: 'Internal sharing', zh: '领地公开共享' },
  summary: {
    en: 'Between departments; pseudonyms and masked remains are allowed. Still personal information.',
    zh: '部门之间共享；允许假名与部分掩码。仍属于个人信息。',
  },
  source,
  outcome: 'de-identified',
  authorisable: false,
  k: { value: 3, source },
  maxRisk: { value: 1 / 3, source },
  overall: 'mean-in-context',
  distinctL: null,
  audience: 'bound',
  freeText: 'redacted',
  linkingKeys: 'allowed',
  trajectories: 'allowed',
  finestGeography: null,
  finestDate: null,
  requires: [{ anyOf: ['purpose'], source: '厦门 11' }],
};
