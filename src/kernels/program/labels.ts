import type { KernelHost } from '../host.js';

/** Labels of replaced parts in kernel memory; placed anew only when there are others, which is seldom after the first chunks. */
export class PlacedLabels {
  readonly #host: KernelHost;
  readonly #name: string;
  #list: readonly string[] = [];
  #count = 0; // of the list that are placed; it may grow
  blob = 0;
  ends = 0; // u32 per label: where it ends in the blob
  longest = 0; // bytes

  constructor(host: KernelHost, name: string) {
    this.#host = host;
    this.#name = name;
  }

  place(labels: readonly string[]): void {
    if (labels === this.#list && labels.length === this.#count) return;
    const texts = labels.map((label) => Buffer.from(label));
    const joined = Buffer.concat(texts);
    this.ends = this.#host.region(`${this.#name}.labelEnds`, texts.length * 4);
    this.blob = this.#host.region(`${this.#name}.labels`, joined.length);
    this.longest = 0;
    const ends = new Uint32Array(this.#host.bytes.buffer, this.ends, texts.length);
    let end = 0;
    for (const [i, { length }] of texts.entries()) {
      end += length;
      ends[i] = end;
      this.longest = Math.max(this.longest, length);
    }
    this.#host.bytes.set(joined, this.blob);
    this.#list = labels;
    this.#count = labels.length;
  }
}
