import type { KernelHost } from '../kernels/host.js';
import { notJudged, TextScanner } from '../kernels/texts.js';
import { textTables } from './names/tables.js';
import { adoptScan, forgetScan } from './scan/scan.js';
import type { Recognition } from './selection.js';

/**
 * The search of running texts by the kernel: tells of which cells `findAll` has to look at, and hands over what it saw
 * in them. Of the others `findAll` would find nothing.
 */
export class CellSearch {
  readonly #scanner: TextScanner;

  constructor(host: KernelHost, { gates, reads }: Pick<Recognition, 'gates' | 'reads'>) {
    this.#scanner = new TextScanner(host, textTables(), gates, reads);
  }

  /**
   * Visits those of `count` cells, pairs (pointer, bytes) of well-formed UTF-8, in which `findAll` may find something,
   * in order. The visitor may call `findAll` with the text, and gets it cheaper as the first thing it does.
   */
  each(cells: number, count: number, visit: (cell: number, text: string) => void): void {
    this.#scanner.each(cells, count, (cell, text, folded, entries, at) => {
      if ((entries[at + 3]! & notJudged) === 0) adoptScan(text, folded, entries, at);
      visit(cell, text);
    });
    forgetScan();
    this.#scanner.forget();
  }
}
