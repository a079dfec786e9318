/**
 * Formulas on distributions that models and measures share: one definition, used both to decide and to measure.
 * `p` is the class, `q` the whole table; codes index the same dictionary.
 */
import type { ClassView } from './model.js';

/** What the counts of a class add up to. */
export function weightOf({ weight, size }: ClassView): number {
  return weight ?? size;
}

/** Shannon entropy of a class in nats. */
export function shannon(group: ClassView): number {
  const size = weightOf(group);
  let sum = 0;
  for (let i = group.from; i < group.to; i++) {
    const n = group.counts[i]!;
    sum += n * Math.log(n);
  }
  return size > 0 ? Math.max(0, Math.log(size) - sum / size) : 0;
}

/** Entropy in nats with Grassberger's correction for small samples (2003): ln N − Σ n·G(n)/N. */
export function grassberger(group: ClassView): number {
  const size = weightOf(group);
  let sum = 0;
  for (let i = group.from; i < group.to; i++) {
    const n = group.counts[i]!;
    const sign = n % 2 === 0 ? 0.5 : -0.5;
    sum += n * (digamma(n) + sign * (digamma((n + 1) / 2) - digamma(n / 2)));
  }
  return size > 0 ? Math.log(size) - sum / size : 0;
}

/** ψ(x) for x > 0: recurrence to 6, then the asymptotic series; absolute error below 1e-12. */
export function digamma(x: number): number {
  let result = 0;
  while (x < 12) result -= 1 / x++;
  const f = 1 / (x * x);
  const series =
    1 / 12 - f * (1 / 120 - f * (1 / 252 - f * (1 / 240 - f * (1 / 132 - f * (691 / 32760 - f / 12)))));
  return result + Math.log(x) - 0.5 / x - f * series;
}

/** Counts of a class in descending order. */
export function descending(group: ClassView): Float64Array {
  return group.counts.slice(group.from, group.to).sort().reverse();
}

/** r₁ / (r_l + … + r_m): a class is recursive (c,l)-diverse iff this is below c. Infinity with fewer than l values. */
export function recursiveRatio(sorted: Float64Array, l: number): number {
  let tail = 0;
  for (let i = l - 1; i < sorted.length; i++) tail += sorted[i]!;
  return tail > 0 ? sorted[0]! / tail : Number.POSITIVE_INFINITY;
}

/** Variational distance ½ Σ |p − q|: t-closeness with equal ground distance (Li et al. 2007). */
export function equalDistance(group: ClassView, q: Float64Array, total: number): number {
  // Σ (p − q)⁺ over present values is the whole distance: absent values only have q > p.
  const size = weightOf(group);
  let sum = 0;
  for (let i = group.from; i < group.to; i++) {
    const d = group.counts[i]! / size - q[group.values[i]!]! / total;
    if (d > 0) sum += d;
  }
  return sum;
}

/**
 * Ordered distance Σ |cumulated p − q| / (m − 1) over the m values in their order (Li et al. 2007). `rank[code]` is the
 * place of a value, `order` its inverse, `scratch` m numbers that are zero before and after.
 */
export function orderedDistance(
  group: ClassView,
  q: Float64Array,
  total: number,
  order: Int32Array,
  scratch: Float64Array,
): number {
  const m = order.length;
  if (m < 2) return 0;
  const size = weightOf(group);
  for (let i = group.from; i < group.to; i++) scratch[group.values[i]!] = group.counts[i]! / size;
  let sum = 0;
  let cumulated = 0;
  for (let i = 0; i < m; i++) {
    const code = order[i]!;
    cumulated += scratch[code]! - q[code]! / total;
    sum += Math.abs(cumulated);
  }
  for (let i = group.from; i < group.to; i++) scratch[group.values[i]!] = 0;
  return sum / (m - 1);
}

/** The order of a dictionary: by number where every value is one, else by code (byte order); empty cells first. */
export function valueOrder(values: readonly (string | null)[], sensitive: Float64Array): Int32Array {
  const codes: number[] = [];
  for (let code = 0; code < values.length; code++) if (sensitive[code]! > 0) codes.push(code);
  const numbers = values.map((v) =>
    v === null ? Number.NEGATIVE_INFINITY : v.trim() === '' ? Number.NaN : Number(v),
  );
  if (codes.every((code) => !Number.isNaN(numbers[code]!)))
    codes.sort((a, b) => (numbers[a]! < numbers[b]! ? -1 : numbers[a]! > numbers[b]! ? 1 : a - b));
  return Int32Array.from(codes);
}

/** max over present values of (p − q)/q: basic β-likeness (Cao & Karras 2012). Only gains count. */
export function basicBeta(group: ClassView, q: Float64Array, total: number): number {
  let max = 0;
  for (let i = group.from; i < group.to; i++) {
    const share = q[group.values[i]!]! / total;
    const gain = (group.counts[i]! / group.size - share) / share;
    if (gain > max) max = gain;
  }
  return max;
}

/**
 * Smallest β for enhanced β-likeness: the gain of each value must not exceed min(β, −ln q). Infinity where a gain
 * exceeds −ln q, because then no β helps.
 */
export function enhancedBeta(group: ClassView, q: Float64Array, total: number): number {
  let max = 0;
  for (let i = group.from; i < group.to; i++) {
    const share = q[group.values[i]!]! / total;
    const gain = (group.counts[i]! / group.size - share) / share;
    if (gain > -Math.log(share) + 1e-12) return Number.POSITIVE_INFINITY;
    if (gain > max) max = gain;
  }
  return max;
}

/** max |ln(p/q)| over the values present in the class (Brickell & Shmatikov 2008 ask for all values). */
export function presentDelta(group: ClassView, q: Float64Array, total: number): number {
  let max = 0;
  for (let i = group.from; i < group.to; i++) {
    const d = Math.abs(Math.log(group.counts[i]! / group.size / (q[group.values[i]!]! / total)));
    if (d > max) max = d;
  }
  return max;
}

/** Most frequent value's share of a class: α of (α,k)-anonymity (Wong et al. 2006). */
export function topShare(group: ClassView): number {
  let max = 0;
  for (let i = group.from; i < group.to; i++) if (group.counts[i]! > max) max = group.counts[i]!;
  return group.size > 0 ? max / group.size : 0;
}
