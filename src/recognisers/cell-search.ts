import type { Span } from '../core/recogniser.js';
import type { KernelHost } from '../kernels/host.js';
import { allRead, notJudged, TextScanner } from '../kernels/texts.js';
import { textTables } from './names/tables.js';
import { resolve } from './scan/overlaps.js';
import { adoptScan, forgetScan, spansRead } from './scan/scan.js';
import type { Recognition } from './selection.js';

/**
 * The search of running texts by the kernel: tells of which cells `findAll` has to look at, and hands over what it saw
 * in them. Of the others `findAll` would find nothing.
 */
export class CellSearch {
  readonly #scanner: TextScanner;
  readonly #recognition: Recognition;

  constructor(host: KernelHost, recognition: Recognition) {
    this.#scanner = new TextScanner(host, textTables(), recognition.gates, recognition.reads);
    this.#recognition = recognition;
  }

  /**
   * Visits those of `count` cells, pairs (pointer, bytes) of well-formed UTF-8, in which `findAll` may find something,
   * in order. The visitor may call `findAll` with the text, and gets it cheaper as the first thing it does.
   */
  each(cells: number, count: number, visit: (cell: number, text: string) => void): void {
    this.#scanner.each(cells, count, true, (cell, text, folded, entries, at) => {
      if ((entries[at + 3]! & notJudged) === 0) adoptScan(text, folded, entries, at);
      visit(cell, text);
    });
    this.#forget();
  }

  /** What `findAll` finds in each of `count` cells, for those in which it finds something, in order. */
  spans(cells: number, count: number, visit: (cell: number, spans: readonly Span[]) => void): void {
    const { findAll, safe } = this.#recognition;
    this.#scanner.each(cells, count, false, (cell, text, folded, entries, at) => {
      const flags = entries[at + 3]!;
      if ((flags & allRead) !== 0) {
        visit(cell, resolve(spansRead(entries, at), safe));
        return;
      }
      if ((flags & notJudged) === 0) adoptScan(text, folded, entries, at);
      const spans = findAll(text);
      if (spans.length > 0) visit(cell, spans);
    });
    this.#forget();
  }

  /** Overwrites what was seen last. */
  #forget(): void {
    forgetScan();
    this.#scanner.forget();
  }
}
