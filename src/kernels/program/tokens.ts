import { LetheError } from '../../core/diagnostics.js';
import type { KernelHost } from '../host.js';
import type { CellList, ChunkCells } from './cells.js';

/** Share of distinct values in a column above which looking for repeats is not worth its time. */
const mostlyDistinct = 0.9;
/** Chunks after which such a column is looked at again. */
const probeEvery = 16;

/** HMAC-SHA-256 tokens of one column: hex in kernel memory, one per listed cell. */
export class TokenColumn {
  readonly #host: KernelHost;
  readonly #name: string;
  readonly #column: number;
  readonly #state: number;
  #skip = 0; // chunks left without a look for repeats

  /** `key` is the domain's: 1–64 bytes. It is kept only as two hash states in kernel memory. */
  constructor(host: KernelHost, name: string, column: number, key: Uint8Array | undefined) {
    if (!key || key.length === 0 || key.length > 64)
      throw new LetheError('program-invalid', { what: 'token', column: column + 1 });
    this.#host = host;
    this.#name = name;
    this.#column = column;
    this.#state = host.region(`${name}.state`, 64);
    const padded = host.region('program.key', 64);
    host.bytes.fill(0, padded, padded + 64);
    host.bytes.set(key, padded);
    host.exports.prepareKey!(padded, this.#state);
    host.bytes.fill(0, padded, padded + 64);
  }

  /** Tokens of the column's cells: token i of `list` at tokens + i · stride (bytes, 32 or 64). */
  run(chunk: ChunkCells, stride: number): { list: CellList; tokens: number } {
    const list = this.#list(chunk);
    const tokens = this.#host.region(`${this.#name}.tokens`, list.count * stride);
    this.#host.exports.hashCells!(list.cells, list.count, this.#state, tokens, stride);
    return { list, tokens };
  }

  /** Overwrites the key's states; the column can make no more tokens. */
  forget(): void {
    this.#host.bytes.fill(0, this.#state, this.#state + 64);
  }

  #list(chunk: ChunkCells): CellList {
    const region = `${this.#name}.index`;
    if (this.#skip > 0) {
      this.#skip--;
      return chunk.list(this.#column, false, region);
    }
    const list = chunk.list(this.#column, true, region);
    if (list.count > mostlyDistinct * chunk.records) this.#skip = probeEvery - 1;
    return list;
  }
}
