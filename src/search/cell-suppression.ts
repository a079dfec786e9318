import { LetheError } from '../core/diagnostics.js';
import { compatibleCounts, hole } from '../core/missing.js';
import { countedColumns } from './counted.js';
import type { LocalResult } from './local/solution.js';
import type { LatticeInput, SearchColumn } from './result.js';
import { foldTuples, type Tuples } from './tuples.js';

const algorithm = 'cell-suppression';

/** Columns up to which all sets of cells of a class are compared; beyond, one cell after the other. */
const mostExact = 12;

/** Columns are bits of a number. */
const mostColumns = 30;

/**
 * Empties single cells until every record is compatible with k records, empty cells taken as wildcards: the lowest
 * levels that the policy allows, no record suppressed. Class by class, those with the fewest compatible records first, the
 * cheapest set of its cells that does is emptied (weights of the metric); at last every cell that need not be
 * empty is put back, so that none of those left can be. Greedy: no optimum is claimed. Time grows with the number of failing
 * classes times that of all classes. Throws `algorithm-metric`, `algorithm-model`, `algorithm-columns`, and `algorithm-wildcard`
 * where empty cells are no wildcards. Yields between classes.
 */
export function* searchCells(input: LatticeInput): Generator<void, LocalResult, void> {
  const { histogram, columns, metric } = input;
  if (metric.name !== 'loss') throw new LetheError('algorithm-metric', { algorithm, metric: metric.name });
  if (columns.length > mostColumns)
    throw new LetheError('algorithm-columns', { algorithm, most: mostColumns });
  if (input.missing !== 'wildcard') throw new LetheError('algorithm-wildcard', { algorithm });
  const least = leastOf(input);
  const { quasi, sensitive } = countedColumns(input);
  const tuples = foldTuples(histogram, quasi, sensitive);
  const labelled = columns.map((column, c) => labelsOf(column, tuples, c));
  const classes = joined(labelled, tuples);
  const weights = columns.map(({ name }) => metric.weights?.[name] ?? 0.5);
  const cells = new Cells(classes.codes, classes.counts, weights, least);
  const failing = cells.failing();
  if (histogram.records < least) {
    const nearest = { levels: columns.map(({ from }) => from), suppressed: histogram.records };
    const limit = Math.floor(input.suppression * histogram.records + 1e-9);
    return { status: 'noSolution', nodes: failing.length, proven: true, limit, nearest };
  }
  for (const g of failing) {
    cells.empty(g);
    yield;
  }
  for (const g of failing) {
    cells.restore(g);
    yield;
  }
  return solution(input, tuples, quasi, labelled, classes, cells, failing.length);
}

/** The k that models of sizes ask for; no other model can be met cell by cell. */
function leastOf({ models }: LatticeInput): number {
  return models.reduce((least, { model, params }) => {
    const { sizeOnly, impliesK } = model.traits(params);
    if (!sizeOnly) throw new LetheError('algorithm-model', { algorithm, model: model.name });
    return Math.max(least, impliesK);
  }, 1);
}

interface LabelledColumn {
  labels: string[]; // the last is the empty cell
  of: Int32Array; // label per tuple
  shares: Float64Array; // per tuple: of the domain
}

/** A column at its lowest level; its empty cells are one label, the last. */
function labelsOf({ levels, from }: SearchColumn, tuples: Tuples, c: number): LabelledColumn {
  const names = levels.labels[from]!;
  const codes = levels.codes[from]!;
  const labels = [...names, ''];
  const of = tuples.codes[c]!.map((code) => (names[codes[code]!] === '' ? labels.length - 1 : codes[code]!));
  const shares = Float64Array.from(tuples.codes[c]!, (code) => levels.shares[from]![codes[code]!]!);
  return { labels, of, shares };
}

/** Tuples of equal labels are one class; its codes have holes where cells are empty. */
function joined(columns: readonly LabelledColumn[], tuples: Tuples) {
  const ids = new Map<string, number>();
  const first: number[] = [];
  const of = Int32Array.from({ length: tuples.size }, (_, i) => {
    const key = columns.map((column) => column.of[i]).join();
    let id = ids.get(key);
    if (id === undefined) {
      id = first.length;
      ids.set(key, id);
      first.push(i);
    }
    return id;
  });
  const counts = new Float64Array(first.length);
  for (let i = 0; i < tuples.size; i++) counts[of[i]!]! += tuples.counts[i]!;
  const codes = columns.map(({ labels, of: own }) =>
    Int32Array.from(first, (i) => (own[i] === labels.length - 1 ? hole : own[i]!)),
  );
  return { of, codes, counts };
}

