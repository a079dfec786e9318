import { Bench } from 'tinybench';
import type { Instruction } from '../src/core/program.js';
import { KernelHost } from '../src/kernels/host.js';
import { type ProgramSpec, type RecodingTable, RowProgram, type SideFill } from '../src/kernels/program.js';
import type { Rectangle } from '../src/kernels/rectangle.js';
import { Structure } from '../src/kernels/structure.js';
import { residentChunks, residentColumns } from './data.js';

// Time of the row program alone: chunks of 1 MiB already indexed in kernel memory. `program.js [megabytes] [name]`.
const megabytes = Number(process.argv[2] ?? 8);
const only = process.argv[3] ?? '';
const columns = residentColumns.length;
const host = KernelHost.load();

/** Generated residents as rectangles of about 1 MiB, each with an index of its own. */
function load(): Rectangle[] {
  const bytes = Buffer.concat(
    Array.from(residentChunks({ bytes: megabytes * 1_000_000, seed: 7 }), (part) => part.slice()),
  );
  const structure = new Structure(host);
  const text = host.region('bench.text', bytes.length);
  host.bytes.set(bytes, text);
  const rectangles: Rectangle[] = [];
  for (let from = 0; from < bytes.length; ) {
    const length = structure.lastRecordEnd(text + from, Math.min(1 << 20, bytes.length - from), false) + 1;
    const found = structure.index(text + from, length, 0x2c, columns);
    if ('fault' in found) throw new Error(found.fault);
    const entries = found.records * columns * 4;
    const ends = host.region(`bench.ends${rectangles.length}`, entries);
    host.bytes.copyWithin(ends, found.ends, found.ends + entries);
    rectangles.push({ ...found, ends });
    from += length;
  }
  return rectangles;
}

const rectangles = load();
const records = rectangles.reduce((sum, { records }) => sum + records, 0);
const bytes = rectangles.reduce((sum, { length }) => sum + length, 0);

/** Every value of a column, each to one of a few labels. */
function recoding(column: number, labels: number): RecodingTable {
  const collect: SideFill = (_, __, cells) => {
    for (const [i, text] of cells.distinct.entries()) {
      values.add(text);
      cells.setDistinct(i, text);
    }
  };
  const values = new Set<string | null>();
  const instructions = residentColumns.map<Instruction>((_, i) =>
    i === column ? { op: 'side', slot: 0 } : { op: 'drop' },
  );
  const program = new RowProgram(host, spec(instructions));
  for (const rectangle of rectangles) program.run(rectangle, collect);
  const all = [...values, null];
  const names = Array.from({ length: labels }, (_, i) => `[${i}]`);
  return { column, values: all, labels: names, labelOf: Int32Array.from(all, (_, i) => i % labels) };
}

function spec(instructions: readonly Instruction[], recodings: readonly RecodingTable[] = []): ProgramSpec {
  const dialect = { delimiter: ',', newline: '\n', inputDelimiter: ',' } as const;
  const keys = new Map([['person', new Uint8Array(32).fill(9)]]);
  return { columns, instructions, ...dialect, keys, recodings, suppressed: null };
}

const ends = (a: number, b: number): Instruction => ({
  op: 'mask',
  mode: 'keep-ends',
  a,
  b,
  at: '',
  mark: '*',
});
const at = (mode: 'mask-before' | 'mask-after', at: string): Instruction => ({
  op: 'mask',
  mode,
  a: 0,
  b: 0,
  at,
  mark: '*',
});
const masks: Record<number, Instruction> = {
  0: ends(1, 0),
  1: ends(6, 4),
  2: ends(3, 4),
  3: ends(5, 2),
  4: at('mask-before', '@'),
  5: ends(9, 0),
};
const whole: Record<number, Instruction> = {
  ...masks,
  6: { op: 'date', level: 'month' },
  11: { op: 'bucket', width: 5000, origin: 0 },
};

