/** One column of a row group, as cells in kernel memory that come some rows at a time. */
export interface CellSource {
  /** Rows that are there and not yet taken. */
  readonly rows: number;
  /** Pointer to the first of them; 0 where all cells are null. */
  readonly cells: number;
  /** Whether their text is known to be UTF-8; it may be so unknown too. */
  readonly proven: boolean;
  /** Makes the next rows, when there are none. Throws what is wrong with them. */
  next(): void;
  /** Takes rows. */
  take(rows: number): void;
  /** After the last row: throws what only the whole column shows. */
  end(): void;
}

/** A column that is null throughout. */
export function nulls(count: number): CellSource {
  return {
    rows: count,
    cells: 0,
    proven: true,
    next() {},
    take(taken) {
      (this as { rows: number }).rows -= taken;
    },
    end() {},
  };
}
