import { assemble, Machine, type Reached } from './automaton.js';
import { Fault, Parser, type PatternFault } from './pattern-syntax.js';

export type { PatternFault };

/**
 * Patterns of a policy's own recognisers: a subset of regular expressions that is matched in linear time, whatever
 * the pattern and whatever the text. There are literals, classes (`[A-Z]`, `\d \w \s` and their negations, `\p{Han}`,
 * `.`), groups, alternation and greedy counts; no back-references, look-around, lazy counts or anchors inside. A
 * pattern describes a whole value: `^` before and `$` after it are understood and change nothing. Matching simulates
 * the automaton of Thompson's construction (Communications of the ACM 11, 1968) state by state, without backtracking.
 */
export interface Pattern {
  /** Whether the whole text matches. */
  test(text: string): boolean;
  /** Matches in a text, leftmost then longest, as [start, end): a word of letters or digits is not cut in two. */
  find(text: string): [start: number, end: number][];
}

/** Longest match in a text, in UTF-16 units: an identifier is not longer, and the limit keeps a search linear. */
export const longestMatch = 128;

/** Compiles a pattern, or says what is wrong with it. */
export function compilePattern(source: string): Pattern | PatternFault {
  try {
    const tree = new Parser(source).parse();
    const machine = new Machine(assemble(tree));
    if (machine.start.accepts) throw new Fault('empty', 0);
    return { test: (text) => whole(machine, text), find: (text) => search(machine, text) };
  } catch (error) {
    if (error instanceof Fault) return { reason: error.reason, position: error.position };
    throw error;
  }
}

function whole(machine: Machine, text: string): boolean {
  if (text.length > longestMatch) return false;
  let at: Reached | null = machine.start;
  for (let i = 0; i < text.length && at !== null; i++) at = machine.step(at, text.charCodeAt(i));
  return at?.accepts ?? false;
}

/**
 * One start after the other; each ends after at most `longestMatch` characters, so that a text takes time in
 * proportion to its length.
 */
function search(machine: Machine, text: string): [number, number][] {
  const found: [number, number][] = [];
  for (let start = 0; start < text.length; start++) {
    let at = machine.step(machine.start, text.charCodeAt(start));
    if (at === null || (start > 0 && glued(text.charCodeAt(start - 1), text.charCodeAt(start)))) continue;
    const limit = Math.min(text.length, start + longestMatch);
    let end = -1;
    for (let i = start + 1; at !== null; i++) {
      const cut = i < text.length && glued(text.charCodeAt(i - 1), text.charCodeAt(i));
      if (at.accepts && !cut) end = i;
      if (i >= limit) break;
      at = machine.step(at, text.charCodeAt(i));
    }
    if (end < 0) continue;
    found.push([start, end]);
    start = end - 1;
  }
  return found;
}

/** Two characters of one word: both ASCII letters or digits. */
function glued(a: number, b: number): boolean {
  return alphanumeric(a) && alphanumeric(b);
}

function alphanumeric(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122);
}