/** Classes whose cells are emptied and put back; `compatible` is kept true all the time. */
class Cells {
  readonly codes: readonly Int32Array[]; // as they are now
  readonly #before: readonly Int32Array[];
  readonly #counts: Float64Array;
  readonly #compatible: Float64Array;
  readonly #weights: readonly number[];
  readonly #least: number;
  readonly #differs: Int32Array; // scratch: per class, columns as bits
  readonly #sums: Float64Array; // by set of columns: records that differ in no other, where few columns

  constructor(codes: Int32Array[], counts: Float64Array, weights: readonly number[], least: number) {
    this.#before = codes;
    this.codes = codes.map((column) => column.slice());
    this.#counts = counts;
    this.#compatible = compatibleCounts(codes, counts).any;
    this.#weights = weights;
    this.#least = least;
    this.#differs = new Int32Array(counts.length);
    this.#sums = new Float64Array(codes.length <= mostExact ? 1 << codes.length : 0);
  }

  /** Classes with too few compatible records, the fewest first. */
  failing(): number[] {
    const all = Array.from(this.#compatible.keys());
    const compatible = this.#compatible;
    return all
      .filter((g) => compatible[g]! < this.#least)
      .sort((a, b) => compatible[a]! - compatible[b]! || a - b);
  }

  /** Empties the cheapest set of cells of a class that gives it enough compatible records. */
  empty(g: number): void {
    if (this.#compatible[g]! >= this.#least) return;
    const counts = this.#counts;
    const differs = this.#differences(g);
    const chosen = this.#sums.length > 0 ? this.#cheapest(g, differs) : this.#oneByOne(g, differs);
    for (let u = 0; u < counts.length; u++) {
      if (differs[u] === 0 || (differs[u]! & ~chosen) !== 0) continue;
      this.#compatible[g]! += counts[u]!;
      this.#compatible[u]! += counts[g]!;
    }
    this.codes.forEach((column, c) => {
      if ((chosen >> c) & 1) column[g] = hole;
    });
  }

  /** Puts back every emptied cell of a class that it and all others can do without, the dearest first. */
  restore(g: number): void {
    const emptied = this.codes.flatMap((column, c) =>
      column[g] === hole && this.#before[c]![g] !== hole ? [c] : [],
    );
    emptied.sort((a, b) => this.#weights[b]! - this.#weights[a]! || a - b);
    const differs = emptied.length > 0 ? this.#differences(g) : this.#differs;
    for (const c of emptied) {
      const column = this.codes[c]!;
      const value = this.#before[c]![g]!;
      const lost: number[] = [];
      let records = 0;
      let spared = true;
      for (let u = 0; spared && u < differs.length; u++) {
        if (differs[u] !== 0 || column[u] === hole || column[u] === value) continue;
        lost.push(u);
        records += this.#counts[u]!;
        spared = this.#compatible[u]! - this.#counts[g]! >= this.#least;
      }
      if (!spared || this.#compatible[g]! - records < this.#least) continue;
      column[g] = value;
      this.#compatible[g]! -= records;
      for (const u of lost) {
        differs[u]! |= 1 << c;
        this.#compatible[u]! -= this.#counts[g]!;
      }
    }
  }

  /** The columns in which every class differs from one, as bits: neither cell empty, and not the same. */
  #differences(g: number): Int32Array {
    const out = this.#differs.fill(0);
    this.codes.forEach((column, c) => {
      const own = column[g]!;
      if (own === hole) return;
      const bit = 1 << c;
      for (let u = 0; u < out.length; u++) if (column[u] !== own && column[u] !== hole) out[u]! |= bit;
    });
    return out;
  }

  /** All sets of columns: records that differ from the class within them, by sums over subsets. */
  #cheapest(g: number, differs: Int32Array): number {
    const { codes } = this;
    const sums = this.#sums.fill(0);
    for (let u = 0; u < differs.length; u++) sums[differs[u]!]! += this.#counts[u]!;
    for (let c = 0; c < codes.length; c++)
      for (let set = 0; set < sums.length; set++) if ((set >> c) & 1) sums[set]! += sums[set ^ (1 << c)]!;
    let best = sums.length - 1;
    let least = Number.POSITIVE_INFINITY;
    for (let set = 0; set < sums.length; set++) {
      if (sums[set]! < this.#least) continue;
      let cost = 0;
      for (let c = 0; c < codes.length; c++)
        if ((set >> c) & 1) cost += codes[c]![g] === hole ? 1 : this.#cost(c); // an empty cell helps nobody
      if (cost < least || (cost === least && sums[set]! > sums[best]!)) {
        best = set;
        least = cost;
      }
    }
    return best;
  }

  /** A cell weighs the same whatever its column as long as weights do; none is free. */
  #cost(c: number): number {
    return 1e-6 + this.#weights[c]!;
  }

  /** For many columns: always the cell that gains the most records for its weight, those that differ in few columns first. */
  #oneByOne(g: number, differs: Int32Array): number {
    let chosen = 0;
    for (;;) {
      const gains = new Float64Array(this.codes.length);
      let records = 0;
      for (let u = 0; u < differs.length; u++) {
        const left = differs[u]! & ~chosen;
        if (left === 0) {
          records += this.#counts[u]!;
          continue;
        }
        let apart = 0;
        for (let rest = left; rest !== 0; rest &= rest - 1) apart++;
        for (let c = 0; c < gains.length; c++)
          if ((left >> c) & 1) gains[c]! += this.#counts[u]! / apart ** 4;
      }
      if (records >= this.#least) return chosen;
      let best = -1;
      gains.forEach((gain, c) => {
        if ((chosen >> c) & 1 || this.codes[c]![g] === hole) return;
        if (best < 0 || gain / this.#cost(c) > gains[best]! / this.#cost(best)) best = c;
      });
      chosen |= 1 << best;
    }
  }
}

function solution(
  { histogram, columns, metric }: LatticeInput,
  tuples: Tuples,
  quasi: readonly number[],
  labelled: readonly LabelledColumn[],
  classes: { of: Int32Array; codes: readonly Int32Array[] },
  cells: Cells,
  nodes: number,
): LocalResult {
  const { records } = histogram;
  const weights = columns.map(({ name }) => metric.weights?.[name] ?? 0.5);
  const emptied: Record<string, number> = {};
  const losses = labelled.map(({ shares }, c) => {
    let lost = 0;
    let count = 0;
    for (let i = 0; i < tuples.size; i++) {
      const gone = cells.codes[c]![classes.of[i]!] === hole && classes.codes[c]![classes.of[i]!] !== hole;
      lost += tuples.counts[i]! * (gone ? 1 : shares[i]!);
      if (gone) count += tuples.counts[i]!;
    }
    emptied[columns[c]!.name] = count;
    const finest = 1 / columns[c]!.levels.domain;
    const mean = records > 0 ? lost / records : 0;
    return finest < 1 ? Math.max(0, (mean - finest) / (1 - finest)) : 0;
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    status: 'solved',
    recoding: {
      algorithm,
      metric: metric.name,
      loss: losses.reduce((sum, one, c) => sum + one * weights[c]!, 0) / (whole || 1),
      levels: Object.fromEntries(columns.map(({ name, from }) => [name, from])),
      suppressed: 0,
      emptied,
      optimal: false,
      nodes,
    },
    kept: records,
    suppressed: 0,
    classes: new Set(Array.from(classes.of, (g) => cells.codes.map((column) => column[g]).join())).size,
    records,
    columns: columns.map(({ name, from }, c) => ({
      name,
      level: from,
      values: histogram.columns[quasi[c]!]!.values,
      labels: labelled[c]!.labels,
      loss: losses[c]!,
    })),
    tuples: {
      values: tuples.codes,
      labels: labelled.map(({ labels }, c) =>
        classes.of.map((g) => {
          const code = cells.codes[c]![g]!;
          return code === hole ? labels.length - 1 : code;
        }),
      ),
      counts: tuples.counts,
    },
  };
}
