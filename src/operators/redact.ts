import { LetheError } from '../core/diagnostics.js';
import { allEntities, type Entity } from '../core/entities.js';
import type { Operator, RecordView } from '../core/operator.js';
import type { Key } from '../core/random.js';
import { categoryOf } from './redact/categories.js';
import { fold, occurrences } from './redact/occurrences.js';
import { placeholderOf } from './redact/placeholders.js';

/** Parameters of `redact`. */
export interface RedactParams {
  except?: readonly Entity[] | undefined; // entities that may stay, for example date
  /**
   * What is written instead: the kind alone (`placeholder`), the kind with a keyed surrogate by which mentions of the
   * same identifier can be recognised (`surrogate`), or the kind with a class of it (`category`: year, city, decade).
   */
  with?: 'placeholder' | 'surrogate' | 'category' | undefined;
  domain?: string | undefined; // of surrogates: those of one domain agree; default: the column
}

/** Letters of a surrogate: 4 bits each, and no digits, which would look like a number again. */
const surrogateLetters = 16;

/** A stretch of text to be removed, end exclusive, and what is written in its place. */
interface Removal {
  start: number;
  end: number;
  score: number;
  label: string;
}

/**
 * Removes identifiers from running text: what the recognisers find, and every occurrence of the direct identifiers of
 * the same record (two characters or more, whatever their case, width and separators), which catches names. Where
 * removals overlap, the longest gives the placeholder, then the one of higher score, then the leftmost; what sticks
 * out of the others is removed with it.
 */
export const redact: Operator<RedactParams> = {
  name: 'redact',
  summary: {
    en: "Removes identifiers from free text, and every mention of the same record's direct identifiers.",
    zh: '删除自由文本中的标识符，以及同一记录中直接标识符的每一次出现。',
  },
  params: (zod) =>
    zod.strictObject({
      except: zod.array(zod.enum(allEntities as [Entity, ...Entity[]])).optional(),
      with: zod.enum(['placeholder', 'surrogate', 'category']).optional(),
      domain: zod.string().min(1).max(200).optional(),
    }),
  examples: [
    { params: {}, in: '请致电13800138000核实', out: '请致电[手机号]核实' },
    {
      params: {},
      record: { 姓名: '欧阳娜娜', 编号: 'A' },
      in: '欧阳娜娜已到场，A级',
      out: '[姓名]已到场，A级',
    },
    { params: {}, in: '无异常', out: '无异常' },
    {
      params: { with: 'surrogate', domain: 'person' },
      in: '原号13800138000，现号13800138000',
      out: '原号[手机号#fcdhnilefjjpeppm]，现号[手机号#fcdhnilefjjpeppm]',
    },
  ],
  compile(params, context) {
    const { find, column } = context;
    if (!find) {
      throw new LetheError('operator-needs-finder', { operator: 'redact', column }, { field: column });
    }
    const except = new Set<Entity>(params.except);
    const own = context.directColumns.filter((name) => name !== column);
    const style = params.with ?? 'placeholder';
    const key = style === 'surrogate' ? context.key(params.domain ?? column) : null;
    const plain = style === 'placeholder';
    const written = (entity: Entity | null, label: string, text: string): string => {
      if (key !== null) return `${label.slice(0, -1)}#${surrogate(key, text)}]`;
      const category = style === 'category' && entity !== null ? categoryOf(entity, text) : null;
      return category === null ? label : `${label.slice(0, -1)}:${category}]`;
    };
    return {
      apply(text, record) {
        const found = find(text);
        const others = own.length > 0 ? mentioned(text, own, record) : [];
        if (found.length === 0 && others.length === 0) return text;
        const removals: Removal[] = others.map((one) => ({
          ...one,
          label: written(null, one.label, text.slice(one.start, one.end)),
        }));
        for (const { start, end, score, entity } of found) {
          if (except.has(entity)) continue;
          const kind = placeholderOf(entity);
          const label = plain ? kind : written(entity, kind, text.slice(start, end));
          removals.push({ start, end, score, label });
        }
        return remove(text, removals);
      },
      ...(own.length > 0
        ? { reads: own, mentions: (text, record) => mentioned(text, own, record).length > 0 }
        : {}),
      onlyFound: true,
      ...(plain ? { label: (entity: Entity) => (except.has(entity) ? null : placeholderOf(entity)) } : {}),
      reversibility: key === null ? 'none' : 'keyed',
      keeps: key === null ? ['part'] : ['part', 'equality', 'distribution'],
    };
  },
};

/** The same for every way of writing an identifier: separators, width and case do not matter. */
function surrogate(key: Key, text: string): string {
  const digest = key.digest(fold(text).text);
  let letters = '';
  for (let i = 0; letters.length < surrogateLetters; i++) {
    letters += String.fromCharCode(97 + (digest[i]! >> 4), 97 + (digest[i]! & 15));
  }
  return letters;
}

/** Occurrences of the record's own direct identifiers. They are certain, and the column says what they are. */
function mentioned(text: string, columns: readonly string[], record: RecordView): Removal[] {
  let folded: ReturnType<typeof fold> | undefined; // only where there is a value to look for: most calls see no record
  return columns.flatMap((name) => {
    const value = record.get(name);
    if (value === null) return [];
    folded ??= fold(text);
    return occurrences(folded, value).map(([start, end]) => ({ start, end, score: 1, label: `[${name}]` }));
  });
}

/** The text without the removals; overlapping ones become one. */
export function remove(text: string, removals: readonly Removal[]): string {
  if (apart(removals)) {
    // What most texts have; written out, as it is done for every remark that holds an identifier.
    let result = '';
    let at = 0;
    for (const { start, end, label } of removals) {
      result += text.slice(at, start) + label;
      at = end;
    }
    return result + text.slice(at);
  }
  const ordered = removals.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start);
  let result = '';
  let at = 0;
  for (let first = 0; first < ordered.length; ) {
    let end = ordered[first]!.end;
    let next = first + 1;
    while (next < ordered.length && ordered[next]!.start < end) end = Math.max(end, ordered[next++]!.end);
    const start = ordered[first]!.start;
    const kept = ranked(ordered.slice(first, next));
    result += text.slice(at, start) + kept.map(({ label }) => label).join('');
    at = end;
    first = next;
  }
  return result + text.slice(at);
}

/** Whether removals are in order and none overlaps another or is empty. */
function apart(removals: readonly Removal[]): boolean {
  for (let i = 0; i < removals.length; i++) {
    const { start, end } = removals[i]!;
    if (end <= start || (i > 0 && start < removals[i - 1]!.end)) return false;
  }
  return true;
}

/** The removals of one overlapping cluster that give their placeholders, in text order: none of them overlap. */
function ranked(cluster: readonly Removal[]): Removal[] {
  const best = cluster.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || b.score - a.score || a.start - b.start,
  );
  const kept: Removal[] = [];
  for (const removal of best) {
    if (kept.every(({ start, end }) => removal.end <= start || removal.start >= end)) kept.push(removal);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}
