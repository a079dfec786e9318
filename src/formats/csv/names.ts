// Shapes that values have and names of columns hardly ever do.
const strong: readonly RegExp[] = [
  /^(1[89]|20)\d\d([-/.年])\d{1,2}([-/.月])\d{1,2}日?([ T]\d{1,2}:\d\d.*)?$/, // dates and timestamps
  /^\d{17}[\dXx]$|^\d{15}$/, // resident ID
  /^(\+?86)?[ -]?1[3-9]\d{9}$/, // mobile
  /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/, // e-mail
  /^[-+]?\d+\.\d+$/, // decimal
  /^\d{7,}$/, // account and serial numbers
];
const integer = /^[-+]?\d{1,6}$/;

/**
 * Whether the first record names the columns. True unless the evidence against is strong: a first cell has the shape
 * of its column's values (dates, identifiers, decimals; integers only in two columns that are neither years nor a
 * row of numbers), or in half of the columns the first cell comes back as a value; and no first cell is a word over a
 * column of such values.
 */
export function hasHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...others] = records;
  if (!first || others.length < 2) return true;
  // A repeated header line (files put together) is no evidence.
  const rows = others
    .slice(0, 200)
    .filter((row) => row.length === first.length && row.some((cell, at) => cell !== first[at]));
  if (rows.length < 2) return true;
  let against = 0;
  let returning = 0;
  const integers: number[] = [];
  for (let column = 0; column < first.length; column++) {
    const name = first[column]!.trim();
    const values = rows.map((row) => row[column]!.trim()).filter((value) => value !== '');
    if (name === '' || values.length === 0) continue;
    const mostly = (shape: RegExp) => isMostly(values, shape);
    const shape = strong.find(mostly);
    if (shape) {
      if (shape.test(name)) against++;
      else if (!strong.some((each) => each.test(name)) && !integer.test(name)) return true;
    } else if (mostly(integer)) {
      if (integer.test(name)) integers.push(Number(name));
      else return true;
    } else if (values.filter((value) => value === name).length >= Math.max(2, values.length / 50))
      returning++;
  }
  if (integers.length >= 2 && !isRun(integers)) against++;
  return against === 0 && returning < Math.max(2, first.length / 2);
}

/** Whether nine tenths of the values have a shape; looks no further than it takes to say no. */
function isMostly(values: readonly string[], shape: RegExp): boolean {
  let hits = values.length;
  for (const value of values) {
    if (!shape.test(value)) hits--;
    if (hits / values.length < 0.9) return false;
  }
  return true;
}

/** Names such as 2019, 2020, 2021 or 1, 2, 3: years, or equal steps. */
function isRun(numbers: readonly number[]): boolean {
  const step = numbers[1]! - numbers[0]!;
  const steady =
    step !== 0 &&
    numbers.length > 2 &&
    numbers.every((value, at) => at === 0 || value - numbers[at - 1]! === step);
  return steady || numbers.every((value) => value >= 1900 && value < 2100);
}
