import { LetheError } from '../core/diagnostics.js';
import type { Histogram } from '../core/histogram.js';

/** A table of a release seen from one of its keys: the first column of the histogram, then what identifies in combination. */
export interface KeyedTable {
  name: string; // table and key, for messages
  histogram: Histogram;
}

/** How two tables join by a key. Empty keys join nothing. */
export interface JoinCounts {
  joined: number; // records of the join
  keys: number; // values that both have
  orphans: number; // records of the left table whose key the right one has not
}

/** Classes of a join: whoever knows what identifies in one record of each table. */
export interface JoinedRisk {
  classes: number;
  k: number; // persons, or records, of the smallest class; 0 where nothing joins
  below: number; // persons, or records, in classes smaller than what is required
}

/** Classes of whole persons: whoever knows all that identifies in every record of a person, in every table. */
export interface HistoryRisk {
  persons: number;
  k: number;
  below: number;
}

/** Counts the records of a join from the counts of its keys alone. */
export function joinCounts(left: Histogram, right: Histogram): JoinCounts {
  const [one, other] = [countsByKey(left), countsByKey(right)];
  const counts = { joined: 0, keys: 0, orphans: 0 };
  for (const [key, records] of one) {
    const matches = other.get(key);
    if (matches === undefined) counts.orphans += records;
    else {
      counts.joined += records * matches;
      counts.keys++;
    }
  }
  return counts;
}

function countsByKey({ columns, codes, counts, size }: Histogram): Map<string, number> {
  const { values } = columns[0]!;
  const sums = new Float64Array(values.length);
  for (let i = 0; i < size; i++) sums[codes[0]![i]!]! += counts[i]!;
  const byKey = new Map<string, number>();
  values.forEach((value, code) => {
    if (value !== null && sums[code]! > 0) byKey.set(value, sums[code]!);
  });
  return byKey;
}

const mostPairs = 20_000_000; // different pairs of records: 160 MB of classes

/**
 * The classes of two tables joined by their keys. `unit` says what a class counts: different keys, where a key is a
 * person, or joined records, where it is an organisation or a place that many share. Throws `joined-too-large`.
 */
export function joinedRisk(
  left: KeyedTable,
  right: KeyedTable,
  unit: 'persons' | 'records',
  required: number,
): JoinedRisk {
  const [one, other] = [tuplesOf(left.histogram), tuplesOf(right.histogram)];
  const pairs = new Growing();
  const weights = unit === 'records' ? new Growing() : null;
  for (const [key, from] of one.starts) {
    const start = other.starts.get(key);
    if (start === undefined) continue;
    for (let i = from; i < one.size && one.keys[i] === one.keys[from]; i++) {
      for (let j = start; j < other.size && other.keys[j] === other.keys[start]; j++) {
        if (pairs.length >= mostPairs) {
          throw new LetheError('joined-too-large', { left: left.name, right: right.name, limit: mostPairs });
        }
        pairs.push(one.ids[i]! * other.distinct + other.ids[j]!);
        weights?.push(one.counts[i]! * other.counts[j]!);
      }
    }
  }
  return weights ? weighed(pairs, weights, required) : counted(pairs.sorted(), required);
}

/** The classes of persons by everything that any of the tables says of them, what they lack included. */
export function historyRisk(tables: readonly Histogram[], required: number): HistoryRisk {
  // Two independent sums of 32 bits stand for all of a person's records: order does not matter, numbers do.
  const prints = new Map<string, [number, number]>();
  tables.forEach((histogram, at) => {
    const { ids, keys, counts, size } = tuplesOf(histogram);
    const { values } = histogram.columns[0]!;
    for (let i = 0; i < size; i++) {
      const key = values[keys[i]!];
      if (key === null || key === undefined) continue;
      const print = prints.get(key) ?? [0, 0];
      prints.set(key, print);
      print[0] = (print[0] + mix(ids[i]!, counts[i]!, 2 * at + 1)) | 0;
      print[1] = (print[1] + mix(ids[i]!, counts[i]!, 0x5bd1 + 2 * at)) | 0;
    }
  });
  const classes = new Growing();
  for (const [high, low] of prints.values()) classes.push((high >>> 0) * 2 ** 21 + ((low >>> 0) >>> 11));
  const { k, below } = counted(classes.sorted(), required);
  return { persons: prints.size, k, below };
}

/** A well-mixed number of 32 bits for a tuple, how often it occurs, and the table it is of (murmur3's finaliser). */
function mix(id: number, count: number, seed: number): number {
  let hash = 0x9747b28c;
  for (const part of [seed, id | 0, Math.floor(id / 2 ** 32), count | 0]) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}

interface Tuples {
  ids: Float64Array; // number of the tuple without its key
  keys: Int32Array; // code of the key; equal keys stand together
  counts: Float64Array;
  size: number;
  distinct: number; // tuples without their keys
  starts: Map<string, number>; // where the tuples of a key begin
}

/** The tuples of a histogram, numbered without their key. Rows are sorted by their codes, the key's first. */
function tuplesOf({ columns, codes, counts, size }: Histogram): Tuples {
  const keys = codes[0]!;
  let ids: Float64Array = new Float64Array(size);
  let distinct = 1;
  for (let c = 1; c < columns.length; c++) {
    const width = columns[c]!.values.length;
    const known = new Map<number, number>();
    const next = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const packed = ids[i]! * width + codes[c]![i]!;
      let id = known.get(packed);
      if (id === undefined) {
        id = known.size;
        known.set(packed, id);
      }
      next[i] = id;
    }
    ids = next;
    distinct = Math.max(1, known.size);
  }
  const starts = new Map<string, number>();
  const { values } = columns[0]!;
  for (let i = 0; i < size; i++) {
    const key = values[keys[i]!];
    if (key !== null && key !== undefined && (i === 0 || keys[i] !== keys[i - 1])) starts.set(key, i);
  }
  return { ids, keys, counts, size, distinct, starts };
}

/** Runs of equal numbers are classes. */
function counted(sorted: Float64Array, required: number): JoinedRisk {
  const risk = { classes: 0, k: 0, below: 0 };
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    add(risk, to - from, required);
    from = to;
  }
  return risk;
}

function weighed(pairs: Growing, weights: Growing, required: number): JoinedRisk {
  const order = Uint32Array.from({ length: pairs.length }, (_, i) => i).sort(
    (a, b) => pairs.at(a) - pairs.at(b),
  );
  const risk = { classes: 0, k: 0, below: 0 };
  for (let from = 0; from < order.length; ) {
    let sum = 0;
    let to = from;
    for (; to < order.length && pairs.at(order[to]!) === pairs.at(order[from]!); to++)
      sum += weights.at(order[to]!);
    add(risk, sum, required);
    from = to;
  }
  return risk;
}

function add(risk: JoinedRisk, size: number, required: number): void {
  risk.classes++;
  risk.k = risk.k === 0 ? size : Math.min(risk.k, size);
  if (size < required) risk.below += size;
}

/** Numbers that grow in number. */
class Growing {
  #numbers = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length++] = value;
  }

  at(index: number): number {
    return this.#numbers[index]!;
  }

  sorted(): Float64Array {
    return this.#numbers.slice(0, this.length).sort();
  }
}
