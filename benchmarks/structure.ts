import { Bench } from 'tinybench';
import { repair } from '../src/formats/csv/repair.js';
import { KernelHost } from '../src/kernels/host.js';
import { gb18030Room, Structure, utf8Room } from '../src/kernels/structure.js';

const megabytes = Number(process.argv[2] ?? 50);
const chunk = 1 << 20;
const columns = 14;

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英'];
const places = ['浙江省杭州市西湖区', '四川省成都市武侯区', '广东省深圳市南山区', '湖北省武汉市洪山区'];
const roads = ['人民路', '解放大道', '中山北路', '文一西路', '建设街'];
const jobs = ['教师', '工程师', '医生', '公务员', '个体经营', '退休'];
const quoted = ['"家庭困难,需复核"', '"他说""已搬走"""', '"一行\n两行"'];

/** Residents in 14 columns, a third of the bytes Han; 5 % of remarks are quoted, with commas, quotes or a line feed, or all fields are. */
function residents(bytes: number, everywhere = false): string {
  let state = 42;
  const below = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * bound);
  };
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const digits = (count: number) => Array.from({ length: count }, () => below(10)).join('');
  const records: string[] = [];
  for (let size = 0, row = 1; size < bytes; row++) {
    const fields = [
      row,
      pick(surnames) + pick(given) + (below(2) ? pick(given) : ''),
      `${digits(17)}X`,
      `1${digits(10)}`,
      `0571-${digits(8)}`,
      `${pick(places)}${pick(roads)}${below(999)}号`,
      `u${digits(6)}@example.com`,
      `${1940 + below(70)}-0${1 + below(9)}-1${below(10)}`,
      pick(['男', '女']),
      pick(['已婚', '未婚']),
      pick(jobs),
      3000 + below(20_000),
      digits(6),
      below(20) ? (below(3) ? '' : '低保户家庭') : pick(quoted),
    ];
    const quotedFields = fields.map((field) => (`${field}`.startsWith('"') ? field : `"${field}"`));
    const record = (everywhere ? quotedFields : fields).join(',');
    records.push(record, '\n');
    size += Buffer.byteLength(record) + 1;
  }
  return records.join('');
}

type Chunks = [pointer: number, length: number][];

const host = KernelHost.load();
const structure = new Structure(host);

/** A source in kernel memory, cut into chunks of whole records of about 1 MiB, as a lane sees it. */
function load(name: string, text: string): Chunks {
  const bytes = new TextEncoder().encode(text);
  const pointer = host.region(name, bytes.length);
  host.bytes.set(bytes, pointer);
  const chunks: Chunks = [];
  for (let from = 0; from < bytes.length; ) {
    const size = Math.min(chunk, bytes.length - from);
    const length = structure.lastRecordEnd(pointer + from, size, false) + 1;
    chunks.push([pointer + from, length]);
    from += length;
  }
  return chunks;
}

const target = host.region('target', Math.max(gb18030Room(chunk), utf8Room(chunk)));

/** The same chunks in GB18030. */
function encode(name: string, chunks: Chunks): Chunks {
  let at = host.region(name, 2 * total(chunks));
  return chunks.map(([from, length]) => {
    const size = structure.encodeGb18030(from, length, target);
    host.bytes.copyWithin(at, target, target + size);
    at += size;
    return [at - size, size];
  });
}

function total(chunks: Chunks): number {
  return chunks.reduce((sum, [, length]) => sum + length, 0);
}

const text = residents(megabytes * 1e6);
const residentsUtf8 = load('utf8', text);
const hanUtf8 = load('han', text.replaceAll(/[0-9a-zA-Z@.,-]{4,}/g, ','));
const quotedUtf8 = load('quoted', residents(megabytes * 1e6, true));
const integersUtf8 = load(
  'integers',
  `${Array.from({ length: columns }, (_, at) => at * 7).join(',')}\n`.repeat(megabytes * 2e4),
);
const blankUtf8 = load('blank', text.replaceAll(/,教师,.*\n/g, '$&\n'));
const residentsGb = encode('gb18030', residentsUtf8);
const hanGb = encode('han-gb18030', hanUtf8);
const sizes = new Map<string, number>();
const bench = new Bench({ time: 800, warmupTime: 200 });

function add(name: string, chunks: Chunks, run: (pointer: number, length: number) => unknown): void {
  sizes.set(name, total(chunks));
  bench.add(name, () => {
    for (const [pointer, length] of chunks) run(pointer, length);
  });
}

add('parity', residentsUtf8, (pointer, length) => structure.parity(pointer, length));
add('index', residentsUtf8, (pointer, length) => {
  if ('fault' in structure.index(pointer, length, 44, columns)) throw new Error('fault');
});
add('index, all quoted', quotedUtf8, (pointer, length) => {
  if ('fault' in structure.index(pointer, length, 44, columns)) throw new Error('fault');
});
add('index, short integers', integersUtf8, (pointer, length) => {
  if ('fault' in structure.index(pointer, length, 44, columns)) throw new Error('fault');
});
add('index and repair', blankUtf8, (pointer, length) => {
  if (!('fault' in structure.index(pointer, length, 44, columns))) throw new Error('no fault');
  repair(host.bytes.subarray(pointer, pointer + length), 44, columns, 'error', structure.separators());
});
add('validUtf8', residentsUtf8, (pointer, length) => structure.validUtf8(pointer, length));
add('validUtf8, Han', hanUtf8, (pointer, length) => structure.validUtf8(pointer, length));
add('fingerprint', residentsUtf8, (pointer, length) => structure.fingerprint(pointer, length));
add('decodeGb18030', residentsGb, (pointer, length) => structure.decodeGb18030(pointer, length, target));
add('decodeGb18030, Han', hanGb, (pointer, length) => structure.decodeGb18030(pointer, length, target));
add('encodeGb18030', residentsUtf8, (pointer, length) => structure.encodeGb18030(pointer, length, target));
add('encodeGb18030, Han', hanUtf8, (pointer, length) => structure.encodeGb18030(pointer, length, target));
const platform = new TextDecoder('gb18030', { fatal: true });
add('TextDecoder gb18030, baseline', residentsGb.slice(0, 4), (pointer, length) =>
  platform.decode(host.bytes.subarray(pointer, pointer + length)),
);
add('copy, baseline', residentsUtf8, (pointer, length) =>
  host.bytes.copyWithin(target, pointer, pointer + length),
);

await bench.run();
console.table(
  bench.tasks.map((task) => {
    const { latency } = task.result as unknown as { latency: { p50: number; min: number } };
    const rate = (milliseconds: number) => Math.round(sizes.get(task.name)! / 1e3 / milliseconds);
    return { kernel: task.name, 'MB/s median': rate(latency.p50), 'MB/s best': rate(latency.min) };
  }),
);
