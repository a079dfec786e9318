const first = -348;
const last = 347;

/**
 * Powers of ten as 128-bit numbers for the kernels: ⌈10^k / 2^(⌊log₂ 10^k⌋ − 127)⌉ for k from -348 to 347, low half
 * first, little-endian.
 */
export function powersOfTen(): BigUint64Array {
  const table = new BigUint64Array((last - first + 1) * 2);
  const put = (k: number, value: bigint) => {
    table[(k - first) * 2] = BigInt.asUintN(64, value);
    table[(k - first) * 2 + 1] = value >> 64n;
  };
  let power = 1n;
  for (let k = 0; k <= -first; k++, power *= 10n) {
    const log = BigInt((k * 1741647) >> 19); // ⌊log₂ 10^k⌋
    if (k <= last) put(k, log <= 127n ? power << (127n - log) : ceiling(power, 1n << (log - 127n)));
    if (k > 0) put(-k, ceiling(1n << (128n + log), power));
  }
  return table;
}

function ceiling(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
