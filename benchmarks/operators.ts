import { Bench } from 'tinybench';
import type { Entity } from '../src/core/entities.js';
import type { OperatorContext } from '../src/core/operator.js';
import { Key } from '../src/core/random.js';
import { hierarchyKinds } from '../src/hierarchies/index.js';
import { KernelHost } from '../src/kernels/host.js';
import { RowProgram } from '../src/kernels/program.js';
import { Structure } from '../src/kernels/structure.js';
import { operators } from '../src/operators/index.js';

// The reference of every operator and hierarchy, per value, beside the kernel's instruction where there is one.
// Inputs are fakes of each example's entity, so that no list of test values is needed: seeded, the same every run.

const count = Number(process.argv[2] ?? 2000); // values of a column
const key = Key.from('benchmark');
const host = KernelHost.load();

function contextOf(entity: Entity | null, columns: readonly string[] = []): OperatorContext {
  return {
    column: 'column',
    entity,
    key: (domain) => key.derive(domain),
    hierarchy: null,
    find: () => [],
    directColumns: columns,
  };
}

/** Values like an example: invented for its entity or in its shape. */
function valuesLike(text: string, entity: Entity | null): string[] {
  const fake = operators.find(({ name }) => name === 'fake')!;
  return Array.from({ length: count }, (_, n) => {
    const context = { ...contextOf(entity), key: (domain: string) => key.derive(`${domain}/${n}`) };
    return fake.compile({}, context).apply(text, { get: () => null });
  });
}

/** What an example without a stated entity looks like, where its shape alone would not do. */
function entityLike(text: string): Entity | null {
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return 'date';
  return /^[0-9]{11}$/.test(text) ? 'phone-mobile' : null;
}

const bench = new Bench({ time: 200, warmupTime: 50 });
let kept = 0; // results are counted, so that no call can be left out

for (const operator of operators) {
  const example = operator.examples[0]!;
  if (example.hierarchy) continue; // measured below, with its hierarchy
  const entity = example.entity ?? entityLike(example.in);
  const values =
    /^[0-9-]+$/.test(example.in) && !entity
      ? Array.from({ length: count }, (_, n) => String(n * 37))
      : valuesLike(example.in, entity);
  const columns = Object.keys(example.record ?? {});
  const compiled = operator.compile(example.params, contextOf(example.entity ?? null, columns));
  const record = { get: (column: string) => example.record?.[column] ?? null };
  bench.add(`${operator.name}: reference`, () => {
    for (const value of values) kept += compiled.apply(value, record).length;
  });
  const { instruction } = compiled;
  if (!instruction) continue;
  const bytes = Buffer.from(values.map((value) => `${value.replaceAll(',', ' ')},x\n`).join(''));
  const pointer = host.region(operator.name, bytes.length);
  host.bytes.set(bytes, pointer);
  const chunk = new Structure(host).index(pointer, bytes.length, 44, 2);
  if ('fault' in chunk) throw new Error('values with quotes');
  const keys = new Map(
    instruction.op === 'token' ? [[instruction.domain, key.derive(instruction.domain).bytes()]] : [],
  );
  const program = new RowProgram(host, {
    columns: 2,
    instructions: [instruction, { op: 'copy' }],
    delimiter: ',',
    newline: '\n',
    inputDelimiter: ',',
    keys,
    recodings: [],
    suppressed: null,
  });
  bench.add(`${operator.name}: kernel`, () => {
    kept += program.run(chunk).length;
  });
}

for (const kind of hierarchyKinds) {
  const example = kind.examples[0]!;
  const hierarchy = kind.build(example.params, () => '');
  const entity: Partial<Record<string, Entity>> = {
    date: 'birth-date',
    'cn-region': 'cn-region-code',
    'cn-address': 'address',
    'cn-resident-id': 'cn-resident-id',
  };
  const values =
    hierarchy.domain !== null
      ? Array.from({ length: count }, (_, n) => hierarchy.domain?.[n % hierarchy.domain.length] ?? '')
      : /^[0-9]{1,3}$/.test(example.value)
        ? Array.from({ length: count }, (_, n) => String(n % 100))
        : valuesLike(example.value, entity[kind.name] ?? null);
  bench.add(`${kind.name}: all levels`, () => {
    for (const value of values) {
      for (let level = 1; level <= hierarchy.height; level++) {
        kept += hierarchy.generalise(value, level)?.length ?? 0;
      }
    }
  });
}

await bench.run();
console.table(
  bench.tasks.map((task) => {
    const { latency } = task.result as unknown as { latency: { p50: number; min: number } };
    const each = (milliseconds: number) => Math.round((milliseconds * 1e6) / count);
    return { what: task.name, 'ns/value median': each(latency.p50), 'ns/value best': each(latency.min) };
  }),
);
if (kept === 0) throw new Error('nothing was computed');
