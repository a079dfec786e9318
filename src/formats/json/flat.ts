import { LetheError } from '../../core/diagnostics.js';
import type { TypedColumn } from '../../core/format.js';
import { booleanOf } from '../cells.js';
import { cellFault } from '../typed.js';
import { blockBytes } from '../wire.js';

const quote = 0x22;
const comma = 0x2c;
const lf = 0x0a;
const backslash = 0x5c;

/** Bytes that a JSON text holds only escaped, and how `JSON.stringify` writes them. */
const escapes: readonly (Uint8Array | undefined)[] = Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === quote || byte === backslash
    ? Buffer.from(JSON.stringify(String.fromCharCode(byte)).slice(1, -1))
    : undefined,
);
const escaped = Uint8Array.from(escapes, (one) => (one ? 1 : 0));
const longestEscape = 6;

const texts = { null: Buffer.from('null'), true: Buffer.from('true'), false: Buffer.from('false') };

/** Turns wire text into flat JSON records byte by byte: what the general way writes, without a string per cell. */
export class FlatRecords {
  readonly #columns: readonly TypedColumn[];
  readonly #keys: readonly Uint8Array[]; // what stands before a value
  readonly #numbers: readonly boolean[];
  readonly #list: boolean;
  #out = new Uint8Array(blockBytes * 2);
  #at = 0;
  #records = 0;

  /** `keys`: the names, as JSON with their colons. `list`: records are those of one list. */
  constructor(columns: readonly TypedColumn[], keys: readonly string[], list: boolean) {
    this.#columns = columns;
    this.#keys = keys.map((key, index) => Buffer.from(`${index === 0 ? '{' : ','}${key}`));
    this.#numbers = columns.map(({ type }) => ['integer', 'float', 'decimal'].includes(type.kind));
    this.#list = list;
    if (list) this.#out[this.#at++] = 0x5b;
  }

  /** Bytes since the last `take`. */
  get length(): number {
    return this.#at;
  }

  /** What was written since the last call: valid until the next record. */
  take(): Uint8Array {
    const block = this.#out.subarray(0, this.#at);
    this.#at = 0;
    return block;
  }

  /** Takes whole records of wire text. Throws `cell-not-typed`, and `internal-error` for text that is not wire text. */
  write(wire: Uint8Array): void {
    const columns = this.#columns.length;
    const end = wire.length;
    for (let at = 0; at < end; ) {
      if (this.#list) {
        this.#room(2);
        if (this.#records > 0) this.#out[this.#at++] = comma;
        this.#out[this.#at++] = lf;
      }
      for (let column = 0; column < columns; column++) {
        const start = at;
        const quoted = wire[at] === quote;
        if (quoted) {
          for (at++; at < end; at++) {
            if (wire[at] !== quote) continue;
            if (wire[at + 1] !== quote) break;
            at++;
          }
          at++;
        } else {
          for (let byte = wire[at]; at < end && byte !== comma && byte !== lf; ) byte = wire[++at];
        }
        if (wire[at] !== (column === columns - 1 ? lf : comma)) {
          throw new LetheError('internal-error', { phase: 'write' });
        }
        this.#put(this.#keys[column]!);
        if (at === start) this.#put(texts.null);
        else if (this.#numbers[column]) this.#number(wire, start, at, column);
        else if (this.#columns[column]!.type.kind === 'boolean') this.#boolean(wire, start, at, column);
        else if (quoted) this.#text(wire, start + 1, at - 1, true);
        else this.#text(wire, start, at, false);
        at++;
      }
      this.#room(2);
      this.#out[this.#at++] = 0x7d;
      if (!this.#list) this.#out[this.#at++] = lf;
      this.#records++;
    }
  }

  #text(wire: Uint8Array, start: number, end: number, quoted: boolean): void {
    this.#room((end - start) * longestEscape + 2);
    const out = this.#out;
    let to = this.#at;
    out[to++] = quote;
    for (let from = start; from < end; from++) {
      const byte = wire[from]!;
      if (escaped[byte] === 0) out[to++] = byte;
      else {
        for (const one of escapes[byte]!) out[to++] = one;
        if (quoted && byte === quote) from++; // doubled
      }
    }
    out[to++] = quote;
    this.#at = to;
  }

  #number(wire: Uint8Array, start: number, end: number, column: number): void {
    if (!isNumber(wire, start, end)) throw cellFault(this.#columns[column]!, this.#records + 1);
    this.#room(end - start);
    const out = this.#out;
    let to = this.#at;
    for (let from = start; from < end; from++) out[to++] = wire[from]!;
    this.#at = to;
  }

  #boolean(wire: Uint8Array, start: number, end: number, column: number): void {
    const value = booleanOf(Buffer.from(wire.subarray(start, end)).toString());
    if (value === null) throw cellFault(this.#columns[column]!, this.#records + 1);
    this.#put(value ? texts.true : texts.false);
  }

  #put(bytes: Uint8Array): void {
    this.#room(bytes.length);
    const out = this.#out;
    let to = this.#at;
    for (let from = 0; from < bytes.length; from++) out[to++] = bytes[from]!;
    this.#at = to;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#out.length) return;
    const larger = new Uint8Array(Math.max(this.#out.length * 2, this.#at + bytes));
    larger.set(this.#out.subarray(0, this.#at));
    this.#out = larger;
  }
}

/** Whether bytes are a number of JSON (RFC 8259, section 6). */
function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  const digits = (): boolean => {
    const first = at;
    while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) at++;
    return at > first;
  };
  if (bytes[at] === 0x2d) at++;
  const whole = at;
  if (!digits() || (bytes[whole] === 0x30 && at - whole > 1)) return false;
  if (at < end && bytes[at] === 0x2e) {
    at++;
    if (!digits()) return false;
  }
  if (at < end && (bytes[at]! | 0x20) === 0x65) {
    at++;
    if (at < end && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at++;
    if (!digits()) return false;
  }
  return at === end;
}
