import type { Recogniser } from '../../core/recogniser.js';
import { organisationCode } from '../scan/checksums.js';
import { cell } from '../scan/fold.js';
import { matchingAt, precededBy } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';

/** Organisation code (GB 11714), eight characters and a check character. In text only after words that announce it. */
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
  find: matchingAt(
    'cn-org-code',
    { at: 'runs', sizes: [9] },
    /(?<![0-9A-Za-z])[0-9A-Za-z]{8}-?[0-9Xx](?![0-9A-Za-z-])/g,
    (match, text, start) =>
      precededBy(text, start, /机构代码|组织代码|org(?:anisation|anization)? code/i, 20) &&
      orgCode.check(match) > 0
        ? 0.8
        : 0,
  ),
  signals: Signal.digits,
  examples: { positive: ['D2143569-X', 'D2143569X'], negative: ['D2143569-0', '12345', ''] },
};
