/** Weighted rows of a regression of 0 and 1: the numbers other than 0, as nearly all are 0. */
export interface Rows {
  starts: Int32Array; // where each row begins, one entry more than rows
  places: Int32Array; // which of the row's numbers, ascending in a row, the first of them 0
  x: Float64Array; // the number; that at place 0 is 1
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
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const fitted = new Float64Array(rows);
  const { used, rank } = independent(table);
  const list = Int32Array.from(used);
  const size = list.length;
  const beta = new Float64Array(size);
  const { starts, places, x } = within(table, list);
  const share = weights.reduce((sum, weight, i) => sum + weight * ones[i]!, 0) / (total || 1);
  beta[0] = Math.log(Math.max(share, 1e-12) / Math.max(1 - share, 1e-12));
  for (let round = 0; round < rounds; round++) {
    const information = new Float64Array(size * size);
    const gradient = new Float64Array(size);
    for (let i = 0; i < rows; i++) {
      const w = weights[i]!;
      if (w === 0) continue;
      const from = starts[i]!;
      const to = starts[i + 1]!;
      const p = logistic(places, x, from, to, beta);
      const curve = w * p * (1 - p);
      const off = w * (ones[i]! - p);
      for (let at = from; at < to; at++) {
        const a = places[at]!;
        const xa = x[at]!;
        gradient[a]! += off * xa;
        const row = a * size;
        const scaled = curve * xa;
        for (let other = from; other <= at; other++) information[row + places[other]!]! += scaled * x[other]!;
      }
    }
    const floor = ridge * share * (1 - share) * total;
    for (let a = 1; a < size; a++) {
      information[a * size + a]! += floor;
      gradient[a]! -= floor * beta[a]!;
    }
    const step = solve(information, gradient, size);
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
  for (let i = 0; i < rows; i++) fitted[i] = logistic(places, x, starts[i]!, starts[i + 1]!, beta);
  return { fitted, rank };
}

/** The numbers of rows in the columns of a list, which number them anew. */
function within({ starts, places, x, width }: Rows, list: Int32Array): Pick<Rows, 'starts' | 'places' | 'x'> {
  const slots = new Int32Array(width).fill(-1);
  for (let a = 0; a < list.length; a++) slots[list[a]!] = a;
  const own = { starts: new Int32Array(starts.length), places: new Int32Array(x.length), x: x.slice() };
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

function logistic(places: Int32Array, x: Float64Array, from: number, to: number, beta: Float64Array): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += x[at]! * beta[places[at]!]!;
  return 1 / (1 + Math.exp(-sum));
}

/** Columns of the design that no earlier ones determine: pivots of Cholesky's decomposition of X'X. */
function independent({ starts, places, x, width, weights }: Rows): { used: number[]; rank: number } {
  const gram = new Float64Array(width * width);
  for (let i = 0; i < weights.length; i++)
    for (let from = starts[i]!, at = from, to = starts[i + 1]!; at < to; at++) {
      const row = places[at]! * width;
      const scaled = weights[i]! * x[at]!;
      for (let other = from; other <= at; other++) gram[row + places[other]!]! += scaled * x[other]!;
    }
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
  return { used, rank: used.length };
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
