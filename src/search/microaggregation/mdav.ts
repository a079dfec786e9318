/** Weighted points: `coordinates[c][i]` of point i, which stands for `counts[i]` records. */
export interface Points {
  size: number;
  coordinates: readonly Float64Array[];
  counts: Float64Array;
}

/**
 * MDAV (maximum distance to average vector): the point r that is farthest from the average takes the nearest points to
 * itself until they have k records, then so does the point s that is farthest from r; and again, as long as 3k records
 * are left; of 2k and more r takes its own and the others are the last cluster. Points of several records go whole, so
 * that clusters may exceed k; what is left over with fewer than k records goes, point by point, to the nearest average.
 * Ties go to the first point. Squared Euclidean distance. Yields after every cluster; returns the members of each. Source:
 * Domingo-Ferrer & Torra, Ordinal, continuous and heterogeneous k-anonymity through microaggregation, 2005.
 */
export function* mdav(points: Points, k: number): Generator<void, number[][], void> {
  const { size, counts } = points;
  const left = Int32Array.from({ length: size }, (_, i) => i); // [0, count) are in no cluster
  const distances = new Float64Array(size);
  let count = size;
  let records = 0;
  for (const n of counts) records += n;
  if (records < k) return size === 0 ? [] : [[...left]];
  const clusters: number[][] = [];
  const farthest = (from: Float64Array) => {
    measure(points, left, count, from, distances);
    let best = 0;
    for (let p = 1; p < count; p++) if (distances[p]! > distances[best]!) best = p;
    return left[best]!;
  };
  const take = (center: number) => {
    measure(points, left, count, pointAt(points, center), distances);
    const { members, taken } = nearest(left, count, counts, distances, center, k);
    clusters.push(members);
    const gone = new Set(members);
    let to = 0;
    for (let p = 0; p < count; p++) if (!gone.has(left[p]!)) left[to++] = left[p]!;
    count = to;
    records -= taken;
  };
  while (records >= 3 * k) {
    const r = farthest(averageOf(points, left.subarray(0, count)));
    const s = farthest(pointAt(points, r));
    take(r);
    yield;
    // A point of many records may have taken s along, or almost everything.
    if (records < k) break;
    take(left.subarray(0, count).includes(s) ? s : farthest(pointAt(points, r)));
    yield;
  }
  if (records >= 2 * k) {
    take(farthest(averageOf(points, left.subarray(0, count))));
    yield;
  }
  const rest = [...left.subarray(0, count)];
  if (rest.length === 0) return clusters;
  if (records >= k) clusters.push(rest);
  else joinNearest(points, clusters, rest);
  return clusters;
}

/** Adds points to the clusters whose averages they are nearest to; the averages are those before. */
function joinNearest(points: Points, clusters: number[][], rest: readonly number[]): void {
  const centers = clusters.map((members) => averageOf(points, members));
  for (const i of rest) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    centers.forEach((center, at) => {
      const d = distance(points, i, center);
      if (d < least) {
        least = d;
        best = at;
      }
    });
    clusters[best]!.push(i);
  }
}

/** The center and the points nearest to it, until they have k records. One pass keeps the nearest in a short list. */
function nearest(
  left: Int32Array,
  count: number,
  counts: Float64Array,
  distances: Float64Array,
  center: number,
  k: number,
): { members: number[]; taken: number } {
  // Never more than k points: the center, and those that could be nearest if each had one record.
  const list: number[] = []; // positions in `left`, nearest first
  const need = k - counts[center]!;
  for (let p = 0; p < count; p++) {
    if (left[p] === center || need <= 0) continue;
    if (list.length >= need && distances[p]! >= distances[list.at(-1)!]!) continue;
    let at = list.length;
    while (at > 0 && distances[list[at - 1]!]! > distances[p]!) at--;
    list.splice(at, 0, p);
    if (list.length > need) list.length = Math.ceil(need);
  }
  const members = [center];
  let taken = counts[center]!;
  for (const p of list) {
    if (taken >= k) break;
    members.push(left[p]!);
    taken += counts[left[p]!]!;
  }
  return { members, taken };
}

function measure(
  { coordinates }: Points,
  left: Int32Array,
  count: number,
  from: Float64Array,
  distances: Float64Array,
): void {
  distances.fill(0, 0, count);
  for (let c = 0; c < coordinates.length; c++) {
    const values = coordinates[c]!;
    const center = from[c]!;
    for (let p = 0; p < count; p++) {
      const d = values[left[p]!]! - center;
      distances[p]! += d * d;
    }
  }
}

function distance({ coordinates }: Points, i: number, from: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < coordinates.length; c++) sum += (coordinates[c]![i]! - from[c]!) ** 2;
  return sum;
}

function pointAt({ coordinates }: Points, i: number): Float64Array {
  return Float64Array.from(coordinates, (values) => values[i]!);
}

/** The mean of some points, every record counted. */
export function averageOf({ coordinates, counts }: Points, members: ArrayLike<number>): Float64Array {
  let records = 0;
  for (let p = 0; p < members.length; p++) records += counts[members[p]!]!;
  return Float64Array.from(coordinates, (values) => {
    let sum = 0;
    for (let p = 0; p < members.length; p++) sum += values[members[p]!]! * counts[members[p]!]!;
    return sum / records;
  });
}

/** Σ over records of the squared distance to the mean of their cluster. */
export function squaredError(points: Points, clusters: readonly (readonly number[])[]): number {
  let sum = 0;
  for (const members of clusters) {
    const center = averageOf(points, members);
    for (const i of members) sum += points.counts[i]! * distance(points, i, center);
  }
  return sum;
}
