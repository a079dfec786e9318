import type { ReleaseProfile } from './profile.js';

const source = 'GB/T 42460-2023 (secondary source)';

const listing = {
  source,
  outcome: 'anonymised',
  authorisable: true,
  overall: 'mean-in-context',
  distinctL: { value: 2, source: 'Lethe: membership in a class must not reveal a sensitive value' },
  freeText: 'redacted',
  linkingKeys: 'forbidden',
  finestDate: null,
  requires: [
    { anyOf: ['source', 'authorisation'], source: '海南 43；重庆 28' },
    { anyOf: ['purpose'], source: '重庆 28' },
  ],
} as const satisfies Partial<ReleaseProfile>;

/** Listed on a data exchange where anyone may see or buy it. */
export const exchangeListing: ReleaseProfile = {
  ...listing,
  name: 'exchange-listing',
  title: { en: 'Exchange listing, public', zh: '数据交易（公开挂牌）' },
  summary: {
    en: 'Traded on an exchange to any buyer: source stated, no key left.',
    zh: '公开挂牌交易：来源明确，不留任何密钥。',
  },
  k: { value: 20, source },
  maxRisk: { value: 0.05, source },
  audience: 'public',
  trajectories: 'forbidden',
  finestGeography: 'district',
};

/** Listed on a data exchange for registered buyers under contract. */
export const exchangeListingControlled: ReleaseProfile = {
  ...listing,
  name: 'exchange-listing-controlled',
  title: { en: 'Exchange listing, controlled', zh: '数据交易（受控挂牌）' },
  summary: {
    en: 'Traded to registered buyers under contract: source stated, no key left.',
    zh: '面向登记买方按合同交易：来源明确，不留任何密钥。',
  },
  k: { value: 5, source },
  maxRisk: { value: 0.2, source },
  audience: 'bound',
  trajectories: 'allowed',
  finestGeography: null,
};
