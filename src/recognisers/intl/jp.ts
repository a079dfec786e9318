import { type NationalId, part, repeated } from './spec.js';

/** Identifiers of Japan. */
export const jpIdentifiers: readonly NationalId[] = [
  {
    entity: 'jp-my-number',
    source: '平成26年総務省令第85号 第5条; weights 2…7 2…6, modulus 11',
    plain: /^\d{12}$/,
    written: /^\d{4}([ -])\d{4}\1\d{4}$/,
    lengths: [12],
    valid: (text) => {
      let sum = 0;
      for (let n = 1; n <= 11; n++) sum += part(text, 11 - n, 12 - n) * (n <= 6 ? n + 1 : n - 5);
      const rest = sum % 11;
      return (rest <= 1 ? 0 : 11 - rest) === part(text, 11, 12) && !repeated(text);
    },
    scores: [0.3, 0.35],
    headers: ['my number', 'mynumber', 'マイナンバー', '個人番号'],
    context: ['マイナンバー', '個人番号', 'my number', '日本个人番号'],
    examples: { positive: ['123456789018', '1234 5678 9018'], negative: ['123456789019', ''] },
  },
];
