import type { KeyedRandom } from '../../core/random.js';

/** Common characters that a Han character may be replaced by. */
const han = [
  ...'安平和宁康泰瑞祥福禄寿喜春夏秋冬东南西北山水云雨林木花草金玉石川海江河湖田园青白红蓝天地日月星光明远长高新文武正直信义',
];

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = 'abcdefghijklmnopqrstuvwxyz';

/** A text of the same shape: letter for letter, digit for digit, Han for Han; punctuation and spaces stay. */
export function sameShape(random: KeyedRandom, text: string): string {
  let result = '';
  for (const character of text) result += like(character, random, result === '');
  return result;
}

function like(character: string, random: KeyedRandom, first: boolean): string {
  if (/[0-9]/.test(character)) {
    return String(first && character !== '0' ? 1 + random.below(9) : random.below(10));
  }
  if (/[０-９]/.test(character)) return String.fromCharCode(0xff10 + random.below(10));
  if (/\p{Script=Han}/u.test(character)) return pick(han, random);
  if (/\p{Lu}/u.test(character)) return upper.charAt(random.below(26));
  if (/\p{L}/u.test(character)) return lower.charAt(random.below(26));
  if (/\p{N}/u.test(character)) return String(random.below(10));
  return character;
}

/** One of a list, each as likely as the other. */
export function pick<T>(list: readonly T[], random: KeyedRandom): T {
  return list[random.below(list.length)] as T;
}

/** `count` characters of an alphabet. */
export function draw(alphabet: string, count: number, random: KeyedRandom): string {
  let result = '';
  for (let n = 0; n < count; n++) result += alphabet.charAt(random.below(alphabet.length));
  return result;
}

/**
 * Letters and digits poured into the form of another text (its separators, its `+86`-less grouping), where both have
 * equally many; else as they are.
 */
export function pour(characters: string, form: string): string {
  const places = form.match(/[0-9A-Za-z]/g)?.length ?? 0;
  if (places !== characters.length) return characters;
  let at = 0;
  return form.replace(/[0-9A-Za-z]/g, () => characters.charAt(at++));
}
