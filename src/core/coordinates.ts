const decimal = '[+-]?\\d{1,3}(?:\\.\\d+)?';
const single = new RegExp(`^(${decimal})\\s?°?\\s?([NSEWnsew]?)$`);
const sexagesimal =
  /^(\d{1,3})\s?[°度]\s?(\d{1,2})\s?['′分]\s?(?:(\d{1,2}(?:\.\d+)?)\s?(?:["″秒]|''|′′))?\s?([NSEWnsew]?)$/;
const pair = new RegExp(`^[(\\[]?\\s?(${decimal})\\s?[,;\\s]\\s?(${decimal})\\s?[)\\]]?$`);
const wellKnown = new RegExp(
  `^(?:SRID=(\\d{4,6});\\s?)?POINT\\s?Z?\\s?\\((${decimal})\\s(${decimal})(?:\\s${decimal})?\\)$`,
  'i',
);

/** Signed degrees of a cell, one number or a pair in the order of writing; null for what is no coordinate. */
export function readCoordinates(text: string): readonly number[] | null {
  const value = text.trim();
  if (value.length > 80) return null;
  const one = single.exec(value);
  if (one) return within([signed(Number(one[1]), one[2]!)]);
  const parts = sexagesimal.exec(value);
  if (parts) {
    if (Number(parts[2]) >= 60 || Number(parts[3] ?? 0) >= 60) return null;
    const degrees = Number(parts[1]) + Number(parts[2]) / 60 + Number(parts[3] ?? 0) / 3600;
    return within([signed(degrees, parts[4]!)]);
  }
  const both = pair.exec(value) ?? wellKnown.exec(value)?.slice(1);
  return both ? within([Number(both[1]), Number(both[2])]) : null;
}

/** The reference system that a cell names itself (EWKT); null where it does not. */
export function referenceSystem(text: string): number | null {
  const code = wellKnown.exec(text.trim())?.[1];
  return code === undefined ? null : Number(code);
}

function signed(degrees: number, side: string): number {
  return /[SWsw]/.test(side) ? -degrees : degrees;
}

function within(numbers: number[]): number[] | null {
  if (!numbers.every((number) => Math.abs(number) <= 180)) return null;
  return numbers.length === 2 && numbers.every((number) => Math.abs(number) > 90) ? null : numbers;
}
