import { addressLevels, plateProvinces } from '../../core/lists/han.js';
import { compoundSurnames, singleSurnames } from '../../core/lists/surnames.js';
import { folds } from './fold.js';
import { wordUnits } from './words.js';

/** Classes of UTF-16 units, as bits: what the scan has to look at. Most Han characters are of class `han` alone. */
export const Class = {
  digit: 1,
  letter: 2,
  mark: 4, // @ : . - and brackets
  fold: 8,
  han: 16,
  surname: 32,
  word: 64, // may begin a word of the dictionary
  level: 128, // names a level of an address
  province: 256,
  mask: 512, // stands for characters of a name that were masked
  of: 1024, // 的
  native: 2048, // a digit of another script
} as const;

/** Digits of Arabic, Thai and the scripts of India. */
const nativeDigits = [
  [0x660, 0x669], [0x6f0, 0x6f9], [0xe50, 0xe59], [0x966, 0x96f], [0x9e6, 0x9ef], [0xae6, 0xaef], [0xb66, 0xb6f],
  [0xbe6, 0xbef], [0xc66, 0xc6f], [0xce6, 0xcef],
] as const; // biome-ignore format: a table

/** Signs that number houses beside digits and letters. */
export const numerals = new Set([...'零一二三四五六七八九十百甲乙丙'].map((sign) => sign.charCodeAt(0)));

/** Whether a UTF-16 unit is of the basic block of Han characters, which names of places and mailboxes are written in. */
export function isBasicHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

/** UTF-16 unit → its classes. */
export const classes = classTable();

function classTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  table.fill(Class.han, 0x3400, 0xa000);
  const mark = (text: string, kind: number) => {
    for (const sign of text) table[sign.charCodeAt(0)]! |= kind;
  };
  mark('0123456789', Class.digit);
  mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', Class.letter);
  mark('@:.-()[]\u00b7\u3015\u3011', Class.mark);
  mark(singleSurnames.join(''), Class.surname);
  mark(compoundSurnames.map((surname) => surname[0]!).join(''), Class.surname);
  mark(`${addressLevels}组队座户门园苑城`, Class.level);
  mark(plateProvinces, Class.province);
  mark('某*×○', Class.mask);
  mark('的', Class.of);
  for (let unit = 0; unit < 0x10000; unit++) {
    if (folds(unit)) table[unit] = Class.fold;
    if ((wordUnits[unit]! & 1) !== 0) table[unit]! |= Class.word;
  }
  for (const [first, last] of nativeDigits) {
    for (let unit = first; unit <= last; unit++) table[unit]! |= Class.native;
  }
  return table;
}
