import type { Recogniser } from '../../core/recogniser.js';
import { organisationCode } from '../scan/checksums.js';
import { cell } from '../scan/fold.js';

/** Organisation code (GB 11714), eight characters and a check character. Decided on whole cells only. */
export const orgCode: Recogniser = {
  entity: 'cn-org-code',
  summary: { en: 'Organisation code (GB 11714)', zh: '组织机构代码（GB 11714）' },
  role: 'linking',
  grade: 2,
  headers: [
    '组织机构代码',
    '机构代码',
    '组织代码',
    'zzjgdm',
    'jgdm',
    'org code',
    'organization code',
    'organisation code',
  ],
  check(text) {
    const code = cell(text).toUpperCase();
    if (!/^[0-9A-Z]{8}-?[0-9X]$/.test(code) || !organisationCode(code.replace('-', ''))) return 0;
    return code.includes('-') ? 0.75 : 0.3;
  },
  examples: { positive: ['D2143569-X', 'D2143569X'], negative: ['D2143569-0', '12345', ''] },
};
