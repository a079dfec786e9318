/** What a text contains, seen in one pass; a finder names the signals without which it cannot find anything. Bits. */
export const Signal = {
  han: 1, // at least two Han characters
  letters: 1 << 1, // an ASCII letter
  at: 1 << 2, // an @
  digits: 1 << 3, // four digits in a cluster: runs with nothing but separators of numbers between them
  seven: 1 << 4, // seven digits in a cluster
  eight: 1 << 5,
  point: 1 << 6, // a full stop beside digits
  phone: 1 << 7, // words before a local phone number
  eleven: 1 << 8,
  masked: 1 << 9, // a mask character behind a digit
  fifteen: 1 << 10,
  mixed: 1 << 11, // seven letters and digits in a cluster that has both
  code: 1 << 12, // fourteen letters and digits in one run
  cluster: 1 << 13, // fifteen letters and digits in a cluster with digits
  dots: 1 << 14, // three full stops after digits
  colons: 1 << 15, // two colons side by side, or six
  pairs: 1 << 16, // five colons or hyphens
  dot: 1 << 17, // a full stop beside letters
  plate: 1 << 18, // the character of a province before a letter
  bracket: 1 << 19, // a closing bracket before a Han character, with a blank between them or without
  native: 1 << 20, // digits of other scripts
  account: 1 << 21, // words from here on, see `words.ts`
  wechat: 1 << 22,
  social: 1 << 23,
  medical: 1 << 24,
  travel: 1 << 25,
  permit: 1 << 26,
  taiwan: 1 << 27,
  military: 1 << 28,
  device: 1 << 29,
  birth: 1 << 30,
  place: -2147483648, // words before an address or a coordinate, or a level of one after a number
} as const;
