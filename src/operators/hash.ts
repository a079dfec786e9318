import { createHash } from 'node:crypto';
import { LetheError } from '../core/diagnostics.js';
import type { Entity } from '../core/entities.js';
import type { Operator } from '../core/operator.js';

/** Parameters of `hash`. `acknowledged` is set by the policy when its `accept` names hash-enumerable for the column. */
export interface HashParams {
  acknowledged?: boolean | undefined;
}

/** Entities whose values nobody can list in advance. All others have registers, number plans or common values. */
const unlisted: ReadonlySet<Entity> = new Set(['text', 'url']);

/** Plain SHA-256 in hex. Reversible for whoever can list candidates, hence refused where everybody can. */
export const hash: Operator<HashParams> = {
  name: 'hash',
  summary: {
    en: 'Plain SHA-256. Refused for values that can be listed (numbers, names, dates …) unless the policy accepts it.',
    zh: '无密钥 SHA-256。对可穷举的取值（证件号、电话、姓名、日期等）默认拒绝，除非策略明确接受。',
  },
  params: (zod) => zod.strictObject({ acknowledged: zod.boolean().optional() }),
  examples: [
    { params: {}, in: 'abc', out: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    {
      params: { acknowledged: true },
      entity: 'phone-mobile',
      in: '13800138000',
      out: 'a6942f9771d67f34034d2f1926988ed3fad3bf1b4e7cedb9a31f31398dea43bc',
    },
  ],
  compile(params, { column, entity }) {
    if (entity !== null && !unlisted.has(entity) && params.acknowledged !== true) {
      throw new LetheError('hash-enumerable', { column, entity }, { field: column });
    }
    return {
      apply: (text) => createHash('sha256').update(text).digest('hex'),
      reversibility: 'reversible',
      keeps: ['equality', 'distribution'],
      opaque: true,
    };
  },
};
