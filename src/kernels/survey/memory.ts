import { addressLevels, organisationSuffixes, plateProvinces, plateSuffixes } from '../../core/lists/han.js';
import { compoundSurnames, singleSurnames } from '../../core/lists/surnames.js';
import type { KernelHost } from '../host.js';

/** A piece of kernel memory of a power of two bytes. */
export interface Block {
  pointer: number;
  bytes: number;
}

/** Memory of one kernel host for surveys: blocks are given back and used again, so tables that grow waste little. */
export class Blocks {
  readonly host: KernelHost;
  readonly #free = new Map<number, Block[]>();
  #count = 0;

  constructor(host: KernelHost) {
    this.host = host;
  }

  /** The blocks of a host; the first call also installs the lists that shapes are judged by. */
  static of(host: KernelHost): Blocks {
    let blocks = known.get(host);
    if (!blocks) {
      blocks = new Blocks(host);
      known.set(host, blocks);
      installLists(host);
    }
    return blocks;
  }

  /** At least `bytes` bytes, not cleared. */
  take(bytes: number): Block {
    const size = sizeFor(bytes);
    return this.#free.get(size)?.pop() ?? this.#new(size);
  }

  /** The same, zeroed. New memory is, and its pages cost nothing until they are touched. */
  takeClear(bytes: number): Block {
    const size = sizeFor(bytes);
    const block = this.#free.get(size)?.pop();
    if (!block) return this.#new(size);
    this.host.bytes.fill(0, block.pointer, block.pointer + block.bytes);
    return block;
  }

  give(block: Block): void {
    const free = this.#free.get(block.bytes);
    if (free) free.push(block);
    else this.#free.set(block.bytes, [block]);
  }

  /** A larger block with the first `used` bytes of this one, which is given back. */
  grow(block: Block, bytes: number, used: number): Block {
    const larger = this.take(Math.max(bytes, block.bytes * 2));
    this.host.bytes.copyWithin(larger.pointer, block.pointer, block.pointer + used);
    this.give(block);
    return larger;
  }

  /** The u32 at a place. */
  word(pointer: number): number {
    return this.host.words[pointer >>> 2]!;
  }

  setWord(pointer: number, value: number): void {
    this.host.words[pointer >>> 2] = value;
  }

  u32(pointer: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.host.bytes.buffer, pointer, length);
  }

  u64(pointer: number, length: number): BigUint64Array<ArrayBuffer> {
    return new BigUint64Array(this.host.bytes.buffer, pointer, length);
  }

  #new(size: number): Block {
    return { pointer: this.host.region(`survey.block.${this.#count++}`, size), bytes: size };
  }
}

/** Powers of two, so that what is given back fits what is taken next. */
function sizeFor(bytes: number): number {
  let size = 256;
  while (size < bytes) size *= 2;
  return size;
}

const known = new WeakMap<KernelHost, Blocks>();
const firstHan = 0x4e00;
const hanCount = 20992;

/** Hands the kernel a table of facts about Han characters, the surnames of two and the endings of organisations. */
function installLists(host: KernelHost): void {
  const facts = new Uint8Array(hanCount);
  const mark = (characters: Iterable<string>, fact: number) => {
    for (const character of characters) {
      const place = character.codePointAt(0)! - firstHan;
      if (place < 0 || place >= hanCount)
        throw new Error(`list character outside the table: ${place + firstHan}`);
      facts[place]! |= fact;
    }
  };
  const longEndings = organisationSuffixes.filter((ending) => ending.length > 1);
  mark(singleSurnames, 1);
  mark(
    compoundSurnames.map((name) => name[0]!),
    2,
  );
  mark(addressLevels, 4);
  mark(
    organisationSuffixes.filter((ending) => ending.length === 1),
    8,
  );
  mark(
    longEndings.map((ending) => ending.at(-1)!),
    16,
  );
  mark(plateProvinces, 32);
  mark(plateSuffixes, 64);
  const compounds = Uint32Array.from(compoundSurnames, (name) => packed(name)).sort();
  const endings = Float64Array.from(longEndings, packed).sort(); // at most 48 bits: exact in a double
  const bytes = hanCount + compounds.byteLength + endings.length * 8;
  const pointer = host.region('survey.lists', bytes);
  const compoundsAt = pointer + hanCount; // a multiple of 64
  const endingsAt = (compoundsAt + compounds.byteLength + 7) & ~7;
  host.bytes.set(facts, pointer);
  new Uint32Array(host.bytes.buffer, compoundsAt, compounds.length).set(compounds);
  new BigUint64Array(host.bytes.buffer, endingsAt, endings.length).set([...endings].map(BigInt));
  host.exports.shapeTables!(pointer, compoundsAt, compounds.length, endingsAt, endings.length);
}

function packed(text: string): number {
  let value = 0;
  for (let i = 0; i < text.length; i++) value = value * 65536 + text.charCodeAt(i);
  return value;
}
