import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Bool, DateDay, Float64, Int32, Int64, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import * as wasm from 'parquet-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { LetheError } from '../../src/core/diagnostics.js';
import { libraryWireOf, wireFrom, wireOf } from './stored.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A table of DuckDB that has every type which it and Parquet share, nulls in every column but the first. */
const select = `select
    i as id,
    case when i % 7 = 0 then null when i % 11 = 0 then '' when i % 13 = 0 then 'a,"b"' || chr(10)
      else '姓名' || (i * 7919 % 1000) end as name,
    case when i % 50 < 20 then null else 'same' end as constant,
    'unique ' || md5(i::varchar) as long,
    i % 3 = 0 as truth,
    case when i % 5 > 0 then (i * 37 % 256 - 128)::tinyint end as tiny,
    (i * 9973 % 65536)::usmallint as small,
    case when i % 4 > 0 then (i * 7919 - 1000000)::integer end as whole,
    (i * 1000003)::uinteger as unsigned,
    (-i * 1000000007)::bigint as large,
    (i::hugeint * 6148914691236517)::ubigint as larger,
    case when i % 6 > 0 then i / 7.0::double end as fraction,
    (i / 3.0)::float as single,
    (i * 13.37)::decimal(9, 2) as money,
    (i * 1234567.8901)::decimal(18, 4) as more,
    (i * 1234567890123.45)::decimal(30, 5) as most,
    case when i % 9 > 0 then date '1901-01-01' + (i * 31 % 60000)::integer end as born,
    time '00:00:00' + to_microseconds(i * 977777) as clock,
    timestamp '1960-01-01' + to_microseconds(i::bigint * 7777777777) as moment,
    (timestamp '1999-12-31 23:59:59.999')::timestamp_ns as nano,
    (timestamp '2001-01-01')::timestamp_ms + to_seconds(i) as milli,
    (timestamp '1970-01-01' + to_seconds(i))::timestamptz as zoned,
  from range(1500) t(i)`;

describe('Parquet files of DuckDB', () => {
  it.each(
    (['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4_raw', 'brotli'] as const).flatMap((codec) =>
      (codec === 'snappy' || codec === 'zstd' ? ['V1', 'V2'] : ['V1']).map(
        (version) => [codec, version] as const,
      ),
    ),
  )('%s, %s', async (codec, version) => {
    const path = join(folder, `${codec}-${version}.parquet`);
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(
      `set timezone = 'UTC'; copy (${select}) to '${path}' (codec ${codec}, parquet_version ${version}, row_group_size 1024)`,
    );
    const bytes = readFileSync(path);
    const found = await wireOf(bytes);
    expect(found.split('\n').length).toBeGreaterThan(1500);
    expect(found).toBe(await libraryWireOf(bytes));
  });
});

type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** Columns of random values: the texts of their cells, and the same values in Arrow. */
const columns = fc.integer({ min: 0, max: 400 }).chain((rows) => {
  const many = <T>(value: fc.Arbitrary<T>, nulls: number) =>
    fc.array(fc.option(value, { freq: nulls }), { minLength: rows, maxLength: rows });
  const few = fc.constantFrom('', 'a', '北京市', 'x,y', '"', 'line\nbreak', 'c\r', ' ');
  return fc.record({
    text: many(fc.string({ unit: 'grapheme', maxLength: 40 }), 4),
    few: many(few, 3),
    whole: many(fc.integer(), 5),
    wide: many(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), 5),
    double: many(fc.double(), 5).map((values) => [...values.slice(0, -1), ...(rows ? [0.5] : [])]),
    truth: many(fc.boolean(), 2),
    day: many(fc.integer({ min: -719_162, max: 2_932_896 }), 5),
  });
});

const shown = (value: unknown) =>
  value === null ? null : Object.is(value, -0) ? '-0' : String(value as number | string | bigint);

const settings = fc.record({
  second: fc.boolean(),
  dictionary: fc.boolean(),
  page: fc.constantFrom(60, 500, 1 << 20),
  group: fc.constantFrom(37, 1 << 20),
  codec: fc.constantFrom(
    wasm.Compression.UNCOMPRESSED,
    wasm.Compression.SNAPPY,
    wasm.Compression.ZSTD,
    wasm.Compression.GZIP,
    wasm.Compression.LZ4_RAW,
  ),
});

function writtenBy(values: ValueOf<typeof columns>, setting: ValueOf<typeof settings>): Uint8Array {
  const days = values.day.map((day) => (day === null ? null : new Date(day * 86_400_000)));
  const table = new Table({
    text: vectorFromArray(values.text, new Utf8()),
    few: vectorFromArray(values.few, new Utf8()),
    whole: vectorFromArray(values.whole, new Int32()),
    wide: vectorFromArray(values.wide, new Int64()),
    double: vectorFromArray(values.double, new Float64()),
    truth: vectorFromArray(values.truth, new Bool()),
    day: vectorFromArray(days, new DateDay()),
  });
  const properties = new wasm.WriterPropertiesBuilder()
    .setWriterVersion(setting.second ? wasm.WriterVersion.V2 : wasm.WriterVersion.V1)
    .setDictionaryEnabled(setting.dictionary)
    .setDataPageSizeLimit(setting.page)
    .setWriteBatchSize(16)
    .setMaxRowGroupSize(setting.group)
    .setCompression(setting.codec)
    .build();
  return wasm.writeParquet(wasm.Table.fromIPCStream(tableToIPC(table, 'stream')), properties);
}

function textsOf(values: ValueOf<typeof columns>): (string | null)[][] {
  const days = values.day.map((day) =>
    day === null ? null : new Date(day * 86_400_000).toISOString().slice(0, 10),
  );
  const { text, few, whole, wide, double, truth } = values;
  return [text, few, whole.map(shown), wide.map(shown), double.map(shown), truth.map(shown), days];
}

describe('Parquet files of parquet-wasm', () => {
  it('give their values, whatever pages, encodings and codecs they are written with', async () => {
    await fc.assert(
      fc.asyncProperty(columns, settings, async (values, setting) => {
        const bytes = writtenBy(values, setting);
        expect(await wireOf(bytes)).toBe(wireFrom(values.text.length, textsOf(values)));
      }),
      { numRuns: 40 },
    );
  });

  it('give their values or an error that names the place, whatever bytes are changed', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(columns, settings, changes, async (values, setting, flips) => {
        const bytes = Uint8Array.from(writtenBy(values, setting));
        for (const [at, mask] of flips) bytes[at % bytes.length]! ^= mask;
        const error: unknown = await wireOf(bytes).then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error === null) return;
        expect(error).toBeInstanceOf(LetheError);
        expect((error as LetheError).code).not.toBe('internal-error');
        expect((error as LetheError).exitCode).toBe(2);
      }),
      { numRuns: 100 },
    );
  });
});
