import type { Judge } from './matches.js';

/** Before a number of digits: neither a digit nor the whole part of a decimal, but the number of an item of a list may stand there (`1.138…`). */
export const notDecimal = '(?<![0-9])(?<![0-9]{3}\\.)(?<!\\.[0-9]{1,2}\\.)';

/** The end of a list's number, from 1 to 99, with its stop: at the beginning, or behind a word or a mark of Chinese. */
const listed =
  /(?:^|[\n\u3000-\u303f\u4e00-\u9fff，；：！？,;:()]|[\u3000-\u303f\u4e00-\u9fff][ \t])[1-9][0-9]?\.$/;

/** What is measured is a decimal after all. */
const measured = /^ ?(?:[秒分元角米度倍克吨升天年万亿毫厘微纳℃%°]|[kmg]?[smgb]\b)/i;

/**
 * A judge of numbers that is stricter behind the number of an item of a list: only a score of `least` counts there, which a
 * check of the number itself gives. Decimals are none.
 */
export function behindList(least: number, judge: Judge): Judge {
  return (match, text, start) => {
    const score = judge(match, text, start);
    const before = text.charCodeAt(start - 2);
    const inList = text.charCodeAt(start - 1) === 46 && before >= 48 && before <= 57;
    if (score === 0 || !inList) return score;
    if (score < least || !listed.test(text.slice(Math.max(0, start - 5), start))) return 0;
    const end = start + match.length;
    return measured.test(text.slice(end, end + 4)) ? 0 : score;
  };
}

/** The same before letters as well, which a number with a check digit may be written against. */
export function checkedWhereGlued(least: number, judge: Judge): Judge {
  const inList = behindList(least, judge);
  return (match, text, start) => {
    const score = inList(match, text, start);
    const after = text.charCodeAt(start + match.length) | 32;
    return after >= 97 && after <= 122 && score < least ? 0 : score;
  };
}
