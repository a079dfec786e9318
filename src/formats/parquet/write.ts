import type { Append, TableWriter, TypedColumn, WriteOptions } from '../../core/format.js';
import { typedCell } from '../cells.js';
import { cellFault } from '../typed.js';
import { eachRecord } from '../wire.js';
import { elementOf } from './schema.js';

const groupRows = 65_536;

/** Writes a flat Parquet file; row groups of a fixed number of records, so that bytes depend on the records alone. */
export async function createParquet(
  columns: readonly TypedColumn[],
  append: Append,
  options: WriteOptions,
): Promise<TableWriter> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const { gzipSync } = await import('node:zlib');
  type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
  const codec = { none: 'UNCOMPRESSED', snappy: 'SNAPPY', gzip: 'GZIP', zstd: 'SNAPPY' } as const;
  const buffer = new ByteWriter();
  const writer = new ParquetWriter({
    writer: buffer,
    schema: [{ name: 'table', num_children: columns.length }, ...columns.map(elementOf)] as Schema,
    codec: codec[options.compression ?? 'snappy'],
    compressors: { GZIP: (input: Uint8Array) => gzipSync(input) },
    createdBy: 'lethe',
  });
  let values: unknown[][] = columns.map(() => []);
  let rows = 0;
  let records = 0;
  /** Encodes what is held back, at once: more records may follow before the bytes are taken. */
  const encode = (): Uint8Array => {
    if (rows > 0) {
      writer.write({
        columnData: columns.map(({ name }, index) => ({ name, data: values[index]! as string[] })),
        rowGroupSize: groupRows,
      });
    }
    values = columns.map(() => []);
    rows = 0;
    const bytes = buffer.getBytes().slice();
    buffer.index = 0;
    return bytes;
  };
  return {
    async write(block) {
      const groups: Uint8Array[] = [];
      eachRecord(block, columns.length, (cells) => {
        for (let column = 0; column < columns.length; column++) {
          const cell = cells[column]!;
          const value = cell === null ? null : typedCell(cell, columns[column]!.type);
          if (value === null && cell !== null) throw cellFault(columns[column]!, records + 1);
          values[column]!.push(value);
        }
        records++;
        if (++rows === groupRows) groups.push(encode());
      });
      for (const group of groups) await append(group);
    },
    async end() {
      await append(encode());
      writer.finish();
      await append(buffer.getBytes());
    },
  };
}
