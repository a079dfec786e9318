import type { Operator } from '../core/operator.js';

/** Parameters of `pseudonym`. Columns of one domain agree: the same value gets the same pseudonym. */
export interface PseudonymParams {
  domain?: string | undefined; // default: the column's own name, so that columns do not join by accident
  length?: number | undefined; // hex digits
}

/** Fewest hex digits: 64 bits, so that a billion values collide with a chance of 3 %. */
const shortest = 16;

/** Keyed pseudonym: the first hex digits of HMAC-SHA-256 (RFC 2104) of the UTF-8 text under the key of the domain. */
export const pseudonym: Operator<PseudonymParams> = {
  name: 'pseudonym',
  summary: {
    en: 'Replaces a value by a keyed pseudonym (hex HMAC-SHA-256); equal values of one domain stay equal.',
    zh: '用带密钥的假名（十六进制 HMAC-SHA-256）替换；同一域内相同取值的假名相同。',
  },
  params: (zod) =>
    zod.strictObject({
      domain: zod.string().min(1).max(200).optional(),
      length: zod.int().min(shortest).max(64).optional(),
    }),
  examples: [
    { params: { domain: 'person' }, in: '11010519491231002X', out: '6dd91808291fb9c469ad0f137a9eaeef' },
    { params: { domain: 'person', length: 16 }, in: '11010519491231002X', out: '6dd91808291fb9c4' },
  ],
  compile(params, context) {
    const domain = params.domain ?? context.column;
    const length = params.length ?? 32;
    const key = context.key(domain);
    return {
      apply: (text) => Buffer.from(key.digest(text)).toString('hex').slice(0, length),
      instruction: { op: 'token', slot: 0, length, domain },
      reversibility: 'keyed',
      keeps: ['equality', 'distribution'],
      opaque: true,
    };
  },
};
