import type { Entity } from '../../core/entities.js';
import type { Span } from '../../core/recogniser.js';

/**
 * Keeps the spans that win their overlaps, in order of their start: spans of entities that are safe on their own (a
 * web address) give way to all others, then the longest wins, then the higher score, then the leftmost.
 */
export function resolve(spans: readonly Span[], safe: ReadonlySet<Entity> = new Set()): Span[] {
  const inOrder = byStart(spans);
  if (apart(inOrder)) return inOrder;
  const ranked = [...spans].sort(
    (a, b) =>
      Number(safe.has(a.entity)) - Number(safe.has(b.entity)) ||
      b.end - b.start - (a.end - a.start) ||
      b.score - a.score ||
      a.start - b.start,
  );
  return (ranked.length <= few ? fewWinners(ranked) : winners(ranked)).sort((a, b) => a.start - b.start);
}

/** Spans up to which the plain way is the quicker one; most texts have a handful. */
const few = 16;

/** The same spans in the order of their starts. */
function byStart(spans: readonly Span[]): Span[] {
  const inOrder = spans.slice();
  if (inOrder.length > few) return inOrder.sort((a, b) => a.start - b.start);
  for (let i = 1; i < inOrder.length; i++) {
    const span = inOrder[i]!;
    let at = i;
    for (; at > 0 && inOrder[at - 1]!.start > span.start; at--) inOrder[at] = inOrder[at - 1]!;
    inOrder[at] = span;
  }
  return inOrder;
}

/** Whether each span ends before the next one begins. */
function apart(spans: readonly Span[]): boolean {
  for (let i = 1; i < spans.length; i++) if (spans[i - 1]!.end > spans[i]!.start) return false;
  return true;
}

/** The spans that no earlier one overlaps, compared one by one: most texts have a handful. */
function fewWinners(ranked: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of ranked) {
    if (!kept.some((one) => one.start < span.end && span.start < one.end)) kept.push(span);
  }
  return kept;
}

/** The same in linear time: every place is taken at most once. */
function winners(ranked: readonly Span[]): Span[] {
  const taken = new Uint8Array(ranked.reduce((end, span) => Math.max(end, span.end), 0));
  const kept: Span[] = [];
  for (const span of ranked) {
    if (taken.subarray(span.start, span.end).includes(1)) continue;
    taken.fill(1, span.start, span.end);
    kept.push(span);
  }
  return kept;
}
