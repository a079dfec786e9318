import { LetheError } from '../../core/diagnostics.js';

/** Bytes of a page, unpacked, that are still read. */
export const largestPage = 256 << 20;

/** Where in a file a column is read; all count from 0. */
export interface ChunkPlace {
  file: string;
  column: string;
  group: number;
}

/** The fault of a page (or of a whole column chunk, where `page` is absent) that does not hold what it promises. */
export function pageBroken(place: ChunkPlace, page?: number): LetheError {
  return new LetheError('format-broken', { format: 'parquet', what: shown(place, page) }, fileOf(place));
}

/** The fault of a page whose size no honest writer chooses. */
export function pageTooLarge(place: ChunkPlace, page: number | undefined, bytes: number): LetheError {
  const args = { format: 'parquet', what: shown(place, page), bytes, limit: largestPage };
  return new LetheError('format-too-large', args, fileOf(place));
}

function shown({ column, group }: ChunkPlace, page: number | undefined): string {
  return `${column}, row group ${group + 1}${page === undefined ? '' : `, page ${page + 1}`}`;
}

function fileOf({ file, column }: ChunkPlace) {
  return { file, field: column };
}
