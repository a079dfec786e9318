import { createCipheriv } from 'node:crypto';
import { ff1 } from '../core/ff1.js';
import type { Operator } from '../core/operator.js';

/** Characters in the order of their digit values. */
const alphabets = {
  digits: '0123456789',
  'upper-alphanumeric': '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  alphanumeric: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
} as const;

/** Parameters of `format-preserving`. */
export interface FormatPreservingParams {
  alphabet?: keyof typeof alphabets | undefined; // default digits
  domain?: string | undefined; // as of `pseudonym`: default the column's own name
}

/** Fewest values that a domain may have (SP 800-38G revision 1): below, all pairs can be collected. */
const smallestDomain = 1_000_000;
/** Longest text that is encrypted: beyond it stands no identifier, and the arithmetic is quadratic. */
const longest = 256;
const separator = /^[ \-./():+_]$/;

/**
 * FF1 of NIST SP 800-38G with AES-256: characters of the alphabet are encrypted into characters of the alphabet,
 * separators (space - . / ( ) : + _) stay in their places. A value with any other character, too short for a domain of a
 * million, or longer than 256 characters becomes `*`. Check digits are encrypted like all others and need not hold.
 */
export const formatPreserving: Operator<FormatPreservingParams> = {
  name: 'format-preserving',
  summary: {
    en: 'Encrypts digits to digits, or letters and digits likewise (FF1 of NIST SP 800-38G, AES-256); separators stay, values too short or with other characters become *.',
    zh: '保留格式加密（NIST SP 800-38G 的 FF1，AES-256）：数字仍为数字，字母数字仍为字母数字，分隔符不变；过短或含其他字符的取值变为 *。',
  },
  params: (zod) =>
    zod.strictObject({
      alphabet: zod.enum(['digits', 'upper-alphanumeric', 'alphanumeric']).optional(),
      domain: zod.string().min(1).max(200).optional(),
    }),
  examples: [
    { params: { domain: 'phone' }, in: '13800138000', out: '76171192614' },
    { params: { domain: 'phone' }, in: '138-0013-8000', out: '761-7119-2614' },
    { params: { domain: 'phone' }, in: '12345', out: '*' },
    {
      params: { alphabet: 'upper-alphanumeric', domain: 'person' },
      in: '11010519491231002X',
      out: '7QQTYT6GUJ0HOCC963',
    },
    { params: { domain: 'person' }, in: '11010519491231002X', out: '*' },
  ],
  compile(params, context) {
    const alphabet = alphabets[params.alphabet ?? 'digits'];
    const radix = alphabet.length;
    const shortest = Math.ceil(Math.log(smallestDomain) / Math.log(radix) - 1e-9);
    const key = context.key(params.domain ?? context.column).derive(`format-preserving/ff1/${radix}`);
    // One cipher for all blocks: making one costs more than ten rounds. In ECB it has no state between blocks.
    const cipher = createCipheriv('aes-256-ecb', key.bytes(), null).setAutoPadding(false);
    const permutation = ff1((block) => cipher.update(block), radix);
    return {
      apply(text) {
        key.bytes(); // a destroyed key must not go on living in the cipher
        const characters = [...text];
        if (characters.length > longest) return '*';
        const digits: number[] = [];
        for (const character of characters) {
          const digit = alphabet.indexOf(character);
          if (digit >= 0) digits.push(digit);
          else if (!separator.test(character)) return '*';
        }
        if (digits.length < shortest) return '*';
        const encrypted = permutation.encrypt(digits);
        let at = 0;
        return characters
          .map((character) => (separator.test(character) ? character : alphabet[encrypted[at++] ?? 0]))
          .join('');
      },
      reversibility: 'keyed',
      keeps: ['length', 'equality', 'format', 'distribution'],
      opaque: true,
    };
  },
};
