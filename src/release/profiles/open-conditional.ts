import type { ReleaseProfile } from './profile.js';

const source = 'GB/T 42460-2023 受控公开共享 (secondary source)';

/** Opened to a named recipient under an agreement. */
export const openConditional: ReleaseProfile = {
  name: 'open-conditional',
  title: { en: 'Conditional opening', zh: '有条件开放' },
  summary: {
    en: 'For a named recipient, purpose and term, under an agreement.',
    zh: '面向特定接收方，按协议约定的用途和期限使用。',
  },
  source,
  outcome: 'anonymised',
  authorisable: false,
  k: { value: 5, source },
  maxRisk: { value: 0.2, source },
  overall: 'mean-in-context',
  distinctL: { value: 2, source: 'Lethe: membership in a class must not reveal a sensitive value' },
  audience: 'bound',
  freeText: 'redacted',
  linkingKeys: 'forbidden',
  trajectories: 'allowed',
  finestGeography: null,
  finestDate: null,
  requires: [
    ...['owner', 'source'].map((field) => ({
      anyOf: [field],
      source: 'Lethe: 协议须写明双方与数据来源 (an agreement has two parties and a source)',
    })),
    ...['agreement', 'purpose', 'recipient', 'expiry'].map((field) => ({
      anyOf: [field],
      source: '重庆 15、17；海南 24–26',
    })),
  ],
  wants: [{ anyOf: ['disposal'], source: '重庆 16、20、35' }],
  terms: [
    {
      field: 'agreement',
      text: { en: 'Lethe standard terms (contract-annex.html)', zh: 'Lethe 标准条款（contract-annex.html）' },
    },
    {
      field: 'purpose',
      text: {
        en: 'Research, statistics and services that identify nobody',
        zh: '不识别特定个人的研究、统计与服务',
      },
    },
    {
      field: 'recipient',
      text: { en: 'Applicants who have signed the agreement', zh: '经申请并已签署协议者' },
    },
    {
      field: 'disposal',
      text: {
        en: 'Every copy is deleted at the end of the term, and this is confirmed in writing',
        zh: '期满删除全部副本并书面确认',
      },
    },
  ],
};
