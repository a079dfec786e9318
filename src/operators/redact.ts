import { LetheError } from '../core/diagnostics.js';
import { allEntities, type Entity } from '../core/entities.js';
import type { Operator, RecordView } from '../core/operator.js';
import type { Span } from '../core/recogniser.js';
import { fold, occurrences } from './redact/occurrences.js';
import { placeholderOf } from './redact/placeholders.js';

/** Parameters of `redact`. */
export interface RedactParams {
  except?: readonly Entity[] | undefined; // entities that may stay, for example date
}

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
    zod.strictObject({ except: zod.array(zod.enum(allEntities as [Entity, ...Entity[]])).optional() }),
  examples: [
    { params: {}, in: '请致电13800138000核实', out: '请致电[手机号]核实' },
    {
      params: {},
      record: { 姓名: '欧阳娜娜', 编号: 'A' },
      in: '欧阳娜娜已到场，A级',
      out: '[姓名]已到场，A级',
    },
    { params: {}, in: '无异常', out: '无异常' },
  ],
  compile(params, context) {
    const { find, column } = context;
    if (!find) {
      throw new LetheError('operator-needs-finder', { operator: 'redact', column }, { field: column });
    }
    const except = new Set<Entity>(params.except);
    const own = context.directColumns.filter((name) => name !== column);
    return {
      apply(text, record) {
        const found = find(text).filter((span) => !except.has(span.entity));
        return remove(text, [...found.map(labelled), ...mentioned(text, own, record)]);
      },
      ...(own.length > 0
        ? { reads: own, mentions: (text, record) => mentioned(text, own, record).length > 0 }
        : {}),
      reversibility: 'none',
      keeps: ['part'],
    };
  },
};

function labelled(span: Span): Removal {
  return { start: span.start, end: span.end, score: span.score, label: placeholderOf(span.entity) };
}

/** Occurrences of the record's own direct identifiers. They are certain, and the column says what they are. */
function mentioned(text: string, columns: readonly string[], record: RecordView): Removal[] {
  if (columns.length === 0) return [];
  const folded = fold(text);
  return columns.flatMap((name) => {
    const value = record.get(name);
    if (value === null) return [];
    return occurrences(folded, value).map(([start, end]) => ({ start, end, score: 1, label: `[${name}]` }));
  });
}

/** The text without the removals; overlapping ones become one. */
export function remove(text: string, removals: readonly Removal[]): string {
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
