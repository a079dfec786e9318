import { type NationalId, part, weighted } from './spec.js';

/** Codes of the provinces, the second and third digit. */
const province = /1\d|2[0-7]|3\d|4\d|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6]/;

/** Identifiers of Thailand. */
export const thIdentifiers: readonly NationalId[] = [
  {
    entity: 'th-national-id',
    source: 'พ.ร.บ. การทะเบียนราษฎร 2534; modulus 11',
    plain: /^[1-8]\d{12}$/,
    written: /^[1-8]([ -])\d{4}\1\d{5}\1\d{2}\1\d$/,
    lengths: [13],
    valid: (text) => {
      const check = 11 - (weighted(text, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return check % 10 === part(text, 12, 13) && province.test(text.slice(1, 3));
    },
    scores: [0.35, 0.8],
    headers: ['thai id', 'เลขประจำตัวประชาชน', 'thai national id'],
    context: ['เลขประจำตัวประชาชน', 'thai id', 'บัตรประชาชน'],
    examples: {
      positive: ['1234567890121', '1-1017-00203-45-0'],
      negative: ['1234567890122', '0234567890124', ''],
    },
  },
];
