import { LetheError } from '../../core/diagnostics.js';
import type { WireBuilder } from '../wire.js';
import { isDigit, isSpace, isWide } from './characters.js';
import { keyText, Place, seen } from './paths.js';

const deepest = 64; // levels of nesting
const widest = 4096; // columns
const longestKey = 1024; // bytes

/** The bytes end within a record: more are needed. */
export const cut = Symbol('cut');

const none = 0;
const raw = 1; // bytes of the window stand for themselves
const decoded = 2; // a text of its own

/** Reads JSON records from a window of bytes into cells by path. Recursive, with a bound on depth; strict by RFC 8259. */
export class RecordParser {
  readonly root = new Place('', '', null);
  columns: Place[] = [];
  #bytes: Uint8Array = new Uint8Array(0);
  #buffer: Buffer = Buffer.alloc(0);
  #at = 0;
  #end = 0;
  #final = false;
  #record = 0;
  #places = 0;
  #kinds = new Uint8Array(0);
  #starts = new Float64Array(0);
  #ends = new Float64Array(0);
  #texts: string[] = [];
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  /** `discovering`: paths not met before are added; otherwise they are an error. */
  constructor(
    private readonly discarded: ReadonlySet<string>,
    public discovering: boolean,
  ) {}

  /** Sets the window; offsets of later calls are into it. `final`: nothing follows it. */
  window(bytes: Uint8Array, end: number, final: boolean): void {
    this.#bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#end = end;
    this.#final = final;
  }

  /** Columns in the order of the tree, once discovery is over. */
  settle(): Place[] {
    this.columns = [];
    const visit = (place: Place) => {
      if (place.isValue) {
        place.column = this.columns.length;
        this.columns.push(place);
      }
      for (const { place: child } of place.keys) visit(child);
      for (const item of place.items) visit(item);
    };
    visit(this.root);
    this.#kinds = new Uint8Array(this.columns.length);
    this.#starts = new Float64Array(this.columns.length);
    this.#ends = new Float64Array(this.columns.length);
    this.discovering = false;
    return this.columns;
  }

