import { surnameAt } from '../../core/lists/surnames.js';
import type { Score, Span } from '../../core/recogniser.js';
import { Role, roleBefore } from '../scan/words.js';
import { isHan } from './characters.js';
import { isInCommonWords } from './common-words.js';
import { isOffice, rightOf } from './in-text.js';
import { likelihood } from './likelihood.js';
import { leaders } from './neighbours.js';

/** Score from which a name is sure enough to be looked for elsewhere. */
const sure = 0.65;

/** Names up to which each is searched by itself; more are looked up at every place, in linear time. */
const few = 16;

/**
 * What was found in a text, in order and apart, with every further mention of the full names among it: who is once named
 * 原告王桂芳 is not always announced again. What was found stays where a mention overlaps it.
 */
export function withMentions(text: string, spans: Span[]): Span[] {
  let count = 0;
  for (const { entity } of spans) if (entity === 'person-name') count++;
  if (count === 0) return spans;
  const names = new Map<string, Score>();
  for (const { start, end, entity, score } of spans) {
    if (entity !== 'person-name' || score < sure || end - start < 2) continue;
    const name = text.slice(start, end);
    if (count <= few && text.indexOf(name) === start && text.indexOf(name, end) < 0) continue;
    if (isFullName(name)) names.set(name, Math.max(score, names.get(name) ?? 0));
  }
  if (names.size === 0) return spans;
  const all: Span[] = [];
  let next = 0; // of the spans
  let done = 0; // end of the last one taken
  for (const [start, name] of placesOf(text, names)) {
    while (next < spans.length && spans[next]!.start <= start) {
      all.push(spans[next]!);
      done = spans[next++]!.end;
    }
    const end = start + name.length;
    if (start < done || (next < spans.length && spans[next]!.start < end)) continue;
    if (name.length === 2 && !standsAlone(text, start)) continue;
    all.push({ start, end, entity: 'person-name', score: names.get(name)!, elsewhere: true });
    done = end;
  }
  while (next < spans.length) all.push(spans[next++]!);
  return all;
}

/** Whether a name is a full one, with given names and not masked, that is likely enough to be no word. */
function isFullName(name: string): boolean {
  const score = likelihood(name);
  if (name.includes('\u00b7')) return score > 0;
  return score >= (name.length === 2 ? 0.85 : 0.4) && !isOffice(name, surnameAt(name, 0));
}

/** Where names stand in a text, in order, the longest of those at one place. */
function placesOf(text: string, names: ReadonlyMap<string, Score>): [number, string][] {
  const places: [number, string][] = [];
  if (names.size > few) {
    const lengths = [...new Set([...names.keys()].map(({ length }) => length))].sort((a, b) => b - a);
    const beginnings = new Set([...names.keys()].map((name) => name.slice(0, 2)));
    for (let at = 0; at + 1 < text.length; at++) {
      if (!isHan(text[at]!) || !beginnings.has(text.slice(at, at + 2))) continue;
      const length = lengths.find((size) => names.has(text.slice(at, at + size)));
      if (length !== undefined) places.push([at, text.slice(at, at + length)]);
    }
    return places;
  }
  for (const name of names.keys()) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
      places.push([at, name]);
  }
  return places.sort((a, b) => a[0] - b[0] || b[1].length - a[1].length);
}

/** Whether two characters are a name and no part of a word: 提高明显 does not mention 高明. */
function standsAlone(text: string, start: number): boolean {
  const end = start + 2;
  for (let length = 2; length <= 4; length++) {
    for (let from = Math.max(0, end + 1 - length); from < end; from++)
      if (from !== start || length > 2) if (isInCommonWords(text.slice(from, from + length))) return false;
    for (let from = Math.max(0, start + 1 - length); from < start; from++)
      if (isInCommonWords(text.slice(from, from + length))) return false;
  }
  const before = text[start - 1] ?? '';
  if (
    !isHan(before) ||
    leaders.has(before) ||
    roleBefore(text, start, Role.addresses | Role.announces | Role.office)
  )
    return true;
  return rightOf(text, end) >= 0.3;
}
