/**
 * How many records of a population are alone in it, estimated from the class sizes of a sample. `sizes` lists each
 * class size once with the number of sample classes of that size; `population` is the number of its records.
 */
import { digamma } from './distribution.js';

/** One class size of a sample and how many classes have it. */
export interface SizeCount {
  size: number;
  classes: number;
}

/** Pitman's model with its maximum-likelihood parameters (Hoshino 2001): E[uniques] = Γ(θ+1)/Γ(θ+α) · N^α. */
export function pitman(
  sizes: readonly SizeCount[],
  population: number,
): { uniques: number; theta: number; alpha: number } {
  const { records: n, classes: u } = totals(sizes);
  if (u === 0) return { uniques: 0, theta: 0, alpha: 0 };
  if (u === n) return { uniques: population, theta: Number.POSITIVE_INFINITY, alpha: 1 };
  if (u === 1) return { uniques: 0, theta: 0, alpha: 0 };
  // For each α the likelihood has one maximum in θ; its slope along α then falls through zero once.
  const alpha = root(1e-9, 1 - 1e-9, (a) => slopeAlpha(sizes, u, a, thetaOf(u, n, a)));
  const theta = thetaOf(u, n, alpha);
  const uniques = Math.exp(logGamma(theta + 1) - logGamma(theta + alpha) + alpha * Math.log(population));
  return { uniques: Math.min(uniques, population), theta, alpha };
}

function thetaOf(u: number, n: number, alpha: number): number {
  const slope = (log: number) => {
    const theta = Math.exp(log);
    return sumInverse(u, theta, alpha) - (digamma(theta + n) - digamma(theta + 1));
  };
  return Math.exp(root(-20, 40, slope));
}

/** Σ_{i=1}^{u−1} 1/(θ + iα). */
function sumInverse(u: number, theta: number, alpha: number): number {
  const ratio = theta / alpha;
  // Far out the difference of digammas cancels; the integral is exact there to first order.
  if (ratio > 1e8) return Math.log1p(((u - 1) * alpha) / (theta + alpha / 2)) / alpha;
  return (digamma(ratio + u) - digamma(ratio + 1)) / alpha;
}

function slopeAlpha(sizes: readonly SizeCount[], u: number, alpha: number, theta: number): number {
  let slope = (u - 1 - theta * sumInverse(u, theta, alpha)) / alpha;
  const one = digamma(1 - alpha);
  for (const { size, classes } of sizes) if (size > 1) slope -= classes * (digamma(size - alpha) - one);
  return slope;
}

/**
 * Zayatz (1991): the chance that a sample unique is a population unique, if population classes were distributed over
 * sizes as the sample's are; a class of size x shows one record with hypergeometric probability.
 */
export function zayatz(sizes: readonly SizeCount[], population: number): number {
  const { records: n } = totals(sizes);
  const single = sizes.find(({ size }) => size === 1)?.classes ?? 0;
  if (single === 0 || n === 0) return 0;
  let all = 0;
  let one = 0;
  for (const { size, classes } of sizes) {
    const shown = classes * hypergeometricOne(population, size, n);
    all += shown;
    if (size === 1) one = shown;
  }
  return ((single * one) / all) * (population / n);
}

/** Chance that exactly one of `marked` records among N is in a sample of n. */
function hypergeometricOne(population: number, marked: number, n: number): number {
  const rest = population - marked;
  if (n - 1 > rest) return 0;
  return Math.exp(Math.log(marked) + logChoose(rest, n - 1) - logChoose(population, n));
}

/**
 * Shifted negative binomial (Chen & Keller-McNulty 1998): the size of a population class is one more than a negative
 * binomial. The number of classes K is the modified Shlosser estimate (Haas & Stokes 1998); the parameters follow from
 * the shares of classes of which the sample shows exactly one and exactly two records.
 */
