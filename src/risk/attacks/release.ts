import type { Histogram } from '../../core/histogram.js';
import { type ColumnLabels, LabelCover } from './cover.js';

/** Tuples of a release that agree with what is known of a person. */
export interface Candidates {
  tuples: Int32Array;
  records: number; // that these tuples stand for
  distance: number; // 0: every known value is covered
}

/** Labels that the publisher's method may give the values of a column; the same for every release of a dataset. */
export type Labels = (column: string) => ColumnLabels['labelsOf'];

/** Matches that are remembered: many persons are covered by the same labels. */
const mostMatches = 1 << 15;
const mostRemembered = 1 << 24; // tuples in all of them

/** A release as the adversary holds it: its distinct tuples, indexed by label. */
export class Release {
  readonly table: Histogram;
  readonly labelsOf: Labels;
  readonly covers: readonly LabelCover[];
  readonly #matches = new Map<string, Candidates>();
  #remembered = 0; // tuples
  readonly #postings: ({ starts: Int32Array; tuples: Int32Array; records: Float64Array } | undefined)[];

  constructor(table: Histogram, labels: Labels = () => undefined) {
    this.table = table;
    this.labelsOf = labels;
    this.covers = table.columns.map(({ name, values }) => {
      const labelsOf = labels(name);
      return new LabelCover({ name, values, ...(labelsOf ? { labelsOf } : {}) });
    });
    this.#postings = table.columns.map(() => undefined);
  }

  /** Tuples whose labels cover a person in every one of the columns; the rarest column is looked up first. */
  matching(person: readonly (string | null)[], columns: readonly number[]): Candidates {
    const codes = columns.map((column) => this.covers[column]!.codes(person[column] ?? null));
    const key = `${columns.join()}|${codes.map((list) => list.join()).join('|')}`;
    const known = this.#matches.get(key);
    if (known) return known;
    return this.#remember(key, this.#match(columns, codes));
  }

  #remember(key: string, found: Candidates): Candidates {
    if (this.#matches.size < mostMatches && this.#remembered + found.tuples.length <= mostRemembered) {
      this.#matches.set(key, found);
      this.#remembered += found.tuples.length;
    }
    return found;
  }

  #match(columns: readonly number[], codes: readonly Int32Array[]): Candidates {
    let first = -1;
    let fewest = Number.POSITIVE_INFINITY;
    columns.forEach((column, at) => {
      const { starts } = this.#postingsOf(column);
      let size = 0;
      for (const code of codes[at]!) size += starts[code + 1]! - starts[code]!;
      if (size < fewest) {
        fewest = size;
        first = at;
      }
    });
    if (first < 0) {
      const tuples = Int32Array.from({ length: this.table.size }, (_, tuple) => tuple);
      return { tuples, records: this.table.records, distance: 0 };
    }
    const { starts, tuples } = this.#postingsOf(columns[first]!);
    // Every tuple of the rarest column is looked at for every target: plain loops, and no look-up of that column itself.
    const others = columns.map((_, at) => at).filter((at) => at !== first);
    const flags = others.map((at) => this.#flags(columns[at]!, codes[at]!));
    const labels = others.map((at) => this.table.codes[columns[at]!]!);
    const found: number[] = [];
    let records = 0;
    for (const code of codes[first]!) {
      for (let at = starts[code]!; at < starts[code + 1]!; at++) {
        const tuple = tuples[at]!;
        let i = 0;
        while (i < flags.length && flags[i]![labels[i]![tuple]!] === 1) i++;
        if (i < flags.length) continue;
        found.push(tuple);
        records += this.table.counts[tuple]!;
      }
    }
    return { tuples: Int32Array.from(found), records, distance: 0 };
  }

  /** All tuples at the least distance, ties included: an order of records decides nothing. */
  nearest(person: readonly (string | null)[], columns: readonly number[]): Candidates {
    const exact = this.matching(person, columns);
    if (exact.records > 0) return exact;
    // Every attack and its control ask for the same persons again.
    const key = `nearest ${JSON.stringify([columns, columns.map((column) => person[column] ?? null)])}`;
    const known = this.#matches.get(key);
    if (known) return known;
    const far = columns.map((column) => this.covers[column]!.distances(person[column] ?? null));
    let best = Number.POSITIVE_INFINITY;
    let found: number[] = [];
    let records = 0;
    for (let tuple = 0; tuple < this.table.size; tuple++) {
      if (this.table.counts[tuple] === 0) continue;
      let sum = 0;
      for (let i = 0; i < columns.length; i++) sum += far[i]![this.table.codes[columns[i]!]![tuple]!]!;
      if (sum > best + 1e-12) continue;
      if (sum < best - 1e-12) {
        found = [];
        records = 0;
      }
      best = Math.min(best, sum);
      found.push(tuple);
      records += this.table.counts[tuple]!;
    }
    return this.#remember(key, { tuples: Int32Array.from(found), records, distance: best });
  }

  /** Records of each label of a column. */
  frequencies(column: number): Float64Array {
    return this.#postingsOf(column).records;
  }

  /** Records that carry these very labels. */
  countLabels(columns: readonly number[], labels: readonly number[]): number {
    let first = 0;
    const size = (at: number) => {
      const { starts } = this.#postingsOf(columns[at]!);
      return starts[labels[at]! + 1]! - starts[labels[at]!]!;
    };
    for (let at = 1; at < columns.length; at++) if (size(at) < size(first)) first = at;
    const { starts, tuples } = this.#postingsOf(columns[first]!);
    const others = columns.map((_, at) => at).filter((at) => at !== first);
    const codes = others.map((at) => this.table.codes[columns[at]!]!);
    const wanted = others.map((at) => labels[at]!);
    let records = 0;
    for (let at = starts[labels[first]!]!; at < starts[labels[first]! + 1]!; at++) {
      const tuple = tuples[at]!;
      let i = 0;
      while (i < codes.length && codes[i]![tuple] === wanted[i]) i++;
      if (i === codes.length) records += this.table.counts[tuple]!;
    }
    return records;
  }

  #flags(column: number, codes: Int32Array): Uint8Array {
    const flags = new Uint8Array(this.table.columns[column]!.values.length);
    for (const code of codes) flags[code] = 1;
    return flags;
  }

  #postingsOf(column: number) {
    const known = this.#postings[column];
    if (known) return known;
    const codes = this.table.codes[column]!;
    const labels = this.table.columns[column]!.values.length;
    const starts = new Int32Array(labels + 1);
    for (let tuple = 0; tuple < this.table.size; tuple++) starts[codes[tuple]! + 1]!++;
    for (let code = 0; code < labels; code++) starts[code + 1]! += starts[code]!;
    const next = starts.slice();
    const tuples = new Int32Array(this.table.size);
    const records = new Float64Array(labels);
    for (let tuple = 0; tuple < this.table.size; tuple++) {
      tuples[next[codes[tuple]!]!++] = tuple;
      records[codes[tuple]!]! += this.table.counts[tuple]!;
    }
    const postings = { starts, tuples, records };
    this.#postings[column] = postings;
    return postings;
  }
}
