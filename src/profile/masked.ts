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

/** What a mask leaves standing of an identifier, by the reason's code. */
export const leftovers = [
  'left-region',
  'left-birth',
  'left-sex',
  'left-segment',
  'left-tail',
  'left-surname',
] as const;

/** What the digits and characters that a mask left standing tell, of a cell that `maskedEntity` took for such an entity. */
export function leftStanding(text: string, entity: Entity | null): (typeof leftovers)[number][] {
  const value = text.trim().replace(/[ -]/g, '');
  const shown = (from: number, to: number) =>
    /^[0-9Xx]+$/.test(value.slice(from, to)) && !/[xX]{2}/.test(value.slice(from, to));
  if (entity === 'person-name')
    return /^[\u4e00-\u9fff]/.test(value) && !/^某/.test(value) ? ['left-surname'] : [];
  if (entity === 'phone-mobile') {
    return [
      ...(shown(0, 3) ? (['left-segment'] as const) : []),
      ...(shown(7, 11) ? (['left-tail'] as const) : []),
    ];
  }
  if (entity !== 'cn-resident-id')
    return entity === 'bank-card' && /[0-9]{3}$/.test(value) ? ['left-tail'] : [];
  const long = value.length === 18;
  const found: (typeof leftovers)[number][] = [];
  if (shown(0, 2)) found.push('left-region');
  if (shown(6, long ? 10 : 8)) found.push('left-birth');
  if (shown(long ? 16 : 14, long ? 17 : 15)) found.push('left-sex');
  if (shown(value.length - 4, value.length)) found.push('left-tail');
  return found;
}
