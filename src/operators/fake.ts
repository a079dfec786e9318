import type { Entity } from '../core/entities.js';
import type { Operator } from '../core/operator.js';
import type { Key } from '../core/random.js';
import {
  bankCard,
  businessRegistration,
  creditCode,
  email,
  hkmtPermit,
  hongKongId,
  imei,
  landline,
  type Maker,
  mobile,
  organisationCode,
  plate,
  regionCode,
  residentId,
  taiwanId,
  vin,
} from './fake/identifiers.js';
import { sameShape } from './fake/shape.js';
import { address, dateBetween, organisationName, personName } from './fake/words.js';

/** Entities with a maker of their own; every other one gets a text of the same shape. */
const makers: Partial<Record<Entity, Maker>> = {
  'cn-resident-id': residentId,
  'social-security': residentId,
  'cn-hkmt-permit': hkmtPermit,
  'hk-id': hongKongId,
  'tw-id': taiwanId,
  'phone-mobile': mobile,
  'phone-landline': landline,
  'bank-card': bankCard,
  'cn-uscc': creditCode,
  'cn-org-code': organisationCode,
  'cn-business-reg': businessRegistration,
  'vehicle-plate': plate,
  vin,
  imei,
  email,
  'cn-region-code': regionCode,
  'person-name': personName,
  'organisation-name': organisationName,
  address,
  'birth-date': dateBetween('1940-01-01', '2005-12-31'),
  date: dateBetween('2000-01-01', '2024-12-31'),
};

/** Values up to this length, in UTF-16 units, seed their numbers as they are; every 32 bytes drawn hash the seed once. */
const longest = 256;

/** How often a draw that gave the original back is repeated. */
const attempts = 32;

/**
 * Replaces a value by an invented one that looks valid for the column's entity, drawn from (key, entity, value) alone:
 * equal values get equal fakes, in any order, chunk or worker. Never gives the original back. An invented number has
 * real regions, dates and check digits, and so may by chance be somebody's.
 */
export const fake: Operator<Record<string, never>> = {
  name: 'fake',
  summary: {
    en: 'Replaces a value by an invented one that looks valid; equal values get equal ones. It may by chance exist.',
    zh: '替换为看上去有效的虚构取值，相同取值替换结果相同；虚构取值可能恰好真实存在。',
  },
  params: (zod) => zod.strictObject({}),
  examples: [
    { params: {}, entity: 'cn-resident-id', in: '11010519491231002X', out: '331181198005277701' },
    { params: {}, entity: 'phone-mobile', in: '138-0013-8000', out: '196-2146-0055' },
    { params: {}, entity: 'person-name', in: '张三丰', out: '黄子涵' },
    { params: {}, entity: 'person-name', in: 'John Smith', out: 'Keshawn Mayert' },
    {
      params: {},
      entity: 'address',
      in: '浙江省杭州市西湖区文三路1号',
      out: '云南省普洱市墨江哈尼族自治县迎宾南街183号',
    },
    { params: {}, entity: 'email', in: 'zhang.san@corp.cn', out: 'dawemo8272@example.com' },
    { params: {}, entity: 'bank-card', in: '6222 0212 0212 3456 789', out: '6233 6906 0696 9860 469' },
    { params: {}, entity: 'cn-uscc', in: '91350100M000100Y43', out: '91210682AMLA37XM66' },
    { params: {}, entity: 'birth-date', in: '1990/5/17', out: '2000/1/31' },
    { params: {}, in: 'AB-1234 c', out: 'FG-1333 q' },
  ],
  compile(_params, context) {
    const { column, entity } = context;
    const maker = (entity && makers[entity]) ?? sameShape;
    const secret = context.key(`fake:${entity ?? column}`);
    return {
      apply(text) {
        if (maker === sameShape && !/[\p{L}\p{N}]/u.test(text)) return '*'; // nothing in it to replace
        const random = secret.random(text.length > longest ? shortened(secret, text) : text);
        for (let attempt = 0; attempt < attempts; attempt++) {
          const made = maker(random, text);
          if (made !== text) return made;
        }
        return '*';
      },
      reversibility: 'keyed',
      keeps: ['length', 'equality', 'format', 'distribution'],
      synthetic: true,
    };
  },
};

/** A seed of fixed length for a long value, which would else be hashed again and again. */
function shortened(secret: Key, text: string): string {
  return Buffer.from(secret.digest(text)).toString('hex');
}
