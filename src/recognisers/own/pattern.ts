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

/** What a pattern asks for that is not understood, and where; `position` counts characters from 0. */
export interface PatternFault {
  reason: 'look-around' | 'back-reference' | 'lazy' | 'anchor' | 'unclosed' | 'unopened' | 'nothing-to-repeat' | 'count' | 'range' | 'escape' | 'empty' | 'large'; // biome-ignore format: one list
  position: number;
}

/** Longest match in a text, in UTF-16 units: an identifier is not longer, and the limit keeps a search linear. */
export const longestMatch = 128;
const mostStates = 2000;
const mostCount = 256;

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

class Fault extends Error {
  constructor(
    readonly reason: PatternFault['reason'],
    readonly position: number,
  ) {
    super(reason);
  }
}

type Ranges = readonly (readonly [low: number, high: number])[];

type Node =
  | { kind: 'set'; ranges: Ranges }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'choice'; parts: Node[] }
  | { kind: 'repeat'; part: Node; least: number; most: number };

const digits: Ranges = [[48, 57]];
const wordly: Ranges = [[48, 57], [65, 90], [95, 95], [97, 122]]; // biome-ignore format: a list
const spaces: Ranges = [[9, 13], [32, 32], [0xa0, 0xa0], [0x2000, 0x200a], [0x3000, 0x3000]]; // biome-ignore format: a list
const han: Ranges = [[0x3400, 0x4dbf], [0x4e00, 0x9fff]]; // biome-ignore format: a list
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

function inverse(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  let next = 0;
  for (const [low, high] of sorted) {
    if (low > next) result.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= 0xffff) result.push([next, 0xffff]);
  return result;
}

/** Recursive descent over the pattern; depth is bounded by its length, which the policy bounds. */
class Parser {
  #at = 0;
  readonly #source: string;

  readonly #offset: number; // of the source within what was written

