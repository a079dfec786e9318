import type { RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { LetheError } from '../../core/diagnostics.js';
import type { Append, TableWriter, TypedColumn, WriteOptions } from '../../core/format.js';
import { parquetHost } from '../../kernels/parquet/cells.js';
import { type AppendPlace, PageColumns, WireIndex } from '../../kernels/parquet/columns.js';
import type { Rectangle } from '../../kernels/rectangle.js';
import { cellFault } from '../typed.js';
import { packerOf } from './codecs.js';
import { type ChunkContext, ChunkWriter, type Pack } from './column-chunk.js';
import { elementOf } from './schema.js';

const groupRows = 131_072;
const groupBytes = 64 << 20; // of wire text, after which a row group ends

const codecs = { none: 'UNCOMPRESSED', snappy: 'SNAPPY', gzip: 'GZIP', zstd: 'ZSTD' } as const;
const magic = Buffer.from('PAR1');

/**
 * Writes a flat Parquet file: row groups of a fixed number of records (fewer where they are long), so that bytes depend
 * on the records alone. Held back are the packed pages of one row group.
 */
export async function createParquet(
  columns: readonly TypedColumn[],
  append: Append,
  options: WriteOptions,
): Promise<TableWriter> {
  const host = parquetHost();
  const compression = options.compression ?? 'snappy';
  const codec = codecs[compression];
  const packer = await packerOf(compression);
  const pack: Pack = (pointer, bytes) => {
    if (codec === 'UNCOMPRESSED') return host.bytes.subarray(pointer, pointer + bytes);
    if (packer) return packer(host.bytes.subarray(pointer, pointer + bytes));
    const out = host.region('packed', 64 + bytes + Math.ceil(bytes / 6));
    return host.bytes.subarray(out, host.exports.snap!(pointer, bytes, out) >>> 0);
  };
  // A table of very many columns has smaller pages and no dictionaries, so that all fit into memory.
  const limits =
    columns.length <= 1024
      ? { rows: 8192, bytes: 1 << 17, codes: 8192, recent: columns.length <= 64 ? 4096 : 256 }
      : { rows: 2048, bytes: 1 << 14, codes: 0, recent: 0 };
  const elements = columns.map(elementOf);
  const context: ChunkContext = {
    host,
    codec,
    pack,
  };
  const chunks = columns.map(
    (column, slot) => new ChunkWriter(context, slot, column, elements[slot]!, limits),
  );
  const pages = new PageColumns(
    host,
    chunks.map((chunk) => chunk.pages),
  );
  const wire = new WireIndex(host);
  const groups: RowGroup[] = [];
  let offset = 0;
  let records = 0; // of groups before
  let rows = 0; // of this group
  let length = 0; // bytes of wire text of this group

  const put = async (bytes: Uint8Array): Promise<void> => {
    await append(bytes);
    offset += bytes.length;
  };

  const take = (table: Rectangle, from: number, to: number): void => {
    const scratch = host.region('scratch', table.length);
    let place: AppendPlace = { from, column: 0, record: from, stop: 'done' };
    let last = to;
    let fault: TypedColumn | undefined;
    for (let answered = false; ; ) {
      const { column, record } = place;
      place = pages.append(table, place, last, scratch, answered);
      const { stop } = place;
      if (stop === 'done') break;
      const chunk = chunks[place.column]!;
      if (stop !== 'ask') {
        answered &&= place.column === column && place.record === record;
        chunk.resume(stop);
        continue;
      }
      answered = chunk.answer(wire.textOf(table, place.record, place.column), scratch);
      if (answered) continue;
      // The columns that follow are looked at up to there: the first record is named.
      last = place.record;
      fault = columns[place.column]!;
      place = { ...place, column: place.column + 1, record: place.from };
    }
    if (fault) throw cellFault(fault, records + rows + last - from + 1);
    rows += to - from;
  };

  const endGroup = async (): Promise<void> => {
    if (rows === 0) return;
    const start = offset;
    const group: RowGroup = { columns: [], total_byte_size: 0n, num_rows: BigInt(rows) };
    for (const chunk of chunks) {
      const { parts, meta } = chunk.end(rows, offset);
      group.columns.push({ file_offset: BigInt(offset), meta_data: meta });
      group.total_byte_size += meta.total_uncompressed_size;
      for (const part of parts) if (part.length > 0) await put(part);
    }
    groups.push({ ...group, total_compressed_size: BigInt(offset - start) });
    records += rows;
    rows = 0;
    length = 0;
  };

  /** The first record after `from` that does not belong to the group any more. */
  const groupEnd = (table: Rectangle, from: number): number => {
    const begin = from === 0 ? 0 : wire.endOf(table, from - 1);
    const most = Math.min(table.records, from + groupRows - rows);
    const upTo = (record: number) => length + wire.endOf(table, record - 1) - begin;
    if (upTo(most) < groupBytes) {
      length = upTo(most);
      return most;
    }
    let low = from + 1;
    for (let high = most; low < high; ) {
      const middle = (low + high) >> 1;
      if (upTo(middle) >= groupBytes) high = middle;
      else low = middle + 1;
    }
    length = upTo(low);
    return low;
  };

  return {
    async write(block) {
      if (offset === 0) await put(magic);
      if (block.length === 0) return;
      const table = wire.index(block, columns.length);
      if (!table) throw new LetheError('internal-error', { phase: 'write' });
      for (let from = 0; from < table.records; ) {
        const to = groupEnd(table, from);
        take(table, from, to);
        from = to;
        if (rows === groupRows || length >= groupBytes) await endGroup();
      }
    },
    async end() {
      if (offset === 0) await put(magic);
      await endGroup();
      const schema = [{ name: 'table', num_children: columns.length }, ...elements] as SchemaElement[];
      const footer = {
        version: 2,
        created_by: 'lethe',
        schema,
        num_rows: BigInt(records),
        row_groups: groups,
      };
      const writer = new ByteWriter();
      writeMetadata(writer, footer as unknown as Parameters<typeof writeMetadata>[1]);
      await put(Buffer.concat([writer.getBytes(), magic]));
    },
  };
}
