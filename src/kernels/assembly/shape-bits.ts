// The shapes of a cell, a bit each, as in `kernels/shapes.ts`.

export const RESIDENT_ID_18: u32 = 1 << 0;
export const RESIDENT_ID_18_FORM: u32 = 1 << 1;
export const RESIDENT_ID_15: u32 = 1 << 2;
export const MOBILE: u32 = 1 << 3;
export const LANDLINE: u32 = 1 << 4;
export const EMAIL: u32 = 1 << 5;
export const BANK_CARD: u32 = 1 << 6;
export const USCC: u32 = 1 << 7;
export const DATE: u32 = 1 << 8;
export const DIGITS_6: u32 = 1 << 9;
export const INTEGER: u32 = 1 << 10;
export const DECIMAL: u32 = 1 << 11;
export const IPV4: u32 = 1 << 12;
export const IPV6: u32 = 1 << 13;
export const PLATE: u32 = 1 << 14;
export const HAN_NAME: u32 = 1 << 15;
export const HAN_TEXT: u32 = 1 << 16;
export const ADDRESS: u32 = 1 << 17;
export const ORGANISATION: u32 = 1 << 18;
export const LONG: u32 = 1 << 19;
export const CANDIDATE: u32 = 1 << 20;
export const MASKED: u32 = 1 << 21;
export const UUID: u32 = 1 << 22;
export const TIMESTAMP: u32 = 1 << 23;
export const MAC: u32 = 1 << 24;
export const VIN: u32 = 1 << 25;
export const IMEI: u32 = 1 << 26;
export const COORDINATE: u32 = 1 << 27;
export const HKID: u32 = 1 << 28;
export const PASSPORT: u32 = 1 << 29;
export const URL: u32 = 1 << 30;
/** Shapes that say what a whole cell is. */
export const WHOLE: u32 =
  RESIDENT_ID_18 | RESIDENT_ID_18_FORM | RESIDENT_ID_15 | MOBILE | LANDLINE | EMAIL | BANK_CARD | USCC | DATE |
  DIGITS_6 | INTEGER | DECIMAL | IPV4 | IPV6 | PLATE | UUID | TIMESTAMP | MAC | VIN | IMEI | COORDINATE | HKID | PASSPORT;
