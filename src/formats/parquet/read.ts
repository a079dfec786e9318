import type { FileMetaData } from 'hyparquet';
import { LetheError } from '../../core/diagnostics.js';
import type { ReadOptions, StoredBytes, TableReader } from '../../core/format.js';
import { assertAlike, namesOf } from '../typed.js';
import { recordsOf } from './records.js';
import { columnsOf } from './schema.js';
import { chunkStart } from './window.js';

const largestFooter = 256 << 20; // bytes
const largestGroup = 2 ** 31; // bytes of a column chunk

/** Opens Parquet files of one flat schema; row groups are read one at a time. */
export async function openParquet(parts: readonly StoredBytes[], options: ReadOptions): Promise<TableReader> {
  const footers: FileMetaData[] = [];
  for (const part of parts) footers.push(await footerOf(part));
  const columns = columnsOf(footers[0]!, options, parts[0]!.shown);
  namesOf(
    columns.map(({ name }) => name),
    parts[0]!.shown,
  );
  footers.forEach((footer, part) => {
    if (part > 0) assertAlike(columns, columnsOf(footer, options, parts[part]!.shown), parts[part]!.shown);
  });
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    records: (part) =>
      recordsOf(
        { part: parts[part]!, footer: footers[part]! },
        columnsOf(footers[part]!, options, ''),
        options,
      ),
  };
}

/** The footer of a file, its places in the file looked at. Throws `format-broken`, `format-too-large`. */
export async function footerOf(part: StoredBytes): Promise<FileMetaData> {
  const broken = (what: string) =>
    new LetheError('format-broken', { format: 'parquet', what }, { file: part.shown });
  if (part.bytes < 12) throw broken('magic');
  const tail = part.read(part.bytes - 8, 8);
  const magic = Buffer.from(tail.subarray(4)).toString('latin1');
  if (magic !== 'PAR1') throw broken(magic === 'PARE' ? 'encrypted footer' : 'magic');
  const length = new DataView(tail.buffer).getUint32(0, true);
  if (length > part.bytes - 12) throw broken('footer');
  if (length > largestFooter) {
    const args = { format: 'parquet', what: 'footer', bytes: length, limit: largestFooter };
    throw new LetheError('format-too-large', args, { file: part.shown });
  }
  const { parquetMetadata } = await import('hyparquet');
  try {
    const footer = parquetMetadata(part.read(part.bytes - length - 8, length + 8), { geoparquet: false });
    // What is absent is NaN here, and no comparison with it holds.
    for (const group of footer.row_groups) {
      if (!(Number(group.num_rows) >= 0)) throw broken('row group');
      for (const { meta_data: meta, file_path: elsewhere } of group.columns) {
        const start = meta ? chunkStart(meta) : -1;
        const size = Number(meta?.total_compressed_size);
        const inside = start >= 4 && size >= 0 && start + size <= part.bytes && size <= largestGroup;
        if (!meta || elsewhere || !inside) throw broken('column chunk');
      }
    }
    return footer;
  } catch (error) {
    throw error instanceof LetheError ? error : broken('footer');
  }
}
