/** Hits, false alarms and misses of one entity. */
export interface Count {
  hits: number;
  wrong: number;
  missed: number;
}

/** Counts per name, kept in the order in which names came up. */
export class Scores {
  readonly #counts = new Map<string, Count>();

  of(name: string): Count {
    const known = this.#counts.get(name);
    if (known) return known;
    const fresh = { hits: 0, wrong: 0, missed: 0 };
    this.#counts.set(name, fresh);
    return fresh;
  }

  /** One decision: what it is and what was said, null for nothing. */
  note(truth: string | null, said: string | null): void {
    if (truth !== null && truth === said) this.of(truth).hits++;
    else {
      if (truth !== null) this.of(truth).missed++;
      if (said !== null) this.of(said).wrong++;
    }
  }

  /** All names that something was to be found of. */
  get entries(): [string, Count][] {
    return [...this.#counts].filter(([, { hits, missed }]) => hits + missed > 0);
  }

  get total(): Count {
    const sum = { hits: 0, wrong: 0, missed: 0 };
    for (const { hits, wrong, missed } of this.#counts.values()) {
      sum.hits += hits;
      sum.wrong += wrong;
      sum.missed += missed;
    }
    return sum;
  }

  /** Mean of F1 over the names. */
  get macroF1(): number {
    const values = this.entries.map(([, count]) => fScore(count, 1));
    return values.reduce((a, b) => a + b, 0) / values.length;
  }
}

export function precision({ hits, wrong }: Count): number {
  return hits + wrong === 0 ? 1 : hits / (hits + wrong);
}

export function recall({ hits, missed }: Count): number {
  return hits + missed === 0 ? 1 : hits / (hits + missed);
}

/** F of weight beta: 2 counts recall four times as much as precision. */
export function fScore({ hits, wrong, missed }: Count, beta: number): number {
  const square = beta * beta;
  const weight = (1 + square) * hits + square * missed + wrong;
  return weight === 0 ? 0 : ((1 + square) * hits) / weight;
}

/** Rows of a Markdown table: name, hits, misses, false alarms, precision, recall, F1, F2. */
export function scoreTable(scores: Scores): string[] {
  const row = (name: string, count: Count) =>
    `| ${name} | ${count.hits} | ${count.missed} | ${count.wrong} | ${[precision(count), recall(count), fScore(count, 1), fScore(count, 2)].map((value) => value.toFixed(3)).join(' | ')} |`;
  return [
    '| entity | found | missed | wrong | precision | recall | F1 | F2 |',
    '|---|---|---|---|---|---|---|---|',
    ...scores.entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => row(name, count)),
    row('**all**', scores.total),
  ];
}
