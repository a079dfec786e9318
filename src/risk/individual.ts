/** Risk of single records with sampling weights, as statistical offices measure it (sdcMicro's measures). */

/** A table as codes: codes[c][i] of record i in key column c, −1 where the cell is missing. */
export interface KeyTable {
  codes: readonly Int32Array[];
  /** Sampling weight per record, how many of the population it stands for; 1 where absent. */
  weights?: Float64Array;
}

export interface Frequencies {
  sample: Float64Array; // fk: records with compatible keys
  population: Float64Array; // Fk: their weights together
}

/**
 * Frequencies of keys in sample and population. A missing value of the record itself is compatible with everything; one
 * of another record counts with `alpha` (1: fully, 0: not at all). Equal keys without missing values cost one pass.
 */
export function keyFrequencies(table: KeyTable, alpha = 1): Frequencies {
  const records = table.codes[0]?.length ?? 0;
  const weights = table.weights ?? new Float64Array(records).fill(1);
  // Records with equal cells, missing ones included, are one pattern.
  const patterns = new Map<string, { codes: number[]; count: number; weight: number; missing: boolean }>();
  const of: string[] = [];
  for (let i = 0; i < records; i++) {
    const codes = table.codes.map((column) => column[i]!);
    const key = codes.join();
    of.push(key);
    const pattern = patterns.get(key) ?? { codes, count: 0, weight: 0, missing: codes.includes(-1) };
    pattern.count++;
    pattern.weight += weights[i]!;
    patterns.set(key, pattern);
  }
  const all = [...patterns.values()];
  const holed = all.filter(({ missing }) => missing);
  const results = new Map<string, { sample: number; population: number }>();
  for (const [key, pattern] of patterns) {
    const result = { sample: 0, population: 0 };
    // A complete key can only match itself and keys with missing values.
    for (const other of pattern.missing ? all : [pattern, ...holed]) {
      const factor = compatibility(pattern.codes, other.codes, alpha);
      result.sample += factor * other.count;
      result.population += factor * other.weight;
    }
    results.set(key, result);
  }
  return {
    sample: Float64Array.from(of, (key) => results.get(key)!.sample),
    population: Float64Array.from(of, (key) => results.get(key)!.population),
  };
}

function compatibility(own: readonly number[], other: readonly number[], alpha: number): number {
  let factor = 1;
  for (let c = 0; c < own.length; c++) {
    if (own[c] === -1 || own[c] === other[c]) continue;
    if (other[c] !== -1) return 0;
    factor = alpha;
  }
  return factor;
}

export interface IndividualRisk {
  risk: Float64Array; // per record
  global: number; // mean
  expected: number; // expected re-identifications: sum
}

/**
 * Benedetti & Franconi (1998): E[1/F | f], where F given f is negative binomial with success rate p = f/F̂. Equal to
 * p/f · ₂F₁(1, 1; f + 1; 1 − p).
 */
export function individualRisk({ sample, population }: Frequencies): IndividualRisk {
  const known = new Map<string, number>();
  const risk = Float64Array.from(sample, (f, i) => {
    const key = `${f} ${population[i]}`;
    let value = known.get(key);
    if (value === undefined) {
      value = benedettiFranconi(f, population[i]!);
      known.set(key, value);
    }
    return value;
  });
  const expected = risk.reduce((sum, value) => sum + value, 0);
  return { risk, global: risk.length > 0 ? expected / risk.length : 0, expected };
}

/** Frequencies up to which the series converges slowly, as powers of the counter with that exponent. */
const slowSeries = 32;

function benedettiFranconi(f: number, population: number): number {
  const p = Math.min(1, f / population);
  const q = 1 - p;
  // E = ∫₀¹ sᶠ⁻¹ p/(p + q s) ds (Franconi & Polettini 2004), of which integration by parts gives the next from the one before:
  // errors do not grow while p ≤ q.
  if (p <= q && f <= slowSeries && Number.isInteger(f)) {
    let risk = (-p * Math.log(p)) / q; // f = 1
    for (let i = 1; i < f; i++) risk = (p / q) * (1 / i - risk);
    return risk;
  }
  let term = 1;
  let sum = 0;
  for (let n = 0; term > sum * 1e-16; n++) {
    sum += term;
    term *= ((n + 1) / (f + n + 1)) * q;
  }
  return (p / f) * sum;
}
