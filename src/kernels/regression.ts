import { Borrowed } from './borrowed.js';
import type { Lease } from './lease.js';

/** Rows of numbers of which only those other than 0 are held. */
export interface SparseRows {
  starts: Int32Array; // where each row begins, one entry more than rows
  places: Int32Array; // which of the row's numbers, ascending in a row
  x: Float64Array; // the number
}

/** Sums over the rows of a regression, in kernel memory on loan until `close`. */
export class RowSums {
  readonly size: number; // numbers per row
  readonly products: Float64Array; // per row what it is multiplied with `beta`
  readonly beta: Float64Array;
  readonly scale: Float64Array; // per row
  readonly off: Float64Array; // per row
  readonly matrix: Float64Array; // size × size, the lower half
  readonly gradient: Float64Array;
  readonly #kernel: Borrowed;
  readonly #rows: number;
  readonly #at: Record<
    'starts' | 'places' | 'x' | 'products' | 'beta' | 'scale' | 'off' | 'matrix' | 'gradient',
    number
  >;

  constructor(lease: Lease, { starts, places, x }: SparseRows, size: number) {
    const rows = starts.length - 1;
    const kernel = new Borrowed(lease);
    const taken = {
      starts: kernel.place(starts),
      places: kernel.place(places),
      x: kernel.place(x),
      products: kernel.take(rows * 8),
      beta: kernel.takeClear(size * 8),
      scale: kernel.takeClear(rows * 8),
      off: kernel.takeClear(rows * 8),
      matrix: kernel.take(size * size * 8),
      gradient: kernel.take(size * 8),
    };
    this.#kernel = kernel;
    this.#rows = rows;
    this.#at = {
      starts: taken.starts.pointer,
      places: taken.places.pointer,
      x: taken.x.pointer,
      products: taken.products.pointer,
      beta: taken.beta.pointer,
      scale: taken.scale.pointer,
      off: taken.off.pointer,
      matrix: taken.matrix.pointer,
      gradient: taken.gradient.pointer,
    };
    this.size = size;
    this.products = kernel.view(taken.products, rows);
    this.beta = kernel.view(taken.beta, size);
    this.scale = kernel.view(taken.scale, rows);
    this.off = kernel.view(taken.off, rows);
    this.matrix = kernel.view(taken.matrix, size * size);
    this.gradient = kernel.view(taken.gradient, size);
  }

  /** Multiplies every row with `beta`. */
  multiply(): void {
    const { starts, places, x, beta, products } = this.#at;
    this.#kernel.exports.multiplyRows!(this.#rows, starts, places, x, beta, products);
  }

  /** Sums up products of two numbers of a row by its `scale`, and the row's numbers by its `off`. */
  sum(): void {
    const { starts, places, x, scale, off, matrix, gradient } = this.#at;
    this.matrix.fill(0);
    this.gradient.fill(0);
    this.#kernel.exports.addProducts!(this.#rows, starts, places, x, scale, off, this.size, matrix, gradient);
  }

  close(): void {
    this.#kernel.close();
  }
}