  /** Offset after the record that starts at `at`, or `cut`. Throws `json-…` with the byte within the window. */
  record(at: number): number | typeof cut {
    this.#at = at;
    this.#record++;
    this.#kinds.fill(none);
    this.#texts.length = 0;
    try {
      if (at >= this.#end) this.#short();
      if (this.#bytes[at] !== 0x7b) this.#fail('json-not-records');
      this.#value(this.root, 0);
      return this.#at;
    } catch (error) {
      if (error === cut) return cut;
      throw error;
    }
  }

  /** Writes the cells of the last record. */
  emit(wire: WireBuilder): void {
    for (let column = 0; column < this.columns.length; column++) {
      const kind = this.#kinds[column];
      if (kind === none) wire.cell(null);
      else if (kind === raw) wire.bytes(this.#bytes, this.#starts[column]!, this.#ends[column]!);
      else wire.cell(this.#texts[this.#starts[column]!]!);
    }
    wire.endRecord();
  }

  /** Offset of the first byte at or after `at` that is no white space. */
  skip(at: number): number {
    let next = at;
    while (next < this.#end && isSpace(this.#bytes[next]!)) next++;
    return next;
  }

  /** A place below another, made where it is not known. */
  child(parent: Place, key: string, bytes: Uint8Array | null): Place {
    const known = parent.children.get(key);
    if (known) return known;
    if (key === '') this.#fail('json-key-empty');
    const name = keyText(key);
    const place = this.#place(parent === this.root ? name : `${parent.path}.${name}`, parent, name);
    parent.children.set(key, place);
    parent.keys.push({ bytes: bytes ?? new TextEncoder().encode(key), place });
    return place;
  }

  /** The place of a position in a list. */
  item(parent: Place, index: number): Place {
    while (parent.items.length <= index) {
      parent.items.push(this.#place(`${parent.path}[${parent.items.length}]`, parent, null));
    }
    return parent.items[index]!;
  }

  #place(path: string, parent: Place, key: string | null): Place {
    const dot = parent === this.root ? '' : '.';
    const pattern = key === null ? `${parent.pattern}[]` : `${parent.pattern}${dot}${key}`;
    if (!this.discovering) this.#fail('json-path-new', { path: pattern });
    if (++this.#places > widest * 2) this.#fail('json-too-wide', { path: pattern, limit: widest });
    const discarded = [pattern, `${pattern}[]`].find((one) => this.discarded.has(one));
    return new Place(path, pattern, discarded ?? null);
  }

  #value(place: Place, depth: number): void {
    this.#space();
    const byte = this.#bytes[this.#at];
    if (this.#at >= this.#end) this.#short();
    const begin = this.#at;
    switch (byte) {
      case 0x7b:
      case 0x5b:
        if (depth >= deepest) this.#fail('json-too-deep', { limit: deepest });
        if (place.discarded !== null) {
          this.#dropped(place, depth);
        } else if (byte === 0x7b) this.#object(place, depth);
        else this.#list(place, depth);
        return;
      case 0x22:
        this.#text(place);
        return;
      case 0x74:
        this.#word('true', place, seen.boolean, begin);
        return;
      case 0x66:
        this.#word('false', place, seen.boolean, begin);
        return;
      case 0x6e:
        this.#word('null', place, 0, begin);
        return;
      default:
        this.#number(place);
    }
  }

  #object(place: Place, depth: number): void {
    this.#at++;
    this.#space();
    if (this.#peek() === 0x7d) {
      this.#at++;
      return;
    }
    for (let order = 0; ; order++) {
      this.#space();
      if (this.#peek() !== 0x22) this.#fail('json-invalid');
      const child = this.#key(place, order);
      if (child.record === this.#record) this.#fail('json-key-twice', { path: child.pattern });
      child.record = this.#record;
      this.#space();
      if (this.#peek() !== 0x3a) this.#fail('json-invalid');
      this.#at++;
      this.#value(child, depth + 1);
      this.#space();
      const next = this.#peek();
      this.#at++;
      if (next === 0x7d) return;
      if (next !== 0x2c) this.#fail('json-invalid', {}, this.#at - 1);
    }
  }

  #list(place: Place, depth: number): void {
    this.#at++;
    this.#space();
    if (this.#peek() === 0x5d) {
      this.#at++;
      return;
    }
    for (let index = 0; ; index++) {
      this.#value(this.item(place, index), depth + 1);
      this.#space();
      const next = this.#peek();
      this.#at++;
      if (next === 0x5d) return;
      if (next !== 0x2c) this.#fail('json-invalid', {}, this.#at - 1);
    }
  }

  /** Reads over a value that the policy drops; its shape is still held to the grammar. */
  #dropped(place: Place, depth: number): void {
    place.isValue = true;
    const outer = { discovering: this.discovering, places: this.#places };
    this.discovering = true;
    const shadow = new Place(place.path, place.pattern, null);
    if (this.#bytes[this.#at] === 0x7b) this.#object(shadow, depth);
    else this.#list(shadow, depth);
    this.discovering = outer.discovering;
    this.#places = outer.places;
  }

  /** The place that a key names; mostly the one that the record before had at the same position. */
  #key(place: Place, order: number): Place {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    const expected = place.keys[order];
    if (expected) {
      const { bytes: key } = expected;
      let same = 0;
      while (same < key.length && bytes[start + same] === key[same]) same++;
      if (same === key.length && start + same < this.#end && bytes[start + same] === 0x22) {
        this.#at = start + same + 1;
        return expected.place;
      }
    }
    const escaped = this.#closing();
    const end = this.#at - 1;
    if (end - start > longestKey) this.#fail('json-key-long', { limit: longestKey }, start);
    const text = escaped ? this.#unescaped(start, end) : this.#decode(start, end);
    return this.child(place, text, escaped ? null : bytes.slice(start, end));
  }

  #text(place: Place): void {
    const start = this.#at + 1;
    const escaped = this.#closing();
    const end = this.#at - 1;
    place.isValue = true;
    place.kinds |= seen.text;
    const { column } = place;
    if (column < 0) {
      if (escaped) this.#unescaped(start, end);
      return;
    }
    if (escaped) {
      this.#kinds[column] = decoded;
      this.#starts[column] = this.#texts.push(this.#unescaped(start, end)) - 1;
    } else {
      this.#kinds[column] = raw;
      this.#starts[column] = start;
      this.#ends[column] = end;
    }
  }

  /** Moves behind the closing quote of the text that starts here; tells whether it holds an escape. */
  #closing(): boolean {
    const bytes = this.#bytes;
    let at = this.#at + 1;
    let escaped = false;
    for (; at < this.#end; at++) {
      const byte = bytes[at]!;
      if (byte === 0x22) {
        this.#at = at + 1;
        return escaped;
      }
      if (byte === 0x5c) {
        escaped = true;
        at++;
      } else if (byte < 0x20) this.#fail('json-invalid', {}, at);
    }
    this.#at = at;
    return this.#short();
  }

  #unescaped(start: number, end: number): string {
    const text = this.#decode(start, end);
    if (/\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.replace(/\\[\\"]/g, '')))
      this.#fail('json-invalid', {}, start);
    const plain = text.replace(
      /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
      (_, hex: string | undefined, letter: string) =>
        hex === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
    // Half of a pair is no character, and UTF-8 cannot write it.
    if (/\p{Surrogate}/u.test(plain)) this.#fail('json-surrogate', {}, start);
    return plain;
  }

  #decode(start: number, end: number): string {
    try {
      return this.#decoder.decode(this.#bytes.subarray(start, end));
    } catch {
      return this.#fail('encoding-invalid', { encoding: 'utf-8' }, start);
    }
  }

  #word(word: string, place: Place, kind: number, begin: number): void {
    const end = begin + word.length;
    if (end > this.#end) {
      if (!this.#final) throw cut;
      this.#fail('json-invalid');
    }
    for (let at = 0; at < word.length; at++) {
      if (this.#bytes[begin + at] !== word.charCodeAt(at)) this.#fail('json-invalid');
    }
    this.#at = end;
    place.isValue = true;
    place.kinds |= kind;
    if (kind !== 0) this.#keep(place, begin, end);
  }

  #number(place: Place): void {
    const bytes = this.#bytes;
    const begin = this.#at;
    let at = begin;
    if (bytes[at] === 0x2d) at++;
    const digits = at;
    while (at < this.#end && isDigit(bytes[at]!)) at++;
    let whole = at > digits && !(bytes[digits] === 0x30 && at - digits > 1);
    const count = at - digits;
    let valid = whole;
    if (at < this.#end && bytes[at] === 0x2e) {
      const from = ++at;
      while (at < this.#end && isDigit(bytes[at]!)) at++;
      valid &&= at > from;
      whole = false;
    }
    if (at < this.#end && (bytes[at]! | 0x20) === 0x65) {
      at++;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
      const from = at;
      while (at < this.#end && isDigit(bytes[at]!)) at++;
      valid &&= at > from;
      whole = false;
    }
    if (at >= this.#end && !this.#final) throw cut;
    if (!valid) this.#fail('json-invalid', {}, begin);
    this.#at = at;
    place.isValue = true;
    if (whole && count <= 38 && !(bytes[begin] === 0x2d && bytes[digits] === 0x30)) {
      const wide = count > 19 || (count === 19 && isWide(this.#buffer.toString('latin1', begin, at)));
      place.kinds |= wide ? seen.wide : seen.integer;
      this.#keep(place, begin, at);
      return;
    }
    const text = this.#buffer.toString('latin1', begin, at);
    const value = Number(text);
    if (!Number.isFinite(value)) this.#fail('json-number-range', {}, begin);
    place.kinds |= seen.float;
    if (place.column < 0) return;
    // 1.50, 1.5 and 15e-1 are one value; what has more digits than a double keeps is left as it is written.
    const significant = text.replace(/[eE].*/, '').replace(/^-?[0.]*|\./g, '').length;
    const short = String(value);
    if (significant > 15 || short === text) this.#keep(place, begin, at);
    else {
      this.#kinds[place.column] = decoded;
      this.#starts[place.column] = this.#texts.push(Object.is(value, -0) ? '-0' : short) - 1;
    }
  }

  #keep(place: Place, start: number, end: number): void {
    if (place.column < 0) return;
    this.#kinds[place.column] = raw;
    this.#starts[place.column] = start;
    this.#ends[place.column] = end;
  }

  #space(): void {
    const bytes = this.#bytes;
    while (this.#at < this.#end && isSpace(bytes[this.#at]!)) this.#at++;
  }

  #peek(): number {
    return this.#at < this.#end ? this.#bytes[this.#at]! : this.#short();
  }

  #short(): never {
    if (!this.#final) throw cut;
    return this.#fail('json-cut-short');
  }

  #fail(
    code: ConstructorParameters<typeof LetheError>[0],
    args: Record<string, string | number> = {},
    byte = this.#at,
  ): never {
    throw new LetheError(code, args, { byte });
  }
}

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