const single: Record<string, [number, Instruction, RecodingTable[]?]> = {
  'copy address': [5, { op: 'copy' }],
  constant: [2, { op: 'constant', text: '***' }],
  'mask name 1/0': [0, ends(1, 0)],
  'mask id 6/4': [1, ends(6, 4)],
  'mask mobile 3/4': [2, ends(3, 4)],
  'mask mobile range': [2, { op: 'mask', mode: 'mask-range', a: 3, b: 6, at: '', mark: '*' }],
  'mask landline 5/2': [3, ends(5, 2)],
  'mask mail before @': [4, at('mask-before', '@')],
  'mask address 9/0': [5, ends(9, 0)],
  'mask address after 区, ●': [5, { op: 'mask', mode: 'mask-after', a: 0, b: 0, at: '区', mark: '●' }],
  'mask remark': [13, ends(1, 0)],
  'cut id 6': [1, { op: 'cut', length: 6, pad: '' }],
  'truncate address 6': [5, { op: 'truncate', length: 6 }],
  'date month': [6, { op: 'date', level: 'month' }],
  'date decade': [6, { op: 'date', level: 'decade' }],
  'bucket 5000': [11, { op: 'bucket', width: 5000, origin: 0 }],
  'round 1000': [11, { op: 'round', to: 1000 }],
  limit: [11, { op: 'limit', bottom: 2000, top: 20000 }],
  'recode occupation': [10, { op: 'recode', slot: 0 }, [recoding(10, 5)]],
  'recode birth date': [6, { op: 'recode', slot: 0 }, [recoding(6, 50)]],
  'recode id': [1, { op: 'recode', slot: 0 }, [recoding(1, 50)]],
  'token id': [1, { op: 'token', slot: 0, length: 32, domain: 'person' }],
  'token name': [0, { op: 'token', slot: 0, length: 32, domain: 'person' }],
  'side id': [1, { op: 'side', slot: 0 }],
  'side occupation': [10, { op: 'side', slot: 0 }],
};

const echo: SideFill = (_, __, cells) => {
  for (const [i, text] of cells.distinct.entries()) cells.setDistinct(i, text);
};

const bench = new Bench({ time: 400, warmupTime: 100 });
function add(name: string, instructions: readonly Instruction[], recodings?: RecodingTable[]): void {
  if (!name.includes(only)) return;
  const program = new RowProgram(host, spec(instructions, recodings));
  bench.add(name, () => {
    for (const rectangle of rectangles) program.run(rectangle, echo);
  });
}
for (const [name, [column, instruction, recodings]] of Object.entries(single)) {
  add(
    name,
    residentColumns.map((_, i) => (i === column ? instruction : { op: 'drop' })),
    recodings,
  );
}
add(
  'TABLE copy',
  residentColumns.map(() => ({ op: 'copy' })),
);
add(
  'TABLE 6 masks',
  residentColumns.map((_, i) => masks[i] ?? { op: 'copy' }),
);
add(
  'TABLE 6 masks + 2 generalisations',
  residentColumns.map((_, i) => whole[i] ?? { op: 'copy' }),
);
add(
  'TABLE 6 masks + 2 tokens + 2 generalisations',
  residentColumns.map((_, i) =>
    i < 2 ? { op: 'token', slot: i, length: 32, domain: 'person' } : (whole[i] ?? { op: 'copy' }),
  ),
);

await bench.run();
console.log(
  `${records} records, ${bytes} bytes, ${(bytes / records).toFixed(1)} B/record; Node ${process.version}`,
);
console.table(
  bench.tasks.map(({ name, result }) => {
    if (!('latency' in result)) return { name };
    // The fastest run: the machine is shared, and the others measure the neighbours.
    const ms = result.latency.min;
    return {
      name,
      'ns/record': ((ms * 1e6) / records).toFixed(1),
      'MB/s': (bytes / ms / 1000).toFixed(0),
      'median ns/record': ((result.latency.p50 * 1e6) / records).toFixed(1),
    };
  }),
);
