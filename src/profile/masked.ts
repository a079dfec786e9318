import type { Entity } from '../core/entities.js';

const marks = '[*×●○■█＊]';
const name = new RegExp(`^[\\u4e00-\\u9fff]{1,2}(?:${marks}{1,3}|某{1,2}|[xX]{1,2})[\\u4e00-\\u9fff]?$`);
const digits = new RegExp(`^[0-9A-Za-z+ -]{0,12}(?:${marks}{2,}|[xX]{4,})[0-9A-Za-z -]{0,12}$`);
const mail = new RegExp(`^[A-Za-z0-9._-]{0,20}${marks}{2,}[A-Za-z0-9._-]{0,20}@`);

/** What a masked cell was before it was masked: the entity, or null where that cannot be told; false if not masked. */
export function maskedEntity(text: string): Entity | null | false {
  const value = text.trim();
  if (value.length > 64) return false;
  if (name.test(value)) return 'person-name';
  if (mail.test(value)) return 'email';
  if (!digits.test(value) || !/[0-9]/.test(value)) return false;
  const bare = value.replace(/[ -]/g, '');
  if (bare.length === 11 && /^1[3-9]/.test(bare)) return 'phone-mobile';
  if (bare.length === 18 || (bare.length === 15 && /^[1-8]\d{5}/.test(bare))) return 'cn-resident-id';
  if (bare.length >= 16 && bare.length <= 19) return 'bank-card';
  return null;
}
