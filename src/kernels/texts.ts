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
  mobiles: Uint8Array; // bit per four leading digits of mobile numbers in use
  regions: Uint8Array; // bit per six digits that are or were a region
}

/**
 * A cell in which something may be found: its number, its text (`folded` as the finders compare it), and its entry at
 * `at` of `entries` (`scanTexts`). The text is empty where the kernel has read all that there is, unless texts are wanted.
 */
export type FoundText = (cell: number, text: string, folded: string, entries: Int32Array, at: number) => void;

/**
 * What is replaced in cells in which all is read: by kind (0: names, the others as in `assembly/alone.ts`) the number of the
 * label, -1 where it stays, and who takes the cells, as words of `SideCells.replaceAll` that are valid within the call.
 */
export interface Replacing {
  labels: Int32Array;
  take(words: Int32Array): void;
}

/** Flag of an entry (fourth word) whose cell was not judged: it has no tables and goes the whole way. */
export const notJudged = 2;

/** Flag of an entry in whose text nothing is to be found but what the kernel has read. */
export const allRead = 4;

/** Flag of an entry whose text is folded. */
const isFolded = 1;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of a cell that is still looked at; what is longer goes the whole way. */
const mostBytes = 16384;

/** Bytes of entries, and of units of texts, at a time: more than those of the largest cell. */
const room = 1 << 20;

const workBytes = mostBytes * 64 + 1024; // see `textTables` of the kernel

const prepared = new WeakMap<KernelHost, TextTables>();

/**
 * Looks at cells of running text for what the finders need, and reads the names in them. `gates` are fours of
 * words of which one must hold for a cell without names to be told: see `gatesOf` of the recognisers, which makes them.
 */
export class TextScanner {
  readonly #host: KernelHost;
  readonly #gates: number;
  readonly #gateCount: number;
  readonly #reads: boolean;
  readonly #out: number;
  readonly #texts: number;
  readonly #work: number;
  #cuts = 0; // once they are wanted
  #written = { out: 0, texts: 0 }; // bytes that the scan wrote since they were last overwritten

  /** `reads`: whether numbers that stand alone are read here. */
  constructor(host: KernelHost, tables: TextTables, gates: Int32Array, reads: boolean) {
    this.#reads = reads;
    this.#host = host;
    prepare(host, tables);
    this.#gates = host.region('texts.gates', gates.byteLength);
    new Int32Array(host.bytes.buffer, this.#gates, gates.length).set(gates);
    this.#gateCount = gates.length / 4;
    this.#out = host.region('texts.out', room + 16);
    this.#texts = host.region('texts.texts', room);
    this.#work = host.region('texts.work', workBytes);
  }

  /**
   * Looks at `count` cells, pairs (pointer, bytes) of well-formed UTF-8, and visits those in which something may be
   * found, in order; the others never become strings. `texts`: also the text of those of which all is read is wanted.
   * With `replacing`, cells in which all is read are not visited where the kernel can say itself what is replaced.
   */
  each(cells: number, count: number, texts: boolean, visit: FoundText, replacing?: Replacing): void {
    const used = this.#out + room;
    const labels = replacing ? this.#labels(replacing.labels) : 0;
    const place = [
      this.#gates,
      this.#gateCount,
      this.#out,
      this.#texts,
      room,
      used,
      this.#reads ? 1 : 0,
      texts ? 1 : 0,
      labels,
      replacing ? this.#cuts : 0,
    ];
    for (let from = 0; from < count; ) {
      from = this.#host.exports.scanTexts!(cells, from, count, ...place);
      const { buffer } = this.#host.bytes;
      const [bytes, cutBytes] = new Uint32Array(buffer, used, 2) as unknown as [number, number];
      if (cutBytes > 0) replacing?.take(new Int32Array(buffer, this.#cuts, cutBytes / 4));
      const words = bytes / 4;
      if (words === 0) continue;
      // Copies, as the visitor may let the memory grow.
      const entries = new Int32Array(buffer, this.#out, words).slice();
      let units = 0;
      for (let at = 0; at < words; at += entries[at + 1]!) units += unitsOf(entries, at, texts);
      this.#written.out = Math.max(this.#written.out, words * 4);
      this.#written.texts = Math.max(this.#written.texts, units * 2);
      // One string for all of them, as a call per cell costs more than most searches; UTF-16, as it is only copied.
      const joined = units === 0 ? '' : Buffer.from(buffer, this.#texts, units * 2).toString('utf16le');
      let first = 0;
      for (let at = 0; at < words; at += entries[at + 1]!) {
        const length = entries[at + 7]!;
        const end = first + unitsOf(entries, at, texts);
        if (end === first && length > 0) {
          visit(entries[at]!, '', '', entries, at);
          continue;
        }
        const text = length < 0 ? this.#decode(cells, entries[at]!) : joined.slice(first, first + length);
        const folded = (entries[at + 3]! & isFolded) === 0 ? text : joined.slice(end - length, end);
        first = end;
        visit(entries[at]!, text, folded, entries, at);
      }
    }
  }

  /** Places the labels by kind, and sees that there is room for cuts. */
  #labels(labels: Int32Array): number {
    this.#cuts = this.#host.region('texts.cuts', room);
    const pointer = this.#host.region('texts.cutLabels', labels.byteLength);
    new Int32Array(this.#host.bytes.buffer, pointer, labels.length).set(labels);
    return pointer;
  }

  #decode(cells: number, cell: number): string {
    const memory = this.#host.bytes;
    const [pointer, bytes] = new Uint32Array(memory.buffer, cells + cell * 8, 2) as unknown as [
      number,
      number,
    ];
    return decoder.decode(memory.subarray(pointer, pointer + bytes));
  }

  /** Overwrites what the scan left of texts in kernel memory. */
  forget(): void {
    const { bytes } = this.#host;
    bytes.fill(0, this.#out, this.#out + this.#written.out + 64);
    bytes.fill(0, this.#texts, this.#texts + this.#written.texts + 64);
    bytes.fill(0, this.#work, this.#work + 2 * mostBytes + 64);
    this.#written = { out: 0, texts: 0 };
  }
}

/** UTF-16 units that the kernel wrote for the cell of an entry. */
function unitsOf(entries: Int32Array, at: number, texts: boolean): number {
  if (!texts && (entries[at + 3]! & allRead) !== 0) return 0;
  const length = Math.max(0, entries[at + 7]!);
  return (entries[at + 3]! & isFolded) === 0 ? length : 2 * length;
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
  const { exports } = host;
  const work = host.region('texts.work', workBytes);
  const units = [
    place('classes', tables.classes),
    place('folds', tables.folds),
    place('seconds', tables.seconds),
  ];
  exports.textTables!(units[0]!, units[1]!, units[2]!, place('numerals', tables.numerals), work, mostBytes);
  const lists = [place('words', tables.words), place('wordUnits', tables.wordUnits)];
  const traits = place('traits', tables.traits);
  const owned = place('owned', tables.owned);
  exports.nameTables!(traits, terms.pointer, terms.mask, words.pointer, words.mask, ...lists, owned);
  exports.numberTables!(place('mobiles', tables.mobiles), place('regions', tables.regions));
  exports.fillTerms!(place('terms', tables.terms), tables.termCount);
  exports.fillWords!(place('pairs', tables.pairs), tables.pairs.length / 2);
  prepared.set(host, tables);
}

function clear(host: KernelHost, name: string, bytes: number): number {
  const pointer = host.region(name, bytes);
  host.bytes.fill(0, pointer, pointer + bytes);
  return pointer;
}
