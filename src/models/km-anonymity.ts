import { combinations } from '../core/combinations.js';
import { type ClassTable, type Model, type TableView, traits } from '../core/model.js';

/**
 * Whoever knows at most m items of somebody's set (diagnoses, purchases) finds k records at least. The column holds sets, items
 * side by side in a cell; an empty cell is the empty set, which nobody can know anything of.
 */
export const kmAnonymity: Model<{ k: number; m: number; separator: string }> = {
  name: 'km-anonymity',
  summary: {
    en: 'Every combination of at most m items of a column of sets (items split by separator) stands in k records or none.',
    zh: '对取值为集合的列（以 separator 分隔各项），任意不超过 m 项的组合至少出现在 k 条记录中，或不出现。',
  },
  source: 'Terrovitis, Mamoulis & Kalnis, Privacy-preserving anonymization of set-valued data, 2008',
  params: (zod) =>
    zod.strictObject({
      k: zod.int().min(1),
      m: zod.int().min(1).max(4),
      separator: zod.string().min(1).max(8).default(';'),
    }),
  // Not growing: a rare record takes its whole class along, and classes are larger further up.
  traits: () => traits({ needsSensitive: true }),
  compile: ({ k, m, separator }, table) => {
    const sets = setsOf(table, m, separator);
    return { holds: () => true, fails: (classes) => failing(classes, sets, k) };
  },
};

/** Per value of the column the numbers of all combinations of at most m of its items. */
function setsOf({ values }: TableView, m: number, separator: string): Int32Array[] {
  const items = new Map<string, number>();
  const known = new Map<string, number>();
  const numbered = (map: Map<string, number>, key: string): number => {
    const id = map.get(key) ?? map.size;
    map.set(key, id);
    return id;
  };
  return values.map((value) => {
    const parts = (value ?? '').split(separator).map((part) => part.trim());
    const own = [...new Set(parts.filter((part) => part !== ''))].map((part) => numbered(items, part));
    own.sort((a, b) => a - b);
    const ids: number[] = [];
    for (let size = 1; size <= Math.min(m, own.length); size++)
      for (const set of combinations(own.length, size))
        ids.push(numbered(known, set.map((i) => own[i]).join()));
    return Int32Array.from(ids);
  });
}

/** Marks the classes that have a record with a combination that too few records have. */
function failing(
  { size, failed, sensitive }: ClassTable,
  sets: readonly Int32Array[],
  k: number,
): Uint8Array {
  const { groups, values, counts } = sensitive!;
  let most = 0;
  for (const set of sets) for (const id of set) most = Math.max(most, id + 1);
  const support = new Float64Array(most);
  for (let i = 0; i < groups.length; i++)
    if (failed[groups[i]!] === 0) for (const id of sets[values[i]!]!) support[id]! += counts[i]!;
  const rare = sets.map((set) => set.some((id) => support[id]! < k));
  const out = new Uint8Array(size);
  for (let i = 0; i < groups.length; i++)
    if (failed[groups[i]!] === 0 && counts[i]! > 0 && rare[values[i]!]) out[groups[i]!] = 1;
  return out;
}
