import { Bench } from 'tinybench';
import { KernelHost, slack } from '../src/kernels/host.js';
import type { Rectangle } from '../src/kernels/rectangle.js';
import { Structure } from '../src/kernels/structure.js';
import { mergeSurveys, Survey, type SurveyPart, type SurveySpec } from '../src/kernels/survey.js';
import { residentChunks, residentColumns } from './data.js';

const megabytes = Number(process.argv[2] ?? 50);
const host = KernelHost.load();
const structure = new Structure(host);

/** Chunks of a table as rectangles that stay in kernel memory. */
function load(name: string, columns: number, chunks: Iterable<Uint8Array>, header: boolean): Rectangle[] {
  let first = header;
  let count = 0;
  const rectangles: Rectangle[] = [];
  for (const chunk of chunks) {
    const bytes = first ? chunk.subarray(chunk.indexOf(10) + 1) : chunk;
    first = false;
    const text = host.region(`${name}.text.${count}`, bytes.length + slack);
    host.bytes.set(bytes, text);
    const rectangle = structure.index(text, bytes.length, 44, columns);
    if ('fault' in rectangle) throw new Error(rectangle.fault);
    const size = rectangle.records * columns * 4;
    const ends = host.region(`${name}.ends.${count++}`, size + slack);
    host.bytes.copyWithin(ends, rectangle.ends, rectangle.ends + size);
    rectangles.push({ ...rectangle, ends });
  }
  return rectangles;
}

/** Running text in one column, a number of seven digits in every fiftieth cell. */
function* remarks(bytes: number): Generator<Uint8Array> {
  const words = [
    '家庭情况',
    '已入户核实',
    '无固定收入',
    '子女均在外地',
    '2021年',
    '享受低保',
    '3人',
    '材料齐全',
  ];
  let state = 7;
  let row = 0;
  for (let done = 0; done < bytes; ) {
    let text = '';
    while (text.length < 300_000) {
      for (let i = 0; i < 14; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        text += words[state >>> 29];
      }
      if (row++ % 50 === 0) text += '电话88157321';
      text += '\n';
    }
    const chunk = new TextEncoder().encode(text);
    done += chunk.length;
    yield chunk;
  }
}

const residents = load('residents', 14, residentChunks({ bytes: megabytes * 1e6, seed: 1 }), true);
const texts = load('texts', 1, remarks(megabytes * 1e6), false);
const column = (name: string) => residentColumns.indexOf(name);
const quasi = (...names: string[]): SurveySpec['code'] =>
  names.map((name) => ({ column: column(name), role: 'quasi' }));
const few = quasi('性别', '民族', '婚姻状况', '职业', '登记日期');
const tiny = quasi('性别', '民族', '婚姻状况', '职业');
const many = quasi('出生日期', '性别', '职业', '婚姻状况', '月收入');

function count(rectangles: readonly Rectangle[], spec: SurveySpec): SurveyPart {
  const survey = new Survey(host, spec);
  for (const rectangle of rectangles) survey.add(rectangle);
  return survey.finish();
}

const specs: [string, Rectangle[], SurveySpec][] = [
  ['tally', residents, { columns: 14, tally: true, distinct: false, code: [] }],
  ['tally and distinct', residents, { columns: 14, tally: true, distinct: true, code: [] }],
  ['tally, distinct, 5 coded', residents, { columns: 14, tally: true, distinct: true, code: few }],
  ['tally, distinct, 5 coded, many', residents, { columns: 14, tally: true, distinct: true, code: many }],
  ['4 coded, tiny', residents, { columns: 14, tally: false, distinct: false, code: tiny }],
  ['5 coded, few', residents, { columns: 14, tally: false, distinct: false, code: few }],
  ['5 coded, many', residents, { columns: 14, tally: false, distinct: false, code: many }],
  ['running text', texts, { columns: 1, tally: true, distinct: false, code: [] }],
];
const bench = new Bench({ time: 1000, warmupTime: 300 });
const sizes = new Map<string, { bytes: number; cells: number; tuples: number }>();
for (const [name, rectangles, spec] of specs) {
  const part = count(rectangles, spec);
  const bytes = rectangles.reduce((sum, { length }) => sum + length, 0);
  const columns = spec.tally || spec.distinct ? spec.columns : spec.code.length;
  sizes.set(name, { bytes, cells: part.records * columns, tuples: part.tuples?.size ?? 0 });
  bench.add(name, () => {
    count(rectangles, spec);
  });
}
for (const [name, code] of [
  ['few', few],
  ['many', many],
] as const) {
  const spec: SurveySpec = { columns: 14, tally: false, distinct: false, code };
  const halves = [0, 1].map((half) =>
    count(
      residents.filter((_, i) => i % 2 === half),
      spec,
    ),
  );
  const { histogram } = mergeSurveys(halves, residentColumns);
  const title = `merge of 2, ${name}`;
  sizes.set(title, { bytes: 0, cells: 0, tuples: histogram!.size });
  bench.add(title, () => {
    mergeSurveys(halves, residentColumns);
  });
}

await bench.run();
console.table(
  bench.tasks.map((task) => {
    const { bytes, cells, tuples } = sizes.get(task.name)!;
    const result = task.result;
    const ms = 'latency' in result ? result.latency.min : Number.NaN;
    return {
      name: task.name,
      'ms, best': ms.toFixed(1),
      'MB/s': bytes ? Math.round(bytes / 1000 / ms) : '',
      'ns per cell': cells ? ((ms * 1e6) / cells).toFixed(1) : '',
      tuples: tuples || '',
    };
  }),
);
