/** How a number is meant by its style. */
export type NumberStyle =
  | { kind: 'number' }
  | { kind: 'zeros'; digits: number } // 00000: leading zeros are part of the value
  | { kind: 'fixed'; digits: number } // 0.00
  | { kind: 'moment' }; // a day, a time, or both

const plain: NumberStyle = { kind: 'number' };

/** Built-in formats that show a date or a time, those of East Asian versions included. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** The meaning of a number format. */
export function styleOf(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) {
    if (isBuiltInDate(id)) return { kind: 'moment' };
    return id === 2 || id === 4 ? { kind: 'fixed', digits: 2 } : plain;
  }
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').split(';')[0]!;
  if (/^0{2,}$/.test(bare)) return { kind: 'zeros', digits: bare.length };
  const fixed = /^[#,]*0\.(0+)$/.exec(bare);
  if (fixed) return { kind: 'fixed', digits: fixed[1]!.length };
  return /[ymdhs年月日时]/i.test(bare) && !/general/i.test(bare) ? { kind: 'moment' } : plain;
}
