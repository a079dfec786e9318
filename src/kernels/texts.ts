import { LetheError } from '../core/diagnostics.js';
import type { KernelHost } from './host.js';

/** Lists of the recognisers as tables: see `recognisers/names/tables.ts`, which makes them, and `assembly/text.ts`. */
export interface TextTables {
  classes: Uint16Array; // per UTF-16 unit
  folds: Uint16Array; // per unit what it folds to
  seconds: Uint8Array; // per unit whether it stands second in a word
  numerals: Uint16Array; // ended by 0
  traits: Uint16Array; // per unit
  terms: Uint16Array; // length, flags, units of each
  termCount: number;
  pairs: Uint32Array; // first two units of words as one number, place of their list in `words`
  words: Int32Array; // how many, then length, roles, signals, place of the units in `wordUnits` of each
  wordUnits: Uint16Array;
  owned: Uint16Array; // length, units of each; ended by 0
}

/** A cell in which something may be found: its number, its text, and its entry at `at` of `entries` (`scanTexts`). */
export type FoundText = (cell: number, text: string, entries: Int32Array, at: number) => void;

/** Flag of an entry (fourth word) whose cell was not judged: it has no tables and goes the whole way. */
export const notJudged = 2;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of a cell that is still looked at; what is longer goes the whole way. */
const mostBytes = 16384;

/** Bytes of entries at a time: more than the largest entry. */
const room = 1 << 20;

const prepared = new WeakMap<KernelHost, TextTables>();

/**
 * Looks at cells of running text for what the finders need, and reads the names in them. `gates` are pairs of signals
 * of which one must hold (all of the first, one of the second unless it is 0) for a cell without names to be told.
 */
export class TextScanner {
  readonly #host: KernelHost;
  readonly #gates: number;
  readonly #gateCount: number;
  readonly #out: number;

  constructor(host: KernelHost, tables: TextTables, gates: Int32Array) {
    this.#host = host;
    prepare(host, tables);
    this.#gates = host.region('texts.gates', gates.byteLength);
    new Int32Array(host.bytes.buffer, this.#gates, gates.length).set(gates);
    this.#gateCount = gates.length / 2;
    this.#out = host.region('texts.out', room + 16);
  }

  /**
   * Looks at `count` cells, pairs (pointer, bytes) of well-formed UTF-8, and visits those in which something may be
   * found, in order; the others never become strings. The visitor must not use the host. Throws `chunk-not-utf8`
   * without a place where a cell is not well-formed.
   */
  each(cells: number, count: number, visit: FoundText): void {
    const used = this.#out + room;
    const place = [this.#gates, this.#gateCount, this.#out, room, used];
    for (let from = 0; from < count; ) {
      from = this.#host.exports.scanTexts!(cells, from, count, ...place);
      const buffer = this.#host.bytes.buffer;
      const words = new Uint32Array(buffer, used, 1)[0]! / 4;
      // A copy, as decoding may grow the memory.
      const entries = new Int32Array(buffer, this.#out, words).slice();
      const texts = this.#decode(cells, entries);
      let number = 0;
      for (let at = 0; at < words; at += entries[at + 1]!) visit(entries[at]!, texts[number++]!, entries, at);
    }
  }

  /** The texts of the cells of entries, decoded at once: a call of the decoder per cell costs more than most searches. */
  #decode(cells: number, entries: Int32Array): string[] {
    const host = this.#host;
    let count = 0;
    for (let at = 0; at < entries.length; at += entries[at + 1]!) count++;
    if (count === 0) return [];
    const list = host.region('texts.found', count * 8);
    const units = host.region('texts.lengths', count * 4);
    const pairs = new Uint32Array(host.bytes.buffer, list, count * 2);
    const from = new Uint32Array(host.bytes.buffer, cells);
    let bytes = 0;
    for (let at = 0, k = 0; at < entries.length; at += entries[at + 1]!) {
      const cell = entries[at]! * 2;
      pairs[k++] = from[cell]!;
      bytes += pairs[k++] = from[cell + 1]!;
    }
    const blob = host.region('texts.joined', bytes);
    host.exports.joinCells!(list, count, blob, units);
    const memory = host.bytes;
    const joined = decoder.decode(memory.subarray(blob, blob + bytes));
    const texts: string[] = new Array(count);
    const lengths = new Uint32Array(memory.buffer, units, count);
    let at = 0;
    for (let k = 0; k < count; k++) {
      texts[k] = joined.slice(at, at + lengths[k]!);
      at += lengths[k]!;
    }
    if (at !== joined.length) throw new LetheError('chunk-not-utf8', { column: 0 });
    memory.fill(0, blob, blob + bytes);
    return texts;
  }

  /** Overwrites what the scan left of texts in kernel memory. */
  forget(): void {
    this.#host.bytes.fill(0, this.#out, this.#out + room);
  }
}

function prepare(host: KernelHost, tables: TextTables): void {
  if (prepared.get(host) === tables) return;
  const place = (name: string, data: Uint8Array | Uint16Array | Uint32Array | Int32Array) => {
    const pointer = host.region(`texts.${name}`, data.byteLength);
    host.bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), pointer);
    return pointer;
  };
  const table = (name: string, entries: number, bytes: number) => {
    let size = 64;
    while (size < 2 * entries) size *= 2;
    return { pointer: clear(host, `texts.${name}`, size * bytes), mask: size - 1 };
  };
  const terms = table('termTable', tables.termCount, 16);
  const words = table('wordTable', tables.pairs.length / 2, 8);
  const bits = clear(host, 'texts.wordBits', 8192);
  const work = host.region('texts.work', mostBytes * 64 + 1024);
  const { exports } = host;
  const lists = [place('words', tables.words), place('wordUnits', tables.wordUnits), bits];
  const traits = place('traits', tables.traits);
  const owned = place('owned', tables.owned);
  exports.nameTables!(traits, terms.pointer, terms.mask, words.pointer, words.mask, ...lists, owned);
  exports.fillTerms!(place('terms', tables.terms), tables.termCount);
  exports.fillWords!(place('pairs', tables.pairs), tables.pairs.length / 2);
  const units = [
    place('classes', tables.classes),
    place('folds', tables.folds),
    place('seconds', tables.seconds),
  ];
  exports.textTables!(units[0]!, units[1]!, units[2]!, place('numerals', tables.numerals), work, mostBytes);
  prepared.set(host, tables);
}

function clear(host: KernelHost, name: string, bytes: number): number {
  const pointer = host.region(name, bytes);
  host.bytes.fill(0, pointer, pointer + bytes);
  return pointer;
}
