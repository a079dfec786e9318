import type { Entity } from '../core/entities.js';
import type { Span } from '../core/recogniser.js';
import type { KernelHost } from '../kernels/host.js';
import { allRead, type FoundText, notJudged, type Replacing, TextScanner } from '../kernels/texts.js';
import { textTables } from './names/tables.js';
import { resolve } from './scan/overlaps.js';
import { adoptScan, cutEntities, forgetScan, spansRead } from './scan/scan.js';
import type { Recognition } from './selection.js';

/**
 * The search of running texts by the kernel: tells of which cells `findAll` has to look at, and hands over what it saw
 * in them. Of the others `findAll` would find nothing.
 */
export class CellSearch {
  readonly #scanner: TextScanner;
  readonly #recognition: Recognition;
  readonly #host: KernelHost;
  #visiting = false;

  constructor(host: KernelHost, recognition: Recognition) {
    this.#scanner = new TextScanner(host, textTables(), recognition.gates, recognition.reads);
    this.#recognition = recognition;
    this.#host = host;
  }

  /**
   * Visits those of `count` cells, pairs (pointer, bytes) of well-formed UTF-8, in which `findAll` may find something,
   * in order. The visitor may call `findAll` with the text, and gets it cheaper as the first thing it does.
   */
  each(cells: number, count: number, visit: (cell: number, text: string) => void): void {
    this.#scan(cells, count, true, (cell, text, folded, entries, at) => {
      if ((entries[at + 3]! & notJudged) === 0) adoptScan(text, folded, entries, at);
      visit(cell, text);
    });
  }

  /** What `findAll` finds in a text; outside of a visit it is searched as cells are. */
  find(text: string): readonly Span[] {
    if (this.#visiting) return this.#recognition.findAll(text);
    const bytes = Buffer.from(text);
    const pointer = this.#host.region('search.text', bytes.length);
    const cell = this.#host.region('search.cell', 8);
    this.#host.bytes.set(bytes, pointer);
    new Uint32Array(this.#host.bytes.buffer, cell, 2).set([pointer, bytes.length]);
    let found: readonly Span[] = [];
    try {
      this.spans(cell, 1, (_, spans) => {
        found = spans;
      });
    } finally {
      this.#host.bytes.fill(0, pointer, pointer + bytes.length);
    }
    return found;
  }

  /**
   * As `spans`, but what is replaced in cells that the kernel has read to the end is handed over as numbers: the kernel writes
   * `label(entity)` for what it has read, where that is not -1. `take` gets words of `SideCells.replaceAll`.
   */
  cuts(
    cells: number,
    count: number,
    label: (entity: Entity) => number,
    take: (words: Int32Array) => void,
    visit: (cell: number, spans: readonly Span[]) => void,
  ): void {
    this.#find(cells, count, visit, { labels: Int32Array.from(cutEntities, label), take });
  }

  /** What `findAll` finds in each of `count` cells, for those in which it finds something, in order. */
  spans(cells: number, count: number, visit: (cell: number, spans: readonly Span[]) => void): void {
    this.#find(cells, count, visit);
  }

  #find(
    cells: number,
    count: number,
    visit: (cell: number, spans: readonly Span[]) => void,
    replacing?: Replacing,
  ): void {
    const { findAll, safe } = this.#recognition;
    const seen: FoundText = (cell, text, folded, entries, at) => {
      const flags = entries[at + 3]!;
      if ((flags & allRead) !== 0) {
        visit(cell, resolve(spansRead(entries, at), safe));
        return;
      }
      if ((flags & notJudged) === 0) adoptScan(text, folded, entries, at);
      const spans = findAll(text);
      if (spans.length > 0) visit(cell, spans);
    };
    this.#scan(cells, count, false, seen, replacing);
  }

  /** Looks at cells; what was seen last is overwritten. */
  #scan(...scan: Parameters<TextScanner['each']>): void {
    this.#visiting = true;
    try {
      this.#scanner.each(...scan);
    } finally {
      this.#visiting = false;
      forgetScan();
      this.#scanner.forget();
    }
  }
}
