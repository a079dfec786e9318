import type { Key } from '../core/random.js';
import { readCell } from '../formats/csv/cells.js';
import type { KernelHost } from '../kernels/host.js';
import type { ChunkPass } from './pass.js';
import { type PassContext, runPass } from './passes.js';
import type { TableSource } from './source.js';
import type { SampledRecord, SampleTask } from './task.js';

const carriage = 0x0d;
const span = 2 ** 32;

/** What a sample is to hold. */
export interface SampleRequest {
  columns: readonly number[];
  records: number; // of the table, as counted before
  size: number; // records wanted
  key: Key;
}

/**
 * A keyed sample of a table in a pass of its own: the records whose keyed hash is smallest, in that order, so that it
 * depends neither on workers nor on chunks. Equal records are taken or left together; the last ones are cut.
 */
export async function sampleRecords(
  context: PassContext,
  source: TableSource,
  request: SampleRequest,
): Promise<(string | null)[][]> {
  const { columns, records, size, key } = request;
  // More than enough by six standard deviations, so that the sample is full but for tables of equal records.
  const share = records > 0 ? (size + 6 * Math.sqrt(size) + 16) / records : 1;
  const seed = new DataView(key.derive('sample').bytes().slice().buffer).getUint32(0, true);
  const task: SampleTask = {
    kind: 'sample',
    columns,
    key: seed,
    below: Math.min(span, Math.ceil(share * span)),
  };
  const { sample } = await runPass(context, source, 'attack', task);
  return sample
    .map(({ hash, cells }) => ({ hash, cells, text: JSON.stringify(cells) }))
    .sort((a, b) => a.hash - b.hash || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .slice(0, size)
    .map(({ cells }) => [...cells]);
}

/** The pass of a lane: hashes whole records in the kernel, and reads the cells of the few that are taken. */
export function samplePass(host: KernelHost, task: SampleTask): ChunkPass {
  const taken: SampledRecord[] = [];
  return {
    chunk({ text, ends, records, columns }) {
      const entries = new Uint32Array(host.memory.buffer, ends, records * columns);
      const bytes = host.bytes;
      let start = text;
      for (let record = 0; record < records; record++) {
        const first = record * columns;
        const feed = text + (entries[first + columns - 1]! & 0x7fffffff);
        const end = feed > start && bytes[feed - 1] === carriage ? feed - 1 : feed;
        const print = host.exports.fingerprint!(start, end - start) as unknown as bigint;
        const hash = keyed(Number(print & 0xffffffffn), Number((print >> 32n) & 0xffffffffn), task.key);
        if (hash < task.below) {
          taken.push({ hash, cells: task.columns.map((column) => cell(column, first, start, end)) });
        }
        start = feed + 1;
      }
      return null;

      function cell(column: number, at: number, from: number, to: number): string | null {
        const begin = column === 0 ? from : text + (entries[at + column - 1]! & 0x7fffffff) + 1;
        const stop = column === columns - 1 ? to : text + (entries[at + column]! & 0x7fffffff);
        return readCell(bytes, begin, stop);
      }
    },
    finish: () => null,
    sample: () => taken,
    close() {},
  };
}

/** Mixes a 64-bit print with a key to 32 bits (the finaliser of MurmurHash3). */
function keyed(low: number, high: number, key: number): number {
  let value = Math.imul(low ^ key, 0x85ebca6b) ^ high;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
