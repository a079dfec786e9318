import { Bench } from 'tinybench';
import { tallyOf, typeColumn } from '../src/profile/index.js';
import { findAll, recognisers } from '../src/recognisers/index.js';

/** Remarks with identifiers in every line, as a case worker writes them. */
const remarks = Array.from({ length: 2000 }, (_, i) => {
  const phone = `138${String(10_000_000 + i * 7919).slice(-8)}`;
  return [
    `已电话通知本人${phone}，材料齐全，情况属实，请审核后办理。`,
    '该户家庭困难，无其他收入来源，生活拮据，建议继续给予救助。',
    `联系人王小明，电话${phone}，住浙江省杭州市西湖区文三路${i}号3栋2单元501室。`,
    '已提交街道，等待公示结果；下次走访时间待定。',
  ][i % 4]!;
});
const plain = remarks.filter((_, i) => i % 4 === 1);
const bytesOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

const bench = new Bench({ time: 1000, warmupTime: 300 });
bench.add('findAll, remarks, half with identifiers', () => {
  for (const text of remarks) findAll(text);
});
bench.add('findAll, remarks without identifiers', () => {
  for (const text of plain) findAll(text);
});
bench.add('findAll, IDs and phones only', () => {
  for (const text of remarks) findAll(text, ['cn-resident-id', 'phone-mobile']);
});
const cells = remarks.map((_, i) => `138${String(10_000_000 + i * 7919).slice(-8)}`);
bench.add('check, all recognisers on 2 000 phone cells', () => {
  for (const cell of cells) for (const recogniser of recognisers) recogniser.check(cell);
});
const tally = tallyOf(cells, '联系电话');
bench.add('typeColumn, tally of 2 000 phones', () => {
  typeColumn(tally);
});

await bench.run();
const sizes = [bytesOf(remarks), bytesOf(plain), bytesOf(remarks), bytesOf(cells), bytesOf(cells)];
console.table(
  bench.tasks.map((task, i) => {
    const result = task.result;
    const mean = 'latency' in result ? result.latency.mean : Number.NaN; // milliseconds
    return { name: task.name, 'mean ms': mean.toFixed(3), 'MB/s': (sizes[i]! / 1e3 / mean).toFixed(1) };
  }),
);
