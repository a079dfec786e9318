import { logGamma } from './population.js';

/**
 * (ε, δ)-differential privacy by sampling and k-anonymity with generalisation independent of the data (SafePub,
 * Bild, Kuhn & Prasser 2018; Li, Qardaji & Su 2012). β is the sampling rate, k the least class size that is valid.
 */
export interface SafePubParameters {
  beta: number;
  gamma: number;
  k: number;
  delta: number; // reached with k
}

/** The greatest sampling rate for ε and the smallest k that keeps δ. */
export function safePub(epsilon: number, delta: number): SafePubParameters {
  const beta = -Math.expm1(-epsilon);
  const gamma = -Math.expm1(-2 * epsilon);
  let high = 1;
  while (deltaOf(high, beta, gamma) > delta) high *= 2;
  // δ(k) never rises with k, because it is a maximum over ever fewer n.
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (deltaOf(middle, beta, gamma) > delta) low = middle;
    else high = middle;
  }
  return { beta, gamma, k: high, delta: deltaOf(high, beta, gamma) };
}

/** max over n ≥ ⌈k/γ − 1⌉ of P(Binomial(n, β) > γn). */
function deltaOf(k: number, beta: number, gamma: number): number {
  const rate = gamma * Math.log(gamma / beta) + (1 - gamma) * Math.log((1 - gamma) / (1 - beta)); // Chernoff
  let most = 0;
  for (let n = Math.max(1, Math.ceil(k / gamma - 1 - 1e-12)); ; n++) {
    if (Math.exp(-n * rate) <= most) return most; // no further n can exceed what was found
    most = Math.max(most, binomialTail(n, beta, gamma));
    if (most === 0 && n * rate > 745) return 0;
  }
}

/** P(Binomial(n, β) > γn), from the smallest term that counts upwards. */
function binomialTail(n: number, beta: number, gamma: number): number {
  let j = Math.floor(gamma * n * (1 + 1e-15)) + 1;
  if (j > n) return 0;
  let term = Math.exp(
    logGamma(n + 1) -
      logGamma(j + 1) -
      logGamma(n - j + 1) +
      j * Math.log(beta) +
      (n - j) * Math.log1p(-beta),
  );
  let sum = 0;
  for (; j <= n; j++) {
    sum += term;
    if (term < sum * 1e-17) break;
    term *= ((n - j) / (j + 1)) * (beta / (1 - beta));
  }
  return sum;
}