export function shiftedNegativeBinomial(
  sizes: readonly SizeCount[],
  population: number,
): { uniques: number; classes: number } {
  const { records: n, classes: u } = totals(sizes);
  if (u === 0) return { uniques: 0, classes: 0 };
  const pi = n / population;
  if (pi >= 1) return { uniques: sizes.find(({ size }) => size === 1)?.classes ?? 0, classes: u };
  const classes = Math.min(population, modifiedShlosser(sizes, u, pi));
  const of = (wanted: number) => sizes.find(({ size }) => size === wanted)?.classes ?? 0;
  const single = of(1);
  if (single === 0) return { uniques: 0, classes };
  // Thinned by π the negative binomial (a, r = q/p) has g = (1 + π r)^−a at 0, g a y at 1, g a (a + 1) y²/2 at 2 with
  // y = π r/(1 + π r); the one more record of each class is in the sample with π. For each r the ratio of doubles to
  // singles gives a, and then the share of singles falls with r.
  const ratio = of(2) / single;
  const shape = (r: number) => {
    const y = (pi * r) / (1 + pi * r);
    const square = ((1 - pi) * y * y) / 2;
    const linear = square + pi * y - ratio * (1 - pi) * y;
    const constant = ratio * pi;
    // The stable form of the positive root: the other cancels where linear is large.
    return (2 * constant) / (linear + Math.sqrt(linear * linear + 4 * square * constant));
  };
  const share = single / classes;
  const r = Math.exp(
    root(-25, 40, (log) => {
      const scale = Math.exp(log);
      const a = shape(scale);
      const y = (pi * scale) / (1 + pi * scale);
      return (1 + pi * scale) ** -a * (pi + (1 - pi) * a * y) - share;
    }),
  );
  return { uniques: classes * (1 + r) ** -shape(r), classes };
}

function modifiedShlosser(sizes: readonly SizeCount[], u: number, pi: number): number {
  let unseen = 0;
  let single = 0;
  let squareSingle = 0;
  let pairs = 0;
  let f1 = 0;
  for (const { size: i, classes: f } of sizes) {
    if (i === 1) f1 = f;
    const missed = (1 - pi) ** i;
    unseen += missed * f;
    single += i * pi * (1 - pi) ** (i - 1) * f;
    squareSingle += i * pi * pi * (1 - pi * pi) ** (i - 1) * f;
    // (1 − π)ⁱ ((1 + π)ⁱ − 1), in a form of which no factor leaves the range of numbers where a class is large.
    pairs += -Math.expm1(-i * Math.log1p(pi)) * Math.exp(i * Math.log1p(-pi * pi)) * f;
  }
  if (f1 === 0) return u;
  return u + (f1 * (squareSingle / pairs) * unseen * unseen) / (single * single);
}

/** Dankar et al. (2012): Pitman up to a sampling fraction of 10 %, the shifted negative binomial above. */
export function dankar(sizes: readonly SizeCount[], population: number): number {
  const { records } = totals(sizes);
  return records <= 0.1 * population + 1
    ? pitman(sizes, population).uniques
    : shiftedNegativeBinomial(sizes, population).uniques;
}

function totals(sizes: readonly SizeCount[]): { records: number; classes: number } {
  let records = 0;
  let classes = 0;
  for (const one of sizes) {
    records += one.size * one.classes;
    classes += one.classes;
  }
  return { records, classes };
}

/** Least k′ with P(Poisson(expected) < k′ − 1) ≥ 1 − significance: El Emam & Dankar’s D3 with the one more that ARX asks for. */
export function poissonK(expected: number, significance: number): number {
  return poissonQuantile(expected, 0, 1, significance) + 2;
}

/** Least k′ with P(X < k′) ≥ 1 − significance for a Poisson variable that is not 0: D4. */
export function zeroTruncatedPoissonK(expected: number, significance: number): number {
  return poissonQuantile(expected, 1, -Math.expm1(-expected), significance) + 1;
}

/** Standard deviations below its mean at which a Poisson variable has less than one chance in 10³⁰. */
const negligible = 12;

/** Least x with P(X ≤ x) ≥ 1 − significance for a Poisson variable of which nothing below `least` counts; all else has the chance `counted`. */
function poissonQuantile(expected: number, least: number, counted: number, significance: number): number {
  if (significance <= 0) return Number.POSITIVE_INFINITY; // no number is never reached
  if (expected === 0) return least;
  // The chance of the least is no number of its own where the mean is large; terms far below the mean add nothing.
  let x = Math.max(least, Math.floor(expected - negligible * Math.sqrt(expected)));
  let term = Math.exp(x * Math.log(expected) - expected - logGamma(x + 1)) / counted;
  let sum = term;
  while (sum < 1 - significance && (term > 0 || x < expected)) {
    x++;
    term *= expected / x;
    sum += term;
  }
  return x;
}

/** Where a falling function crosses zero, by halving; an end where it does not cross. */
function root(low: number, high: number, f: (x: number) => number): number {
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** ln Γ(x) for x > 0: recurrence to 12, then Stirling's series; relative error below 1e-14. */
export function logGamma(x: number): number {
  let shift = 0;
  while (x < 12) shift -= Math.log(x++);
  const f = 1 / (x * x);
  const series = (1 / 12 - f * (1 / 360 - f * (1 / 1260 - f / 1680))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