  constructor(written: string) {
    this.#offset = written.startsWith('^') ? 1 : 0;
    const body = written.slice(this.#offset);
    // A last $ is an anchor unless an odd number of backslashes stands before it.
    const dollar = /(\\*)\$$/.exec(body);
    this.#source = dollar && dollar[1]!.length % 2 === 0 ? body.slice(0, -1) : body;
  }

  parse(): Node {
    const tree = this.#choice();
    if (this.#at < this.#source.length) this.#fail('unopened');
    return tree;
  }

  #fail(reason: PatternFault['reason'], position = this.#at): never {
    throw new Fault(reason, position + this.#offset);
  }

  #choice(): Node {
    const parts = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at]!)) {
      parts.push(this.#counted(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #counted(part: Node): Node {
    let node = part;
    for (;;) {
      const sign = this.#source[this.#at];
      let least = 0;
      let most = Number.POSITIVE_INFINITY;
      if (sign === '?') most = 1;
      else if (sign === '+') least = 1;
      else if (sign === '{') [least, most] = this.#count();
      else if (sign !== '*') return node;
      if (sign !== '{') this.#at++;
      if (this.#source[this.#at] === '?') this.#fail('lazy');
      if (this.#source[this.#at] === '+') this.#fail('lazy');
      node = { kind: 'repeat', part: node, least, most };
    }
  }

  #count(): [number, number] {
    const match = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(this.#source.slice(this.#at));
    if (!match) this.#fail('count');
    const least = Number(match[1]);
    const most =
      match[2] === undefined ? least : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (most < least || least > mostCount || (most > mostCount && most !== Number.POSITIVE_INFINITY))
      this.#fail('count');
    this.#at += match[0].length;
    return [least, most];
  }

  #atom(): Node {
    const start = this.#at;
    const sign = this.#source[this.#at++]!;
    if (sign === '(') {
      if (this.#source[this.#at] === '?') {
        if (this.#source[this.#at + 1] !== ':') this.#fail('look-around', start);
        this.#at += 2;
      }
      const inner = this.#choice();
      if (this.#source[this.#at] !== ')') this.#fail('unclosed', start);
      this.#at++;
      return inner;
    }
    if (sign === '[') return { kind: 'set', ranges: this.#class(start) };
    if (sign === '.') return { kind: 'set', ranges: inverse([[10, 10], [13, 13]]) }; // biome-ignore format: a list
    if (sign === '\\') return { kind: 'set', ranges: this.#escape(false) };
    if ('*+?{'.includes(sign)) this.#fail('nothing-to-repeat', start);
    if ('^$'.includes(sign)) this.#fail('anchor', start);
    const unit = sign.charCodeAt(0);
    return { kind: 'set', ranges: [[unit, unit]] };
  }

  #class(start: number): Ranges {
    const negated = this.#source[this.#at] === '^';
    if (negated) this.#at++;
    const ranges: (readonly [number, number])[] = [];
    for (;;) {
      if (this.#at >= this.#source.length) this.#fail('unclosed', start);
      if (this.#source[this.#at] === ']') break;
      const low = this.#member();
      const ranged =
        this.#source[this.#at] === '-' &&
        this.#source[this.#at + 1] !== ']' &&
        this.#at + 1 < this.#source.length;
      if (!ranged) {
        ranges.push(...low);
        continue;
      }
      const at = this.#at++;
      const high = this.#member();
      const [first] = low;
      const [last] = high;
      if (
        low.length !== 1 ||
        high.length !== 1 ||
        first![0] !== first![1] ||
        last![0] !== last![1] ||
        first![0] > last![0]
      ) {
        this.#fail('range', at);
      }
      ranges.push([first![0], last![0]]);
    }
    this.#at++;
    if (ranges.length === 0) this.#fail('range', start);
    return negated ? inverse(ranges) : ranges;
  }

  #member(): Ranges {
    const sign = this.#source[this.#at++]!;
    if (sign === '\\') return this.#escape(true);
    const unit = sign.charCodeAt(0);
    return [[unit, unit]];
  }

  #escape(inClass: boolean): Ranges {
    const start = this.#at - 1;
    const sign = this.#source[this.#at++];
    switch (sign) {
      case undefined:
        return this.#fail('escape', start);
      case 'd':
        return digits;
      case 'D':
        return inverse(digits);
      case 'w':
        return wordly;
      case 'W':
        return inverse(wordly);
      case 's':
        return spaces;
      case 'S':
        return inverse(spaces);
      case 'p': {
        if (!this.#source.startsWith('{Han}', this.#at)) this.#fail('escape', start);
        this.#at += 5;
        return han;
      }
      case 'u': {
        const code = /^[0-9A-Fa-f]{4}/.exec(this.#source.slice(this.#at, this.#at + 4));
        if (!code) this.#fail('escape', start);
        this.#at += 4;
        const unit = parseInt(code[0], 16);
        return [[unit, unit]];
      }
    }
    if (/[1-9k]/.test(sign) && !inClass) this.#fail('back-reference', start);
    if (/[bB]/.test(sign) && !inClass) this.#fail('anchor', start);
    const unit = controls[sign] ?? sign.charCodeAt(0);
    if (/[A-Za-z0-9]/.test(sign) && controls[sign] === undefined) this.#fail('escape', start);
    return [[unit, unit]];
  }
}

/** States of the automaton: a set of characters leads to `next`; a fork leads to both; the last state accepts. */
interface Program {
  sets: (Uint8Array | null)[]; // bitmap of the basic plane, null for a fork and for the accepting state
  next: number[];
  other: number[]; // second way of a fork, -1 where there is none
  accept: number;
}

function assemble(tree: Node): Program {
  const program: Program = { sets: [], next: [], other: [], accept: -1 };
  const bitmaps = new Map<string, Uint8Array>();
  const add = (set: Uint8Array | null): number => {
    if (program.sets.length >= mostStates) throw new Fault('large', 0);
    program.sets.push(set);
    program.next.push(-1);
    program.other.push(-1);
    return program.sets.length - 1;
  };
  /** Emits a node whose ways out lead to the state that is added next. */
  const emit = (node: Node): void => {
    switch (node.kind) {
      case 'set': {
        const state = add(bitmapOf(node.ranges, bitmaps));
        program.next[state] = state + 1;
        return;
      }
      case 'sequence':
        for (const part of node.parts) emit(part);
        return;
      case 'choice': {
        const ends: number[] = [];
        node.parts.forEach((part, i) => {
          const last = i === node.parts.length - 1;
          const fork = last ? -1 : add(null);
          if (!last) program.next[fork] = fork + 1;
          emit(part);
          if (last) return;
          const end = add(null);
          ends.push(end);
          program.other[fork] = end + 1;
        });
        for (const end of ends) program.next[end] = program.sets.length;
        return;
      }
      case 'repeat': {
        for (let i = 0; i < node.least; i++) emit(node.part);
        if (node.most === Number.POSITIVE_INFINITY) {
          const fork = add(null);
          program.next[fork] = fork + 1;
          emit(node.part);
          const back = add(null);
          program.next[back] = fork;
          program.other[fork] = back + 1;
          return;
        }
        const forks: number[] = [];
        for (let i = node.least; i < node.most; i++) {
          const fork = add(null);
          program.next[fork] = fork + 1;
          forks.push(fork);
          emit(node.part);
        }
        for (const fork of forks) program.other[fork] = program.sets.length;
      }
    }
  };
  add(null);
  program.next[0] = 1;
  emit(tree);
  program.accept = add(null);
  return program;
}

function bitmapOf(ranges: Ranges, known: Map<string, Uint8Array>): Uint8Array {
  const name = JSON.stringify(ranges);
  let bitmap = known.get(name);
  if (!bitmap) {
    bitmap = new Uint8Array(8192);
    for (const [low, high] of ranges) {
      for (let unit = low; unit <= high; unit++) bitmap[unit >> 3]! |= 1 << (unit & 7);
    }
    known.set(name, bitmap);
  }
  return bitmap;
}

/** The states that are reached without reading, in a list that holds each once, in order. */
function closure(program: Program, from: readonly number[]): number[] {
  const seen = new Uint8Array(program.sets.length);
  const result: number[] = [];
  const stack = [...from];
  while (stack.length > 0) {
    const state = stack.pop()!;
    if (state < 0 || seen[state]) continue;
    seen[state] = 1;
    result.push(state);
    if (program.sets[state] === null) stack.push(program.next[state]!, program.other[state]!);
  }
  return result.sort((a, b) => a - b);
}

/** A set of states with the sets that characters lead to, found as they are needed. */
interface Reached {
  states: readonly number[];
  accepts: boolean;
  after: Map<number, Reached>;
}

const mostRemembered = 20_000; // transitions; then they are forgotten and found anew

/** The automaton with a memory of the sets of states it has been in, so that most steps are one look-up. */
class Machine {
  readonly #program: Program;
  readonly #known = new Map<string, Reached>();
  #transitions = 0;
  readonly start: Reached;
  readonly #dead: Reached;

  constructor(program: Program) {
    this.#program = program;
    this.#dead = { states: [], accepts: false, after: new Map() };
    this.start = this.#reached(closure(program, [0]));
  }

  /** The set after a character, or null where nothing is left. */
  step(from: Reached, unit: number): Reached | null {
    let to = from.after.get(unit);
    if (!to) {
      const next: number[] = [];
      for (const state of from.states) {
        const set = this.#program.sets[state];
        if (set && (set[unit >> 3]! >> (unit & 7)) & 1) next.push(this.#program.next[state]!);
      }
      to = next.length === 0 ? this.#dead : this.#reached(closure(this.#program, next));
      if (++this.#transitions > mostRemembered) this.#forget();
      from.after.set(unit, to);
    }
    return to === this.#dead ? null : to;
  }

  #reached(states: readonly number[]): Reached {
    const name = states.join();
    let reached = this.#known.get(name);
    if (!reached) {
      reached = { states, accepts: states.includes(this.#program.accept), after: new Map() };
      this.#known.set(name, reached);
    }
    return reached;
  }

  #forget(): void {
    for (const reached of this.#known.values()) reached.after.clear();
    this.#known.clear();
    this.#known.set(this.start.states.join(), this.start);
    this.#transitions = 1;
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
