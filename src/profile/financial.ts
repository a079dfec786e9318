import type { ColumnProfile } from '../core/profile.js';
import { headerWords, namesThing } from './headers.js';

/**
 * Headers of what authenticates a user: secrets, the data on a card's track, its verification code and expiry, codes sent
 * to a phone, templates that a person is compared with.
 */
const authenticating =
  /密码|口令|密钥|私钥|验证码|安全码|磁道|有效期至|卡有效期|卡片有效期|动态令牌|指纹|人脸|面部特征|虹膜|声纹|掌纹|(?:^| )(?:password|passwd|passphrase|pwd|pin|cvv2?|cvc2?|cvn2?|otp|track data|track ?[123]|secret|private key|card expiry|expiry of card|security code|(?:finger|voice|palm) ?print|face ?(?:id|feature|template|embedding)|iris)(?: |$)|(?:^| )(?:jymm|dlmm|zfmm|cxmm|yzm)(?: |$)/;

/** Entities that JR/T 0171 counts as identifying a subject, its accounts, property or whereabouts. */
const entities = new Set<string>([
  'person-name', 'address', 'cn-resident-id', 'cn-hkmt-permit', 'cn-foreign-permit', 'passport', 'cn-home-return-permit',
  'cn-taiwan-permit', 'hk-id', 'macao-id', 'tw-id', 'cn-military-id', 'phone-mobile', 'phone-landline', 'email', 'bank-card',
  'iban', 'income', 'social-security', 'us-ssn', 'geo-coordinate', 'qq', 'wechat', 'vehicle-plate', 'health', 'medical-id',
]); // biome-ignore format: a list of words

/**
 * A column with its class after JR/T 0171-2020 (personal financial information), as far as secondary sources tell: C3 what
 * authenticates a user, C2 what identifies a person or tells of accounts and property, C1 other personal information,
 * null for what is about no person. What authenticates is a direct identifier of the highest grade, whatever its values.
 */
export function withFinancialGrade(column: ColumnProfile): ColumnProfile {
  const { name, entity, role } = column;
  if (!namesThing(name) && authenticating.test(headerWords(name).join(' '))) {
    const reasons = column.reasons.filter((code) => code !== 'none' && code !== 'opaque');
    return {
      ...column,
      role: 'direct',
      grade: 4,
      reasons: [...reasons, 'authentication'],
      financialGrade: 'C3',
    };
  }
  if (entity !== null && (entities.has(entity) || role === 'direct'))
    return { ...column, financialGrade: 'C2' };
  const personal = role === 'direct' || role === 'quasi' || role === 'sensitive';
  return { ...column, financialGrade: personal ? 'C1' : null };
}
