import { Lease } from '../kernels/lease.js';
import { RowSums, type SparseRows } from '../kernels/regression.js';

/** Weighted rows of a regression of 0 and 1. Nearly all numbers are 0; the first of a row is 1. */
export interface Rows extends SparseRows {
  width: number; // numbers per row
  weights: Float64Array; // per row, at least 0
  ones: Float64Array; // per row: 1 or 0
}

/** What a regression came to. */
export interface Fitted {
  fitted: Float64Array; // per row, (0, 1)
  rank: number; // parameters, those left out that others determine
}

const rounds = 25;
const ridge = 1e-6; // of the mean information, so that separated tables have an answer

/**
 * Logistic regression by iteratively reweighted least squares (Newton's method). Parameters that others determine stay 0. A
 * trace of a ridge bounds the estimates where the two groups can be told apart entirely.
 */
export function fitLogistic(table: Rows): Fitted {
  const { weights, ones } = table;
  const rows = weights.length;
  const lease = new Lease(rows);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const used = Int32Array.from(independent(table, lease));
  const size = used.length;
  const share = weights.reduce((sum, weight, i) => sum + weight * ones[i]!, 0) / (total || 1);
  const sums = new RowSums(lease, within(table, used), size);
  try {
    const { beta, products, scale, off, matrix, gradient } = sums;
    beta[0] = Math.log(Math.max(share, 1e-12) / Math.max(1 - share, 1e-12));
    for (let round = 0; round < rounds; round++) {
      sums.multiply();
      for (let i = 0; i < rows; i++) {
        const w = weights[i]!;
        const p = 1 / (1 + Math.exp(-products[i]!));
        scale[i] = w * p * (1 - p);
        off[i] = w * (ones[i]! - p);
      }
      sums.sum();
      const floor = ridge * share * (1 - share) * total;
      for (let a = 1; a < size; a++) {
        matrix[a * size + a]! += floor;
        gradient[a]! -= floor * beta[a]!;
      }
      const step = solve(matrix, gradient, size);
      let moved = 0;
      // Steps are cut: far from the estimate Newton's method may overshoot.
      const longest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
      const cut = longest > 8 ? 8 / longest : 1;
      for (let a = 0; a < size; a++) {
        beta[a]! += cut * step[a]!;
        moved = Math.max(moved, Math.abs(cut * step[a]!));
      }
      if (moved < 1e-6) break;
    }
    sums.multiply();
    return { fitted: products.map((sum) => 1 / (1 + Math.exp(-sum))), rank: size };
  } finally {
    sums.close();
  }
}

/** The numbers of rows in the columns of a list, which number them anew. */
function within({ starts, places, x, width }: Rows, list: Int32Array): Pick<Rows, 'starts' | 'places' | 'x'> {
  const slots = new Int32Array(width).fill(-1);
  for (let a = 0; a < list.length; a++) slots[list[a]!] = a;
  const own = {
    starts: new Int32Array(starts.length),
    places: new Int32Array(x.length),
    x: new Float64Array(x.length),
  };
  let size = 0;
  for (let row = 0, at = 0; row + 1 < starts.length; row++) {
    for (const end = starts[row + 1]!; at < end; at++) {
      const slot = slots[places[at]!]!;
      if (slot < 0) continue;
      own.places[size] = slot;
      own.x[size++] = x[at]!;
    }
    own.starts[row + 1] = size;
  }
  return own;
}

/** Columns of the design that no earlier ones determine: pivots of Cholesky's decomposition of X'X. */
function independent(table: Rows, lease: Lease): number[] {
  const { width, weights } = table;
  const sums = new RowSums(lease, table, width);
  sums.scale.set(weights);
  sums.sum();
  const gram = sums.matrix.slice();
  sums.close();
  const used: number[] = [];
  const lower = new Float64Array(width * width);
  for (let a = 0; a < width; a++) {
    let pivot = gram[a * width + a]!;
    for (const b of used) {
      let entry = gram[a * width + b]!;
      for (const c of used) {
        if (c >= b) break;
        entry -= lower[a * width + c]! * lower[b * width + c]!;
      }
      entry /= lower[b * width + b]!;
      lower[a * width + b] = entry;
      pivot -= entry * entry;
    }
    if (pivot <= 1e-9 * gram[a * width + a]! || gram[a * width + a] === 0) continue;
    lower[a * width + a] = Math.sqrt(pivot);
    used.push(a);
  }
  return used;
}

/** Solves a symmetric positive system by Cholesky's decomposition; its lower half is given, and overwritten. */
function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array {
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * size + b]!;
      for (let c = 0; c < b; c++) sum -= matrix[a * size + c]! * matrix[b * size + c]!;
      matrix[a * size + b] = a === b ? Math.sqrt(Math.max(sum, 1e-300)) : sum / matrix[b * size + b]!;
    }
  }
  const solution = right.slice();
  for (let a = 0; a < size; a++) {
    for (let c = 0; c < a; c++) solution[a]! -= matrix[a * size + c]! * solution[c]!;
    solution[a]! /= matrix[a * size + a]!;
  }
  for (let a = size - 1; a >= 0; a--) {
    for (let c = a + 1; c < size; c++) solution[a]! -= matrix[c * size + a]! * solution[c]!;
    solution[a]! /= matrix[a * size + a]!;
  }
  return solution;
}
