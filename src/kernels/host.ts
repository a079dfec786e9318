import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bytes after every region that a kernel may read or overwrite without harm: SIMD loads and copies run over. */
export const slack = 128;

/** Pages of 64 KiB that memory begins with, static data of the kernels included, and grows by at least. */
const leastPages = 64;

/** Bytes beyond what was asked for that a new region gets at most. */
const spareRoom = 1 << 20;

const compiled = new Map<string, WebAssembly.Module>();

/**
 * One instance of the kernels with its private memory. Memory is handed out as named regions that only grow; a grown
 * region moves and keeps its contents, and a new one holds zeros. Growing memory detaches every view, so views are taken
 * anew through `bytes` and `words` and never kept across a call that may grow. Kernels do not grow it, only `region` does.
 */
export class KernelHost {
  readonly memory: WebAssembly.Memory;
  /** The exported kernels, untyped; the wrappers of this folder give them names and types. */
  readonly exports: Record<string, (...args: (number | bigint)[]) => number>;
  readonly #regions = new Map<string, { pointer: number; bytes: number }>();
  /** All of memory, valid until memory grows. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The same by u32. */
  words: Uint32Array<ArrayBuffer>;
  #top: number;
  /** Bytes from the start that may hold something, although they are not handed out. */
  readonly #written: number;

  private constructor(
    private readonly module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    written = 0,
  ) {
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    this.#written = written;
    this.exports = instance.exports as unknown as KernelHost['exports'];
    this.memory = memory;
    // Static data comes first, and its size is the compiler's: a number written here would be overrun one day.
    this.#top = align(this.exports.heapBase!());
    const buffer = this.memory.buffer as ArrayBuffer;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
  }

  /**
   * Compiles and instantiates the kernels: about 1 ms. `room`: bytes of memory that will be used for sure. Untouched they cost
   * nothing, and memory that begins so large starts no collection, as V8 has one for nearly every growth.
   */
  static load(module: WebAssembly.Module = KernelHost.compile(), room = 0): KernelHost {
    const initial = Math.max(leastPages, Math.ceil(room / 65536));
    return new KernelHost(module, new WebAssembly.Memory({ initial }));
  }

  /** The same kernels with nothing handed out: all of their memory is used again. This object must not be used any more. */
  renewed(): KernelHost {
    return new KernelHost(this.module, this.memory, Math.max(this.#top, this.#written));
  }

  /** Bytes of memory that are handed out. */
  get used(): number {
    return this.#top;
  }

  /**
   * `parquet` is a module apart, with a memory of its own. What is compiled is held: V8 shares it between threads, and forgets
   * it once no thread holds it.
   */
  static compile(name: 'lethe' | 'parquet' = 'lethe'): WebAssembly.Module {
    let module = compiled.get(name);
    if (!module) {
      module = new WebAssembly.Module(readFileSync(packageFile(`dist/kernels/${name}.wasm`)));
      compiled.set(name, module);
    }
    return module;
  }

  /** Pointer to a region of at least `bytes` (plus slack), 64-byte aligned. Growing doubles, moves and keeps contents. */
  region(name: string, bytes: number): number {
    const known = this.#regions.get(name);
    if (known && known.bytes >= bytes) return known.pointer;
    // A little more is often asked for next, and room that is not touched costs nothing.
    const size = known ? Math.max(bytes, known.bytes * 2) : bytes + Math.min(bytes >>> 3, spareRoom);
    const pointer = this.#top;
    this.#top = align(pointer + size + slack);
    const missing = this.#top - this.bytes.length;
    // Untouched pages cost nothing, but each growth detaches views and may start a collection.
    if (missing > 0) this.#grow(Math.ceil(missing / 65536));
    if (pointer < this.#written) this.bytes.fill(0, pointer, Math.min(this.#written, this.#top));
    if (known) this.bytes.copyWithin(pointer, known.pointer, known.pointer + known.bytes);
    this.#regions.set(name, { pointer, bytes: size });
    return pointer;
  }

  #grow(pages: number): void {
    const wanted = Math.max(pages, leastPages, Math.floor(this.bytes.length / 262144)); // a quarter more
    try {
      this.memory.grow(wanted);
    } catch {
      this.memory.grow(pages); // throws where the limit of 4 GB is really reached
    }
    const buffer = this.memory.buffer as ArrayBuffer;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
  }

  /** A copy of [pointer, pointer + length). */
  copy(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(pointer, pointer + length);
  }

  /** Copies [pointer, pointer + length) to byte `at` of a buffer. */
  copyTo(buffer: ArrayBufferLike, at: number, pointer: number, length: number): void {
    copyBytes(this.bytes.subarray(pointer, pointer + length), buffer, at);
  }

  /** A copy of it in memory that threads share. */
  copyShared(pointer: number, length: number): Uint8Array<SharedArrayBuffer> {
    return sharedCopy(this.bytes.subarray(pointer, pointer + length));
  }
}

/** Copies bytes to byte `at` of a buffer. Filling a place with as many is done at full speed; `set` copies word by word into shared memory. */
export function copyBytes(bytes: Uint8Array, buffer: ArrayBufferLike, at = 0): void {
  if (bytes.length > 0) Buffer.from(buffer, at, bytes.length).fill(bytes);
}

/** A copy of bytes in memory that threads share. */
export function sharedCopy(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const shared = new SharedArrayBuffer(bytes.length);
  copyBytes(bytes, shared);
  return new Uint8Array(shared);
}

/** A file of the installed package, found from the compiled code as well as from its sources. */
export function packageFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`package root not found for ${path}`);
    folder = parent;
  }
  return join(folder, path);
}

function align(pointer: number): number {
  return Math.ceil(pointer / 64) * 64; // no bit operators: memory may exceed 2 GB
}
