/**
 * Shapes the scanning kernel sets as bits for every non-empty cell, unquoted. A shape is a cheap necessary (and, with
 * a checksum, nearly sufficient) condition; recognisers name theirs by `shape`. One list for kernel and recognisers:
 * the AssemblyScript side repeats these numbers in `assembly/shape-bits.ts`, and a test holds it equal to `shapes/reference.ts`.
 * "Digits" are ASCII after full-width digits and letters are folded; separators are space - . and their full-width forms.
 */
export const Shape = {
  residentId18: 0, // 17 digits + digit/X/x, real date 18xx–20xx, ISO 7064 MOD 11-2 passes
  residentId18Form: 1, // as above, checksum fails or date unreal
  residentId15: 2, // 15 digits, YYMMDD real
  mobile: 3, // 1[3-9]\d{9} with optional +86/0086/86 and separators
  landline: 4, // 0 + area + 7–8 digits with optional separators, brackets, extension
  email: 5,
  bankCard: 6, // 13–19 digits with optional grouping, Luhn passes
  uscc: 7, // 18 of the GB 32100 alphabet, checksum passes
  date: 8, // real date: YYYY-M-D, YYYY/M/D, YYYY.M.D, YYYYMMDD, YYYY年M月D日, optionally followed by a time
  digits6: 9, // exactly six digits
  integer: 10, // optional sign, digits, optional thousands separators
  decimal: 11, // number with a decimal point
  ipv4: 12,
  ipv6: 13,
  plate: 14, // province character + letter + 5–6, GA 36
  hanName: 15, // 2–4 Han characters (or with · up to 15) beginning with a surname of the list, masked 张* 张某 included
  hanText: 16, // at least half of the characters are Han
  address: 17, // Han text of ≥ 6 characters with ≥ 2 address level characters (省市区县旗镇乡街道路巷弄村号栋幢楼单元室)
  organisation: 18, // Han text ending in 公司 厂 店 院 校 局 所 中心 银行 协会 合作社 集团 委员会 …
  long: 19, // more than 30 characters
  candidate: 20, // no whole-cell shape, but an @ or a digit run ≥ 7 (separators allowed inside) in running text: worth a look by `find`
  masked: 21, // two or more of * × ● ○ ■ █ next to a digit, or three x between digits: 138****8000
  uuid: 22,
  timestamp: 23, // date and time, or Unix seconds / milliseconds
  mac: 24,
  vin: 25, // 17 of the VIN alphabet, check digit passes
  imei: 26, // 15 digits, Luhn
  latitudeLongitude: 27, // decimal in [-180, 180] with ≥ 4 decimals
  hkId: 28,
  passport: 29,
  url: 30,
} as const;

/** Number of shape bits in use. */
export const shapeCount = 31;
