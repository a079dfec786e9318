/** What a pattern asks for that is not understood, and where; `position` counts characters from 0. */
export interface PatternFault {
  reason: 'look-around' | 'back-reference' | 'lazy' | 'anchor' | 'unclosed' | 'unopened' | 'nothing-to-repeat' | 'count' | 'range' | 'escape' | 'empty' | 'large'; // biome-ignore format: one list
  position: number;
}

const mostCount = 256;

/** Ends the reading of a pattern. */
export class Fault extends Error {
  constructor(
    readonly reason: PatternFault['reason'],
    readonly position: number,
  ) {
    super(reason);
  }
}

/** Characters, by code. */
export type Ranges = readonly (readonly [low: number, high: number])[];

/** A pattern as a tree. */
export type Node =
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
export class Parser {
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
