import type { ReleaseProfile } from './profile.js';

const source = 'statistical disclosure control: cells of at least 10';

/** Aggregates. Dominance is not measured by Lethe: who checked it has to be stated. */
export const statistics: ReleaseProfile = {
  name: 'statistics',
  title: { en: 'Statistics', zh: '统计发布' },
  summary: {
    en: 'Cells of at least ten; the check for dominance is stated by the owner.',
    zh: '每个单元不少于 10；优势度检查由数据提供方声明。',
  },
  source,
  outcome: 'anonymised',
  authorisable: false,
  k: { value: 10, source },
  maxRisk: { value: 0.1, source },
  overall: 'max',
  distinctL: null,
  audience: 'public',
  freeText: 'forbidden',
  linkingKeys: 'forbidden',
  trajectories: 'forbidden',
  finestGeography: 'district',
  finestDate: null,
  requires: [{ anyOf: ['notes.dominance'], source: 'statistical disclosure control' }],
};
