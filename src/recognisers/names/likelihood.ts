import { singleSurnames, surnameAt } from '../../core/lists/surnames.js';
import type { Score } from '../../core/recogniser.js';
import { isCommonWord, kindOf } from './characters.js';
import { isInCommonWords } from './common-words.js';

/** The hundred most frequent surnames cover 85 % of the people: the list is ordered by frequency. */
const frequent = new Uint8Array(0x10000);
for (const surname of singleSurnames.slice(0, 120)) frequent[surname.charCodeAt(0)] = 1;

/** Whether a single surname is one of the most frequent. */
export function isFrequentSurname(character: string): boolean {
  return frequent[character.charCodeAt(0)] === 1;
}

/** Score of a text as a Chinese name: its surname and what is known of its given names. 0 where it is none. */
export function likelihood(name: string): Score {
  return likelihoodAt(name, 0, name.length);
}

/** As `likelihood`, of a part of a text; `end` is exclusive. */
export function likelihoodAt(text: string, start: number, end: number): Score {
  const length = end - start;
  if (length > 4 || end > text.length) return dotted(text, start, end) ? 0.7 : 0;
  const surname = surnameAt(text, start);
  const count = length - surname;
  if (surname === 0 || count <= 0) return dotted(text, start, end) ? 0.7 : 0;
  let known = 0;
  let stops = false;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x4e00 || unit > 0x9fff || unit === masked) return dotted(text, start, end) ? 0.7 : 0;
    if (i < start + surname) continue;
    const kind = kindOf(unit);
    if ((kind & 1) !== 0) known++;
    else if ((kind & 2) !== 0) stops = true;
  }
  const name = start === 0 && end === text.length ? text : text.slice(start, end);
  if (isCommonWord(name)) return 0;
  if (count > 2) return count === 3 && surname === 1 ? 0.15 : 0;
  let value = surname === 2 ? 0.85 : frequent[text.charCodeAt(start)] === 1 ? 0.7 : 0.4;
  if (known === count) value += 0.15;
  else if (known === 0) value -= 0.15;
  if ((kindOf(text.charCodeAt(end - 1)) & 4) !== 0) value -= 0.25;
  if (stops) value -= 0.2;
  // 高峰 and 文静 are people too, 高度 and 文件 are not.
  if (isInCommonWords(name)) value = known === count ? Math.min(value, 0.45) - 0.15 : 0;
  return value === 0 ? 0 : Math.max(0.05, Math.min(0.95, value));
}

function dotted(text: string, start: number, end: number): boolean {
  if (end - start > 35) return false;
  const part = text.slice(start, end);
  return part.includes('\u00b7') && whole.test(part);
}

const whole = /^[\u4e00-\u9fff]{1,8}(?:\u00b7[\u4e00-\u9fff]{1,8}){1,3}$/;
const masked = '某'.charCodeAt(0);
