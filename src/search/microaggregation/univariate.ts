/**
 * The partition of numbers into runs of at least k records with the least squared error, by dynamic programming over the
 * sorted values: among numbers of one record each no other partition is better (values of several records go whole, and
 * then a partition that is no division into runs may be). A run that could be cut into two of k records need not be
 * looked at, because cutting never raises the error. Values of several records go whole. Returns the indices of each
 * group, ascending by value; one group where there are fewer than k records. O(n · k) steps. Source: Hansen & Mukherjee,
 * A polynomial algorithm for optimal univariate microaggregation, 2003.
 */
export function optimalGroups(values: Float64Array, counts: Float64Array, k: number): number[][] {
  const n = values.length;
  if (n === 0) return [];
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  // Around the middle, so that sums of squares lose no digits.
  const middle = values[order[n >> 1]!]!;
  const records = new Float64Array(n + 1);
  const sums = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  order.forEach((i, at) => {
    const x = values[i]! - middle;
    records[at + 1] = records[at]! + counts[i]!;
    sums[at + 1] = sums[at]! + counts[i]! * x;
    squares[at + 1] = squares[at]! + counts[i]! * x * x;
  });
  const error = (from: number, to: number) => {
    const sum = sums[to]! - sums[from]!;
    return Math.max(0, squares[to]! - squares[from]! - (sum * sum) / (records[to]! - records[from]!));
  };
  // best[e]: least error of the first e values, all in groups; cut[e]: where the last of them begins.
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const cut = new Int32Array(n + 1);
  best[0] = 0;
  for (let end = 1; end <= n; end++) {
    let last = -1; // latest place where the part after it has k records
    for (let from = end - 1; from >= 0; from--) {
      if (records[end]! - records[from]! < k) continue;
      if (last < 0) last = from;
      else if (records[last]! - records[from]! >= k) {
        // From here on the group could be cut at `last`; one step more would only find worse.
        break;
      }
      const sum = best[from]! + error(from, end);
      if (sum < best[end]!) {
        best[end] = sum;
        cut[end] = from;
      }
    }
  }
  if (!Number.isFinite(best[n]!)) return [order];
  const groups: number[][] = [];
  for (let end = n; end > 0; end = cut[end]!) groups.push(order.slice(cut[end]!, end));
  return groups.reverse();
}
