import { combinations } from '../core/combinations.js';
import { type ClassTable, type Model, traits } from '../core/model.js';

/** Cells up to which combinations are counted by direct address. */
const directCells = 1 << 20;

/**
 * Whoever knows at most l of the quasi-identifiers finds k records at least, and no sensitive value in more than a share c of
 * them. For tables with many quasi-identifiers, of which nobody knows all. Sets of exactly l columns suffice: smaller ones
 * unite classes that meet it.
 */
export const lkcPrivacy: Model<{ l: number; k: number; c: number }> = {
  name: 'lkc-privacy',
  summary: {
    en: 'Every combination of at most l quasi-identifiers has k records or none, and no sensitive value in more than a share c of them: for wide tables.',
    zh: '任意不超过 l 个准标识符的组合至少有 k 条记录，且任何敏感值的占比不超过 c：用于准标识符很多的宽表。',
  },
  source:
    'Mohammed, Fung, Hung & Lee, Anonymizing healthcare data: a case study on the blood transfusion service, 2009',
  params: (zod) =>
    zod.strictObject({
      l: zod.int().min(1),
      k: zod.int().min(1),
      c: zod.number().positive().max(1).default(1),
    }),
  traits: ({ c }) => traits({ growing: c >= 1, needsSensitive: c < 1 }),
  compile: ({ l, k, c }) => ({ holds: () => true, fails: (table) => failing(table, l, k, c) }),
};

/** Marks the classes that stand in a combination with too few records or too sure a value. */
function failing(table: ClassTable, l: number, k: number, c: number): Uint8Array {
  const out = new Uint8Array(table.size);
  const bad = new Combinations(table);
  for (const columns of combinations(table.codes.length, Math.min(l, table.codes.length)))
    bad.mark(columns, k, c, out);
  return out;
}

/** Counts one set of columns after the other. */
class Combinations {
  readonly #table: ClassTable;
  readonly #ids: Int32Array; // per class: the number of its combination
  #slots = new Int32Array(0); // direct address, −1: not met

  constructor(table: ClassTable) {
    this.#table = table;
    this.#ids = new Int32Array(table.size);
  }

  mark(columns: readonly number[], k: number, c: number, out: Uint8Array): void {
    const { size, counts, failed, sensitive } = this.#table;
    const ids = this.#ids;
    const found = this.#number(columns);
    const records = new Float64Array(found);
    for (let g = 0; g < size; g++) if (failed[g] === 0) records[ids[g]!]! += counts[g]!;
    const bad = new Uint8Array(found);
    for (let id = 0; id < found; id++) if (records[id]! < k) bad[id] = 1;
    if (sensitive && c < 1) {
      const { groups, values, counts: own, domain } = sensitive;
      const having = new Map<number, number>(); // records by combination and value
      for (let i = 0; i < groups.length; i++) {
        const g = groups[i]!;
        if (failed[g] === 1) continue;
        const key = ids[g]! * domain + values[i]!;
        const sum = (having.get(key) ?? 0) + own[i]!;
        having.set(key, sum);
        if (sum > c * records[ids[g]!]! * (1 + 1e-12)) bad[ids[g]!] = 1;
      }
    }
    for (let g = 0; g < size; g++) if (failed[g] === 0 && counts[g]! > 0 && bad[ids[g]!] === 1) out[g] = 1;
  }

  /** Numbers the combinations of some columns in order of first appearance; returns how many there are. */
  #number(columns: readonly number[]): number {
    const { size, codes, labels } = this.#table;
    const ids = this.#ids;
    const cells = columns.reduce((product, c) => product * labels[c]!, 1);
    let next = 0;
    if (cells > directCells) {
      const known = new Map<string, number>();
      for (let g = 0; g < size; g++) {
        const key = columns.map((c) => codes[c]![g]).join();
        let id = known.get(key);
        if (id === undefined) {
          id = next++;
          known.set(key, id);
        }
        ids[g] = id;
      }
      return next;
    }
    ids.fill(0);
    for (const c of columns) {
      const column = codes[c]!;
      const radix = labels[c]!;
      for (let g = 0; g < size; g++) ids[g] = ids[g]! * radix + column[g]!;
    }
    if (this.#slots.length < cells) this.#slots = new Int32Array(cells);
    const slots = this.#slots.fill(-1, 0, cells);
    for (let g = 0; g < size; g++) {
      const cell = ids[g]!;
      if (slots[cell]! < 0) slots[cell] = next++;
      ids[g] = slots[cell]!;
    }
    return next;
  }
}
