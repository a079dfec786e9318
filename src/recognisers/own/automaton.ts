import { Fault, type Node, type Ranges } from './pattern-syntax.js';

const mostStates = 2000;

/** The automaton as lists, a state each. */
interface Program {
  sets: (Uint8Array | null)[]; // bitmap of the basic plane, null for a fork and for the accepting state
  next: number[];
  other: number[]; // second way of a fork, -1 where there is none
  accept: number;
}

/** Thompson's construction. Throws `Fault` where there are too many states. */
export function assemble(tree: Node): Program {
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
export interface Reached {
  states: readonly number[];
  accepts: boolean;
  after: Map<number, Reached>;
}

const mostRemembered = 20_000; // transitions; then they are forgotten and found anew

/** The automaton with a memory of the sets of states it has been in, so that most steps are one look-up. */
export class Machine {
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
